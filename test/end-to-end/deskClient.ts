/** An adviser without a browser: an account made before the service starts, a session, places in the queue taken, words said. */
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { addAdviser } from '../../src/compose'
import { readConfig } from '../../src/config'
import { startService, type RunningService } from '../startService'

/** A little more than the service passes on. */
const typingEveryMs = 2_200

export interface SeenHandoff {
  readonly id: string
  readonly epoch: number
}

export interface DeskClient {
  /** Any call of the desk's API; throws when it is refused. */
  call<T>(method: string, path: string, body?: object): Promise<T>
  /** Resolves with the next person in the queue, taken. */
  takeNext(): Promise<SeenHandoff>
  say(handoff: SeenHandoff, text: string): Promise<void>
  /** Types as an adviser at work does, again and again until it is seen: typing passes, and who is connecting just then never hears of it. */
  typeUntil(handoff: SeenHandoff, seen: Promise<unknown>): Promise<void>
  /** What the desk sees of a conversation, as `speaker: text`. */
  read(handoff: SeenHandoff): Promise<string[]>
}

/** A service with one adviser's account. */
export async function startServiceWithAdviser(
  name: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ service: RunningService; signIn(): Promise<DeskClient> }> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'opastin-desk-'))
  const config = readConfig({ ...environment, DATA_DIR: dataFolder, LOG_LEVEL: 'silent' })
  const password = await addAdviser(config, name, 'adviser')
  const service = await startService({ ALLOW_LOCAL_ACCOUNTS: 'yes', ...environment }, dataFolder)
  return { service, signIn: () => signIn(service.url, name, password) }
}

async function signIn(url: string, name: string, password: string): Promise<DeskClient> {
  const signed = await fetch(`${url}/desk/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  })
  if (signed.status !== 200) throw new Error(`${name} could not sign in: ${signed.status}`)
  const cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { csrf } = (await signed.json()) as { csrf: string }
  let lines = 0

  async function call<T>(method: string, at: string, body?: object): Promise<T> {
    const answer = await fetch(`${url}/desk/api${at}`, {
      method,
      headers: { 'content-type': 'application/json', cookie, 'x-desk-csrf': csrf },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${at} answered ${answer.status}: ${await answer.text()}`)
    return (answer.status === 204 ? undefined : await answer.json()) as T
  }

  return {
    call,
    async takeNext() {
      for (let tries = 0; tries < 400; tries++) {
        const [next] = (await call<{ items: SeenHandoff[] }>('GET', '/queue')).items
        if (next) return (await call<{ handoff: SeenHandoff }>('POST', `/handoffs/${next.id}/take`, {})).handoff
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error('Nobody waits.')
    },
    async say({ id, epoch }, text) {
      await call('POST', `/handoffs/${id}/lines`, { clientId: `line${++lines}`, epoch, text })
    },
    async typeUntil({ id }, seen) {
      const isSeen = seen.then(() => true)
      const pause = (): Promise<false> => new Promise((resolve) => setTimeout(resolve, typingEveryMs, false))
      do await call('POST', `/handoffs/${id}/typing`, {})
      while (!(await Promise.race([isSeen, pause()])))
    },
    async read({ id }) {
      const log = await call<{ lines: { speaker: string; text: string }[] }>('GET', `/handoffs/${id}/log?after=0`)
      return log.lines.map(({ speaker, text }) => `${speaker}: ${text}`)
    },
  }
}

/** Files of a data folder in which the words still stand, in whatever part. */
export function filesHolding(words: string, folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(words))
}
