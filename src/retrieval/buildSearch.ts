/** The search engine: one index a language, built or loaded from its cache, behind the `Search` port. Knows no channel and no phrase. */
import { createAnalyzer } from '../language/createAnalyzer'
import type { Dictionary } from '../language/finnish/readVoikko'
import { languages, type Language } from '../language/languages'
import { conceptsOf, createConceptMatcher, type Concept, type ConceptMatcher } from '../language/matchConcepts'
import { actionConcepts } from '../language/concepts/actions'
import { serviceConcepts } from '../language/concepts/services'
import { troubleConcepts } from '../language/concepts/troubles'
import { peopleConcepts } from '../language/concepts/people'
import { elsewhereConcepts, ownCaseConcepts } from '../language/concepts/elsewhere'
import { thingConcepts } from '../language/concepts/things'
import { tokenize } from '../language/tokenize'
import type { Analyzer } from '../language/word'
import type { Guide, Passage, Term } from '../knowledge/types'
import { buildIndex, indexParameters, type IndexParameters } from './buildIndex'
import { bandOf, confidenceOf, featuresOf, type Features } from './confidence'
import { indexKey, type IndexCache } from './indexCache'
import { confidenceModel } from './confidenceModel'
import { findWithin } from './findWithin'
import { fuseDense, fusedConfidence } from './fuseDense'
import type { LanguageIndex } from './languageIndex'
import { orderPassages } from './orderPassages'
import { parseQuery, type Query, type QueryParameters, type QueryTools } from './parseQuery'
import type { DenseHit, OwnCaseChance } from './ports'
import { Ranker, rankingWeights, type RankingWeights, type ScoredGuide } from './rankGuides'
import { createWordReader } from './readWord'
import { createSpellingRepair } from './repairSpelling'
import {
  askedOf,
  commonWords,
  conceptsByGuide,
  guidesFor,
  joinConcepts,
  outsideIn,
  type ConceptsByGuide,
  type SearchedKnowledge,
} from './searchedKnowledge'
import { TouchedList } from './touchedList'
import type { Band, Found, FoundWithin, RankedGuide, Search } from './types'

/** Only this much of a text is searched; what matters has been said by then. */
const longestText = 2_000
const mostGuides = 10
/** Raised by hand when concepts, stemmers, field texts or the learning change, so that no cache of older ones is used. */
const conceptsVersion = '2'

export interface SearchOptions {
  /** Voikko's morphology for Finnish; without it stems do the work. */
  readonly dictionary?: Dictionary
  /** No guide knows anybody's own case: as far as that may be asked for, the confidence is less. */
  readonly ownCase?: OwnCaseChance
  /** Keeps built indexes for the next start. */
  readonly cache?: IndexCache
  /** For tuning only. */
  readonly weights?: RankingWeights
  readonly index?: IndexParameters
  readonly query?: QueryParameters
}

export interface ExplainedSearch extends Search {
  /** The same search with what its confidence rests on, as if the guide `without` did not exist: for training and for tests. */
  explain(
    text: string,
    language: Language,
    without?: string,
    dense?: readonly DenseHit[],
  ): { found: Found; features: Features }
}

/** Builds or loads the three indexes. Pure apart from the two hooks in `options`. */
export function buildSearch(knowledge: SearchedKnowledge, options: SearchOptions = {}): ExplainedSearch {
  const engines = new Map<Language, LanguageSearch>()
  const words = languages.map((language) => wordsOf(knowledge, language, options))
  for (const own of words) engines.set(own.language, createLanguageSearch(knowledge, own, words, options))
  const engineOf = (language: Language): LanguageSearch => {
    const engine = engines.get(language) ?? engines.values().next().value
    if (!engine) throw new Error('unreachable: there is an engine for every language')
    return engine
  }
  return {
    explain: (text, language, without, dense) => engineOf(language).explain(text, without, dense),
    search: (text, language, dense) => engineOf(language).explain(text, undefined, dense).found,
    within: (text, language, guide) => engineOf(language).within(text, guide),
  }
}

interface LanguageSearch {
  explain(text: string, without?: string, dense?: readonly DenseHit[]): { found: Found; features: Features }
  within(text: string, guide: string): FoundWithin | undefined
}

