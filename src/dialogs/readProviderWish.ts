/** What somebody wants of a helper, from their own words: at home, now, without cost, a course, a computer, a language. Knows no provider. */
import type { ProviderWish } from '../knowledge/findProviders'
import type { Language } from '../language/languages'

export type SpokenWish = Pick<
  ProviderWish,
  'need' | 'delivery' | 'language' | 'cost' | 'cannotLeaveHome' | 'staffedNow'
>

const athome =
  /en pääse (?:ulos|lähtemään|liikkumaan|kirjastoon|käymään|kotoa)|ei pääse (?:ulos|kotoa|liikkumaan|lähtemään|käymään)|en (?:voi|pysty) (?:lähteä|liikkua|tulla)|ei (?:voi|pysty) (?:lähteä|liikkua)|liikuntaest|vuodepotila|kotoa käsin|kan inte (?:gå ut|lämna (?:hemmet|huset)|ta mig ut|röra mig|komma ut)|rörelsehind|can(?:no|')?t (?:leave (?:the |my )?(?:house|home)|get out|go out|move|walk)|housebound|home ?bound|bedridden/i
const homeVisit =
  /\bkotiin\b|kotikäyn|kotikäynt|kotona käyv|tule\w* (?:meille|luokseni|luokse)|hembesök|\bhem till (?:mig|oss|henne|honom|mamma|pappa)|home visit|come (?:to )?(?:my |our )?(?:home|house)|to my (?:home|house)/i
const now =
  /\b(?:nyt auki|juuri nyt|heti nyt|auki nyt|nyt heti|tällä hetkellä)\b|öppet (?:just )?nu|just nu|open (?:right )?now|right now/i
const free =
  /ilmai[sn]|maksuto[mn]|ilman maksua|\bgratis\b|avgiftsfri|kostnadsfri|\bfree\b(?! time)|no charge|without charge/i
const course = /kurss|koulutuk|\bkurs(?:en|er|erna)?\b|\bcourse|\bclass(?:es)?\b/i
const computer =
  /ei (?:ole|oo) (?:\w+ )?(?:tietokone|konetta|laitetta|nettiä)|yleis\w* (?:tieto)?kone|käyttää (?:tieto)?konetta|tulosta|(?:ingen|inte någon|har inte) (?:egen )?dator|låna (?:en )?dator|skriva ut|public computer|(?:no|have a|use a|without a) computer|\bprint/i
const phone = /puhelimitse|puhelimessa neuvo|soittaa|per telefon|på telefon|over the phone|by phone|\bring[aå]?\b/i
const swedish = /ruotsi(?:ksi|nkieli)|på svenska|\bin swedish\b|svensksprå/i
const english = /englanni(?:ksi|nkieli)|på engelska|\bin english\b|english[- ]speak/i
const finnish = /suomeksi|suomenkieli|på finska|\bin finnish\b/i
const errand =
  /\b(?:kela|vero|suomi\.?fi|omakanta|asioin|hakemu|lomake)\w*|\bfpa\b|ansök|blankett|application|\bform\b/i

/** Only what was said; an unspoken wish is absent. */
export function readProviderWish(text: string): SpokenWish {
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
    ...(phone.test(text) && !stuck ? { delivery: ['remote_phone'] as const } : {}),
    ...(free.test(text) ? { cost: 'free' as const } : {}),
    ...(stuck ? { cannotLeaveHome: true } : {}),
    ...(now.test(text) ? { staffedNow: true } : {}),
  }
}
