/**
 * Learns which words and concepts speak for which guide: a multinomial logistic regression over the guides' own titles, questions and
 * summaries, and over the concepts of the same texts in the other languages. Deterministic. Knows numbers only, no words.
 */

export interface AffinityExample {
  /** Terms of the text with their weights. */
  readonly terms: readonly (readonly [term: number, weight: number])[]
  readonly guide: number
  readonly weight: number
}

/** Row by row, `weights[term × guides + guide]`. */
export interface Affinity {
  readonly guides: number
  readonly weights: Float32Array
}

const epochs = 8
const firstStep = 6
const decay = 0.4
const shrink = 2e-4
/** More guides than this would cost more memory and time than the words by themselves are worth. */
const mostGuides = 400

/** Undefined when there are too many guides. `rarity` by term; some 3 000 examples and 70 guides take about 100 ms. */
export function trainAffinity(
  examples: readonly AffinityExample[],
  rarity: Float32Array,
  guides: number,
): Affinity | undefined {
  if (guides > mostGuides || guides < 2) return undefined
  const weights = new Float32Array(rarity.length * guides)
  const vectors = examples.map(({ terms }) => affinityVector(terms, rarity))
  const chances = new Float64Array(guides)
  // A stride prime to the number of examples visits each once an epoch, far from its neighbours.
  const stride = primeTo(examples.length)
  for (let epoch = 0; epoch < epochs; epoch++) {
    const step = firstStep / (1 + epoch * decay)
    for (let i = 0; i < examples.length; i++) {
      const number = (i * stride) % examples.length
      const { guide, weight } = examples[number]!
      const vector = vectors[number]!
      scoreAffinity({ guides, weights }, vector, chances)
      toChances(chances)
      for (const [term, value] of vector) {
        const row = term * guides
        const gain = step * value * weight
        for (let other = 0; other < guides; other++) {
          const at = row + other
          weights[at]! += gain * ((other === guide ? 1 : 0) - chances[other]!) - step * shrink * value * weights[at]!
        }
      }
    }
  }
  return { guides, weights }
}

/** Terms weighed by the root of their rarity, at length 1. */
export function affinityVector(
  terms: readonly (readonly [term: number, weight: number])[],
  rarity: Float32Array,
): [number, number][] {
  let squares = 0
  const vector = terms.map(([term, weight]): [number, number] => {
    const value = weight * Math.sqrt((rarity[term] ?? 0) + 0.1)
    squares += value * value
    return [term, value]
  })
  const length = Math.sqrt(squares) || 1
  for (const entry of vector) entry[1] /= length
  return vector
}

/** Fills `scores` with each guide's score. */
export function scoreAffinity(
  { guides, weights }: Affinity,
  vector: readonly (readonly [number, number])[],
  scores: Float64Array,
): void {
  scores.fill(0)
  for (const [term, value] of vector) {
    const row = term * guides
    for (let guide = 0; guide < guides; guide++) scores[guide]! += weights[row + guide]! * value
  }
}

/** Scores to chances that sum to 1, in place. */
export function toChances(scores: Float64Array): void {
  let greatest = -Infinity
  for (const score of scores) if (score > greatest) greatest = score
  let sum = 0
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i]! - greatest)
  for (let i = 0; i < scores.length; i++) scores[i]! /= sum
}

function primeTo(count: number): number {
  const shares = (one: number, two: number): number => (two === 0 ? one : shares(two, one % two))
  let stride = 7919
  while (count > 1 && shares(stride, count) !== 1) stride++
  return stride
}
