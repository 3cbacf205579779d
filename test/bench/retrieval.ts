/**
 * `npm run bench -- retrieval [tune] [alone | PEER…]`: ours beside what anyone would pick instead, in one run, on our own knowledge and the labelled
 * sets (test split unless `tune` is named): every peer bare, with our glossary's synonyms, and with the lines of asked.yml as well. 95 % intervals by bootstrap. Then the same
 * index at 50 000 passages. Peers come from test/bench/peers (installed on demand, never with the product); `alone` leaves them out,
 * the beginnings of names (`postgres langchain`) choose among them: all take half an hour.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { composeJudge } from '../../src/compose'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import type { Knowledge } from '../../src/knowledge/types'
import { readVoikko } from '../../src/language/finnish/readVoikko'
import { languages, type Language } from '../../src/language/languages'
import { buildSearch } from '../../src/retrieval/buildSearch'
import { type LabelledQuestion, measure, measureAbstention, readSets, type Verdict } from '../retrieval/evaluateSets'
import { fts5Trigram, postgresText } from './retrievalDatabases'
import { type Asked, type BenchEngine, documentsOf, type Given, givens, widenBy } from './retrievalEngine'
import { flexSearch, fuse, langChainBm25, lunr, miniSearch, nlpJs, orama } from './retrievalPeers'
import { measureScale, type Scale } from './retrievalScale'
import { bootstrap, type Interval, spreadOf, type Times } from './spread'

const root = join(__dirname, '..', '..')
const setsFolder = join(root, 'test', 'retrieval')
const voikkoFile = '/usr/lib/voikko/5/mor-standard/mor.vfst'

/** How long every engine is asked other messages before it is measured. */
const warmUpMs = 5_000
/** Of the lines that teach needs every so many are among these: more than an engine hears in that time, of all kinds. */
const needLinesApart = 5
/** Times that the measured questions are asked once more; the last counts. */
const roundsAgain = 2
/** Whoever takes longer than this a question gains nothing by having heard it, and the round would take minutes. */
const slowMs = 10

export interface RetrievalBench {
  readonly split: string
  readonly questions: number
  readonly rows: readonly Row[]
  /** Share of questions that ours has first minus the best peer, whatever it was given, with its 95 % interval. */
  readonly lead: { readonly peer: string; readonly all: Interval; readonly colloquialAndTypo: Interval } | undefined
  readonly scale: Scale
}
interface Row {
  readonly name: string
  readonly first: number
  readonly interval: Interval
  readonly firstThree: number
  readonly meanReciprocalRank: number
  readonly auroc: number
  readonly coverageAt95: number
  readonly byLanguage: Readonly<Record<Language, number>>
  readonly byStyle: Readonly<Record<string, number>>
  /** Milliseconds of questions that the engine hears for the first time, and of the same when it has heard their words. */
  readonly anew: Times
  readonly again: Times
  readonly megabytes: number
  readonly right: readonly boolean[]
}
type Message = Pick<LabelledQuestion, 'text' | 'lang'>

export async function run(args: readonly string[]): Promise<RetrievalBench> {
  const alone = args.includes('alone')
  if (!alone) installPeers()
  const knowledge = loadKnowledge({
    folder: join(root, 'knowledge'),
    mode: 'trial',
    today: new Date().toISOString().slice(0, 10),
  })
  const split = args.includes('tune') || readSets('test', setsFolder).inScope.length === 0 ? 'tune' : 'test'
  const sets = readSets(split, setsFolder)
  const tuning = readSets('tune', setsFolder)
  const before = [...tuning.inScope, ...tuning.outOfScope, ...otherMessages()]
  const rows: Row[] = []
  if (existsSync(voikkoFile)) rows.push(await judge('**ours**', await ours(knowledge, true), sets, before))
  rows.push(await judge('**ours, without Voikko**', await ours(knowledge, false), sets, before))
  const peers: BenchEngine[] = [
    miniSearch,
    orama,
    lunr,
    flexSearch,
    fuse,
    fts5Trigram,
    postgresText(),
    langChainBm25,
    nlpJs,
  ]
  const named = args.filter((arg) => arg !== 'tune' && arg !== 'alone').map((arg) => arg.toLowerCase())
  const isChosen = ({ name }: BenchEngine): boolean =>
    named.length === 0 || named.some((beginning) => name.toLowerCase().startsWith(beginning))
  for (const peer of alone ? [] : peers.filter(isChosen)) {
    for (const given of givens) {
      rows.push(await judge(`${peer.name}${given.name}`, await prepare(peer, knowledge, given), sets, before))
      console.error(`${rows.at(-1)?.name}: ${percent(rows.at(-1)?.first ?? 0)}`)
    }
    await peer.close?.()
  }
  const lead = leadOver(rows, sets.inScope)
  const scale = measureScale(knowledge, tuning.inScope, memory)
  print(split, sets, rows, lead, scale)
  return { split, questions: sets.inScope.length, rows, lead, scale }
}

