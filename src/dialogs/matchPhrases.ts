/** Matches the word patterns of triage rules against a message. Knows words and nothing of needs. */
import { Vocabulary } from './vocabulary'

/** One word of a pattern: the words that fit it, and whether it must follow the word before it at once. */
interface PatternWord {
  readonly forms: readonly string[]
  readonly adjacent: boolean
}

export interface Pattern {
  /** All of these, in any order, in one sentence; mostly one. Each is words in order. */
  readonly runs: readonly (readonly PatternWord[])[]
  readonly atStart: boolean
}

/** How many other words may stand between two words of a pattern. */
const widestGap = 3

/**
 * The words of a text for matching: lower case, dots and accents off (people leave them out), apostrophes dropped (`don't` is `dont`),
 * split at anything else that is neither a letter nor a digit.
 */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+|(?<=\p{L})['’`´](?=\p{L})/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** The text's sentences as words; patterns never reach from one into the next. */
export function sentencesOf(text: string): readonly (readonly string[])[] {
  return text
    .split(/[.!?…]+(?=\s|$)|[\n\r]+/u)
    .map(wordsOf)
    .filter((words) => words.length > 0)
}

/** Reads `^oma* hakemu*|paato*`; the signs are explained in dialogs/README.md. */
export function readPattern(source: string): Pattern {
  const runs = source
    .replace(/^\^/, '')
    .split('&')
    .map((run) => run.trim().split(/\s+/).flatMap(readWords))
  return { runs, atStart: source.startsWith('^') }
}

/** `en_jaksa|halua` is two words side by side. */
function readWords(token: string): PatternWord[] {
  return token.split('_').map((word, place) => ({ forms: word.split('|').map(foldForm), adjacent: place > 0 }))
}

/** A form as a message's words are folded, its stars kept. */
function foldForm(form: string): string {
  const folded = wordsOf(form).join('')
  return `${form.startsWith('*') ? '*' : ''}${folded}${form.endsWith('*') ? '*' : ''}`
}

/** A pattern whose words are known to a vocabulary: for each word the numbers of the forms that fit. */
interface Filed<T> {
  readonly runs: readonly (readonly { readonly forms: ReadonlySet<number>; readonly adjacent: boolean }[])[]
  readonly atStart: boolean
  readonly size: number
  readonly value: T
}

/** Patterns filed under their first words, so that a message meets only those that can match. */
export class PatternIndex<T> {
  private readonly vocabulary = new Vocabulary()
  private readonly byFirst = new Map<number, Filed<T>[]>()

  add(source: string, value: T): void {
    const pattern = readPattern(source)
    const runs = pattern.runs.map((run) =>
      run.map(({ forms, adjacent }) => ({ forms: new Set(forms.map((form) => this.vocabulary.add(form))), adjacent })),
    )
    const size = runs.reduce((sum, run) => sum + run.length, 0)
    const filed = { runs, atStart: pattern.atStart, size, value }
    for (const form of runs[0]?.[0]?.forms ?? []) {
      const list = this.byFirst.get(form)
      if (list) list.push(filed)
      else this.byFirst.set(form, [filed])
    }
  }

  /** Calls `onMatch` with the value of every pattern that matches the sentence, and the number of words it covers. */
  match(words: readonly string[], onMatch: (value: T, covered: number) => void): void {
    const known = words.map((word) => this.vocabulary.formsOf(word))
    for (let start = 0; start < known.length; start++)
      for (const form of known[start] ?? [])
        for (const filed of this.byFirst.get(form) ?? [])
          if ((!filed.atStart || start === 0) && matches(filed, known, start)) onMatch(filed.value, filed.size)
  }
}

type Known = readonly (readonly number[])[]
type Run = Filed<unknown>['runs'][number]

function matches({ runs }: Filed<unknown>, known: Known, start: number): boolean {
  return runs.every((run, place) => (place === 0 ? runsFrom(run, 0, known, start) : known.some((_, at) => runsFrom(run, 0, known, at))))
}

/** Whether the run's words from `place` on stand in the sentence, the first of them at `at`. */
function runsFrom(run: Run, place: number, known: Known, at: number): boolean {
  const word = run[place]
  if (!word) return true
  if (!(known[at] ?? []).some((form) => word.forms.has(form))) return false
  const next = run[place + 1]
  if (!next) return true
  const last = Math.min(at + 1 + (next.adjacent ? 0 : widestGap), known.length - 1)
  for (let candidate = at + 1; candidate <= last; candidate++) if (runsFrom(run, place + 1, known, candidate)) return true
  return false
}
