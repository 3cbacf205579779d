/** Splits a compound into words that the index itself has. Serves Swedish, and Finnish where no dictionary is. */

const shortestPart = 4

/**
 * The two parts of `word` when both are words by `isWord` (a linking `s`, `e` or `o` between them is dropped), else none. Of several
 * ways the one with the longest last part wins: the last part carries the meaning.
 */
export function splitCompound(word: string, isWord: (part: string) => boolean): string[] {
  if (word.length < 2 * shortestPart) return []
  for (let at = shortestPart; at <= word.length - shortestPart; at++) {
    const last = word.slice(at)
    if (!isWord(last)) continue
    const first = word.slice(0, at)
    if (isWord(first)) return [first, last]
    if (/[seo]$/.test(first) && first.length > shortestPart && isWord(first.slice(0, -1)))
      return [first.slice(0, -1), last]
    if (isWord(`${first}a`)) return [`${first}a`, last]
  }
  return []
}
