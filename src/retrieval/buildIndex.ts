/** Builds one language's index from its guides and terms: analysis, concepts, BM25F impacts, question units, character n-grams. */
import type { Guide, Term } from '../knowledge/types'
import type { ConceptMatch, ConceptMatcher } from '../language/matchConcepts'
import type { Language } from '../language/languages'
import { foldMarks, tokenize } from '../language/tokenize'
import type { Analyzer, Word } from '../language/word'
import { collectFields, fieldNames, type FieldName } from './collectFields'
import { bump, gramImpacts, guideImpacts, type ImpactParameters, sum, unitImpacts } from './impacts'
import type { LanguageIndex } from './languageIndex'
import { splitCompound } from './splitCompound'
import { type AffinityExample, piecesOf, trainAffinity } from './affinity'

export interface IndexParameters extends ImpactParameters {
  /** How much a guide with the word in this field counts among those that are about it. */
  readonly presence: Readonly<Record<FieldName, number>>
  /** A rare word that nobody wrote but in one example question (`human`, `deal`) says less of the matter than one in a title. */
  readonly topicality: Readonly<Record<FieldName, number>>
  /** A compound's part against the whole word. */
  readonly part: number
  /** What a concept in another language's version of the guide counts against one in this. */
  readonly shared: number
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
/** What each kind of text counts when affinities are learnt. */
const exampleWeights = {
  title: 2,
  questions: 1,
  asked: 1,
  summary: 0.7,
  glossary: 0.5,
  elsewhere: 0.3,
  outside: 0.5,
} as const

export interface IndexSource {
  readonly language: Language
  readonly guides: readonly Guide[]
  readonly terms: readonly Term[]
  /** Concepts of the same guide's title, questions and summary in the other languages, text by text, by guide id. */
  readonly conceptsElsewhere?: ReadonlyMap<string, readonly (readonly ConceptMatch[])[]>
  /** More ways people ask what a guide answers, by guide id. */
  readonly asked?: ReadonlyMap<string, readonly string[]>
  /** What people ask that no guide answers, subject by subject; concepts of the other languages stand under the subject's id. */
  readonly outside?: readonly OutsideSubject[]
}

export interface OutsideSubject {
  /** An id that no guide has. */
  readonly id: string
  readonly lines: readonly string[]
}

/** One language at a time; pure. 70 guides with their asked lines take some seconds, most of it learning: the build does it beforehand. */
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
  const examples: AffinityExample[] = []
  const guideFields = guides.map((guide) =>
    collectFields(
      guide,
      source.terms.filter((term) => term.guides.includes(guide.id)),
    ),
  )
  const fieldTokens = guideFields.map((fields) => fieldNames.map((name) => fields[name].map((text) => tokenize(text))))
  for (const texts of fieldTokens.flat(2)) for (const token of texts) bump(wordCounts, token, 1)
  const isWord = (word: string): boolean => wordCounts.has(word)

