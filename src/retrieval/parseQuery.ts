/** A question as groups of alternative index terms: readings, repairs, concepts. Knows the index's words, not how guides are scored. */
import type { ConceptMatcher } from '../language/matchConcepts'
import { tokenize } from '../language/tokenize'
import type { Analyzer } from '../language/word'
import type { LanguageIndex } from './languageIndex'
import type { Alternative, WordReader } from './readWord'

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
  /** Words that say something, marks folded, each once. */
  readonly words: readonly string[]
  /** Slots of the character n-grams, each once. */
  readonly grams: readonly number[]
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
  const { index, matcher } = tools
  const tokens = tokenize(text).slice(0, mostWords)
  const readings = tokens.map((token, place) => tools.read(token, tokens[place + 1]))
  const words = readings.map((reading) => reading.word)
  const matches = matcher.match(words)
  const outside = tools.outside.match(words)
  const conceptsAt = new Map<number, Alternative[]>()
  const phrases = new Map<string, Alternative[]>()
  const groups: QueryGroup[] = []
  for (const match of matches) {
    const term = index.termIds.get(`c:${match.id}`)
    if (term === undefined) continue
    if (match.places.length === 1) {
      const place = match.places[0] ?? 0
      const list = conceptsAt.get(place) ?? []
      list.push({ term, weight: parameters.concept * match.weight })
      conceptsAt.set(place, list)
    } else {
      const key = match.places.join()
      const list = phrases.get(key) ?? []
      list.push({ term, weight: match.weight })
      phrases.set(key, list)
    }
  }
  for (const alternatives of phrases.values())
    groups.push({ alternatives, mass: massOf(alternatives, index), rarity: 0, weight: parameters.phrase, word: false })

  let contentWords = 0
  let knownWords = 0
  let repairedWords = 0
  const grams = new Set<number>()
  const plainWords: string[] = []
  const unknownMass = Math.log(1 + (index.guides.length + 0.5) / 0.5)
  const inPhrase = new Set(matches.filter((match) => match.places.length > 1).flatMap((match) => match.places))
  const seen = new Set<string>()
  const telling = new Set(words.filter((word) => !word.grammar).map((word) => word.text)).size
  const length = Math.min(1, Math.max(0, (telling - shortUpTo) / (longFrom - shortUpTo)))
  const plain = parameters.plain + (parameters.plainWhenLong - parameters.plain) * length
  readings.forEach(
    ({ word, plain: letters, alternatives: ownAlternatives, parts, repaired, grams: ownGrams }, place) => {
      if (word.grammar || seen.has(word.text)) return
      seen.add(word.text)
      contentWords++
      const own = conceptsAt.get(place) ?? []
      const isConcept = own.length > 0
      if (ownAlternatives.length > 0 || isConcept || inPhrase.has(place)) knownWords++
      else if (parts.length > 0) knownWords += knownByParts
      // A compound that is no concept by itself may be one by its parts: `internetyhteys`.
      const ofParts = isConcept || inPhrase.has(place) ? [] : conceptsOfParts(parts, tools, parameters)
      const concept = isConcept || ofParts.length > 0
      const list = concept ? heaviest([...ownAlternatives, ...own, ...ofParts]) : ownAlternatives
      if (repaired) repairedWords++
      const mass = list.length > 0 ? massOf(list, index) : inPhrase.has(place) ? 0 : unknownMass
      groups.push({
        alternatives: list,
        mass,
        rarity: Math.max(mass, list.length > 0 ? rarityOf(list, index) : mass),
        weight: concept ? 1 : plain,
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
      plainWords.push(letters)
      if (contentWords <= mostGramWords) for (const slot of ownGrams) grams.add(slot)
    },
  )
  return {
    groups,
    words: plainWords,
    grams: [...grams],
    contentWords,
    knownWords,
    repairedWords,
    concepts: matches.map((match) => match.id),
    elsewhere: outside.filter((match) => match.id.startsWith('x:')).length,
    ownCase: outside.filter((match) => match.id.startsWith('o:')).length,
  }
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

/** Each term once, with the most that it weighs. */
function heaviest(alternatives: readonly Alternative[]): readonly Alternative[] {
  const weights = new Map<number, number>()
  for (const { term, weight } of alternatives) weights.set(term, Math.max(weight, weights.get(term) ?? 0))
  return [...weights].map(([term, weight]) => ({ term, weight }))
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
