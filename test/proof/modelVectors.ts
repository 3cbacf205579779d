/**
 * What a ranking by meaning does to the search: without it, with a deterministic embedder that knows no meaning (hashed letters, through the
 * real clients, graph and fusion), and with rankings that are right as often as one says. The last are simulated: they tell what a real
 * model must reach before it helps. `npm run proof -- modelVectors`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openGuideRanking } from '../../src/backends/vectors/guideRanking'
import { openAiEmbedder } from '../../src/backends/vectors/openAiEmbedder'
import { cachesOf, composeTools } from '../../src/compose'
import { readConfig } from '../../src/config'
import type { DenseHit } from '../../src/retrieval/ports'
import type { Tools } from '../../src/turn/tools'
import { fakeKey, startFakeAzureOpenAi } from '../fakes/azureOpenAi/server'
import { hashedVector } from '../fakes/hashedVector'
import { measure, measureAbstention, readSets, type LabelledQuestion, type Verdict } from '../retrieval/evaluateSets'
import { confidenceModel } from '../../src/retrieval/confidenceModel'
import { seededRandom } from './seededRandom'

export interface VectorMeasure {
  readonly ranking: string
  /** Whether every question is ranked by meaning, or only one that words alone would not answer at once. */
  readonly when: 'always' | 'where words are unsure'
  /** Shares in percent: questions answered at once, of these with the wrong guide, and questions that no guide answers. */
  readonly answeredInside: number
  readonly wrongOfAnswered: number
  readonly answeredOutside: number
  readonly set: string
  readonly questions: number
  readonly first: number
  readonly firstThree: number
  readonly auroc: number
  readonly coverageAt95: number
  readonly medianMs: number
}

const { answerFrom } = confidenceModel

type Rank = (question: LabelledQuestion) => Promise<readonly DenseHit[] | undefined>

export async function run(args: readonly string[]): Promise<readonly VectorMeasure[]> {
  const seed = Number(args[args.indexOf('--seed') + 1] ?? 1) || 1
  const config = readConfig({})
  const tools = composeTools(config, cachesOf(config))
  const folder = mkdtempSync(path.join(tmpdir(), 'opastin-vectors-'))
  const fake = await startFakeAzureOpenAi()
  fake.vectorOf = hashedVector
  const endpoint = {
    kind: 'azure',
    endpoint: fake.url,
    deployment: 'e',
    apiVersion: '2024-10-21',
    apiKey: fakeKey,
  } as const
  const started = performance.now()
  const ranking = openGuideRanking({
    guides: tools.knowledge.guides,
    embedder: await openAiEmbedder(endpoint, 5000),
    folder,
    deadlineMs: 5000,
    breaker: { failures: 5, openMs: 1000 },
    report: (facts, event) => console.log(event, JSON.stringify(facts)),
  })
  await ranking.built
  console.log(`built in ${Math.round(performance.now() - started)} ms`)
  const all: Readonly<Record<string, Rank>> = {
    'words alone': () => Promise.resolve(undefined),
    'with hashed letters': ({ text, lang }) => ranking.rank(text, lang),
    ...Object.fromEntries(
      [0.5, 0.7, 0.85, 0.95].map((right) => [`simulated, ${right * 100} % right first`, simulated(tools, right, seed)]),
    ),
  }
  const measures: VectorMeasure[] = []
  try {
    for (const split of ['tune', 'test'] as const)
      for (const [name, rank] of Object.entries(all))
        for (const when of ['always', 'where words are unsure'] as const)
          if (when === 'always' || name !== 'words alone')
            measures.push(await measureOne(split, name, when, rank, tools))
  } finally {
    await ranking.close()
    await fake.close()
    rmSync(folder, { recursive: true })
  }
  console.table(measures)
  return measures
}

async function measureOne(
  split: 'tune' | 'test',
  ranking: string,
  when: VectorMeasure['when'],
  rank: Rank,
  tools: Tools,
): Promise<VectorMeasure> {
  const { inScope, outOfScope } = readSets(split)
  const times: number[] = []
  const verdictOf = async (question: LabelledQuestion): Promise<Verdict> => {
    const from = performance.now()
    const plain = tools.search.search(question.text, question.lang)
    const dense = when === 'always' || plain.band !== 'answer' ? await rank(question) : undefined
    const found = dense?.length ? tools.search.search(question.text, question.lang, dense) : plain
    if (found.band === 'answer') answered += 1
    times.push(performance.now() - from)
    return { guides: found.guides.map(({ guide }) => guide.id), confidence: found.confidence }
  }
  let answered = 0
  const inside: Verdict[] = []
  for (const question of inScope) inside.push(await verdictOf(question))
  const answeredInside = answered
  const wrong = inScope.filter(
    ({ guides }, at) => (inside[at]?.confidence ?? 0) >= answerFrom && !guides.includes(inside[at]?.guides[0] ?? ''),
  ).length
  const outside: Verdict[] = []
  for (const question of outOfScope) outside.push(await verdictOf(question))
  const { first, firstThree, questions } = measure(inScope, inside)
  const { auroc, coverageAt95 } = measureAbstention(inScope, inside, outside)
  const round = (share: number): number => Math.round(share * 1000) / 10
  times.sort((one, two) => one - two)
  return {
    ranking,
    when,
    set: split,
    answeredInside: round(answeredInside / inScope.length),
    wrongOfAnswered: round(wrong / Math.max(1, answeredInside)),
    answeredOutside: round((answered - answeredInside) / Math.max(1, outOfScope.length)),
    questions,
    first: round(first),
    firstThree: round(firstThree),
    auroc: Math.round(auroc * 1000) / 1000,
    coverageAt95: round(coverageAt95),
    medianMs: Math.round((times[times.length >> 1] ?? 0) * 100) / 100,
  }
}

/** A right guide first as often as `right`, else somewhere or nowhere among ten; for what has no guide, ten of any. */
function simulated({ knowledge }: Tools, right: number, seed: number): Rank {
  const random = seededRandom(seed)
  const ids = [...new Set(knowledge.guides.map(({ id }) => id))]
  const any = (): string => ids[Math.floor(random() * ids.length)] ?? ''
  return ({ guides }) => {
    const others = Array.from({ length: 9 }, any).filter((id) => !guides.includes(id))
    const best = guides[0]
    const list =
      best === undefined
        ? others
        : random() < right
          ? [best, ...others]
          : random() < 0.6
            ? [...others.slice(0, 2), best, ...others.slice(2)]
            : others
    return Promise.resolve(list.map((guide, at) => ({ guide, score: 1 - at / 10 })))
  }
}
