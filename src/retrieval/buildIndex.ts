/** Builds one language's index from its guides and terms: analysis, concepts, BM25F impacts, question units, character n-grams. */
import type { Guide, Term } from '../knowledge/types'
import type { ConceptMatcher } from '../language/matchConcepts'
import type { Language } from '../language/languages'
import { foldMarks, tokenize } from '../language/tokenize'
import type { Analyzer, Word } from '../language/word'
import { collectFields, fieldNames, type FieldName } from './collectFields'
import { eachGram, type LanguageIndex, type Postings } from './languageIndex'
import { splitCompound } from './splitCompound'

export interface IndexParameters {
  /** How much a word counts in each field, and how far long fields are discounted (BM25F's w and b). */
  readonly fields: Readonly<Record<FieldName, { readonly weight: number; readonly b: number }>>
  /** How much a guide with the word in this field counts among those that are about it. */
  readonly presence: Readonly<Record<FieldName, number>>
  /** A rare word that nobody wrote but in one example question (`human`, `deal`) says less of the matter than one in a title. */
  readonly topicality: Readonly<Record<FieldName, number>>
  /** BM25F's k1. */
  readonly saturation: number
  /** A compound's part against the whole word. */
  readonly part: number
  /** What a concept in another language's version of the guide counts against one in this. */
  readonly shared: number
  /** The same for passages' BM25. */
  readonly passageSaturation: number
  readonly passageB: number
}

/** Tuned on the guides' own questions, each fold left out of the index, and on test/retrieval/tune-*; never on the test split. */
export const indexParameters: IndexParameters = {
  fields: {
    title: { weight: 6, b: 0.3 },
    questions: { weight: 1.47, b: 0.6 },
    summary: { weight: 1.34, b: 0.5 },
    glossary: { weight: 0.64, b: 0.5 },
    headings: { weight: 0.8, b: 0.5 },
    body: { weight: 0.38, b: 0.5 },
  },
  presence: { title: 1, questions: 1, summary: 0.84, glossary: 0.5, headings: 0.2, body: 0.15 },
  topicality: { title: 1, questions: 0.37, summary: 0.64, glossary: 1, headings: 0.85, body: 0.67 },
  saturation: 2.62,
  part: 0.27,
  shared: 0.75,
  passageSaturation: 0.96,
  passageB: 0.6,
}
const questionField = fieldNames.indexOf('questions')

export interface IndexSource {
  readonly language: Language
  readonly guides: readonly Guide[]
  readonly terms: readonly Term[]
  /** Concepts that the same guide's title, questions and summary hold in the other languages, by guide id. */
  readonly conceptsElsewhere?: ReadonlyMap<string, ReadonlyMap<string, number>>
}

