/**
 * One plain way to see a text that people, programs and tricksters write in many ways. Knows no kinds of personal data, no Node.
 *
 * Letters become lower-case ASCII where they have such a base (`Ä` → `a`), digits of every script 0–9, dashes `-`, spaces one
 * space; invisible characters vanish; HTML's character references count as what they stand for.
 */
export interface View {
  readonly seen: string
  /** Where, in the text, the part `start`–`end` of `seen` begins and ends. */
  place(start: number, end: number): [number, number]
}

/** With `tags` false HTML tags are left out, so that what they cut in two is seen whole. */
export function fold(text: string, tags: boolean): View {
  /** Where what is seen and what is written part: from `at` in `seen`, the text goes on from `from`, one for one when `step`. */
  const at = [0]
  const from = [0]
  const steps = [true]
  let shift = 0

  const seen = text.replace(special, (written: string, offset: number) => {
    if (written[0] === '<') {
      return tags
        ? written
        : part(
            offset,
            written.length,
            /^<\/?(?:a|at|b|code|em|font|i|mark|s|small|span|strong|su[bp]|u|wbr)\b/i.test(written) ? '' : ' ',
          )
    }
    if (written[0] === '&') return part(offset, written.length, referred(written))
    let plain = ''
    let place = offset
    for (const character of written) {
      plain += part(place, character.length, plainOf(character))
      place += character.length
    }
    return plain
  })

  function part(offset: number, length: number, plain: string): string {
    if (plain.length !== length) {
      mark(offset + shift, offset, false)
      shift += plain.length - length
      mark(offset + length + shift, offset + length, true)
    }
    return plain
  }

  function mark(place: number, origin: number, step: boolean): void {
    const last = at.length - 1
    const index = at[last] === place ? last : last + 1
    at[index] = place
    from[index] = origin
    steps[index] = step
  }

  function origin(place: number, after: number): number {
    let low = 0
    let high = at.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((at[middle] ?? 0) <= place) low = middle
      else high = middle - 1
    }
    if (steps[low]) return (from[low] ?? 0) + place - (at[low] ?? 0) + after
    return from[low + after] ?? 0
  }

  return { seen: seen.toLowerCase(), place: (start, end) => [origin(start, 0), origin(end - 1, 1)] }
}

/** Character references, tags, and runs of characters that may be a plain one in disguise. */
const special =
  /&(?:#x[\da-fA-F]{1,6}|#\d{1,7}|\w{2,6});|<\/?[a-zA-Z][^<>]{0,400}>|[\ufe00-\uffef\x80-\u024f\u1e00-\u1eff\u2000-\u214f\u2460-\u24ff\u{1d400}-\u{1d7ff}\u{1f100}-\u{1f1ff}\u0400-\u045f\u2212\u02d7\u30fc\p{Nd}\p{M}\p{Cf}\p{Z}\p{Pd}]+/gu

const named: Record<string, string> = {
  nbsp: ' ',
  shy: '',
  ndash: '-',
  mdash: '-',
  minus: '-',
  hyphen: '-',
  dash: '-',
  amp: '&',
  plus: '+',
}

function referred(reference: string): string {
  const name = reference.slice(1, -1)
  const code = Number(name[0] === '#' ? name.slice(1).replace(/^x/, '0x') : NaN)
  return code < 0x110000 ? plainOf(String.fromCodePoint(code)) : (named[name] ?? reference)
}

const known = new Map<string, string>()

function plainOf(character: string): string {
  let plain = known.get(character)
  if (plain === undefined) {
    plain = Array.from(character.normalize('NFKD').toLowerCase(), plainCharacter).join('')
    known.set(character, plain)
  }
  return plain
}

function plainCharacter(character: string): string {
  if (character < '\x80') return character
  if (/[\p{Cf}\p{M}]/u.test(character)) return ''
  if (/\s/.test(character)) return ' '
  if (/[\p{Pd}\u2212\u02d7\u30fc]/u.test(character)) return '-'
  const code = character.codePointAt(0) ?? 0
  // Digits stand in runs of ten that begin at …0 or …6 of their block of sixteen.
  if (/\p{Nd}/u.test(character))
    return String(((/\p{Nd}/u.test(String.fromCodePoint(code & ~15)) ? code & 15 : code + 10) % 16) % 10)
  // Cyrillic letters that look like Latin ones.
  return 'abcehkmptyx'['авсенкмртух'.indexOf(character)] ?? character
}