interface LanguageWords {
  readonly language: Language
  readonly analyzer: Analyzer
  readonly matcher: ConceptMatcher
  /** What no guide is about. */
  readonly outside: ConceptMatcher
  /** Counted at most once, and only when an index has to be built. */
  readonly concepts: () => ConceptsByGuide
}

function wordsOf(knowledge: SearchedKnowledge, language: Language, options: SearchOptions): LanguageWords {
  const analyzer = createAnalyzer(language, options.dictionary)
  const concepts = conceptsFor(language, knowledge.terms)
  const elsewhere = conceptsOf([...elsewhereConcepts, ...ownCaseConcepts], language)
  recallWords(knowledge, [...concepts, ...elsewhere], analyzer, options.cache)
  const matcher = createConceptMatcher(concepts, analyzer)
  const outside = createConceptMatcher(elsewhere, analyzer)
  let counted: ConceptsByGuide | undefined
  const byGuide = (): ConceptsByGuide => (counted ??= conceptsByGuide(knowledge, { language, analyzer, matcher }))
  return { language, analyzer, matcher, outside, concepts: byGuide }
}

/** Words of the concepts, and those that people are likely to use, are read once and kept: reading a Finnish word takes longest of all. */
function recallWords(
  knowledge: SearchedKnowledge,
  concepts: readonly Concept[],
  analyzer: Analyzer,
  cache?: IndexCache,
): void {
  const { language } = analyzer
  const version = `${analyzer.version} ${knowledge.version}`
  const kept = cache?.loadWords(language, version)
  if (kept) return analyzer.recall(kept)
  const forms = concepts.flatMap(({ forms, foreign }) => [...forms, ...foreign]).flatMap(tokenize)
  const words = [...new Set([...forms, ...commonWords(knowledge, language)])].map((text) => analyzer.word(text))
  analyzer.recall(words)
  cache?.saveWords(language, version, words)
}

function createLanguageSearch(
  knowledge: SearchedKnowledge,
  { language, analyzer, matcher, outside }: LanguageWords,
  all: readonly LanguageWords[],
  options: SearchOptions,
): LanguageSearch {
  const guides = guidesFor(knowledge.guides, language)
  const byKey = new Map(guides.map((guide) => [`${guide.id}@${guide.language}`, guide]))
  const key = indexKey([
    knowledge.version,
    ...all.map((words) => words.analyzer.version),
    conceptsVersion,
    JSON.stringify(options.index ?? indexParameters),
  ])
  let index = options.cache?.load(language, key)
  if (!index || index.guides.some((guide) => !byKey.has(guide))) {
    const conceptsElsewhere = joinConcepts(
      all.filter((other) => other.language !== language).map((other) => other.concepts()),
    )
    index = buildIndex(
      {
        language,
        guides,
        terms: knowledge.terms,
        conceptsElsewhere,
        asked: new Map(guides.map((guide) => [guide.id, askedOf(knowledge, guide)])),
        outside: outsideIn(knowledge, language),
      },
      analyzer,
      matcher,
      options.index,
    )
    options.cache?.save(index, key)
  }
  const tools = toolsFor(index, analyzer, matcher, outside)
  const ranker = new Ranker(index)
  const units = passageUnits(index)
  const weights = options.weights ?? rankingWeights
  const ownCase = options.ownCase ?? never
  const built = index

  const numbers = new Map(built.guides.map((name, number) => [name.slice(0, name.lastIndexOf('@')), number]))

  const read = (text: string): Query => parseQuery(text.slice(0, longestText), tools, options.query)

  const within: LanguageSearch['within'] = (text, id) => {
    const number = numbers.get(id)
    const guide = number === undefined ? undefined : byKey.get(built.guides[number] ?? '')
    if (number === undefined || !guide) return undefined
    const query = read(text)
    const own = units[number] ?? []
    const { coverage, passageScores } = findWithin(query, own, built)
    return { coverage, passages: orderPassages(guide, own, passageScores, query.concepts) }
  }

  const explain: LanguageSearch['explain'] = (text, without, dense) => {
    const query = read(text)
    const ranking = ranker.rank(query, mostGuides + 1, weights)
    const scoredGuides = ranking.guides
      .filter(({ guide }) => without === undefined || byKey.get(built.guides[guide] ?? '')?.id !== without)
      .slice(0, mostGuides)
    const ordered = dense
      ? withDense(
          scoredGuides,
          dense.flatMap(({ guide }) => numbers.get(guide) ?? []),
        )
      : scoredGuides
    const features = featuresOf(query, ordered, ranking)
    const ranked: RankedGuide[] = ordered.flatMap((scored) => {
      const guide = byKey.get(built.guides[scored.guide] ?? '')
      if (!guide) return []
      const own = units[scored.guide] ?? []
      return [lazily(guide, scored.score, () => orderPassages(guide, own, ranking.passageScores, query.concepts))]
    })
    const sure = ranked.length === 0 ? 0 : confidenceOf(features)
    const ofGuide = dense
      ? fusedConfidence(sure, confidenceOf(featuresOf(query, scoredGuides, ranking)), confidenceModel.answerFrom)
      : sure
    const confidence = ofGuide * (1 - ownCase(text))
    const band = ranked.length === 0 ? 'abstain' : doubtedBand(bandOf(ofGuide), bandOf(confidence))
    const reason =
      query.contentWords === 0 && ranked.length === 0 ? 'empty' : ranked.length === 0 ? 'no_match' : 'weak_match'
    const found: Found = {
      guides: ranked,
      confidence,
      band,
      outside: query.elsewhere > 0 ? 1 : ranking.outside,
      ...(band === 'abstain' ? { reason } : {}),
      language: ranked[0]?.guide.language ?? language,
    }
    return { found, features }
  }
  return { explain, within }
}