  const lengths = guideFields.map(() => new Float64Array(fieldNames.length))
  const readWords = new Map<string, IndexedWord>()
  const readWord = (word: Word): IndexedWord => {
    const terms = termsOf(word, isWord, analyzer, parameters.part)
    return { ids: terms.map(([term, weight]) => [counter.id(term), weight]), pieces: piecesOf(foldMarks(word.text)) }
  }
  const termsIn = (
    words: readonly Word[],
  ): { terms: Map<number, number>; length: number; pieces: (readonly number[])[] } => {
    const pieces: (readonly number[])[] = []
    const terms = new Map<number, number>()
    for (const word of words) {
      if (word.grammar) continue
      const known = readWords.get(word.text) ?? readWord(word)
      readWords.set(word.text, known)
      pieces.push(known.pieces)
      for (const [term, weight] of known.ids) bump(terms, term, weight)
    }
    for (const match of matcher.match(words)) bump(terms, counter.id(`c:${match.id}`), match.weight)
    return { terms, length: pieces.length, pieces }
  }
  const conceptsElsewhere = (id: string): readonly ReadonlyMap<number, number>[] =>
    (source.conceptsElsewhere?.get(id) ?? []).flatMap((matches) => {
      const terms = new Map<number, number>()
      for (const match of matches) bump(terms, counter.id(`c:${match.id}`), match.weight)
      return terms.size > 0 ? [terms] : []
    })
  const frequencies = fieldTokens.map((texts, guide) => {
    const byField = fieldNames.map(() => new Map<number, number>())
    const grams = new Map<string, number>()
    gramWords.push(grams)
    for (const terms of conceptsElsewhere(guides[guide]?.id ?? '')) {
      for (const [term, weight] of terms) bump(byField[questionField]!, term, weight * parameters.shared)
      examples.push({ terms, pieces: [], guide, weight: exampleWeights.elsewhere })
    }
    fieldNames.forEach((name, field) => {
      texts[field]?.forEach((tokens, place) => {
        const words = tokens.map((token) => analyzer.word(token))
        const { terms, length, pieces } = termsIn(words)
        if (name !== 'body' && name !== 'headings')
          for (const word of words) if (!word.grammar) bump(grams, foldMarks(word.text), name === 'title' ? 3 : 1)
        lengths[guide]![field]! += length
        for (const [term, count] of terms) bump(byField[field]!, term, count)
        if (name === 'title' || name === 'questions' || (name === 'glossary' && words.length > 0)) {
          units.push({ guide, kind: 0, place: 0, terms, length })
        }
        if (name !== 'body' && name !== 'headings')
          examples.push({ terms, pieces, guide, weight: exampleWeights[name] })
        if (name === 'body') units.push({ guide, kind: 1, place, terms, length })
      })
    })
    // More ways people ask: examples to learn from and to be near to, in no field, so that their slips become nobody's spelling.
    for (const asked of source.asked?.get(guides[guide]?.id ?? '') ?? []) {
      const { terms, length, pieces } = termsIn(tokenize(asked).map((token) => analyzer.word(token)))
      units.push({ guide, kind: 0, place: 0, terms, length })
      examples.push({ terms, pieces, guide, weight: exampleWeights.asked })
    }
    return byField
  })
  const { outside: beside, elsewhere } = exampleWeights
  source.outside?.forEach(({ id, lines }, number) => {
    const guide = guides.length + number
    for (const line of lines) {
      const { terms, pieces } = termsIn(tokenize(line).map((token) => analyzer.word(token)))
      examples.push({ terms, pieces, guide, weight: beside })
    }
    for (const terms of conceptsElsewhere(id)) examples.push({ terms, pieces: [], guide, weight: beside * elsewhere })
  })

  const { idf, rarity } = inverseFrequencies(
    frequencies,
    Uint8Array.from(counter.terms, (term) => (term.startsWith('c:') ? 1 : 0)),
    parameters,
  )
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
    unitMass: Float32Array.from(units, (unit) =>
      sum([...unit.terms].map(([term, weight]) => (idf[term] ?? 0) * Math.min(1, weight))),
    ),
    gramPostings: gramImpacts(gramWords),
    affinity: trainAffinity(examples, counter.terms.length, guides.length),
    words: [...wordCounts.keys()],
    wordCounts: Uint32Array.from(wordCounts.values()),
  }
}

/** Index terms of a word with their weights: its surest reading, its other readings, its compound parts. */
function termsOf(
  word: Word,
  isWord: (word: string) => boolean,
  analyzer: Analyzer,
  partWeight: number,
): [string, number][] {
  const terms: [string, number][] = word.terms.map(({ term, weight }) => [term, weight])
  const parts =
    word.parts.length > 0
      ? word.parts
      : splitCompound(word.text, isWord).flatMap((part) =>
          analyzer
            .word(part)
            .terms.slice(0, 1)
            .map(({ term }) => term),
        )
  for (const part of parts) if (!terms.some(([term]) => term === part)) terms.push([part, partWeight])
  return terms
}

/** What a word brings to each text that it stands in. */
interface IndexedWord {
  /** Numbers of its terms with their weights. */
  readonly ids: readonly (readonly [number, number])[]
  readonly pieces: readonly number[]
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
function inverseFrequencies(
  frequencies: readonly Map<number, number>[][],
  isConcept: Uint8Array,
  { presence, topicality }: IndexParameters,
): { idf: Float32Array; rarity: Float32Array } {
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
