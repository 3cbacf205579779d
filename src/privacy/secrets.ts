/** Codes, passwords and document numbers: known by the words before them only. Knows the folded view and the text's own letters. */
import type { MaskKind } from './maskSecrets'
import { type Add, eachMatch } from './numbers'

/** Words between a name and its value, in Finnish, Swedish and English as folded: "tunnuslukuni on nyt 1234". */
const between =
  /(?:[\s:=,("'*-]{1,3}(?:on|oli|ovat|olivat|nyt|siis|mun|minun|taa|tama|tassa|is|are|was|it's|now|my|still|ar|var|nu|min|mitt|har|nro|nr|no|numero|number|nummer|eli))*[\s:=,("'*.#-]{1,4}(?:\d{1,3}[.):=]\s)?/y

const bankName =
  /(^|[^a-z\d-])(?:(?:kayttaja|(?:verkko)?pankki|pin|kerta|vahvistus|varmenn[eu]s?|tunnus|turva|avain|sala|aktivointi|anvandar|bank|sakerhets|engangs|verifierings|nyckel|user|customer|security|verification|access|one-time|pass|key|sms)[ -]?(?:koodi|kod|code|tunnu[sk]|lu[kv]u|tal|id|name?|number|nummer)[a-z]*|koodi[a-z]*|kod(?:en|er|erna)?|codes?|tunnu[sk][a-z]*|pin(?:ni[a-z]*)?|otp|cv[vc]2?)(?![a-z])/g
/** Codes of other kinds: "error code 1234". */
const otherCode = /(?:error|zip|post|postal|area|country|status|dress|qr|bar|source) $/
const bankValue = /\d{2}(?: \d{2}){1,5}(?!\d)|\d{3} \d{3}(?!\d)|\d{3,12}(?![\d/]|[.:-]\d)/y
/** One more of a list: "1234, 5678 ja 9012", "2. 5678", "tunnus 12345678 ja salasana 4455". */
const bankNext =
  /(?:[\s,;:=.&/+)-]{1,3}(?:ja|seka|och|and|on|is|ar|\d{1,3}[.):=]|(?:pin|tunnuslu|salasan|koodi|avainlu|kod|code|losen|password)[a-z]*)(?![a-z]))*[\s,;:=.&/+-]{1,3}(?=\d{4,12}(?![\d/]|[.:-]\d))/y

/** A row of five or more groups of four is a list of key numbers, unless it is years. */
const keyRow = /(^|\D)\d{4}(?:[\s,;]{1,3}\d{4}){4,}(?!\d)/g

const documentName =
  /(^|[^a-z])(?:passi(?:n|ni|nne)?(?: ?numero[a-z]*)?|pass(?:port)?(?: ?(?:number|nummer|nro|nr|no))?|passnummer|henkilokort[a-z]*(?: numero[a-z]*)?|id-?kort[a-z]*|id card|ajokort[a-z]*|korkort[a-z]*)(?![a-z])/g
const documentValue = /[a-z]{1,2} ?\d{6,8}[a-z]?(?![\da-z])|\d{8,9}[a-z]?(?![\da-z])/y

const passwordName =
  /(^|[^a-z_])(?:salasan[a-z]*|salis|passu(?:ni)?|pass ?(?:word|phrase)s?|passwd|pwd?|losen(?:ord)?[a-z]*)(?![a-z])/g
const said =
  /\s?[:=]\s*|\s(?:on|oli|is|was|ar|var)(?:\s(?:nyt|siis|edelleen|aina|vain|still|now|just|nu|bara|alltid))?\s?:?\s/y
const token = /["'»«]?[^\s⟦⟧"»«]{3,64}/y

/** Words that begin what people say of a password instead of saying it, after a colon. */
const aboutIt =
  /^(?:[eo]n|ei|unoh|vaar|vanh|huka|kado|katos|puut|luk|vaih|u[ut]|mi|mu|ku|sam|lii|hyl|fel|glom|int|hur|va[dr]|bor|gick|beh|wron|forg|los|no|how|wh|was|res|exp|in[cv]|t[ho]|req|oik|pit|he|kii)/

export function secrets(
  seen: string,
  original: (start: number, end: number) => string,
  add: (kind: MaskKind) => Add,
): void {
  const addCode = add('bank_credentials')
  eachMatch(seen, keyRow, (start, row) => {
    if (!/^(?:(?:19|20)\d\d[\s,;]*)+$/.test(row)) addCode(start, start + row.length)
  })
  let listed = 0
  const readCodes = (index: number, name: string) => {
    // Named inside a list that was read already: reading on from each name would take the square of the text's length.
    if (index < listed) return
    let start = after(seen, between, index + name.length)
    let end = after(seen, bankValue, start)
    // Four digits make a code; three only where a card's security code is named, and a bare "tunnus" may be anything's.
    const least = /^cv/.test(name) ? 3 : /^tunnu(?!sluk|sluv|skoo)/.test(name) ? 6 : 4
    if (seen.slice(start, end).replace(/\D/g, '').length < least) return
    while (end > start) {
      addCode(start, end)
      listed = end
      start = after(seen, bankNext, end)
      end = after(seen, bankValue, start)
    }
  }
  eachMatch(seen, bankName, readCodes, otherCode)
  eachMatch(seen, documentName, (index, name) => {
    const start = after(seen, between, index + name.length)
    const end = after(seen, documentValue, start)
    if (end > start) add('document_number')(start, end)
  })
  eachMatch(seen, passwordName, (index, name) => {
    const named = index + name.length
    const told = after(seen, said, named)
    let start = told || after(seen, between, named)
    let end = after(seen, token, start)
    while (end > start && /[.,;:!?)\]}"'»]/.test(seen[end - 1] ?? '')) end--
    const quoted = /["'»«]/.test(seen[start] ?? '')
    if (quoted) start++
    if (end - start < 3) return
    const value = original(start, end)
    const shouting = original(index, named) === original(index, named).toUpperCase()
    const colon = /[:=]/.test(seen.slice(named, told))
    // After a colon a mere word is the value when it ends its line: "Salasana: kissa".
    const alone = quoted || (colon ? isLast(seen, end) : told > 0 && !shouting && /\p{Lu}/u.test(value))
    if (isPassword(value, seen.slice(start, end), told > 0, alone)) add('password')(start, end)
  })
}

/** Where `pattern` ends when it stands at `start`; 0 when it does not, or when nothing stood before it. */
function after(seen: string, pattern: RegExp, start: number): number {
  if (start === 0) return 0
  pattern.lastIndex = start
  return pattern.test(seen) ? pattern.lastIndex : 0
}

function isLast(seen: string, end: number): boolean {
  return /^[.,;!]?\s*(?:$|[\n,;/])/.test(seen.slice(end, end + 5))
}

/**
 * "is wrong" tells of a password, "is Kissa123" tells it: by digits or signs that a word of a sentence has not, or by standing
 * `alone` as a value does.
 */
function isPassword(value: string, plain: string, told: boolean, alone: boolean): boolean {
  if (/^\d{1,2}-|:\/\//.test(value)) return false
  const letters = /\p{L}/u.test(value)
  if (/\d/.test(value) && (letters ? told || value.length > 4 : /\d{4}/.test(value))) return true
  if (!told) return false
  return /[^\p{L}\p{N}\s'’.,:;!?()[\]{}/-]/u.test(value) || (alone && !aboutIt.test(plain))
}