/** One language at a time; pure. About 70 guides take some 100 ms. */
export function buildIndex(
  source: IndexSource,
  analyzer: Analyzer,
  matcher: ConceptMatcher,
  parameters: IndexParameters = indexParameters,
): LanguageIndex {
  const { guides } = source
  const counter = new TermCounter()
  const units: { guide: number; kind: number; place: number; terms: Map<number, number>; length: number }[] = []
  const wordCounts = new Map<string, number>()
  const gramWords: Map<string, number>[] = []
  const guideFields = guides.map((guide) =>
    collectFields(guide, source.terms.filter((term) => term.guides.includes(guide.id))),
  )
  const fieldTokens = guideFields.map((fields) => fieldNames.map((name) => fields[name].map((text) => tokenize(text))))
  for (const texts of fieldTokens.flat(2)) for (const token of texts) bump(wordCounts, token, 1)
  const isWord = (word: string): boolean => wordCounts.has(word)

  const lengths = guideFields.map(() => new Float64Array(fieldNames.length))
  const termsByWord = new Map<string, [number, number][]>()
  const frequencies = fieldTokens.map((texts, guide) => {
    const byField = fieldNames.map(() => new Map<number, number>())
    const grams = new Map<string, number>()
    gramWords.push(grams)
    const shared = source.conceptsElsewhere?.get(guides[guide]?.id ?? '')
    if (shared) for (const [concept, count] of shared) bump(byField[questionField]!, counter.id(`c:${concept}`), count * parameters.shared)
    fieldNames.forEach((name, field) => {
      texts[field]?.forEach((tokens, place) => {
        const words = tokens.map((token) => analyzer.word(token))
        const terms = new Map<number, number>()
        let length = 0
        for (const word of words) {
          if (word.grammar) continue
          length++
          let ids = termsByWord.get(word.text)
          if (!ids) {
            ids = termsOf(word, isWord, analyzer, parameters.part).map(([term, weight]) => [counter.id(term), weight])
            termsByWord.set(word.text, ids)
          }
          for (const [term, weight] of ids) bump(terms, term, weight)
          if (name !== 'body' && name !== 'headings') bump(grams, foldMarks(word.text), name === 'title' ? 3 : 1)
        }
        for (const match of matcher.match(words)) bump(terms, counter.id(`c:${match.id}`), match.weight)
        lengths[guide]![field]! += length
        for (const [term, count] of terms) bump(byField[field]!, term, count)
        if (name === 'title' || name === 'questions' || (name === 'glossary' && words.length > 0)) {
          units.push({ guide, kind: 0, place: 0, terms, length })
        }
        if (name === 'body') units.push({ guide, kind: 1, place, terms, length })
      })
    })
    return byField
  })

  const { idf, rarity } = inverseFrequencies(frequencies, Uint8Array.from(counter.terms, (term) => (term.startsWith('c:') ? 1 : 0)), parameters)
  return {
    language: source.language,
    guides: guides.map((guide) => `${guide.id}@${guide.language}`),
    terms: counter.terms,
    termIds: counter.ids,
    idf,
    rarity,
    guidePostings: guideImpacts(frequencies, lengths, idf, parameters),
    unitPostings: unitImpacts(units, idf, parameters),
    unitGuide: Uint32Array.from(units, (unit) => unit.guide),
    unitKind: Uint8Array.from(units, (unit) => unit.kind),
    unitPlace: Uint16Array.from(units, (unit) => unit.place),
    unitMass: Float32Array.from(units, (unit) => sum([...unit.terms].map(([term, weight]) => (idf[term] ?? 0) * Math.min(1, weight)))),
    gramPostings: gramImpacts(gramWords),
    words: [...wordCounts.keys()],
    wordCounts: Uint32Array.from(wordCounts.values()),
  }
}

/** Index terms of a word with their weights: its surest reading, its other readings, its compound parts. */
function termsOf(word: Word, isWord: (word: string) => boolean, analyzer: Analyzer, partWeight: number): [string, number][] {
  const terms: [string, number][] = word.terms.map(({ term, weight }) => [term, weight])
  const parts =
    word.parts.length > 0
      ? word.parts
      : splitCompound(word.text, isWord).flatMap((part) => analyzer.word(part).terms.slice(0, 1).map(({ term }) => term))
  for (const part of parts) if (!terms.some(([term]) => term === part)) terms.push([part, partWeight])
  return terms
}

class TermCounter {
  readonly terms: string[] = []
  readonly ids = new Map<string, number>()

  id(term: string): number {
    const known = this.ids.get(term)
    if (known !== undefined) return known
    this.ids.set(term, this.terms.length)
    return this.terms.push(term) - 1
  }
}

/**
 * Robertson/Spärck Jones idf, plus one so that it never falls to zero. A guide that has a word only in its body counts in part:
 * nearly every guide mentions bank codes, few are about them.
 */
function inverseFrequencies(frequencies: readonly Map<number, number>[][], isConcept: Uint8Array, { presence, topicality }: IndexParameters): { idf: Float32Array; rarity: Float32Array } {
  const guidesWith = new Float32Array(isConcept.length)
  const strongest = new Float32Array(isConcept.length)
  for (const byField of frequencies) {
    const seen = new Map<number, number>()
    byField.forEach((field, number) => {
      const share = presence[fieldNames[number]!]
      const strength = topicality[fieldNames[number]!]
      for (const term of field.keys()) {
        seen.set(term, Math.max(share, seen.get(term) ?? 0))
        strongest[term] = Math.max(strength, strongest[term]!)
      }
    })
    for (const [term, share] of seen) guidesWith[term]! += share
  }
  const rarity = guidesWith.map((count) => Math.log(1 + (frequencies.length - count + 0.5) / (count + 0.5)))
  return { rarity, idf: rarity.map((value, term) => value * (isConcept[term] === 1 ? 1 : strongest[term]!)) }
}

/** BM25F (Zaragoza et al. 2004): field frequencies are normalised and weighted before one saturation. */
function guideImpacts(
  frequencies: readonly Map<number, number>[][],
  lengths: readonly Float64Array[],
  idf: Float32Array,
  { fields, saturation }: IndexParameters,
): Postings {
  const means = fieldNames.map((_, field) => sum(lengths.map((length) => length[field] ?? 0)) / Math.max(1, lengths.length) || 1)
  const entries = new Entries()
  frequencies.forEach((byField, guide) => {
    const weighted = new Map<number, number>()
    byField.forEach((terms, field) => {
      const { weight, b } = fields[fieldNames[field]!]
      const norm = 1 - b + (b * (lengths[guide]?.[field] ?? 0)) / means[field]!
      for (const [term, count] of terms) bump(weighted, term, (weight * count) / norm)
    })
    for (const [term, tf] of weighted) entries.add(term, guide, ((idf[term] ?? 0) * tf * (saturation + 1)) / (tf + saturation))
  })
  return entries.toPostings(idf.length)
}

