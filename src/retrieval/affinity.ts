/**
 * Learns which words, concepts and pieces of words speak for which guide, from the guides' own titles, questions and summaries and from
 * the concepts of the same texts in the other languages; and which speak for none. Pieces carry what no stem knows: slips, spoken forms,
 * compounds.
 */
import { chancesOf, learnKinds, vectorOf, type FeatureVector, type KindWeights } from '../language/learnKinds'
import { gramSlot } from './languageIndex'

/** What an affinity sees of a text. */
export interface AffinityText {
  /** Terms of the index with their weights. */
  readonly terms: ReadonlyMap<number, number>
  /** By word, without those that only hold a sentence together: the slots of its pieces, from `piecesOf`. */
  readonly pieces: readonly (readonly number[])[]
}

export interface AffinityExample extends AffinityText {
  /** Number of the guide; numbers after the last stand for what no guide answers. */
  readonly guide: number
  readonly weight: number
}

export interface Affinity extends KindWeights {
  /** How much a feature says: terms by their number, then the slots of the pieces. */
  readonly rarity: Float32Array
}

const learning = { epochs: 4, step: 0.3, shrink: 5e-5, orders: 3 }
/** More guides than this would cost more memory and time than the words by themselves are worth. */
const mostGuides = 400
const pieceSlots = 8192
const pieceLength = 4
const pieceWeight = 0.35

/** Undefined when there are too many guides, or but one. `terms`: how many terms the index has. */
export function trainAffinity(
  examples: readonly AffinityExample[],
  terms: number,
  guides: number,
): Affinity | undefined {
  if (guides > mostGuides || guides < 2) return undefined
  const seen = new Float32Array(terms + pieceSlots)
  const texts = examples.map((example) => featuresOf(example, terms))
  for (const features of texts) for (const feature of features.keys()) seen[feature]! += 1
  const rarity = seen.map((count) => Math.sqrt(Math.log(1 + examples.length / Math.max(1, count))))
  const kinds = examples.reduce((most, { guide }) => Math.max(most, guide + 1), guides)
  const known = examples.map(({ guide, weight }, number) => ({
    vector: weighed(texts[number]!, rarity),
    kind: guide,
    weight,
  }))
  return { ...learnKinds(known, rarity.length, kinds, learning), rarity }
}

/**
 * Fills `chances`, one place a kind, with each guide's chance if one of them is right.
 * @returns the chance that none is
 */
export function affinityOf(affinity: Affinity, text: AffinityText, guides: number, chances: Float64Array): number {
  chancesOf(affinity, weighed(featuresOf(text, affinity.rarity.length - pieceSlots), affinity.rarity), chances)
  let none = 0
  for (let kind = guides; kind < affinity.kinds; kind++) none += chances[kind]!
  const some = Math.max(1 - none, Number.MIN_VALUE)
  for (let guide = 0; guide < guides; guide++) chances[guide]! /= some
  return none
}

/** Slots of the pieces of a word, marks folded. */
export function piecesOf(word: string): number[] {
  const edged = ` ${word} `
  const pieces: number[] = []
  for (let at = 0; at + pieceLength <= edged.length; at++)
    pieces.push(gramSlot(edged, at, at + pieceLength, pieceSlots))
  return pieces
}

function featuresOf({ terms, pieces }: AffinityText, firstPiece: number): ReadonlyMap<number, number> {
  const features = new Map(terms)
  for (const ofWord of pieces) for (const piece of ofWord) features.set(firstPiece + piece, pieceWeight)
  return features
}

function weighed(features: ReadonlyMap<number, number>, rarity: Float32Array): FeatureVector {
  const numbers: number[] = []
  const values: number[] = []
  for (const [feature, value] of features) {
    numbers.push(feature)
    values.push(value * rarity[feature]!)
  }
  return vectorOf(numbers, values)
}
