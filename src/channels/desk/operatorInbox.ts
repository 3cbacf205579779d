/**
 * How an operator on the machine adds an adviser while the service runs on SQLite, whose folder one process holds: the command leaves a
 * request in the data folder, which only its owner can write, and the running service takes it from there. Knows no password, only hashes.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { DeskStore } from '../../handoff/ports'
import { adviserRoles, type AdviserRole } from '../../handoff/types'

const request = z.strictObject({
  name: z.string().trim().min(1).max(200),
  role: z.enum(adviserRoles),
  password: z.string().startsWith('scrypt$').max(500),
})
export type NewAdviser = { readonly name: string; readonly role: AdviserRole; readonly password: string }

const inboxOf = (dataFolder: string): string => path.join(dataFolder, 'inbox')
/** What was taken and not finished (the process died) is taken again: the same account once more is no second one. */
const isRequest = /^[A-Za-z0-9_-]{1,40}\.json(\.taken)?$/
const plainName = (file: string): string => file.replace(/\.taken$/, '')
const longestBytes = 4_096
/** A request that cannot be done is tried again at least this often. */
const longestPauseMs = 60_000

export interface OperatorInboxNeeds {
  readonly dataFolder: string
  readonly desk: Pick<DeskStore, 'adviserNamed' | 'keepAdviser'>
  readonly everyMs?: number
  onFault(fault: unknown, where: string): void
}

export interface OperatorInbox {
  start(): void
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>
}

export function createOperatorInbox({ dataFolder, desk, everyMs = 500, onFault }: OperatorInboxNeeds): OperatorInbox {
  const folder = inboxOf(dataFolder)
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> = Promise.resolve()
  const failed = new Map<string, { readonly pauseMs: number; readonly nextMs: number }>()

  /** One that fails holds up no other, and is tried again after a pause that grows. */
  async function takeAll(): Promise<void> {
    const names = (await readdir(folder)).filter((file) => isRequest.test(file))
    const there = new Set(names.map(plainName))
    for (const name of failed.keys()) if (!there.has(name)) failed.delete(name)
    for (const name of names) {
      const before = failed.get(plainName(name))
      if (before && before.nextMs > Date.now()) continue
      try {
        await take(path.join(folder, name))
      } catch (fault) {
        const pauseMs = Math.min(longestPauseMs, (before?.pauseMs ?? everyMs) * 2)
        failed.set(plainName(name), { pauseMs, nextMs: Date.now() + pauseMs })
        onFault(fault, 'operator inbox')
      }
    }
  }

  /** Once it is taken the command cannot take it back; the file goes when the account stands, or when it cannot be understood. */
  async function take(file: string): Promise<void> {
    const plain = plainName(file)
    const own = `${plain}.taken`
    if (file !== own) await rename(file, own)
    const asked = (await stat(own)).size <= longestBytes ? parse(await readFile(own, 'utf8')) : undefined
    if (!asked) return rename(own, `${plain}.refused`)
    try {
      await keepLocalAdviser(desk, asked)
    } catch (fault) {
      if (!(fault instanceof AdviserNotAdded)) throw fault
      return rename(own, `${plain}.refused`)
    }
    await rm(own)
  }

  return {
    start() {
      working = mkdir(folder, { recursive: true, mode: 0o700 }).then(() => undefined)
      working = working.catch((fault: unknown) => onFault(fault, 'operator inbox'))
      timer = setInterval(() => {
        working = working.then(takeAll).catch((fault: unknown) => onFault(fault, 'operator inbox'))
      }, everyMs)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      await working
    },
  }
}

/**
 * Makes the account, or gives the one of that name another role and password.
 * @throws AdviserNotAdded when the name could not be had: nobody may be told a password that opens nothing
 */
export async function keepLocalAdviser(desk: OperatorInboxNeeds['desk'], asked: NewAdviser): Promise<void> {
  const there = await desk.adviserNamed(asked.name)
  if (await desk.keepAdviser({ ...asked, id: there?.id ?? randomBytes(9).toString('base64url') })) return
  throw new AdviserNotAdded(
    `No account was made: the store keeps the name "${asked.name}" for another one, or it was made in this very moment. ` +
      'Try again, or choose another name.',
  )
}

/** The adviser was not added, and has no password. */
export class AdviserNotAdded extends Error {
  readonly code = 'ADVISER_NOT_ADDED'
}

/**
 * Asks the service that holds the data folder to add an adviser; resolves when the account stands.
 * @throws AdviserNotAdded when it does not answer within `patienceMs`, or refuses; nothing was added then
 */
export async function askRunningService(dataFolder: string, asked: NewAdviser, patienceMs = 15_000): Promise<void> {
  const folder = inboxOf(dataFolder)
  const file = path.join(folder, `${randomBytes(12).toString('base64url')}.json`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Under its name only when it is whole: a half-written request is never read.
  await writeFile(`${file}.new`, JSON.stringify(asked), { mode: 0o600 })
  await rename(`${file}.new`, file)
  if ((await isDone(file, patienceMs)) || ((await isTaken(file)) && (await isDone(file, patienceMs)))) return
  throw new AdviserNotAdded(
    `Another process of Opastin holds the data folder ${dataFolder} and did not answer within ${patienceMs / 1000} s. ` +
      'If it is not the running service (a backup, another command), wait until it has ended; then try again.',
  )
}

/** False when the request still lies there after `patienceMs`. */
async function isDone(file: string, patienceMs: number): Promise<boolean> {
  const name = path.basename(file)
  for (const until = Date.now() + patienceMs; Date.now() < until; await wait(50)) {
    const left = await readdir(path.dirname(file))
    if (left.includes(`${name}.refused`)) {
      await rm(`${file}.refused`, { force: true })
      throw new AdviserNotAdded(
        'The running service refused the request: another account has the name, or the service is of another version. ' +
          'Choose another name, or restart it and try again.',
      )
    }
    if (!left.includes(name) && !left.includes(`${name}.taken`)) return true
  }
  return false
}

/** Takes the request back; true when the service was faster. */
async function isTaken(file: string): Promise<boolean> {
  try {
    await rm(file)
    return false
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return true
    throw fault
  }
}

function parse(text: string): NewAdviser | undefined {
  try {
    return request.safeParse(JSON.parse(text)).data
  } catch {
    // Not JSON: refused like any other form that is not ours.
    return undefined
  }
}
