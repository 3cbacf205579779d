/** Cleans what registers hold: HTML out of texts, personal addresses out of e-mails, numbers as people dial them, Finland's metres as degrees. Knows no interface. */
import proj4 from 'proj4'
import type { Language } from '../../language/languages'
import { isLanguage } from '../../language/languages'
import type { ProviderPhone, ProviderWords } from '../../knowledge/ports'

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  auml: 'ä',
  ouml: 'ö',
  aring: 'å',
  Auml: 'Ä',
  Ouml: 'Ö',
  Aring: 'Å',
  ndash: '–',
  mdash: '–',
  hellip: '…',
  shy: '',
}

/** Words only: tags, scripts and entities gone, white space single, at most `longest` characters cut at a word. */
export function plainWords(text: string, longest = 400): string {
  const bare = text
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<\/?[a-z][^>]*(?:>|$)/gi, ' ')
    .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name?: string) =>
      name !== undefined
        ? (entities[name] ?? whole)
        : fromCode(decimal !== undefined ? Number(decimal) : parseInt(hex ?? '', 16)),
    )
    // What the entities hid may be markup again: it must not come back to life.
    .replace(/[<>]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (bare.length <= longest) return bare
  return `${bare.slice(0, longest - 1).replace(/\s+\S*$/, '')}…`
}

function fromCode(code: number): string {
  return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
}

/** Language rows of a register as our words: only our languages, cleaned, the first of each. */
export function wordsOf(
  rows: readonly { language?: string | null; value?: string | null }[] | null | undefined,
  longest?: number,
): ProviderWords {
  const words: Partial<Record<Language, string>> = {}
  for (const { language, value } of rows ?? []) {
    const clean = plainWords(value ?? '', longest)
    if (language && isLanguage(language) && clean !== '' && words[language] === undefined) words[language] = clean
  }
  return words
}

/** Mailboxes of offices; `etunimi.sukunimi@` is somebody's own and is not kept. */
const officeWords =
  /^(?:info|asiakas\w*|palvelu\w*|kirja\w*|bibli\w*|librar\w*|digi\w*|neuvo\w*|kirjaamo|registr\w*|toimisto|kansli\w*|office|posti|post|yhteis\w*|kunta|kommun\w*|stad\w*|kaupunki|opisto\w*|service|help\w*|tuki|support|varau\w*|kontakt|contact|medborg\w*|varaamo)/

/** Whether an address looks like an office's and not a person's. When in doubt it is a person's. */
export function isOfficeAddress(email: string): boolean {
  const [mailbox = '', domain = ''] = email.trim().toLowerCase().split('@')
  if (!/^[\w.+-]+$/.test(mailbox) || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) return false
  if (mailbox.startsWith('etunimi')) return false
  const parts = mailbox.split(/[.\-_+]/).filter(Boolean)
  if (parts.some((part) => officeWords.test(part))) return true
  // "paakirjasto": an office word inside one long word.
  return parts.length === 1 && /(?:kirjasto|palvelu|neuvonta|opisto|biblioteket|toimisto|piste|tuki)/.test(mailbox)
}

/** Web addresses that a link may open; nothing else. */
export function webAddress(address: string | null | undefined): string | undefined {
  const given = address?.trim() ?? ''
  if (given === '') return undefined
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(given) ? given : `https://${given}`
  if (!URL.canParse(whole)) return undefined
  const url = new URL(whole)
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname.includes('.') && url.username === ''
    ? url.href
    : undefined
}

/**
 * A number to dial and to read. Finnish service numbers (0295 …, 0800 …) and short numbers have no country code; others get theirs.
 * Undefined for what is no number.
 */
export function phoneOf(
  given: string,
  { prefix, serviceNumber = false }: { prefix?: string | null; serviceNumber?: boolean | null },
): Pick<ProviderPhone, 'number' | 'display'> | undefined {
  const shown = given
    .replace(/[^\d+ ]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const digits = shown.replace(/(?!^)\+|\s/g, '')
  if (!/^\+?\d{3,15}$/.test(digits)) return undefined
  const code = prefix?.trim().replace(/[^\d+]/g, '')
  if (serviceNumber || !code || digits.startsWith('+') || !/^\+\d{1,4}$/.test(code))
    return { number: digits, display: shown }
  const national = digits.replace(/^0/, '')
  return { number: `${code}${national}`, display: `${code} ${shown.replace(/^0/, '').trim()}` }
}

const tm35fin = '+proj=utm +zone=35 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs'

/**
 * ETRS-TM35FIN (EPSG:3067) metres → WGS84 degrees to five decimals. Undefined when they lie outside Finland, as degrees given for metres do.
 */
export function degreesOf(
  northing: string | number | null | undefined,
  easting: string | number | null | undefined,
): { latitude: number; longitude: number } | undefined {
  const [n, e] = [metres(northing), metres(easting)]
  if (!(n > 6_570_000 && n < 7_800_000 && e > 40_000 && e < 770_000)) return undefined
  const [longitude, latitude] = proj4(tm35fin, 'WGS84', [e, n])
  return { latitude: Math.round(latitude * 1e5) / 1e5, longitude: Math.round(longitude * 1e5) / 1e5 }
}

function metres(value: string | number | null | undefined): number {
  if (typeof value === 'number') return value
  return value && value.trim() !== '' ? Number(value.replace(',', '.')) : NaN
}
