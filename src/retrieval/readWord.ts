/**
 * A word of a question as the index can use it: as it stands, else rewritten, undotted, joined with its neighbour or spelt anew. Knows one
 * word and the next, no question.
 */
import { remember } from '../language/remember'
import { foldMarks } from '../language/tokenize'
import type { Analyzer, Word } from '../language/word'
import { piecesOf } from './affinity'
import { eachGram, type LanguageIndex } from './languageIndex'
import type { SpellingRepair } from './repairSpelling'
import { splitCompound } from './splitCompound'

/** A reading of some kilobytes at most, of words that people use over and over. */
const mostRemembered = 10_000

export interface Reading {
  readonly word: Word
  /** What the word may stand for among the index's terms. */
  readonly alternatives: readonly Alternative[]
  /** Stems of a compound's parts. */
  readonly parts: readonly string[]
  readonly repaired: boolean
  /** Slots of the character n-grams. */
  readonly grams: readonly number[]
  /** Slots of its pieces for what was learnt. */
  readonly pieces: readonly number[]
}

export interface Alternative {
  /** Number of the term in the index. */
  readonly term: number
  readonly weight: number
}

/** `next` is the word after it, which may belong to it. */
export type WordReader = (token: string, next: string | undefined) => Reading

export interface ReadingTools {
  readonly index: LanguageIndex
  readonly analyzer: Analyzer
  readonly spelling: SpellingRepair
}

/** Remembers what it has read, up to a bound. */
export function createWordReader({ index, analyzer, spelling }: ReadingTools): WordReader {
  const words = new Set(index.words)
  const isWord = (word: string): boolean => words.has(word)
  const tools: Tools = { index, analyzer, spelling, isWord, undotted: undottedOf(index.words, words) }
  const readTogether = remember(mostRemembered, (key): Reading => {
    const [token = '', together] = key.split(' ')
    const found = read(token, together, tools)
    const plain = foldMarks(found.word.text)
    return {
      ...found,
      alternatives: alternativesOf(found.word, index),
      grams: gramsOf(plain, index),
      pieces: piecesOf(plain),
    }
  })
  return (token, next) => {
    const isJoined = next !== undefined && token.length > 2 && isWord(token + next)
    return readTogether(isJoined ? `${token} ${token}${next}` : token)
  }
}

type Read = Pick<Reading, 'word' | 'parts' | 'repaired'>

interface Tools extends ReadingTools {
  /** Words of the index, and by their letters without dots. */
  readonly isWord: (word: string) => boolean
  readonly undotted: ReadonlyMap<string, string>
}

function alternativesOf({ terms }: Word, { termIds }: LanguageIndex): readonly Alternative[] {
  const weights = new Map<number, number>()
  for (const { term, weight } of terms) {
    const id = termIds.get(term)
    if (id !== undefined) weights.set(id, Math.max(weight, weights.get(id) ?? 0))
  }
  return [...weights].map(([term, weight]) => ({ term, weight }))
}

function gramsOf(plain: string, { gramPostings }: LanguageIndex): readonly number[] {
  const grams: number[] = []
  eachGram(plain, gramPostings.offsets.length - 1, (slot) => grams.push(slot))
  return grams
}

function undottedOf(all: readonly string[], words: ReadonlySet<string>): ReadonlyMap<string, string> {
  const undotted = new Map<string, string>()
  for (const word of all) {
    const plain = foldMarks(word)
    if (plain !== word && !words.has(plain) && !undotted.has(plain)) undotted.set(plain, word)
  }
  return undotted
}

function read(token: string, together: string | undefined, tools: Tools): Read {
  const { analyzer } = tools
  const word = analyzer.word(token)
  if (word.grammar) return { word, parts: [], repaired: false }
  const parts = partsOf(word, tools)
  if (isUseful(word, tools)) return { word, parts, repaired: false }

  const rewritten = analyzer
    .rewrites(token)
    .map((form) => analyzer.word(form))
    .filter((form) => form.grammar || isUseful(form, tools))
  const [first] = rewritten
  if (first?.grammar) return { word: { ...first, text: token }, parts: [], repaired: true }
  if (rewritten.length > 0)
    return {
      word: merge(
        word,
        rewritten.slice(0, 3).map((form) => [form, 0.9]),
      ),
      parts,
      repaired: true,
    }
  if (together !== undefined) return { word: merge(word, [[analyzer.word(together), 0.9]]), parts, repaired: true }
  const dotted = tools.undotted.get(foldMarks(token))
  if (dotted !== undefined) return { word: merge(word, [[analyzer.word(dotted), 0.9]]), parts, repaired: true }
  // A word that the dictionary knows is no mistake, but a compound may be one by accident ("omakata" for "omakanta").
  const accidental = word.parts.length > 0
  if ((word.known && !accidental) || (parts.length > 0 && !accidental)) return { word, parts, repaired: false }
  const repairs = tools.spelling.repair(token, 3).filter((repair) => !accidental || repair.distance <= 1)
  const nearest = repairs[0]?.distance ?? 0
  const chosen = repairs.filter((repair) => repair.distance <= nearest + 0.2)
  const forms = chosen.map((repair): [Word, number] => [analyzer.word(repair.word), 0.9 - 0.12 * repair.distance])
  if (forms.length === 0) return { word, parts, repaired: false }
  const grammar = forms.find(([form]) => form.grammar)
  if (grammar && token.length < 6) return { word: { ...grammar[0], text: token }, parts: [], repaired: true }
  return { word: merge(word, forms), parts, repaired: true }
}

function isUseful(word: Word, { index }: Tools): boolean {
  return word.terms.some(({ term, weight }) => weight >= 0.6 && index.termIds.has(term))
}

function partsOf(word: Word, { analyzer, isWord }: Tools): readonly string[] {
  if (word.parts.length > 0) return word.parts
  return splitCompound(word.text, isWord).flatMap((part) =>
    analyzer
      .word(part)
      .terms.slice(0, 1)
      .map(({ term }) => term),
  )
}

function merge(word: Word, others: readonly [Word, number][]): Word {
  const terms = [...word.terms.map(({ term, weight }) => ({ term, weight }))]
  for (const [other, factor] of others) {
    for (const { term, weight } of other.terms) {
      const value = weight * factor
      const known = terms.find((entry) => entry.term === term)
      if (!known) terms.push({ term, weight: value })
      else if (known.weight < value) known.weight = value
    }
  }
  return { ...word, terms: terms.sort((one, two) => two.weight - one.weight), grammar: false }
}
