/** Numbers that carry their own proof: identity codes, bank accounts, payment cards. Knows the folded view of a text only. */

export type Add = (start: number, end: number) => void

const checkCharacters = '0123456789abcdefhjklmnprstuvwxy'

/**
 * Finnish identity codes (decree 128/2010 § 2 as amended by 690/2022) in the forms people write, with spaces, line breaks or
 * dots in them, and Swedish ones. A code counts when its date or its check character is right, since one wrong key still
 * identifies; where it could as well be something else, both must be right.
 */
export function identityCodes(seen: string, add: Add): void {
  const { dense, at } = withoutGaps(seen)
  const separated = /(\d\d)(\d\d)(?:18|19|20)?(\d\d)([-+a-fu-y])(\d{3})([\da-y]?)/g
  for (let match; (match = separated.exec(dense));) {
    const [whole, day = '', month = '', year = '', , number = '', check = ''] = match
    const end = match.index + whole.length
    const places = at.slice(match.index, end)
    const first = places[0] ?? 0
    const last = places[places.length - 1] ?? 0
    const beforeLast = places[places.length - 2] ?? 0
    const date = isDate(day, month, year)
    const sum = check !== '' && checkCharacters[Number(day + month + year + number) % 31] === check
    const glued = isDigit(seen, first - 1) || /[\da-z]/.test(seen[last + 1] ?? '') || isDigit(dense, end)
    const fitting = glued ? date && sum : last - beforeLast > 1 ? sum : date || sum
    const swedish = isDigit(check, 0) && isDate(year, month, day) && luhn(day + month + year + number + check)
    const fits = (check !== '' && fitting) || swedish
    // Without its last character, or glued to what follows, a date and three digits are a code only where one was announced.
    const told = !fits && (date || sum) && isTold(seen, first)
    if ((!fits && !told) || hasOddGaps(seen, places)) {
      separated.lastIndex = match.index + 7
    } else {
      const century = swedish && /(?:19|20)$/.test(seen.slice(Math.max(0, first - 2), first))
      add(century ? first - 2 : first, (told && !sum && check !== '' ? beforeLast : last) + 1)
    }
  }

  eachMatch(
    seen,
    unseparated,
    (start, found, [, , day = '', month = '', year = '', gap = '', number = '', space = '', check = '']) => {
      const date = isDate(day, month, year)
      const sum = checkCharacters[Number(day + month + year + number) % 31] === check
      const plainly = gap + space === '' && !isDigit(check, 0)
      if (plainly || isTold(seen, start) ? date || sum : date && sum) add(start, start + found.length)
    },
  )
}

const unseparated = /(^|\D)(\d\d)(\d\d)(\d\d)([\s._/:*~,=]{0,2})(\d{3})(\s?)([\da-y])(?![\da-z])/g

/**
 * Acts on every match of a global pattern whose first group is what must stand before it and is no part of it. Patterns that look
 * behind would say it shorter, but a browser that does not know them (Safari before 16.4) would not even load the widget.
 */
export function eachMatch(
  seen: string,
  pattern: RegExp,
  act: (start: number, found: string, match: RegExpMatchArray) => void,
  notAfter?: RegExp,
): void {
  for (const match of seen.matchAll(pattern)) {
    const lead = match[1]?.length ?? 0
    const start = match.index + lead
    if (!notAfter?.test(seen.slice(Math.max(0, start - 9), start))) act(start, match[0].slice(lead), match)
  }
}

/** The text without spaces and dots, and where each character stood. */
function withoutGaps(seen: string): { dense: string; at: number[] } {
  const at: number[] = []
  for (let place = 0; place < seen.length; place++) {
    const code = seen.charCodeAt(place)
    if (code > 32 && code !== 46) at.push(place)
  }
  return { dense: seen.replace(/[\0- .]+/g, ''), at }
}

/** Spaces may stand anywhere in a code, a dot only in its date: `12.5. 10.00-15.30` is a day and its opening hours. */
function hasOddGaps(seen: string, places: readonly number[]): boolean {
  if ((places[places.length - 1] ?? 0) - (places[0] ?? 0) < places.length) return false
  return places.some((place, index) => {
    const gap = seen.slice(place + 1, places[index + 1] ?? place + 1)
    return !/^\s{0,4}$/.test(gap) && !((index === 1 || index === 3) && /^\s?\.\s?$/.test(gap))
  })
}

/** True when the words before the place say that an identity code comes. */
function isTold(seen: string, place: number): boolean {
  return /hetu|sotu|henkilotun|henkilonum|personn|personb|identity|social sec|ssn/.test(
    seen.slice(Math.max(0, place - 40), place),
  )
}

function isDate(day: string, month: string, year: string): boolean {
  const days = [31, Number(year) % 4 ? 28 : 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0
  return Number(day) > 0 && Number(day) <= days
}

/** Two letters, two digits, and the digits of an account after a bank's letters at most. */
const accounts = /[a-z]{2}(?=(?:[\s.-]{0,2}\d){2}(?:[\s.-]{0,2}[a-z]){0,4}(?:[\s.-]{0,2}\d){7})/g

/** IBANs (ISO 13616, mod 97) of the countries that people in Finland bank in; a Finnish one also with a wrong digit. */
export function bankAccounts(seen: string, add: Add): void {
  for (const match of seen.matchAll(accounts)) {
    const country = match[0].slice(0, 2)
    const entry = lengths.indexOf(country)
    if (entry < 0) continue
    const length = Number(lengths.slice(entry + 2, entry + 4))
    let account = ''
    let end = match.index
    for (let gap = 0; account.length < length && gap < 3; end++) {
      const character = seen[end] ?? ''
      if (/[\da-z]/.test(character)) account += character
      else if (!/[\s.-]/.test(character)) break
      gap = account.endsWith(character) ? 0 : gap + 1
    }
    const sound = account.length === length && isAccount(account)
    if (sound || (/^fi\d{16}$/.test(account) && !isDigit(seen, end))) add(match.index, end)
  }
}

const lengths =
  'fi18se24ee20no15dk18de22lv21lt20gb22fr27es24it27nl18pl28be16ie22at20ch21pt25gr27hu28cz24ro24ua29bg22hr21sk24si19is26cy28lu20mt31ru33tr26'

function isAccount(account: string): boolean {
  if (!/\d{6}/.test(account)) return false
  let rest = 0
  for (const character of account.slice(4) + account.slice(0, 4)) {
    const value = parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** Card numbers (ISO/IEC 7812): by their check digit, or four groups of four that are not years, one wrong digit or none. */
export function paymentCards(seen: string, add: Add): void {
  const act = (start: number, found: string) => {
    const groups = /^\d{4}(?:[\s-]{1,2}\d{4}){3}(?!\d)/.exec(found)?.[0]
    if (groups && !/^(?:(?:19|20)\d\d[\s-]*)+$/.test(groups)) return add(start, start + groups.length)
    for (let end = found.length; end > 12; end--) {
      const digits = found.slice(0, end).replace(/\D/g, '')
      if (digits.length > 12 && !isDigit(found, end) && luhn(digits)) return add(start, start + end)
    }
  }
  eachMatch(seen, /(^|[^\d+])[2-6](?:[\s-]{0,2}\d){12,18}(?!\d)/g, act, /\d[.,/-]$/)
}

function luhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]) * (1 + (at % 2))
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

function isDigit(text: string, at: number): boolean {
  return /\d/.test(text[at] ?? '')
}
