/**
 * Learns from examples how people say what they need, and judges a message by it: a multinomial logistic regression over words, word
 * pairs and letters. Deterministic, the same from the same examples. Finds what no rule foresaw; knows neither rules nor replies.
 */
import type { Need } from '../conversation/outcome'
import { wordsOf } from './matchPhrases'
import type { LearntNeeds } from './types'

export interface NeedExample {
  readonly text: string
  readonly need: Need
  /** How much the example counts; 1 is one example. */
  readonly weight: number
}

export interface NeedJudgement {
  readonly need: Need
  /** 0 to 1. */
  readonly chance: number
}

/** Every need with its chance, likeliest first. Pure; some microseconds a word. */
export type NeedModel = (text: string) => readonly NeedJudgement[]

const epochs = 6
const step = 0.3
/** Pulls weights towards nothing, so that a feature seen in one example alone decides little. */
const shrink = 2e-5
/** Features of fewer examples than this are left out. */
const leastSeen = 3
/** Letters in a row, inside a word with its edges. */
const gramLength = 4
/** The beginning of a word stands for all its forms. */
const stemLength = 4
const longestText = 600
/** Share of a text's features that must have been seen in examples. */
const leastKnown = 0.3

/** What was learnt, as plain data that can be kept. */
export function learnNeeds(examples: readonly NeedExample[]): LearntNeeds {
  const needs = [...new Set(examples.map(({ need }) => need))].sort()
  const texts = examples.map(({ text }) => featuresOf(text))
  const places = placesOf(texts)
  const rarity = rarityOf(texts, places)
  const vectors = texts.map((features) => placed(features, places, rarity))
  const width = needs.length
  const weights = new Float32Array(places.size * width)
  const pace = new Float32Array(places.size * width).fill(1e-6)
  const chances = new Float64Array(width)
  // A stride prime to the number of examples visits each once an epoch, far from its neighbours.
  const stride = primeTo(examples.length)
  for (let epoch = 0; epoch < epochs; epoch++)
    for (let turn = 0; turn < examples.length; turn++) {
      const number = (turn * stride) % examples.length
      const { need, weight } = examples[number]!
      const vector = vectors[number]!
      score(vector, weights, chances)
      const right = needs.indexOf(need)
      for (let feature = 0; feature < vector.places.length; feature++)
        for (let other = 0; other < width; other++) {
          const at = vector.places[feature]! * width + other
          const miss = (other === right ? 1 : 0) - chances[other]!
          const slope = weight * vector.values[feature]! * miss - shrink * weights[at]!
          pace[at]! += slope * slope
          weights[at]! += (step * slope) / Math.sqrt(pace[at]!)
        }
    }
  return { needs, features: [...places.keys()], rarity, weights }
}

/** Makes a model of what was learnt. A text of mostly unknown features (another script, mere noise) is judged by nobody. */
export function needModelOf({ needs, features, rarity, weights }: LearntNeeds): NeedModel {
  const places = new Map(features.map((feature, place) => [feature, place]))
  const own = new Float64Array(needs.length)
  return (text) => {
    const said = featuresOf(text)
    const vector = placed(said, places, rarity)
    if (vector.places.length < leastKnown * said.size) return []
    score(vector, weights, own)
    return needs.map((need, index) => ({ need, chance: own[index]! })).sort((one, other) => other.chance - one.chance)
  }
}

interface Vector {
  readonly places: Uint32Array
  /** Rare features count more; the whole has length 1. */
  readonly values: Float32Array
}

/** Softmax of the vector's weights, into `chances`. */
function score(vector: Vector, weights: Float32Array, chances: Float64Array): void {
  const width = chances.length
  chances.fill(0)
  for (let feature = 0; feature < vector.places.length; feature++) {
    const row = vector.places[feature]! * width
    for (let need = 0; need < width; need++) chances[need]! += weights[row + need]! * vector.values[feature]!
  }
  const highest = Math.max(...chances)
  let sum = 0
  for (let need = 0; need < width; need++) sum += chances[need] = Math.exp(chances[need]! - highest)
  for (let need = 0; need < width; need++) chances[need]! /= sum
}

/** Words, beginnings, pairs of beginnings in order, and letters in a row; each once. */
function featuresOf(text: string): ReadonlySet<string> {
  const features = new Set<string>(['any'])
  const words = wordsOf(text.slice(0, longestText))
  let before = '^'
  for (const word of words) {
    const stem = word.slice(0, stemLength)
    features.add(`w${word}`)
    features.add(`s${stem}`)
    features.add(`p${before} ${stem}`)
    const edged = `_${word}_`
    for (let at = 0; at + gramLength <= edged.length; at++) features.add(edged.slice(at, at + gramLength))
    before = stem
  }
  features.add(`p${before} $`)
  features.add(`n${Math.min(12, words.length)}`)
  return features
}

function placesOf(texts: readonly ReadonlySet<string>[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>()
  for (const features of texts) for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1)
  const places = new Map<string, number>()
  for (const [feature, count] of seen) if (count >= leastSeen) places.set(feature, places.size)
  return places
}

/** How much a feature says: the logarithm of how few texts have it. */
function rarityOf(texts: readonly ReadonlySet<string>[], places: ReadonlyMap<string, number>): Float32Array {
  const counts = new Float32Array(places.size)
  for (const features of texts)
    for (const feature of features) {
      const place = places.get(feature)
      if (place !== undefined) counts[place]! += 1
    }
  return counts.map((count) => Math.log(1 + texts.length / count))
}

function placed(features: ReadonlySet<string>, places: ReadonlyMap<string, number>, rarity: Float32Array): Vector {
  const known = [...features].flatMap((feature) => places.get(feature) ?? [])
  const values = Float32Array.from(known, (place) => rarity[place]!)
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  return { places: Uint32Array.from(known), values: values.map((value) => value / (length || 1)) }
}

function primeTo(count: number): number {
  const divides = (one: number, other: number): number => (other === 0 ? one : divides(other, one % other))
  let stride = Math.max(1, Math.floor(count * 0.618))
  while (divides(stride, count) !== 1) stride++
  return stride
}
