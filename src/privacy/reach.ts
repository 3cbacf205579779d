/** How a person can be reached: phone numbers and e-mail addresses, but not those of services. Knows the folded view only. */
import { type Add, eachMatch } from './numbers'

/** Series that no person has: companies' and authorities' (010, 020, 029, 030 …), free and paid services (0800, 0600, 0700). */
const services = /^0(?:10|20|29|30|39|[678]00|606|7[15])/

/**
 * Finnish numbers as they are dialled, and any number with its country's code. Opening hours, postcodes, business ids and case
 * numbers look alike in part: a number of a landline has no dots, and neither five digits in a group of their own.
 */
export function phoneNumbers(seen: string, known: readonly string[], add: Add): void {
  const publicNumbers = known.filter((entry) => !entry.includes('@')).map(national)
  const take = (start: number, number: string): void => {
    const digits = national(number)
    const isPublic = services.test(digits) || publicNumbers.some((entry) => entry !== '' && digits.startsWith(entry))
    if (!isPublic && !isBusinessId(number) && !isNamed(seen, start)) add(start, start + number.length)
  }
  eachMatch(seen, abroad, take, /\d[\s-]$/)
  eachMatch(seen, mobile, take, /\d[.,:-]$/)
  const takeUnlessPostcode = (start: number, number: string) => /^\d{5}(?!\d)/.test(number) || take(start, number)
  eachMatch(seen, landline, takeUnlessPostcode, /\d(?:[.,:-]| - )$/)
}

const abroad =
  /(^|[^\d+])(?:(?:\+\s?|00\s?(?=358|3[0-57]|4\d))\(?[1-9]\d{0,2}\)?(?:\s?\(0\))?(?:[\s.-]{0,3}\d){6,12}|358[45]\d{7,9})(?![\da-z])/g
const mobile = /(^|[^\d/+])\(?0[ -]?(?:4[ -]?\d|5[ -]?0|7[02369])\)?(?:[\s\-/.]{0,3}\d){5,8}(?![\da-z]|[.:]\d)/g
const landline = /(^|[^\da-z/+])\(?0(?:[235689]|1[3-9])\)?(?:[ -]{0,2}\d){5,8}(?![\da-z]|[.:/]\d)/g

/** Digits as dialled in Finland; another country's number begins with its code. */
function national(number: string): string {
  return number.replace(/\(0\)|\D/g, '').replace(/^(?:00)?358(?=[1-9]\d{4})0?/, '0')
}

function isBusinessId(number: string): boolean {
  return /^\d{7}-\d$/.test(number)
}

/** True when the words before say that another kind of number comes. */
function isNamed(seen: string, place: number): boolean {
  return /(?:isbn|issn|y-tunnus|fo-nummer|business id|viite|reference|referens|dnro|diaari)[a-z]*[\s:.]{0,3}$/.test(
    seen.slice(Math.max(0, place - 24), place),
  )
}

/** `name@host.tld`, also with spaces about the sign or with `(at)` in its place. */
export function emailAddresses(seen: string, known: readonly string[], add: Add): void {
  const publicAddresses = known.filter((entry) => entry.includes('@')).map((entry) => entry.toLowerCase())
  eachMatch(seen, email, (start, address) => {
    const plain = address.replace(/\s/g, '')
    if (!publicAddresses.some((entry) => plain.endsWith(entry))) add(start, start + address.length)
  })
}

/** The name is taken whole before its sign is looked for: `(?=(…))\2` never gives a part of it back. */
const email =
  /(^|[^\w%+'-])(?=([\w%+'-][\w.%+'-]{0,63}))\2(?:\s?@\s?|\s?[([{]\s?(?:at|a|miu\w{0,9})\s?[)\]}]\s?|\smiuk\w{0,9}\s)[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g
