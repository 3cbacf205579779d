/**
 * `npm run proof -- handoff`: 30 people and 10 advisers write to each other while the service is killed with SIGKILL every five seconds by
 * the clock. People use the widget's own client. Nothing acknowledged may be lost, doubled or out of order, on SQLite and PostgreSQL.
 */
import { createServer } from 'node:net'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { addAdviser } from '../../src/compose'
import { readConfig } from '../../src/config'
import { createDatabase, startPostgres } from '../postgres'
import { startService, type RunningService } from '../startService'
import { talkAsAdviser, type ScriptedAdviser } from './scriptedAdviser'
import { talkAsPerson, type ScriptedPerson, type WayBack } from './scriptedPerson'
import { faultsInAll } from './judgeHandoff'
import { seededRandom } from './seededRandom'

export interface HandoffTrial {
  readonly seed: number
  readonly people: number
  readonly advisers: number
  readonly seconds: number
  readonly killEveryMs: number
  readonly environment: Readonly<Record<string, string>>
}

export interface HandoffResult {
  readonly kills: number
  readonly people: { readonly acknowledged: number; readonly received: number }
  readonly advisers: { readonly acknowledged: number; readonly taken: number; readonly ended: number }
  /** From a start's ready line to each person's open socket, in milliseconds. */
  readonly backMs: {
    readonly p50: number
    readonly p95: number
    readonly most: number
    readonly count: number
    readonly notBackBeforeNextKill: number
    /** What it is made of: half of all were at most this. */
    readonly pauseP50: number
    readonly callP50: number
    readonly socketP50: number
  }
  /** How long the service takes from its process to its ready line. */
  readonly startMs: { readonly p50: number; readonly most: number }
  readonly faults: readonly string[]
}

/** One store's trial. */
export async function killDuringHandoffs(trial: HandoffTrial): Promise<HandoffResult> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'opastin-proof-'))
  const port = await freePort()
  const environment = {
    MESSAGES_PER_MINUTE_PER_CONVERSATION: '1000000',
    MESSAGES_PER_MINUTE_PER_ADDRESS: '1000000',
    TOKENS_PER_MINUTE_PER_ADDRESS: '1000000',
    TOKEN_SECRET: 'x'.repeat(40),
    ALLOW_LOCAL_ACCOUNTS: 'yes',
    PORT: String(port),
    ...trial.environment,
  }
  const config = readConfig({ ...environment, DATA_DIR: dataFolder, LOG_LEVEL: 'silent' })
  const random = seededRandom(trial.seed)
  const accounts: { name: string; password: string }[] = []
  for (let at = 0; at < trial.advisers; at++)
    accounts.push({ name: `Adviser ${at}`, password: await addAdviser(config, `Adviser ${at}`, 'adviser') })

  const url = `http://127.0.0.1:${port}`
  let service: RunningService = await startService(environment, dataFolder)
  const advisers: ScriptedAdviser[] = []
  // One after the other: a password costs what it should cost.
  for (const account of accounts)
    advisers.push(await talkAsAdviser(url, account, seededRandom(Math.floor(random() * 1e9))))
  const people: ScriptedPerson[] = []
  for (let at = 0; at < trial.people; at++) people.push(talkAsPerson(url, at, seededRandom(Math.floor(random() * 1e9))))

  const ways: WayBack[] = []
  const starts: number[] = []
  let late = 0
  let down = 0
  let up = 0
  const noteBacks = (): void => {
    for (const person of people) {
      const way = person.backAfter(down, up)
      if (way === undefined) late += 1
      else ways.push(way)
    }
  }
  const until = Date.now() + trial.seconds * 1000
  let kills = 0
  for (let strike = Date.now(); strike < until;) {
    // By the clock, the start included; where a start takes long, the service is up for two seconds at least.
    strike = Math.max(strike + trial.killEveryMs, Date.now() + 2_000)
    await wait(strike - Date.now())
    if (kills > 0) noteBacks()
    await service.kill()
    kills++
    down = Date.now()
    service = await startService(environment, dataFolder)
    up = Date.now()
    starts.push(service.readyMs)
  }
  // What is on its way is given time to arrive; then the record is read from the beginning.
  await Promise.all([...advisers, ...people].map((one) => one.finish()))
  noteBacks()
  const faults = await faultsInAll(url, people, advisers)
  await service.kill('SIGTERM')
  const back = ways.map(({ pauseMs, callMs, socketMs }) => pauseMs + callMs + socketMs)
  const sum = (of: readonly number[]): number => of.reduce((total, one) => total + one, 0)
  return {
    kills,
    people: {
      acknowledged: sum(people.map(({ sent }) => sent.length)),
      received: sum(people.map(({ seen }) => seen.length)),
    },
    advisers: {
      acknowledged: sum(advisers.map(({ said }) => said.length)),
      taken: sum(advisers.map(({ taken }) => taken.size)),
      ended: sum(advisers.map(({ ended }) => ended.size)),
    },
    backMs: {
      p50: quantile(back, 0.5),
      p95: quantile(back, 0.95),
      most: quantile(back, 1),
      count: back.length,
      notBackBeforeNextKill: late,
      pauseP50: quantile(
        ways.map(({ pauseMs }) => pauseMs),
        0.5,
      ),
      callP50: quantile(
        ways.map(({ callMs }) => callMs),
        0.5,
      ),
      socketP50: quantile(
        ways.map(({ socketMs }) => socketMs),
        0.5,
      ),
    },
    startMs: { p50: quantile(starts, 0.5), most: quantile(starts, 1) },
    faults,
  }
}

export async function run(args: readonly string[]): Promise<object> {
  const option = (name: string, otherwise: number): number => {
    const at = args.indexOf(`--${name}`)
    return at >= 0 ? Number(args[at + 1]) : otherwise
  }
  const seed = option('seed', 1)
  const trial = { seed, people: 30, advisers: 10, seconds: option('seconds', 120), killEveryMs: 5_000 }
  const postgres = await startPostgres()
  try {
    const stores: object[] = []
    for (const store of ['SQLite', 'PostgreSQL']) {
      const environment: Record<string, string> =
        store === 'SQLite' ? {} : { DATABASE_URL: await createDatabase(postgres.url, `handoff_${process.pid}`) }
      const result = await killDuringHandoffs({ ...trial, environment })
      stores.push({ store, ...result })
      const { kills, people, advisers, backMs, startMs, faults } = result
      console.log(
        `${store}: ${kills} kills; ${people.acknowledged} lines of people and ${advisers.acknowledged} of advisers acknowledged, ` +
          `${advisers.taken} taken, ${advisers.ended} ended; back after p50 ${backMs.p50} ms, p95 ${backMs.p95} ms, at most ${backMs.most} ms, ${backMs.notBackBeforeNextKill} times not before the next kill; ${faults.length} faults`,
      )
      console.log(
        `  half of them: pause ${backMs.pauseP50} ms, answer ${backMs.callP50} ms, socket ${backMs.socketP50} ms; the service's start p50 ${startMs.p50} ms, at most ${startMs.most} ms`,
      )
      for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`)
    }
    return { ...trial, stores }
  } finally {
    await postgres.stop()
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