/** Ours, the first row, over the best peer; nothing where none was asked. */
function leadOver(rows: readonly Row[], questions: readonly LabelledQuestion[]): RetrievalBench['lead'] {
  const [mine, ...others] = rows
  const peers = others.filter(({ name }) => !name.startsWith('**'))
  if (!mine || peers.length === 0) return undefined
  const best = peers.reduce((one, two) => (two.first > one.first ? two : one))
  const ahead = mine.right.map((right, i) => Number(right) - Number(best.right[i]))
  const isHard = ({ style }: LabelledQuestion): boolean => style === 'colloquial' || style === 'typo'
  return {
    peer: best.name,
    all: bootstrap(ahead),
    colloquialAndTypo: bootstrap(ahead.filter((_, i) => isHard(questions[i]!))),
  }
}

interface Prepared {
  readonly ask: Readonly<Record<Language, Asked>>
  readonly megabytes: number
}

function ours(knowledge: Knowledge, withVoikko: boolean): Promise<Prepared> {
  return withMemory(() => {
    const { ownCase } = composeJudge(knowledge, loadDialogs(join(root, 'dialogs')))
    const search = buildSearch(knowledge, withVoikko ? { dictionary: readVoikko(voikkoFile), ownCase } : { ownCase })
    const ask =
      (language: Language): Asked =>
      (text) => {
        const found = search.search(text, language)
        return { guides: found.guides.map(({ guide }) => guide.id), confidence: found.confidence }
      }
    return Promise.resolve({ fi: ask('fi'), sv: ask('sv'), en: ask('en') })
  })
}

function prepare(engine: BenchEngine, knowledge: Knowledge, given: Given): Promise<Prepared> {
  return withMemory(async () => {
    const one = async (language: Language): Promise<Asked> => {
      const ask = await engine.prepare(language, documentsOf(knowledge, language, given))
      const widen = given.glossary ? widenBy(knowledge.terms, language) : (text: string): string => text
      return (text) => ask(widen(text))
    }
    return { fi: await one('fi'), sv: await one('sv'), en: await one('en') }
  })
}

async function withMemory(make: () => Promise<Readonly<Record<Language, Asked>>>): Promise<Prepared> {
  const before = memory()
  const ask = await make()
  return { ask, megabytes: Math.max(0, memory() - before) / 1e6 }
}