/** Of ten guides mostly one is read: the passages of the others are never put in order. */
function lazily(guide: Guide, score: number, order: () => readonly Passage[]): RankedGuide {
  let ordered: readonly Passage[] | undefined
  return {
    guide,
    score,
    get passages() {
      return (ordered ??= order())
    },
  }
}

/** What would be answered but for the doubt is asked about; doubt alone leaves nobody without a guide to choose. */
function doubtedBand(ofGuide: Band, doubted: Band): Band {
  return ofGuide === 'answer' && doubted !== 'answer' ? 'clarify' : ofGuide
}

const never: OwnCaseChance = () => 0

/** The guides in the order of both rankings; those that only the ranking by meaning has come without a score of words. */
function withDense(own: readonly ScoredGuide[], dense: readonly number[]): ScoredGuide[] {
  const byNumber = new Map(own.map((scored) => [scored.guide, scored]))
  const nothing = { guide: 0, question: 0, passage: 0, grams: 0, affinity: 0 }
  return fuseDense(
    own.map(({ guide }) => guide),
    dense,
  )
    .slice(0, mostGuides)
    .map((guide) => byNumber.get(guide) ?? { guide, score: 0, parts: nothing, coverage: 0 })
}

/** General words of e-services and the glossary's terms, in one language with the others' words as loans. */
function conceptsFor(language: Language, terms: readonly Term[]): readonly Concept[] {
  const general = conceptsOf(
    [...actionConcepts, ...troubleConcepts, ...thingConcepts, ...serviceConcepts, ...peopleConcepts],
    language,
  )
  const glossary = terms.map((term) => ({
    id: `term:${term.id}`,
    forms: [term.term[language], ...term.forms[language]],
    foreign: languages
      .filter((other) => other !== language)
      .flatMap((other) => [term.term[other], ...term.forms[other]]),
  }))
  return [...general, ...glossary]
}

function toolsFor(
  index: LanguageIndex,
  analyzer: Analyzer,
  matcher: ConceptMatcher,
  outside: ConceptMatcher,
): QueryTools {
  const spelling = createSpellingRepair(index.words, index.wordCounts)
  const slots = new TouchedList(index.gramPostings.offsets.length - 1)
  return { index, analyzer, matcher, outside, slots, read: createWordReader({ index, analyzer, spelling }) }
}

/** Units that are passages, by guide: `units[guide][place]` is the unit's number. */
function passageUnits(index: LanguageIndex): number[][] {
  const units: number[][] = index.guides.map(() => [])
  index.unitGuide.forEach((guide, unit) => {
    if (index.unitKind[unit] === 1) units[guide]![index.unitPlace[unit]!] = unit
  })
  return units
}
