/** A question as groups of alternative index terms: readings, repairs, concepts. Knows the index's words, not how guides are scored. */
import type { ConceptMatch, ConceptMatcher } from '../language/matchConcepts'
import { tokenize } from '../language/tokenize'
import type { Analyzer } from '../language/word'
import type { LanguageIndex } from './languageIndex'
import type { Alternative, Reading, WordReader } from './readWord'
import type { TouchedList } from './touchedList'

/** Words after this many are left out: what matters has been said. */
const mostWords = 160
const mostGramWords = 60
/** A compound of which only parts are known is half known. */
const knownByParts = 0.5
const shortUpTo = 4
const longFrom = 12

/** One word or phrase of the question. Of its alternatives only the best counts in each guide. */
export interface QueryGroup {
  readonly alternatives: readonly Alternative[]
  /** The most that the group can be worth: the weight of its rarest alternative. */
  readonly mass: number
  /** What a word as rare as this would be worth if a title had it. */
  readonly rarity: number
  readonly weight: number
  /** One word of the question as it stands, against a phrase or a compound's part. */
  readonly word: boolean
}

export interface Query {
  readonly groups: readonly QueryGroup[]
  /** Word by word, of those that say something: the slots of its pieces for what was learnt. */
  readonly pieces: readonly (readonly number[])[]
  /** Slots of the character n-grams, each once. */
  readonly grams: Uint32Array
  /** Words that say something. */
  readonly contentWords: number
  /** Of these, how many the index or its concepts know. */
  readonly knownWords: number
  /** Of these, how many had to be repaired. */
  readonly repairedWords: number
  /** The concepts that were found. */
  readonly concepts: readonly string[]
  /** Signs that it is about something else: subjects of no guide, and marks of the person's own case. */
  readonly elsewhere: number
  readonly ownCase: number
}

export interface QueryTools {
  readonly index: LanguageIndex
  readonly analyzer: Analyzer
  readonly matcher: ConceptMatcher
  /** Subjects that no guide is about, and marks of one's own case. */
  readonly outside: ConceptMatcher
  readonly read: WordReader
  /** To gather the slots of n-grams in. */
  readonly slots: TouchedList
}

/** What a reading by concept, a phrase and a compound's part count against the word itself. */
export interface QueryParameters {
  readonly concept: number
  readonly phrase: number
  readonly part: number
  /** What a word counts that stands for no concept: people tell much that is not the matter. */
  readonly plain: number
  /** The same in a long question. */
  readonly plainWhenLong: number
  /** What a concept of a compound's part counts against one of the whole word. */
  readonly partConcept: number
}

export const queryParameters: QueryParameters = {
  concept: 1.13,
  phrase: 1.05,
  part: 0.45,
  plain: 0.65,
  plainWhenLong: 1,
  partConcept: 0.6,
}

/** Never throws; `text` of any kind. */
export function parseQuery(text: string, tools: QueryTools, parameters: QueryParameters = queryParameters): Query {
  const { index, matcher, slots } = tools
  const tokens = tokenize(text).slice(0, mostWords)
  const readings = tokens.map((token, place) => tools.read(token, tokens[place + 1]))
  const words = readings.map((reading) => reading.word)
  const matches = matcher.match(words)
  const outside = tools.outside.match(words)
  const { alone, inPhrase, groups } = meaningsOf(matches, index, parameters)
  const telling = tellingOf(readings)
  const length = Math.min(1, Math.max(0, (telling.length - shortUpTo) / (longFrom - shortUpTo)))
  const plain = parameters.plain + (parameters.plainWhenLong - parameters.plain) * length
  const unknownMass = Math.log(1 + (index.guides.length + 0.5) / 0.5)
  let knownWords = 0
  let repairedWords = 0
  for (const [number, place] of telling.entries()) {
    const { alternatives: ofWord, parts, repaired, grams } = readings[place]!
    const own = alone[place]
    const isMeant = own !== undefined || inPhrase[place] === true
    if (ofWord.length > 0 || isMeant) knownWords++
    else if (parts.length > 0) knownWords += knownByParts
    if (repaired) repairedWords++
    // A compound that is no concept by itself may be one by its parts: `internetyhteys`.
    const meant = own ?? (isMeant || parts.length === 0 ? nothing : conceptsOfParts(parts, tools, parameters))
    const alternatives = meant.length > 0 ? heaviest(ofWord, meant) : ofWord
    const known = alternatives.length > 0
    const mass = known ? massOf(alternatives, index) : inPhrase[place] === true ? 0 : unknownMass
    groups.push({
      alternatives,
      mass,
      rarity: known ? Math.max(mass, rarityOf(alternatives, index)) : mass,
      weight: meant.length > 0 ? 1 : plain,
      word: true,
    })
    for (const part of parts) {
      const term = index.termIds.get(part)
      if (term !== undefined)
        groups.push({
          alternatives: [{ term, weight: 1 }],
          mass: (index.idf[term] ?? 0) * 0.5,
          rarity: 0,
          weight: parameters.part,
          word: false,
        })
    }
    if (number < mostGramWords) for (const slot of grams) slots.touch(slot)
  }
  const grams = slots.numbers.slice(0, slots.count)
  slots.clear()
  return {
    groups,
    pieces: telling.map((place) => readings[place]!.pieces),
    grams,
    contentWords: telling.length,
    knownWords,
    repairedWords,
    concepts: matches.map((match) => match.id),
    elsewhere: outside.filter((match) => match.id.startsWith('x:')).length,
    ownCase: outside.filter((match) => match.id.startsWith('o:')).length,
  }
}

