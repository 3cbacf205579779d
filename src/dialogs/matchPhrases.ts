/** Matches the word patterns of triage rules against a message. Knows words and nothing of needs. */
import { Vocabulary } from './vocabulary'

/** What may stand at one place of a pattern: any of these, each one form or several side by side. */
type Place = readonly (readonly string[])[]

export interface Pattern {
  /** All of these, in any order, in one sentence; mostly one. Each is places in order. */
  readonly runs: readonly (readonly Place[])[]
  /** None of these in that sentence. */
  readonly without: readonly (readonly Place[])[]
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

/** Reads `^oma* hakemu*|paato* & !netti*`; the signs are explained in dialogs/README.md. */
export function readPattern(source: string): Pattern {
  const parts = source
    .replace(/^\^/, '')
    .split('&')
    .map((part) => part.trim())
  const read = (part: string): readonly Place[] => part.replace(/^!\s*/, '').split(/\s+/).map(readPlace)
  return {
    runs: parts.filter((part) => !part.startsWith('!')).map(read),
    without: parts.filter((part) => part.startsWith('!')).map(read),
    atStart: source.startsWith('^'),
  }
}

/** `ei_ole|puuttuu`: two words side by side, or one. */
function readPlace(token: string): Place {
  return token.split('|').map((alternative) => alternative.split('_').map(foldForm))
}

/** A form as a message's words are folded, its stars kept. */
function foldForm(form: string): string {
  const folded = wordsOf(form).join('')
  return `${form.startsWith('*') ? '*' : ''}${folded}${form.endsWith('*') ? '*' : ''}`
}

/** A place whose forms are numbers of a vocabulary. */
interface FiledPlace {
  readonly single: ReadonlySet<number>
  readonly several: readonly (readonly number[])[]
}

interface Filed<T> {
  readonly runs: readonly (readonly FiledPlace[])[]
  readonly without: readonly (readonly FiledPlace[])[]
  readonly atStart: boolean
  readonly value: T
}

/** Patterns filed under their first words, so that a message meets only those that can match. */
export class PatternIndex<T> {
  private readonly vocabulary = new Vocabulary()
  private readonly byFirst = new Map<number, Filed<T>[]>()

  add(source: string, value: T): void {
    const pattern = readPattern(source)
    const file = (run: readonly Place[]): FiledPlace[] => run.map((place) => this.file(place))
    const runs = pattern.runs.map(file)
    const filed = { runs, without: pattern.without.map(file), atStart: pattern.atStart, value }
    const first = runs[0]?.[0]
    for (const form of new Set([...(first?.single ?? []), ...(first?.several ?? []).map(([form = -1]) => form)])) {
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
        for (const filed of this.byFirst.get(form) ?? []) {
          const covered = filed.atStart && start > 0 ? 0 : coveredBy(filed, known, start)
          if (covered > 0) onMatch(filed.value, covered)
        }
  }

  private file(place: Place): FiledPlace {
    const numbers = place.map((alternative) => alternative.map((form) => this.vocabulary.add(form)))
    return {
      single: new Set(numbers.flatMap((forms) => (forms.length === 1 ? forms : []))),
      several: numbers.filter((forms) => forms.length > 1),
    }
  }
}

/** The sentence: for each word the numbers of the forms that it fits. */
type Known = readonly (readonly number[])[]

/** How many words the pattern covers when its first run begins at `start`, or 0 when it does not match. */
function coveredBy({ runs, without }: Filed<unknown>, known: Known, start: number): number {
  let covered = 0
  for (const [order, run] of runs.entries()) {
    const found = order === 0 ? coveredFrom(run, 0, known, start) : coveredAnywhere(run, known)
    if (found === 0) return 0
    covered += found
  }
  return without.some((run) => coveredAnywhere(run, known) > 0) ? 0 : covered
}

/** How many words the run covers where it stands first in the sentence; 0 when it stands nowhere. */
function coveredAnywhere(run: readonly FiledPlace[], known: Known): number {
  for (let at = 0; at < known.length; at++) {
    const found = coveredFrom(run, 0, known, at)
    if (found > 0) return found
  }
  return 0
}

/** How many words the run's places from `order` on cover, the first of them at `at`; 0 when they do not all stand there. */
function coveredFrom(run: readonly FiledPlace[], order: number, known: Known, at: number): number {
  const place = run[order]
  if (!place) return 0
  const isLast = order === run.length - 1
  for (const length of lengthsAt(place, known, at)) {
    if (isLast) return length
    const next = at + length
    for (let candidate = next; candidate <= next + widestGap && candidate < known.length; candidate++) {
      const rest = coveredFrom(run, order + 1, known, candidate)
      if (rest > 0) return length + rest
    }
  }
  return 0
}

/** How many words each alternative that stands at `at` takes. */
function lengthsAt({ single, several }: FiledPlace, known: Known, at: number): number[] {
  const fits = (offset: number, form: number): boolean => (known[at + offset] ?? []).includes(form)
  const lengths = several
    .filter((forms) => forms.every((form, offset) => fits(offset, form)))
    .map(({ length }) => length)
  if ((known[at] ?? []).some((form) => single.has(form))) lengths.push(1)
  return lengths
}
