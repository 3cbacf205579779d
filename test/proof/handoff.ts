/**
 * `npm run proof -- handoff`: 30 people and 10 advisers write to each other while the service is killed with SIGKILL five seconds after
 * every start. People use the widget's own client. Nothing acknowledged may be lost, doubled or out of order, on SQLite and PostgreSQL.
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
import { talkAsPerson, type ScriptedPerson } from './scriptedPerson'
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
  }
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

  const backMs: number[] = []
  let late = 0
  let down = 0
  let up = 0
  const noteBacks = (): void => {
    for (const person of people) {
      const ms = person.backAfter(down, up)
      if (ms === undefined) late += 1
      else backMs.push(ms)
    }
  }
  const until = Date.now() + trial.seconds * 1000
  let kills = 0
  while (Date.now() < until) {
    await wait(Math.min(trial.killEveryMs, Math.max(0, until - Date.now())))
    if (kills > 0) noteBacks()
    await service.kill()
    kills++
    down = Date.now()
    service = await startService(environment, dataFolder)
    up = Date.now()
  }
  // What is on its way is given time to arrive; then the record is read from the beginning.
  await Promise.all([...advisers, ...people].map((one) => one.finish()))
  noteBacks()
  const faults = await faultsInAll(url, people, advisers)
  await service.kill('SIGTERM')
  backMs.sort((one, other) => one - other)
  const at = (share: number): number =>
    Math.round(backMs[Math.min(backMs.length - 1, Math.floor(share * backMs.length))] ?? 0)
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
      p50: at(0.5),
      p95: at(0.95),
      most: Math.round(backMs.at(-1) ?? 0),
      count: backMs.length,
      notBackBeforeNextKill: late,
    },
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
      const { kills, people, advisers, backMs, faults } = result
      console.log(
        `${store}: ${kills} kills; ${people.acknowledged} lines of people and ${advisers.acknowledged} of advisers acknowledged, ` +
          `${advisers.taken} taken, ${advisers.ended} ended; back after p50 ${backMs.p50} ms, p95 ${backMs.p95} ms, at most ${backMs.most} ms, ${backMs.notBackBeforeNextKill} times not before the next kill; ${faults.length} faults`,
      )
      for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`)
    }
    return { ...trial, stores }
  } finally {
    await postgres.stop()
  }
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
