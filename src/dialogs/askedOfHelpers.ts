/** What is asked about helpers that have been listed: what it costs, who is there when, in which language, how far, what one can use, elsewhere. Knows no provider and no reply. */
import type { Language } from '../language/languages'
import { numberNamed } from './numberNamed'
import { readProviderWish } from './readProviderWish'

/**
 * `afar`: help that comes home or by phone · `elsewhere`: another place, not named · `age`: how old the list is and where it is from ·
 * `equipment`: a printer, a computer or a network to use there · `help`: whether they help with some matter · `phone`: how to call them ·
 * `bring`: what to take along · `one`: a place of the list by its number · `which`: which of them
 */
export type AskedOfHelpers =
  | 'age'
  | 'elsewhere'
  | 'afar'
  | 'cost'
  | 'booking'
  | 'language'
  | 'hours'
  | 'distance'
  | 'equipment'
  | 'help'
  | 'phone'
  | 'bring'
  | 'one'
  | 'which'

/** What stands at a place for anybody's use; "how does one print" is a question of its own. */
const equipment =
  /^(?!.*(?:miten|kuinka|\bhur\b|\bhow\b))(?=.*(?:tulost(?:i[mn]|a|u)|printt|skanne|skanna|kopiokone|kopioi|tietokone|wifi|wlan|langaton|nettiyhtey|skrivare|skriva ut|utskrift|kopiator|kopiera|\bdator|trådlös|\bprint|\bscan|photocop|\bcomputers?\b|wi-?fi|wireless))(?:.*(?:siel(?:lä|tä|\s|$)|niissä|noissa|paika(?:ssa|lla)|paikoissa|kirjasto(?:ssa|lla|issa)|(?:^|\s)där(?!\p{L})|ställe|biblioteke|\bthere\b|\bthey\b|\bplaces?\b|\blibrar)|(?:onko|onks|löytyykö|finns det|har (?:de|dom)|is there|are there|do they have)\s)/iu

/** The first that fits: "how old are the hours" is about the list's age. */
const asked: readonly (readonly [AskedOfHelpers, RegExp])[] = [
  [
    'age',
    /(?:tieto|tiedot|lista)\b.*(?:vanh|uus|uudet|päivit|peräisin|ajan tasalla|luotetta)|(?:vanh|uus|ajan tasalla|mistä)\w*.* (?:tieto|tiedot|lista)\b|(?:uppgift|information|lista).*(?:gam|färsk|uppdater|aktuell|ifrån)|(?:hur gam|varifrån|när uppdater).*(?:uppgift|information|lista)|(?:how (?:old|recent|fresh)|where|when).*(?:information|data|list)\b|(?:information|data|list)\b.*(?:up to date|updated|old|from)/i,
  ],
  [
    'elsewhere',
    /naapuri(?:kun|kaup|ssa)|(?:toise|vierei|muu|lähi)\w* (?:kunna|kaupun|paikkakun|paik)|lähikun|muualla|muita paikkoja|grannkommun|(?:annan|andra|nästa) (?:kommun|ort|stad|ställe)|någon annanstans|next (?:town|city|municipality)|(?:an)?other (?:town|cit|municipalit|place)|neighbou?ring|elsewhere|somewhere else/i,
  ],
  [
    'cost',
    /maksaa|maksaako|maksull|maksuto|ilmai[sn]|hinta|hinnat|paljonko|kosta[rd]?\b|\bpris|gratis|avgift|\bcosts?\b|price|\bfree\b|charge|how much|\bfees?\b/i,
  ],
  ['equipment', equipment],
  [
    'booking',
    /(?:tarvi|tarvit)\w* .*(?:aja[nt]|aikaa)|behöver man .*tid|varata|varaus|varaa\w*|ajanvara|ilmoittau|\bboka|anmäla|tidsbok|\bbook|appointment|sign up|register/i,
  ],
  [
    'language',
    /(?:puhu|palvel|neuvo|saako|onko)\w*.*(?:ruotsi|suome|englan|kiel|venäj|arabi|somali)|(?:millä|mitä) kiel|(?:talar|pratar|betjän|service|råd|hjälp|finns).*(?:svensk|finsk|engelsk|språk|rysk|arabisk)|vilket språk|vilka språk|(?:speak|service|advice|help|anyone).*(?:swedish|finnish|english|language|russian|arabic)|(?:what|which) languages?/i,
  ],
  [
    'help',
    /^(?!.*(?:pankki|lasku|\bbank|räkning|\bbill))(?:.*(?:autta(?:a|vat)ko|auttaaks|autetaanko|neuvotaanko|neuvo(?:o|vat)ko)(?: (?:siellä|ne|he|sieltä|joku))|.*(?:voiko|saako|saanko|voivatko) (?:siellä|sieltä|ne|he|niistä) .*(?:apua|autta|neuvo)|.*hjälper (?:de|dom)(?!\p{L})|.*kan (?:de|dom|någon där) (?:också |även )?hjälpa|.*\b(?:can|could|do|will|would) (?:they|(?:some|any)(?:one|body) there) (?:also )?help)/iu,
  ],
  [
    'bring',
    /(?:ottaa|otan|otetaanko|tuoda|tuon|pitääkö|tarvitaanko).*mukaan|mitä.*mukaan|\b(?:ta|ha) med\b|\bbring\b|take (?:with|along)/i,
  ],
  [
    'hours',
    /\bauki\b|aukiol|avoinna|milloin|mihin aikaan|mitkä ajat|moneen|moneltako|paikalla|siellä (?:joku|ketään)|(?:joku|ketään) (?:siellä|nyt)|huomenna|lauantai|sunnuntai|öppet|öppettid|öppnar|stänger|någon där|vilken tid|när (?:är|kan)|imorgon|i morgon|lördag|söndag|\bopens?\b|opening|hours|anyone there|someone there|somebody there|what time|tomorrow|saturday|sunday|\bclosed?\b/i,
  ],
  [
    'distance',
    /kaukana|kaukanako|lähin|lähimpänä|matka|kilometr|miten (?:sinne|perille)|missä (?:se|ne|tämä|päin)|osoite|hur långt|närmast|kilometer|adress|hur (?:kommer|tar) (?:jag|man)|var ligger|var finns det|how far|nearest|closest|get there|distance|address|where is (?:it|that)/i,
  ],
  [
    'phone',
    /(?:soittaa|soitan|soitella) (?:sinne|niihin|niille|heille|ensin|etukäteen)|(?:sinne|niihin|niille|heille|ensin) (?:voi |voin |voiko )?(?:soittaa|soitan)|(?:puhelin)?numero(?:t|a)?(?!\p{L})|ringa (?:dit|dem|dom|först|till dem)|telefonnum|vilket nummer|\bnumret\b|\b(?:call|ring|phone) (?:them|there|first|ahead)|phone number|their number/iu,
  ],
]

