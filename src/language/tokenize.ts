/** Splits a text into lower-case words. Knows Unicode, not languages. */

/** Longest word kept, in UTF-16 units; the rest of a longer one is dropped (nobody's word is longer, attacks are). */
const longestWord = 60

/** Lower case, NFC, without zero-width marks and soft hyphens; typographic apostrophes made plain. */
export function normalise(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .toLowerCase()
}

/**
 * The words of `text` in order: letters and digits; an inner apostrophe, hyphen or dot stays only where it joins what people
 * write as one (`can't`, `suomi.fi`, `e-post`), and `suomi.fi-tunnistus` gives `suomi.fi` and `tunnistus`.
 */
export function tokenize(text: string): string[] {
  const words: string[] = []
  for (const match of normalise(text).matchAll(/[\p{L}\p{N}]+(?:['.:-][\p{L}\p{N}]+)*/gu)) {
    for (const word of splitJoined(match[0])) words.push(word.slice(0, longestWord))
  }
  return words
}

/** Letters without their marks: `pääse` → `paase`, `lösenord` → `losenord`. For comparing, never for showing. */
export function foldMarks(word: string): string {
  let plain = ''
  for (const char of word) plain += foldedLetters.get(char) ?? char
  return plain
}

const foldedLetters: ReadonlyMap<string, string> = new Map([
  ...['á', 'à', 'â', 'ä', 'å', 'ã'].map((letter): [string, string] => [letter, 'a']),
  ...['ó', 'ò', 'ô', 'ö', 'õ', 'ø'].map((letter): [string, string] => [letter, 'o']),
  ...['é', 'è', 'ê', 'ë'].map((letter): [string, string] => [letter, 'e']),
  ...['í', 'ì', 'î', 'ï'].map((letter): [string, string] => [letter, 'i']),
  ...['ú', 'ù', 'û', 'ü'].map((letter): [string, string] => [letter, 'u']),
  ['š', 's'],
  ['ž', 'z'],
])

function splitJoined(joined: string): string[] {
  if (!/['.:-]/.test(joined)) return [joined]
  const dot = /^([\p{L}]{2,})\.(fi|com|net|id)(?:[:'-]?(.+))?$/u.exec(joined)
  if (dot) {
    const [, name = '', end = '', rest] = dot
    const site = end === 'fi' && name !== 'www' ? `${name}.${end}` : name
    return rest === undefined ? [site] : [site, ...splitJoined(rest)]
  }
  if (joined.startsWith('www.')) return splitJoined(joined.slice(4))
  // "can't" and "e-post" are one word; "kela:n" and "FPA:s" are a name and its ending.
  const ending = /^([\p{L}\p{N}]+)[:'][\p{L}]{1,4}$/u.exec(joined)
  if (ending?.[1]) return /n't$/.test(joined) ? [joined] : [ending[1]]
  if (/^[\p{L}]-[\p{L}]+$/u.test(joined)) return [joined]
  return joined.split(/['.:-]/).filter((part) => part !== '')
}
