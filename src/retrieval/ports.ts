/** What retrieval can take from outside: a ranking by meaning (vectors), and a judge of own cases. Optional; the search works without them. */
import type { Language } from '../language/languages'

export interface DenseHit {
  readonly guide: string
  /** Similarity, higher is better; only the order is used. */
  readonly score: number
}

/** Guides by meaning, best first. Asked before the search by who can wait for it; the search itself stays synchronous. */
export interface DenseRanking {
  rank(text: string, language: Language): Promise<readonly DenseHit[]>
}

/**
 * The chance, 0 to 1, that a text asks for what only the authority can see or decide. Such a question is put in a guide's own words, so that
 * no ranking can tell it from one that the guide answers.
 */
export type OwnCaseChance = (text: string) => number
