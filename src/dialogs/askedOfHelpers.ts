/** What is asked about helpers that have just been listed: what it costs, who is there when, in which language, how far, elsewhere. Knows no provider and no reply. */
import type { Language } from '../language/languages'
import { readProviderWish } from './readProviderWish'

/** `afar`: help that comes home or by phone · `elsewhere`: another place, not named · `age`: how old the list is and where it is from */
export type AskedOfHelpers = 'age' | 'elsewhere' | 'afar' | 'cost' | 'booking' | 'language' | 'hours' | 'distance'

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
  ['booking', /varata|varaus|varaa\w*|ajanvara|ilmoittau|\bboka|anmäla|tidsbok|\bbook|appointment|sign up|register/i],
  [
    'language',
    /(?:puhu|palvel|neuvo|saako|onko)\w*.*(?:ruotsi|suome|englan|kiel|venäj|arabi|somali)|(?:millä|mitä) kiel|(?:talar|pratar|betjän|service|råd|hjälp|finns).*(?:svensk|finsk|engelsk|språk|rysk|arabisk)|vilket språk|vilka språk|(?:speak|service|advice|help|anyone).*(?:swedish|finnish|english|language|russian|arabic)|(?:what|which) languages?/i,
  ],
  [
    'hours',
    /\bauki\b|aukiol|avoinna|milloin|mihin aikaan|mitkä ajat|moneen|moneltako|paikalla|siellä (?:joku|ketään)|(?:joku|ketään) (?:siellä|nyt)|huomenna|lauantai|sunnuntai|öppet|öppettid|öppnar|stänger|någon där|vilken tid|när (?:är|kan)|imorgon|i morgon|lördag|söndag|\bopens?\b|opening|hours|anyone there|someone there|somebody there|what time|tomorrow|saturday|sunday|\bclosed?\b/i,
  ],
  [
    'distance',
    /kaukana|kaukanako|lähin|lähimpänä|matka|kilometr|miten (?:sinne|perille)|missä (?:se|ne|tämä|päin)|osoite|hur långt|närmast|kilometer|adress|hur (?:kommer|tar) (?:jag|man)|var ligger|var finns det|how far|nearest|closest|get there|distance|address|where is (?:it|that)/i,
  ],
]

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
  return wish.cannotLeaveHome || wish.delivery || /\bphone\?*$|puhelimella\?*$|telefon\?*$/i.test(text)
    ? 'afar'
    : undefined
}
