/** The index of one language as plain typed arrays: what buildIndex makes, saveIndex keeps and rankGuides reads. Types and small readers. */
import type { Language } from '../language/languages'
import type { Affinity } from './affinity'

/** Postings: entries `offsets[id] … offsets[id + 1]` of `docs` and `impacts` belong to `id`. `impacts × scale` is the score. */
export interface Postings {
  readonly offsets: Uint32Array
  readonly docs: Uint32Array
  readonly impacts: Uint16Array
  readonly scale: number
}

/** `question`: one of a guide's questions, its title or a glossary form; `passage`: one heading's worth. */
export const unitKinds = ['question', 'passage'] as const

export interface LanguageIndex {
  readonly language: Language
  /** Guides in the order of their numbers, as `id@language`; a guide missing in this language stands in for itself in another. */
  readonly guides: readonly string[]
  /** Stems, and concepts as `c:id`, in the order of their numbers. */
  readonly terms: readonly string[]
  readonly termIds: ReadonlyMap<string, number>
  /** Per term: inverse document frequency over guides. */
  readonly idf: Float32Array
  /** The same before it is lowered for words that stand in example questions or bodies only. */
  readonly rarity: Float32Array
  /** Terms → guides (BM25F over all fields). */
  readonly guidePostings: Postings
  /** Terms → units (idf for questions, BM25 for passages). */
  readonly unitPostings: Postings
  readonly unitGuide: Uint32Array
  /** 0 question, 1 passage. */
  readonly unitKind: Uint8Array
  /** Place of a passage in its guide; 0 for questions. */
  readonly unitPlace: Uint16Array
  /** Sum of the idf of a question's terms. */
  readonly unitMass: Float32Array
  /** Hashed character n-grams → guides. */
  readonly gramPostings: Postings
  /** What was learnt of terms and guides; missing when there are very many guides. */
  readonly affinity: Affinity | undefined
  /** Surface words of the index with how often they stand in it: for spelling and compounds. */
  readonly words: readonly string[]
  readonly wordCounts: Uint32Array
}

/** Slot of a character n-gram in `gramPostings` (FNV-1a over UTF-16 units, folded into `slots`, a power of two). */
export function gramSlot(text: string, start: number, end: number, slots: number): number {
  let hash = 0x811c9dc5
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 15)) & (slots - 1)
}

/** Calls `visit` with the slot of every 3- to 5-gram of ` word `. */
export function eachGram(word: string, slots: number, visit: (slot: number) => void): void {
  const padded = ` ${word} `
  for (let length = 3; length <= 5; length++) {
    for (let start = 0; start + length <= padded.length; start++) visit(gramSlot(padded, start, start + length, slots))
  }
}
