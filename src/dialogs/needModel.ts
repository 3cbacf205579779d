/**
 * Learns from examples how people say what they need, and judges a message by its ideas, words, word pairs and letters. Finds what no rule
 * foresaw; knows neither rules nor replies.
 */
import type { Need } from '../conversation/outcome'
import { chancesOf, learnKinds, vectorOf, type FeatureVector } from '../language/learnKinds'
import { remember } from '../language/remember'
import type { IdeaFinder } from './ideas'
import { wordsOf } from './matchPhrases'
import type { LearntNeeds } from './types'

export interface NeedExample {
  readonly text: string
  readonly need: Need
  /** What a question is about, where that is known. Questions have little in common: learnt by what they are about, they are known better. */
  readonly about?: string
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

/** Raised by hand when features or learning change, so that nothing is used that was learnt otherwise. */
export const needModelVersion = '4'
/** Chosen on lines that were left out. */
const learning = { epochs: 8, step: 0.3, shrink: 2e-5, orders: 2, dropout: 0.5 }
/** Features of fewer examples than this are left out. */
const leastSeen = 3
/** Letters in a row, inside a word with its edges. */
const gramLength = 4
/** The beginning of a word stands for all its forms. */
const stemLength = 4
const longestText = 600
/** Words whose features are kept at hand. */
const mostRemembered = 10_000
/** Share of a text's features that must have been seen in examples. */
const leastKnown = 0.4

/** What was learnt, as plain data that can be kept. */
export function learnNeeds(examples: readonly NeedExample[], ideasIn: IdeaFinder): LearntNeeds {
  const kindOf = ({ need, about = '' }: NeedExample): string => `${need} ${about}`
  const kinds = [...new Map(examples.map((example) => [kindOf(example), example.need]))].sort()
  const texts = examples.map(({ text }) => featuresOf(text, ideasIn))
  const places = placesOf(texts)
  const rarity = rarityOf(texts, places)
  const numbers = new Map(kinds.map(([kind], number) => [kind, number]))
  const known = examples.map((example, number) => ({
    vector: vectorIn(placed(texts[number]!, places, rarity)),
    kind: numbers.get(kindOf(example))!,
    weight: example.weight,
  }))
  const { weights } = learnKinds(known, places.size, kinds.length, learning)
  return { needs: kinds.map(([, need]) => need), features: [...places.keys()], rarity, weights }
}

/** Makes a model of what was learnt. A text of mostly unknown features (another script, mere noise) is judged by nobody. */
export function needModelOf({ needs, features, rarity, weights }: LearntNeeds, ideasIn: IdeaFinder): NeedModel {
  const places = new Map(features.map((feature, place) => [feature, place]))
  const own = new Float64Array(needs.length)
  const different = [...new Set(needs)]
  const groups = needs.map((need) => different.indexOf(need))
  const join = joining(places.size)
  const placedWord = remember(mostRemembered, (word) => placed(featuresOfWord(word), places, rarity))
  return (text) => {
    const words = wordsOf(text.slice(0, longestText))
    const said = join(placed(featuresBetween(words, ideasIn), places, rarity), [...new Set(words)].map(placedWord))
    if (said.places.length < leastKnown * (said.places.length + said.unknown)) return []
    chancesOf({ kinds: needs.length, weights }, vectorIn(said), own)
    const judged = different.map((need) => ({ need, chance: 0 }))
    for (let kind = 0; kind < own.length; kind++) judged[groups[kind]!]!.chance += own[kind]!
    return judged.sort((one, other) => other.chance - one.chance)
  }
}

/** What stands in a text, with what it counts. */
type Features = ReadonlyMap<string, number>

/** Ideas and what they are together with say most: they hold across words, forms and languages. */
const ideaWeight = 2
/** Letters in a row are many and say the same many times over. */
const gramWeight = 0.6

/** Everything that a text is judged by; each feature once. */
function featuresOf(text: string, ideasIn: IdeaFinder): Features {
  const words = wordsOf(text.slice(0, longestText))
  const features = new Map(featuresBetween(words, ideasIn))
  for (const word of words) for (const [feature, weight] of featuresOfWord(word)) features.set(feature, weight)
  return features
}

/** The word, its beginning, and letters in a row. */
function featuresOfWord(word: string): Features {
  const features = new Map<string, number>()
  const edged = `_${word}_`
  for (let at = 0; at + gramLength <= edged.length; at++) features.set(edged.slice(at, at + gramLength), gramWeight)
  return features.set(`w ${word}`, 1).set(`s ${word.slice(0, stemLength)}`, 1)
}

/** Ideas and pairs of ideas, pairs of beginnings in order, and how many words there are. */
function featuresBetween(words: readonly string[], ideasIn: IdeaFinder): Features {
  const features = new Map<string, number>([['any', 1]])
  let before = '^'
  for (const word of words) {
    const stem = word.slice(0, stemLength)
    features.set(`p ${before} ${stem}`, 1)
    before = stem
  }
  features.set(`p ${before} $`, 1)
  features.set(`n ${Math.min(12, words.length)}`, 1)
  const ideas = ideasIn(words)
  ideas.forEach((idea, place) => {
    features.set(`i ${idea}`, ideaWeight)
    for (const other of ideas.slice(place + 1)) features.set(`i ${idea} ${other}`, ideaWeight)
  })
  return features
}

function placesOf(texts: readonly Features[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>()
  for (const features of texts) for (const feature of features.keys()) seen.set(feature, (seen.get(feature) ?? 0) + 1)
  const places = new Map<string, number>()
  for (const [feature, count] of seen) if (count >= leastSeen) places.set(feature, places.size)
  return places
}

/** How much a feature says: the logarithm of how few texts have it. */
function rarityOf(texts: readonly Features[], places: ReadonlyMap<string, number>): Float32Array {
  const counts = new Float32Array(places.size)
  for (const features of texts)
    for (const feature of features.keys()) {
      const place = places.get(feature)
      if (place !== undefined) counts[place]! += 1
    }
  return counts.map((count) => Math.log(1 + texts.length / count))
}

/** Features by their places, with what they say; `unknown`: how many were never learnt. */
interface Placed {
  readonly places: readonly number[]
  readonly values: readonly number[]
  readonly unknown: number
}

function placed(features: Features, places: ReadonlyMap<string, number>, rarity: Float32Array): Placed {
  const known: number[] = []
  const values: number[] = []
  for (const [feature, weight] of features) {
    const place = places.get(feature)
    if (place === undefined) continue
    known.push(place)
    values.push(weight * rarity[place]!)
  }
  return { places: known, values, unknown: features.size - known.length }
}

const vectorIn = ({ places, values }: Placed): FeatureVector => vectorOf(places, values)

/** Joins what stands in a text, each feature once: words share letters and beginnings. `count`: how many features there are. */
function joining(count: number): (between: Placed, ofWords: readonly Placed[]) => Placed {
  const joinedIn = new Uint32Array(count)
  let text = 0
  return (between, ofWords) => {
    text++
    const places: number[] = []
    const values: number[] = []
    let unknown = 0
    const take = (part: Placed): void => {
      unknown += part.unknown
      for (let at = 0; at < part.places.length; at++) {
        const place = part.places[at]!
        if (joinedIn[place] === text) continue
        joinedIn[place] = text
        places.push(place)
        values.push(part.values[at]!)
      }
    }
    take(between)
    for (const part of ofWords) take(part)
    return { places, values, unknown }
  }
}
