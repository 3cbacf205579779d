/**
 * One plain way to see a text that people, programs and tricksters write in many ways. Knows no kinds of personal data, no Node.
 *
 * Letters become lower-case ASCII where they have such a base (`Ä` → `a`), digits of every script 0–9, dashes `-`, spaces one
 * space; invisible characters vanish; HTML's character references count as what they stand for. Each character of the view knows
 * where in the text it came from.
 */
export interface View {
  readonly seen: string
  /** Where, in the text, the part `start`–`end` of `seen` begins and ends. */
  place(start: number, end: number): [number, number]
}

/** With `tags` false HTML tags are left out, so that what they cut in two is seen whole. */
export function fold(text: string, tags: boolean): View {
  if (!/[^\0-\x7f]|[<&]/.test(text)) return { seen: text.toLowerCase(), place: (start, end) => [start, end] }
  const from: number[] = []
  const to: number[] = []
  let seen = ''
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at) ?? 0
    let length = code > 0xffff ? 2 : 1
    let plain = code < 128 ? String.fromCharCode(code).toLowerCase() : plainOf(code)
    if (code === 38) {
      reference.lastIndex = at
      const [whole, hex, decimal, name] = reference.exec(text) ?? []
      const stands = hex ? parseInt(hex, 16) : decimal ? Number(decimal) : (named[name?.toLowerCase() ?? ''] ?? 0)
      if (whole && stands > 0 && stands < 0x110000) {
        length = whole.length
        plain = plainOf(stands)
      }
    } else if (code === 60 && !tags) {
      tag.lastIndex = at
      const [whole, inline] = tag.exec(text) ?? []
      if (whole) {
        length = whole.length
        plain = inline ? '' : ' '
      }
    }
    for (let unit = 0; unit < plain.length; unit++) {
      from.push(at)
      to.push(at + length)
    }
    seen += plain
    at += length
  }
  return { seen, place: (start, end) => [from[start] ?? 0, to[end - 1] ?? 0] }
}

const reference = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{2,6}));/iy
const named: Record<string, number> = {
  nbsp: 32,
  shy: 0xad,
  ndash: 45,
  mdash: 45,
  minus: 45,
  hyphen: 45,
  dash: 45,
  amp: 38,
  plus: 43,
  zwj: 0x200d,
}
const tag = /<\/?(?:(a|at|b|code|em|font|i|mark|s|small|span|strong|su[bp]|u|wbr)\b|[a-z])[^<>]{0,400}>/iy

const known = new Map<number, string>()

function plainOf(code: number): string {
  let plain = known.get(code)
  if (plain === undefined) {
    plain = Array.from(String.fromCodePoint(code).normalize('NFKD'), plainCharacter).join('').toLowerCase()
    // A hostile text may hold every character there is; what people write holds a few hundred.
    if (known.size < 5000) known.set(code, plain)
  }
  return plain
}

function plainCharacter(character: string): string {
  if (character < '\x80') return character
  if (/[\p{Cf}\p{M}]/u.test(character)) return ''
  if (/\s/.test(character)) return ' '
  if (/[\p{Pd}−ー˗]/u.test(character)) return '-'
  if (/\p{Nd}/u.test(character)) return digitOf(character.codePointAt(0) ?? 0)
  const twin = 'авсенкмртухАВСЕНКМРТУХ'.indexOf(character)
  return twin < 0 ? character : ('abcehkmptyx'[twin % 11] ?? '')
}

/** Digits stand in runs of ten that begin at …0 or …6 of their block of sixteen. */
function digitOf(code: number): string {
  const block = code & ~15
  return String(((code - block + (/\p{Nd}/u.test(String.fromCodePoint(block)) ? 0 : 10)) % 16) % 10)
}