const nothing: readonly Alternative[] = []

/** Places of the words that say something, each word once. */
function tellingOf(readings: readonly Reading[]): readonly number[] {
  const seen = new Set<string>()
  const places: number[] = []
  for (const [place, { word }] of readings.entries()) {
    if (word.grammar || seen.has(word.text)) continue
    seen.add(word.text)
    places.push(place)
  }
  return places
}

interface Meanings {
  /** By place: what the word by itself stands for. */
  readonly alone: readonly (readonly Alternative[] | undefined)[]
  /** By place: whether the word is part of a phrase. */
  readonly inPhrase: readonly (boolean | undefined)[]
  /** One group a phrase. */
  readonly groups: QueryGroup[]
}

/** The concepts that were matched, as terms of the index. */
function meaningsOf(matches: readonly ConceptMatch[], index: LanguageIndex, parameters: QueryParameters): Meanings {
  const alone: Alternative[][] = []
  const inPhrase: boolean[] = []
  const phrases = new Map<string, Alternative[]>()
  for (const { id, places, weight } of matches) {
    const [place = 0] = places
    if (places.length > 1) for (const each of places) inPhrase[each] = true
    const term = index.termIds.get(`c:${id}`)
    if (term === undefined) continue
    if (places.length === 1) (alone[place] ??= []).push({ term, weight: parameters.concept * weight })
    else {
      const key = places.join()
      const list = phrases.get(key)
      if (list) list.push({ term, weight })
      else phrases.set(key, [{ term, weight }])
    }
  }
  const groups = [...phrases.values()].map((alternatives): QueryGroup => {
    return { alternatives, mass: massOf(alternatives, index), rarity: 0, weight: parameters.phrase, word: false }
  })
  return { alone, inPhrase, groups }
}

function conceptsOfParts(
  parts: readonly string[],
  { analyzer, matcher, index }: QueryTools,
  { concept, partConcept }: QueryParameters,
): readonly Alternative[] {
  return parts
    .flatMap((part) => matcher.match([analyzer.word(part)]))
    .flatMap(({ id, weight }) => {
      const term = index.termIds.get(`c:${id}`)
      return term === undefined ? [] : [{ term, weight: concept * partConcept * weight }]
    })
}

/** The terms of both, each once, with the most that it weighs: they are few. */
function heaviest(one: readonly Alternative[], other: readonly Alternative[]): readonly Alternative[] {
  const all: Alternative[] = []
  const add = (alternative: Alternative): void => {
    const at = all.findIndex(({ term }) => term === alternative.term)
    if (at < 0) all.push(alternative)
    else if (all[at]!.weight < alternative.weight) all[at] = alternative
  }
  one.forEach(add)
  other.forEach(add)
  return all
}

function massOf(alternatives: readonly Alternative[], index: LanguageIndex): number {
  let mass = 0
  for (const { term, weight } of alternatives) mass = Math.max(mass, (index.idf[term] ?? 0) * weight)
  return mass
}

/** Rarity over all fields of the surest reading that the index has. */
function rarityOf(alternatives: readonly Alternative[], index: LanguageIndex): number {
  let rarity = Infinity
  for (const { term, weight } of alternatives) if (weight > 0.55) rarity = Math.min(rarity, index.rarity[term] ?? 0)
  return rarity === Infinity ? 0 : rarity
}