/** Bytes in use after a full collection. */
function memory(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // Twice: buffers that the first round lets go are only counted off by the second.
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Messages of people to a service, none of them in a test set. */
function otherMessages(): Message[] {
  const lines = loadDialogs(join(root, 'dialogs')).needLines()
  return languages.flatMap((lang) =>
    Object.values(lines[lang])
      .flat()
      .flatMap((text, number) => (number % needLinesApart === 0 ? [{ text, lang }] : [])),
  )
}

/** `before` is asked first, for a while: a service has heard many messages when it hears a new one, and its code is warm. */
async function judge(
  name: string,
  { ask, megabytes }: Prepared,
  sets: ReturnType<typeof readSets>,
  before: readonly Message[],
): Promise<Row> {
  const warmUntil = performance.now() + warmUpMs
  for (let at = 0; before.length > 0 && performance.now() < warmUntil; at++) {
    const { text, lang } = before[at % before.length]!
    await ask[lang](text)
  }
  let times: number[] = []
  const verdictsOf = async (questions: readonly LabelledQuestion[]): Promise<Verdict[]> => {
    const verdicts: Verdict[] = []
    for (const { text, lang } of questions) {
      const start = performance.now()
      verdicts.push(await ask[lang](text))
      times.push(performance.now() - start)
    }
    return verdicts
  }
  const verdicts = await verdictsOf(sets.inScope)
  const outside = await verdictsOf(sets.outOfScope)
  const right = sets.inScope.map(({ guides }, i) => guides.includes(verdicts[i]?.guides[0] ?? ''))
  const shareOf = (wanted: (question: LabelledQuestion) => boolean): number => {
    const chosen = right.filter((_, i) => wanted(sets.inScope[i]!))
    return chosen.filter(Boolean).length / Math.max(1, chosen.length)
  }
  const anew = spreadOf(times)
  for (let round = 0; anew.p50 <= slowMs && round < roundsAgain; round++) {
    times = []
    await verdictsOf(sets.inScope)
    await verdictsOf(sets.outOfScope)
  }
  return {
    name,
    ...measure(sets.inScope, verdicts),
    interval: bootstrap(right.map(Number)),
    ...measureAbstention(sets.inScope, verdicts, outside),
    byLanguage: Object.fromEntries(
      languages.map((language) => [language, shareOf(({ lang }) => lang === language)]),
    ) as Record<Language, number>,
    byStyle: Object.fromEntries(
      [...new Set(sets.inScope.map(({ style }) => style))]
        .sort()
        .map((style) => [style, shareOf((question) => question.style === style)]),
    ),
    anew,
    again: spreadOf(times),
    megabytes,
    right,
  }
}

function installPeers(): void {
  const folder = join(root, 'test', 'bench', 'peers')
  if (existsSync(join(folder, 'node_modules', 'minisearch'))) return
  const { status } = spawnSync('npm', ['install', '--legacy-peer-deps', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (status !== 0)
    throw new Error(
      `The peers could not be installed: run "npm install --legacy-peer-deps" in ${folder} and read what it says.`,
    )
}

const shown = ({ p50, p95 }: Times): string => `${p50.toFixed(2)}/${p95.toFixed(2)}`
const percent = (share: number): string => (100 * share).toFixed(1)

function print(
  split: string,
  sets: ReturnType<typeof readSets>,
  rows: readonly Row[],
  lead: RetrievalBench['lead'],
  scale: Scale,
): void {
  const styles = Object.keys(rows[0]?.byStyle ?? {})
  console.log(`${split} split: ${sets.inScope.length} questions with a guide, ${sets.outOfScope.length} without\n`)
  console.log(
    `| engine | R@1 [95 %] | R@3 | MRR | AUROC | cov@95P | fi | sv | en | ${styles.join(' | ')} | p50/p95 ms anew | again | MB |`,
  )
  console.log(`|---|--:|--:|--:|--:|--:|--:|--:|--:|${styles.map(() => '--:|').join('')}--:|--:|--:|`)
  for (const row of rows) {
    console.log(
      `| ${row.name} | ${percent(row.first)} [${percent(row.interval.low)}, ${percent(row.interval.high)}] | ${percent(row.firstThree)} | ${row.meanReciprocalRank.toFixed(3)} | ${row.auroc.toFixed(3)} | ${percent(row.coverageAt95)} | ${languages.map((language) => percent(row.byLanguage[language])).join(' | ')} | ${styles.map((style) => percent(row.byStyle[style] ?? 0)).join(' | ')} | ${shown(row.anew)} | ${shown(row.again)} | ${row.megabytes.toFixed(1)} |`,
    )
  }
  const range = ({ middle, low, high }: Interval): string =>
    `${percent(middle)} points [${percent(low)}, ${percent(high)}]`
  if (lead)
    console.log(`\nAhead of ${lead.peer}: ${range(lead.all)}; on colloquial and typo ${range(lead.colloquialAndTypo)}`)
  console.log(
    `\nAt ${scale.passages} passages (${scale.guides} guides): build ${(scale.buildMs / 1000).toFixed(1)} s, file ${scale.fileMegabytes.toFixed(0)} MB, load ${scale.loadMs.toFixed(0)} ms, in memory ${scale.megabytes.toFixed(0)} MB, p50/p95 ${scale.p50.toFixed(2)}/${scale.p95.toFixed(2)} ms`,
  )
}
