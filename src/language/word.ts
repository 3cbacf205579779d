/** What a language knows of a word. Types only: the three languages implement them, retrieval uses them. */
import type { Language } from './languages'

export interface WeightedTerm {
  /** A stem; the same for all forms of a word, as far as the language can tell. */
  readonly term: string
  /** 0 to 1: how surely the word means this. */
  readonly weight: number
}

export interface Word {
  /** As written, normalised. */
  readonly text: string
  /** What the word may stand for, surest first; never empty. */
  readonly terms: readonly WeightedTerm[]
  /** Stems of a compound's parts; empty for a simple word. */
  readonly parts: readonly string[]
  /** A word of grammar that says nothing of the matter. */
  readonly grammar: boolean
  /** True when a dictionary or lexicon knows it, so that it is not taken for a spelling mistake. */
  readonly known: boolean
}

/** Words of one language. Pure; may remember words it has seen. */
export interface Analyzer {
  readonly language: Language
  /** Changes when the analysis does (rules, dictionary): part of an index cache's name. */
  readonly version: string
  word(text: string): Word
  /** What an analyzer of the same version said of these words before: reading them again is the dearest part of a start. */
  recall(words: Iterable<Word>): void
  /** Spellings that a spoken, clipped or undotted form may stand for, likeliest first, none checked. */
  rewrites(text: string): readonly string[]
}
