/** The engine at 50 000 passages made from the sentences of our own guides: build, file, load, memory, time of a question. */
import type { Guide, Knowledge } from '../../src/knowledge/types'
import { createAnalyzer } from '../../src/language/createAnalyzer'
import { createConceptMatcher } from '../../src/language/matchConcepts'
import { buildIndex } from '../../src/retrieval/buildIndex'
import type { LanguageIndex } from '../../src/retrieval/languageIndex'
import { parseQuery, type QueryTools } from '../../src/retrieval/parseQuery'
import { Ranker } from '../../src/retrieval/rankGuides'
import { createWordReader } from '../../src/retrieval/readWord'
import { createSpellingRepair } from '../../src/retrieval/repairSpelling'
import { packIndex, unpackIndex } from '../../src/retrieval/saveIndex'
import { TouchedList } from '../../src/retrieval/touchedList'
import type { LabelledQuestion } from '../retrieval/evaluateSets'

const passagesWanted = 50_000

export interface Scale {
  readonly guides: number
  readonly passages: number
  readonly buildMs: number
  readonly fileMegabytes: number
  readonly loadMs: number
  readonly megabytes: number
  readonly p50: number
  readonly p95: number
}

export function measureScale(knowledge: Knowledge, inScope: readonly LabelledQuestion[], memory: () => number): Scale {
  const analyzer = createAnalyzer('fi')
  const matcher = createConceptMatcher([], analyzer)
  const guides = makeGuides(knowledge.guides.filter(({ language }) => language === 'fi'))
  const start = performance.now()
  const built = packIndex(buildIndex({ language: 'fi', guides, terms: [] }, analyzer, matcher), 'scale')
  const buildMs = performance.now() - start
  const before = memory()
  const loading = performance.now()
  const index = unpackIndex(built, 'scale')
  const loadMs = performance.now() - loading
  if (!index) throw new Error('The index that was just packed does not unpack: saveIndex.ts is broken.')
  const ask = asker(index, { analyzer, matcher })
  const megabytes = (memory() - before) / 1e6
  const questions = inScope.filter(({ lang }) => lang === 'fi')
  const times = questions
    .map(({ text }) => {
      const asked = performance.now()
      ask(text)
      return performance.now() - asked
    })
    .sort((one, two) => one - two)
  return {
    guides: guides.length,
    passages: guides.reduce((sum, guide) => sum + guide.passages.length, 0),
    buildMs,
    fileMegabytes: built.length / 1e6,
    loadMs,
    megabytes,
    p50: times[Math.floor(times.length / 2)] ?? 0,
    p95: times[Math.floor(times.length * 0.95)] ?? 0,
  }
}

function asker(
  index: LanguageIndex,
  { analyzer, matcher }: Pick<QueryTools, 'analyzer' | 'matcher'>,
): (text: string) => void {
  const spelling = createSpellingRepair(index.words, index.wordCounts)
  const read = createWordReader({ index, analyzer, spelling })
  const slots = new TouchedList(index.gramPostings.offsets.length - 1)
  const tools: QueryTools = { index, analyzer, matcher, outside: matcher, slots, read }
  const ranker = new Ranker(index)
  return (text) => ranker.rank(parseQuery(text, tools), 10)
}

/** Guides whose sentences are drawn from the real ones, every tenth word with a number of its own so that the words grow too. */
function makeGuides(real: readonly Guide[]): Guide[] {
  let state = 7
  const random = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const sentences = real.flatMap(({ passages }) =>
    passages.flatMap(({ plainText }) => plainText.split(/(?<=[.!?])\s+/)),
  )
  const questions = real.flatMap((guide) => guide.questions)
  const pick = (list: readonly string[]): string => list[random(list.length)] ?? ''
  const vary = (text: string): string =>
    text.replace(/\p{L}{6,}/gu, (word) =>
      random(25) === 0 ? `${word}${String.fromCharCode(97 + random(26))}${String.fromCharCode(97 + random(26))}` : word,
    )
  const made: Guide[] = []
  for (let passages = 0, number = 0; passages < passagesWanted; number++) {
    const model = real[number % real.length]!
    const id = `${model.id}-${number}`
    made.push({
      ...model,
      id,
      title: vary(pick(questions)),
      summary: [0, 1].map(() => vary(pick(sentences))).join(' '),
      questions: Array.from({ length: 12 }, () => vary(pick(questions))),
      passages: model.passages.map((passage) => ({
        ...passage,
        plainText: Array.from({ length: 6 }, () => vary(pick(sentences))).join(' '),
      })),
    })
    passages += model.passages.length
  }
  return made
}
