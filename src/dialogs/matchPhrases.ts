/** Matches the word patterns of triage rules against a message. Knows words and nothing of needs. */

/** One word of a pattern: any of the alternatives, each whole or as the beginning of a word. */
type PatternWord = readonly { readonly text: string; readonly beginning: boolean }[]

export interface Pattern {
  readonly words: readonly PatternWord[]
  readonly atStart: boolean
}

/** How many other words may stand between two words of a pattern. */
const widestGap = 3

/**
 * The words of a text for matching: lower case, dots and accents off (people leave them out), split at anything that is neither a
 * letter nor a digit.
 */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** Reads `^oma* hakemu*|paato*`: words in order; `*` a beginning; `|` either; `^` at the message's start. */
export function readPattern(source: string): Pattern {
  const atStart = source.startsWith('^')
  const words = source
    .replace(/^\^/, '')
    .trim()
    .split(/\s+/)
    .map((word) =>
      word.split('|').map((alternative) => {
        const beginning = alternative.endsWith('*')
        return { text: wordsOf(alternative.replace(/\*$/, '')).join(''), beginning }
      }),
    )
  return { words, atStart }
}

/** How many words of the message the pattern covers where it matches, or 0 when it does not. */
export function matchPattern(pattern: Pattern, words: readonly string[], start: number): number {
  if (pattern.atStart && start !== 0) return 0
  let at = start
  for (const [index, patternWord] of pattern.words.entries()) {
    const last = index === 0 ? start : at + widestGap
    let found = -1
    for (let candidate = at; candidate <= last && candidate < words.length; candidate++) {
      if (fits(patternWord, words[candidate] ?? '')) {
        found = candidate
        break
      }
    }
    if (found < 0) return 0
    at = found + 1
  }
  return pattern.words.length
}

function fits(patternWord: PatternWord, word: string): boolean {
  return patternWord.some(({ text, beginning }) => (beginning ? word.startsWith(text) : word === text))
}

/** Patterns filed under the first two letters of their first word, so that a message meets only those that can match. */
export class PatternIndex<T> {
  private readonly byBeginning = new Map<string, { pattern: Pattern; value: T }[]>()
  private readonly short: { pattern: Pattern; value: T }[] = []

  add(source: string, value: T): void {
    const pattern = readPattern(source)
    const firsts = pattern.words[0] ?? []
    const entry = { pattern, value }
    if (firsts.some(({ text }) => text.length < 2)) {
      this.short.push(entry)
      return
    }
    for (const beginning of new Set(firsts.map(({ text }) => text.slice(0, 2)))) {
      const list = this.byBeginning.get(beginning)
      if (list) list.push(entry)
      else this.byBeginning.set(beginning, [entry])
    }
  }

  /** Calls `onMatch` with the value of every pattern that matches, and the number of words it covers. */
  match(words: readonly string[], onMatch: (value: T, covered: number) => void): void {
    for (const [start, word] of words.entries()) {
      const candidates = this.byBeginning.get(word.slice(0, 2))
      for (const list of candidates ? [candidates, this.short] : [this.short])
        for (const { pattern, value } of list) {
          const covered = matchPattern(pattern, words, start)
          if (covered > 0) onMatch(value, covered)
        }
    }
  }
}
