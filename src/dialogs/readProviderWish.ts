/** What somebody wants of a helper, from their own words: at home, now, without cost, a course, a computer, a language. Knows no provider. */
import type { HelpWish } from '../conversation/conversation'
import type { Language } from '../language/languages'

const athome =
  /en pääse (?:ulos|lähtemään|liikkumaan|kirjastoon|käymään|kotoa)|ei pääse (?:ulos|kotoa|liikkumaan|lähtemään|käymään)|en (?:voi|pysty) (?:lähteä|liikkua|tulla)|ei (?:voi|pysty) (?:lähteä|liikkua)|liikuntaest|vuodepotila|kotoa käsin|(?:kan|kommer) inte (?:hemifrån|mig ut|mig hemifrån|komma hemifrån|gå hemifrån|gå ut|lämna (?:hemmet|huset)|ta mig ut|röra mig|komma ut)|rörelsehind|(?:can(?:no|['’])?t|unable to|not able to) (?:leave (?:the |my )?(?:house|home)|get out|go out|move|walk)|housebound|home ?bound|bedridden/i
const homeVisit =
  /\bkotiin\b|kotikäyn|kotikäynt|kotona käyv|(?:tule|tulla|tulisi)\w* (?:\S+ )?(?:meille|luokse\w*)|hembesök|\bhem till (?:mig|oss|henne|honom|dem|min|mamma|pappa)|home visit|come (?:to )?(?:(?:my|our|his|her|their) )?(?:home|house)|to (?:my|our|his|her|their) (?:home|house)/i
const now =
  /\b(?:nyt auki|juuri nyt|heti nyt|auki nyt|nyt heti|tällä hetkellä|siellä nyt|paikalla nyt|nyt paikalla|(?:joku|ketään) nyt)(?!\p{L})|öppet (?:just )?nu|just nu|där nu|på plats nu|open (?:right )?now|right now|there now/iu
const free =
  /ilmai[sn]|maksuto[mn]|ilman maksua|\bgratis\b|avgiftsfri|kostnadsfri|\bfree\b(?! time)|no charge|without charge/i
const course = /kurss|koulutuk|(?<!kon)kurs(?:en|er|erna)?\b|\bcourse|\bclass(?:es)?\b/i
const computer =
  /ei (?:ole|oo) (?:\w+ )?(?:tietokone|konetta|laitetta|nettiä)|yleis\w* (?:tieto)?kone|(?<!(?:osaa|osata|oppia|opin) )käyttää (?:tieto)?konetta|(?:asiakas|yleis)(?:tieto)?kone|tulosta|(?:ingen|inte någon|har inte) (?:egen )?dator|låna (?:en )?dator|(?<!(?:inte|hur man|att) )använda (?:en )?(?:allmän )?dator|(?:allmän|kund)dator|skriva ut|public computer|(?:no|have a|without a) computer|(?<!(?:(?:learn|know|how|me) to|not|n['’]t) )use a computer|\bprint/i
const afar =
  /\betänä(?!\p{L})|etätu[ek]|etäapu|etäneuvo|på distans|distansstöd|remote(?:ly)? (?:help|support|advice)|\bremotely\b/iu
const phone = /puhelimitse|puhelimessa neuvo|soittaa|per telefon|på telefon|over the phone|by phone|\bring[aå]?\b/i
const swedish =
  /ruotsi(?:a\b|ksi|nkieli)|(?:talar|pratar) (?:de |ni |man |någon )?svenska|speak swedish|på svenska|\bin swedish\b|svensksprå/i
const english =
  /englantia\b|englanni(?:ksi|nkieli)|(?:talar|pratar) (?:de |ni |man |någon )?engelska|speak english|på engelska|\bin english\b|english[- ]speak/i
const finnish =
  /suomeksi|suomenkieli|puhu\w* (?:siellä )?suomea|(?:talar|pratar) (?:de |ni |man |någon )?finska|speak finnish|på finska|\bin finnish\b/i
const errand =
  /\b(?:kela|vero|suomi\.?fi|omakanta|asioin|hakemu|lomake)\w*|\bfpa\b|ansök|blankett|application|\bform\b/i

const fromAfar = ['remote_phone', 'remote_chat', 'remote_video'] as const

/** Only what was said; an unspoken wish is absent. */
export function readProviderWish(text: string): HelpWish {
  const language: Language | undefined = swedish.test(text)
    ? 'sv'
    : english.test(text)
      ? 'en'
      : finnish.test(text)
        ? 'fi'
        : undefined
  const need = course.test(text)
    ? 'course'
    : computer.test(text)
      ? 'public_computer'
      : errand.test(text)
        ? 'eservice_advice'
        : undefined
  const stuck = athome.test(text) || homeVisit.test(text)
  return {
    ...(need ? { need } : {}),
    ...(language ? { language } : {}),
    ...(stuck ? {} : afar.test(text) ? { delivery: fromAfar } : phone.test(text) ? { delivery: ['remote_phone'] } : {}),
    ...(free.test(text) ? { cost: 'free' as const } : {}),
    ...(stuck ? { cannotLeaveHome: true } : {}),
    ...(now.test(text) ? { staffedNow: true } : {}),
  }
}
