/** Finds meanings in a text: words and short phrases that stand for one concept, by their stems. Knows no index and no guide. */
import type { Language } from './languages'
import { tokenize } from './tokenize'
import type { Analyzer, Word } from './word'

/** Words and phrases of one meaning; `forms` are the language's own, `foreign` what speakers borrow from the others. */
export interface Concept {
  readonly id: string
  readonly forms: readonly string[]
  readonly foreign: readonly string[]
}

export interface ConceptMatch {
  readonly id: string
  /** Places of the matched words in the text. */
  readonly places: readonly number[]
  /** 1 for the language's own words, less for borrowed ones. */
  readonly weight: number
}

export interface ConceptMatcher {
  /** Every concept in the words, each once at its first place; longer phrases do not hide shorter ones. */
  match(words: readonly Word[]): ConceptMatch[]
}

interface Pattern {
  readonly concept: string
  /** For each word of the phrase, the stems it may have. */
  readonly words: readonly ReadonlySet<string>[]
  /** The phrase's first word as written: two words that share a stem by accident rarely share their beginning. */
  readonly first: string
  readonly weight: number
}

/** How many other words may stand between two words of a phrase: "en mä pääse", "har inte riktigt fått". */
const widestGap = 2
const borrowedWeight = 0.7
const rememberedWords = 20_000
/** Readings less sure than this (a bare stem where a dictionary knew the word) do not carry a meaning. */
const surest = 0.78

/** Builds the matcher once; phrases are analysed by the same analyzer as the texts. */
export function createConceptMatcher(concepts: readonly Concept[], analyzer: Analyzer): ConceptMatcher {
  const byStem = new Map<string, Pattern[]>()
  const ownStems = new Set<string>()
  const addPhrase = (concept: string, phrase: string, weight: number): void => {
    const words = tokenize(phrase).map((token) => analyzer.word(token))
    const [first] = words
    if (!first || (words.length === 1 && first.grammar)) return
    const sets = words.map(
      (word) => new Set(word.terms.filter((term) => term.weight >= surest).map((term) => term.term)),
    )
    if (weight < 1 && words.length === 1 && (first.text.length < 5 || ownStems.has(first.terms[0]?.term ?? ''))) return
    if (weight === 1 && words.length === 1) for (const term of sets[0] ?? []) ownStems.add(term)
    const pattern: Pattern = { concept, words: sets, first: first.text, weight }
    for (const stem of sets[0] ?? []) {
      const known = byStem.get(stem)
      if (known) known.push(pattern)
      else byStem.set(stem, [pattern])
    }
  }
  for (const concept of concepts) for (const form of concept.forms) addPhrase(concept.id, form, 1)
  for (const concept of concepts) for (const form of concept.foreign) addPhrase(concept.id, form, borrowedWeight)

  const starts = new Map<string, Starts>()
  const startsOf = (word: Word): Starts => {
    const known = starts.get(word.text)
    if (known?.word === word) return known
    if (starts.size >= rememberedWords) starts.clear()
    const found = findStarts(word, byStem)
    starts.set(word.text, found)
    return found
  }

  return {
    match(words) {
      const found = new Map<string, ConceptMatch>()
      const add = (id: string, places: readonly number[], weight: number): void => {
        const before = found.get(id)
        if (!before || before.weight < weight) found.set(id, { id, places, weight })
      }
      for (let place = 0; place < words.length; place++) {
        const { alone, phrases } = startsOf(words[place]!)
        for (const pattern of alone) add(pattern.concept, [place], pattern.weight)
        for (const pattern of phrases) {
          const places = follow(pattern, words, place)
          if (places) add(pattern.concept, places, pattern.weight)
        }
      }
      return [...found.values()]
    },
  }
}

/** What can begin at a word: patterns that it is the whole of, and phrases that it is the first word of. */
interface Starts {
  readonly word: Word
  readonly alone: readonly Pattern[]
  readonly phrases: readonly Pattern[]
}

function findStarts(word: Word, byStem: ReadonlyMap<string, readonly Pattern[]>): Starts {
  const alone = new Map<string, Pattern>()
  const phrases = new Set<Pattern>()
  for (const { term, weight } of word.terms) {
    if (weight < surest) continue
    for (const pattern of byStem.get(term) ?? []) {
      if (pattern.words.length > 1) phrases.add(pattern)
      else if (!word.grammar && beginsAlike(word.text, pattern.first, term)) {
        if ((alone.get(pattern.concept)?.weight ?? 0) < pattern.weight) alone.set(pattern.concept, pattern)
      }
    }
  }
  return { word, alone: [...alone.values()], phrases: [...phrases] }
}

/** Concepts in one language from rows of all three. */
export function conceptsOf(
  rows: readonly (readonly [id: string, fi: string, sv: string, en: string])[],
  language: Language,
): Concept[] {
  const column = { fi: 1, sv: 2, en: 3 } as const
  const list = (text: string): string[] =>
    text
      .split(',')
      .map((form) => form.trim())
      .filter((form) => form !== '')
  return rows.map((row) => ({
    id: row[0],
    forms: list(row[column[language]]),
    foreign: (['fi', 'sv', 'en'] as const)
      .filter((other) => other !== language)
      .flatMap((other) => list(row[column[other]])),
  }))
}

/** For stems of up to three letters, which many words share: the words themselves begin alike. */
function beginsAlike(word: string, form: string, stem: string): boolean {
  if (stem.length > 3) return true
  const length = Math.min(3, word.length, form.length)
  return word.slice(0, length) === form.slice(0, length)
}

function follow(pattern: Pattern, words: readonly Word[], start: number): number[] | undefined {
  const places = [start]
  let at = start
  for (const wanted of pattern.words.slice(1)) {
    const limit = Math.min(words.length - 1, at + 1 + widestGap)
    let next = at + 1
    while (next <= limit && !words[next]?.terms.some((term) => term.weight >= surest && wanted.has(term.term))) next++
    if (next > limit) return undefined
    places.push(next)
    at = next
  }
  return places
}
