/**
 * Learns from examples of which kind a text is: a multinomial logistic regression over sparse features, by AdaGrad (Duchi, Hazan,
 * Singer 2011). Deterministic: the same examples in the same order give the same weights. Knows numbers only, no words.
 */

/** Features with their values; a feature stands at most once. */
export interface FeatureVector {
  readonly features: Uint32Array
  /** Of length 1 together, so that a long text counts no more than a short one. */
  readonly values: Float32Array
}

export interface KindExample {
  readonly vector: FeatureVector
  readonly kind: number
  /** How much the example counts; 1 is one example. */
  readonly weight: number
}

/** Row by row: `weights[feature × kinds + kind]`. */
export interface KindWeights {
  readonly kinds: number
  readonly weights: Float32Array
}

export interface Learning {
  readonly epochs: number
  readonly step: number
  /** Pulls weights towards nothing, so that a feature seen in one example alone decides little. */
  readonly shrink: number
  /** Orders in which the examples are gone through; the weights are their mean. In one order alone an added example moves all that is close. */
  readonly orders?: number
  /**
   * Share of a text's features that is left out of each look at it, 0 without it: what is learnt leans on no single one of them, and does
   * better with texts that say the same in other words (Wager, Wang, Liang 2013).
   */
  readonly dropout?: number
}

/** Looked up once: in the loops below a look-up of the global each time would cost as much as the sum. */
const { abs, exp, sqrt } = Math

/** An error this small moves nothing worth its time: most kinds are ruled out after the first rounds. */
const smallestMiss = 1e-2

/** Share of all examples between one and the next; its multiples spread evenly. */
const goldenSection = 0.618

/** `features` and `kinds` are how many there are. Throws nothing; takes time with examples × their features × kinds × epochs × orders. */
export function learnKinds(
  examples: readonly KindExample[],
  features: number,
  kinds: number,
  learning: Learning,
): KindWeights {
  const { orders = 1 } = learning
  const weights = new Float32Array(features * kinds)
  for (let order = 1; order <= orders; order++) {
    const learnt = learnInOrder(examples, features, kinds, learning, (order * goldenSection) % 1)
    for (let at = 0; at < weights.length; at++) weights[at]! += learnt[at]! / orders
  }
  return { kinds, weights }
}

function learnInOrder(
  examples: readonly KindExample[],
  features: number,
  kinds: number,
  { epochs, step, shrink, dropout = 0 }: Learning,
  apart: number,
): Float32Array {
  const weights = new Float32Array(features * kinds)
  const pace = new Float32Array(features * kinds).fill(1e-6)
  const chances = new Float64Array(kinds)
  const missed = new Uint32Array(kinds)
  const thin = thinning(dropout)
  // A stride prime to the number of examples visits each once an epoch, far from its neighbours.
  const stride = primeTo(examples.length, apart)
  for (let epoch = 0; epoch < epochs; epoch++)
    for (let turn = 0; turn < examples.length; turn++) {
      const { vector: whole, kind, weight } = examples[(turn * stride) % examples.length]!
      const vector = dropout > 0 ? thin(whole) : whole
      chancesOf({ kinds, weights }, vector, chances)
      chances[kind]! -= 1
      let misses = 0
      for (let other = 0; other < kinds; other++) if (abs(chances[other]!) > smallestMiss) missed[misses++] = other
      for (let at = 0; at < vector.features.length; at++) {
        const row = vector.features[at]! * kinds
        const gain = weight * vector.values[at]!
        for (let miss = 0; miss < misses; miss++) {
          const other = missed[miss]!
          const slope = gain * chances[other]! + shrink * weights[row + other]!
          pace[row + other]! += slope * slope
          weights[row + other]! -= (step * slope) / sqrt(pace[row + other]!)
        }
      }
    }
  return weights
}

/** Leaves out features by a fixed series of numbers; what stays counts for what has gone. The vector holds until the next call. */
function thinning(dropout: number): (vector: FeatureVector) => FeatureVector {
  const least = dropout * 2 ** 32
  let features = new Uint32Array(0)
  let values = new Float32Array(0)
  let seed = 1
  return (vector) => {
    const { length } = vector.features
    if (length > features.length) {
      features = new Uint32Array(2 * length)
      values = new Float32Array(2 * length)
    }
    let stays = 0
    for (let at = 0; at < length; at++) {
      // A linear congruential generator (Numerical Recipes): even enough for this, and the same everywhere.
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      if (seed < least) continue
      features[stays] = vector.features[at]!
      values[stays++] = vector.values[at]! / (1 - dropout)
    }
    return { features: features.subarray(0, stays), values: values.subarray(0, stays) }
  }
}

/** Fills `chances` with the chance of each kind; they sum to 1. */
export function chancesOf({ kinds, weights }: KindWeights, vector: FeatureVector, chances: Float64Array): void {
  const { features, values } = vector
  chances.fill(0)
  for (let at = 0; at < features.length; at++) {
    const row = features[at]! * kinds
    const value = values[at]!
    for (let kind = 0; kind < kinds; kind++) chances[kind]! += weights[row + kind]! * value
  }
  let greatest = -Infinity
  for (let kind = 0; kind < kinds; kind++) if (chances[kind]! > greatest) greatest = chances[kind]!
  let sum = 0
  for (let kind = 0; kind < kinds; kind++) sum += chances[kind] = exp(chances[kind]! - greatest)
  for (let kind = 0; kind < kinds; kind++) chances[kind]! /= sum
}

/** Brings the values to length 1. */
export function vectorOf(features: readonly number[], values: readonly number[]): FeatureVector {
  let squares = 0
  for (const value of values) squares += value * value
  const length = sqrt(squares) || 1
  const shares = new Float32Array(values.length)
  for (let at = 0; at < values.length; at++) shares[at] = values[at]! / length
  return { features: new Uint32Array(features), values: shares }
}

function primeTo(count: number, apart: number): number {
  const shares = (one: number, other: number): number => (other === 0 ? one : shares(other, one % other))
  let stride = Math.max(1, Math.floor(count * apart))
  while (shares(stride, count) !== 1) stride++
  return stride
}
