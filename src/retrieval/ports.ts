/** What retrieval can take from outside: a ranking by meaning (vectors). Optional; the search works without it. */
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
