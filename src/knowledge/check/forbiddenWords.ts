/** Names that are out of date and claims that nobody can stand for. Data only; a person's own question may use any of them. */
import type { Language } from '../../language/languages'

export interface ForbiddenWord {
  readonly pattern: RegExp
  /** Only in these languages; everywhere when left out. */
  readonly languages?: readonly Language[]
  /** What to write, as a sentence. */
  readonly instead: string
}

const dvv = 'The authority is DVV (sv MDB) today.'
const employment = 'Employment areas (työllisyysalue, sysselsättningsområde) of the municipalities do this today.'
const lvv = 'The authority is Lupa- ja valvontavirasto today.'
const evk = 'The authority is elinvoimakeskus (sv livskraftscentral) today.'
const login = 'The log-in of public services is Suomi.fi-tunnistus today.'
const gone = 'The service does not exist any more; leave it out.'

export const forbidden: readonly ForbiddenWord[] = [
  { pattern: /\bmaistraat\p{L}*/iu, instead: dvv },
  { pattern: /\bmagistrat\p{L}*/iu, languages: ['sv', 'en'], instead: dvv },
  { pattern: /\b(local )?register office\b/i, instead: dvv },
  {
    pattern:
      /\bväestörekisterikesku\p{L}*|\bVRK\b|\bbefolkningsregistercentral\p{L}*|\bpopulation register cent\p{L}*/iu,
    instead: dvv,
  },
  {
    pattern:
      /\bte-(toimisto|keskus|byrå|office|cent)\p{L}*|\bte offices?\b|\bemployment (and economic development )?office\b|\barbetskraftsbyrå\p{L}*/iu,
    instead: employment,
  },
  {
    pattern: /\bAVI\b|\baluehallintovirasto\p{L}*|\bregionförvaltningsverk\p{L}*|\bregional state administrative\b/u,
    instead: lvv,
  },
  { pattern: /\bELY\b|\bELY-\p{L}+|\bNTM-central\p{L}*/u, instead: evk },
  { pattern: /\bKatso-(tunn|palvelu|koodi|id|kod)\p{L}*/iu, instead: login },
  { pattern: /\bvetuma\b|\btupas\b/i, instead: login },
  {
    pattern: /\bkansalaisen asiointitil\p{L}*|\bmedborgarkonto\p{L}*|\bcitizen'?s account\b/iu,
    instead: 'The mailbox is Suomi.fi-viestit today.',
  },
  { pattern: /\bapuomena\b|\bLuokse\b|\bvirtu\b|\bvirtu-kotireppu\b/u, instead: gone },
  { pattern: /\bvm\.fi\/auta\b/i, instead: gone },
  { pattern: /\bTrafi\b|\bajovarma\p{L}*/u, instead: 'The authority is Traficom today.' },
  {
    pattern: /\bmaakun(nan |ta)lii(tto|to)\p{L}*|\blandskapsförbund\p{L}*|\bregional council\p{L}*/iu,
    instead: 'Regional councils give no digital support; name the municipality or the service.',
  },
  { pattern: /\b18 (maakun\p{L}*|landskap\p{L}*|regions)\b/iu, instead: 'Finland has 19 regions.' },
  { pattern: /\bkansalaisneuvonta\.fi\b/i, instead: 'The address is not certain; write {{kansalaisneuvonta}}.' },
  {
    pattern:
      /\btulosta\p{L}* (muuttoilmoitu\p{L}*|se muuttoilmoitu\p{L}*)|\bskriv ut flyttanmälan\b|\bprint the notice of move\b/iu,
    instead: 'The notice of move cannot be printed from the net; the paper form comes from Posti or DVV.',
  },
  {
    pattern: /\bilmoita\p{L}* muuto\p{L}* puhelim\p{L}*|\btee muuttoilmoitus puhelim\p{L}*/iu,
    instead: 'A move cannot be reported by phone.',
  },
  { pattern: /\bdigituki@dvv\.fi\b/i, instead: 'That address is for organisations, never for citizens.' },
  {
    pattern:
      /\b(tiedot|ohje|numero|teksti) on tarkistettu\b|\btarkistettu \d|\bkontrollera(d|t) av\b|\b(checked|verified) by (dvv|kela|an expert|us)\b/i,
    instead: 'Nobody has checked the text; do not say so.',
  },
  {
    pattern: /\bbankid\b|\bförsäkringskassan\b|\bplatsbanken\b|\barbetsförmedlingen\b/i,
    languages: ['sv'],
    instead: "That is Sweden's word; write Finland's (bankkoder, FPA, Jobbmarknaden).",
  },
]