/** "Which of them", in whichever case. */
const whichOfThem =
  /(?:mikä|mitkä|mikään|mihin|minne|missä|kumpi|kuka|joku|jokin) (?:niis|näis|nois)tä|(?:vilken|vilket|vilka|någon|något|några|vart) av (?:dem|dom|de|dessa)(?!\p{L})|\b(?:which|any|one|some|all) (?:one )?of (?:them|these|those)\b/iu
const placesNamed =
  /(?:niis|näis|nois)(?:tä|sä) paiko|(?:ne|nämä|noi|nuo) paikat|de (?:där|här) ställena|\bde ställena\b|\b(?:these|those|the) (?:places|helpers)\b/iu

const alone =
  /^(?:(?:entä|entäs|och|and|what about|mutta|no)\s)?(?:(ruotsiksi|på svenska|in swedish)|(suomeksi|på finska|in finnish)|(englanniksi|på engelska|in english))(?:\s(?:kiitos|tack|please))?[.!?\s]*$/i

/** A language and nothing else: "in Swedish, please". */
export function languageAlone(text: string): Language | undefined {
  const [, sv, fi, en] = alone.exec(text.trim()) ?? []
  return sv ? 'sv' : fi ? 'fi' : en ? 'en' : undefined
}

/** Undefined where nothing of the list is asked about. */
export function askedOfHelpers(text: string): AskedOfHelpers | undefined {
  if (languageAlone(text)) return 'language'
  const wish = readProviderWish(text)
  const found = asked.find(([, pattern]) => pattern.test(text))?.[0]
  // "How much does a home visit cost" is about the price.
  if (found) return found
  if (wish.cannotLeaveHome || wish.delivery || /\bphone\?*$|puhelimella\?*$|telefon\?*$/i.test(text)) return 'afar'
  if (numberNamed(text) !== undefined) return 'one'
  return whichOfThem.test(text) ? 'which' : undefined
}

/** Whether the list itself or its places are named, so that "it" and "they" are not what was told last. */
export function namesTheList(text: string): boolean {
  return whichOfThem.test(text) || placesNamed.test(text)
}