function unitImpacts(
  units: readonly { kind: number; terms: ReadonlyMap<number, number>; length: number }[],
  idf: Float32Array,
  { passageSaturation, passageB }: IndexParameters,
): Postings {
  const passages = units.filter((unit) => unit.kind === 1)
  const mean = sum(passages.map((unit) => unit.length)) / Math.max(1, passages.length) || 1
  const entries = new Entries()
  units.forEach((unit, number) => {
    const norm = passageSaturation * (1 - passageB + (passageB * unit.length) / mean)
    for (const [term, tf] of unit.terms) {
      const strength = unit.kind === 0 ? Math.min(1, tf) : (tf * (passageSaturation + 1)) / (tf + norm)
      entries.add(term, number, (idf[term] ?? 0) * strength)
    }
  })
  return entries.toPostings(idf.length)
}

/** Character n-grams of the words in title, questions, summary and glossary; long guides are discounted by half. */
function gramImpacts(gramWords: readonly ReadonlyMap<string, number>[]): Postings {
  const total = gramWords.length
  const distinct = new Set(gramWords.flatMap((words) => [...words.keys()])).size
  const slots = 2 ** Math.max(12, Math.ceil(Math.log2(Math.max(1, distinct) * 8)))
  const slotsOf = new Map<string, number[]>()
  const guidesWith = new Uint32Array(slots)
  const counts = new Float64Array(slots)
  const entries = new Entries()
  gramWords.forEach((words, guide) => {
    const touched: number[] = []
    for (const [word, count] of words) {
      let list = slotsOf.get(word)
      if (!list) {
        const own: number[] = []
        eachGram(word, slots, (slot) => own.push(slot))
        slotsOf.set(word, own)
        list = own
      }
      for (const slot of list) {
        if (counts[slot] === 0) touched.push(slot)
        counts[slot]! += count
      }
    }
    for (const slot of touched) {
      entries.add(slot, guide, counts[slot]!)
      guidesWith[slot]!++
      counts[slot] = 0
    }
  })
  const lengths = new Float64Array(total)
  for (let i = 0; i < entries.ids.length; i++) {
    const having = guidesWith[entries.ids[i]!]!
    const rarity = Math.log(1 + (total - having + 0.5) / (having + 0.5))
    const value = (rarity * entries.impacts[i]! * 2.2) / (entries.impacts[i]! + 1.2)
    entries.impacts[i] = value
    lengths[entries.docs[i]!]! += value
  }
  const mean = sum([...lengths]) / Math.max(1, total) || 1
  for (let i = 0; i < entries.ids.length; i++) entries.impacts[i]! /= 0.5 + (0.5 * lengths[entries.docs[i]!]!) / mean
  return entries.toPostings(slots)
}

/** Postings as they come, in three plain columns: one object an entry would cost more than all the rest. */
class Entries {
  readonly ids: number[] = []
  readonly docs: number[] = []
  readonly impacts: number[] = []

  add(id: number, doc: number, impact: number): void {
    this.ids.push(id)
    this.docs.push(doc)
    this.impacts.push(impact)
  }

  /** In order of ids, impacts in 16 bits: the error is below 1/65535 of the greatest impact. */
  toPostings(count: number): Postings {
    const { ids } = this
    const offsets = new Uint32Array(count + 1)
    let greatest = 0
    for (let i = 0; i < ids.length; i++) {
      offsets[ids[i]! + 1]!++
      if (this.impacts[i]! > greatest) greatest = this.impacts[i]!
    }
    for (let id = 0; id < count; id++) offsets[id + 1]! += offsets[id]!
    const scale = greatest / 65535 || 1
    const next = offsets.slice()
    const docs = new Uint32Array(ids.length)
    const impacts = new Uint16Array(ids.length)
    for (let i = 0; i < ids.length; i++) {
      const at = next[ids[i]!]!++
      docs[at] = this.docs[i]!
      impacts[at] = Math.max(1, Math.round(this.impacts[i]! / scale))
    }
    return { offsets, docs, impacts, scale }
  }
}

function bump<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
