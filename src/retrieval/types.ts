/** What retrieval hands to the rest: ranked guides and passages with a calibrated confidence. */
import type { Guide, Passage } from '../knowledge/types'
import type { Language } from '../language/languages'
import type { DenseHit } from './ports'

export interface RankedGuide {
  readonly guide: Guide
  /** Higher is better; comparable within one search only. */
  readonly score: number
  /** The guide's passages that fit the question, best first; never empty. */
  readonly passages: readonly Passage[]
}

/**
 * `answer`: the first guide is right often enough to be given at once. `clarify`: ask which of the first three.
 * `abstain`: say honestly that nothing fits.
 */
export type Band = 'answer' | 'clarify' | 'abstain'

export interface Found {
  /** Best first, at most ten. */
  readonly guides: readonly RankedGuide[]
  /** 0 to 1: calibrated probability that the first guide is the right one. */
  readonly confidence: number
  readonly band: Band
  /** 0 to 1: how far the text is about a subject of no guide. */
  readonly outside: number
  /** Why `abstain`. */
  readonly reason?: 'empty' | 'no_match' | 'weak_match'
  /** The language the guides are in: the asked one, or another when the asked one has none that fits. */
  readonly language: Language
}

/** What a text finds inside one guide. */
export interface FoundWithin {
  /** 0 to 1: how much of what the text says stands in the guide's passages. */
  readonly coverage: number
  /** All passages of the guide, those that fit best first. */
  readonly passages: readonly Passage[]
}

/** One search engine over all languages. Pure and synchronous: no I/O after it is built. */
export interface Search {
  /**
   * `text` is masked, at most a few thousand characters; more is cut. Never throws for any text. `dense` is a ranking by meaning
   * that the caller has asked for beforehand (ports.ts), best first; without it the words alone decide.
   */
  search(text: string, language: Language, dense?: readonly DenseHit[]): Found
  /** The same words looked for in one guide that is at hand already; undefined when there is no such guide. */
  within(text: string, language: Language, guide: string): FoundWithin | undefined
}
