/** Starts the built service as a process of its own, on any free port, and talks Direct Line to it the plain way. For tests, proofs and benchmarks. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Found by the lock file, because bundled modules live elsewhere. */
export const projectRoot = rootFrom(__dirname)

export interface RunningService {
  readonly url: string
  readonly pid: number
  readonly dataFolder: string
  /** Milliseconds from spawn to the line that says it is ready. */
  readonly readyMs: number
  /** `SIGKILL` by default: the process gets no say. Resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<number | null>
  /** What it has printed so far. */
  output(): string
}

/** Rejects with what the process printed when it ends instead of getting ready. */
export function startService(
  environment: Readonly<Record<string, string>> = {},
  dataFolder = mkdtempSync(path.join(tmpdir(), 'opastin-data-')),
): Promise<RunningService> {
  const started = performance.now()
  const child = spawn(process.execPath, [path.join(projectRoot, 'dist', 'server', 'main.js')], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', LOG_LEVEL: 'error', DATA_DIR: dataFolder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let printed = ''
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      const url = /Demo page {2}(\S+)\//.exec(printed)?.[1]
      if (url) resolve(running(child, url))
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    void ended.then((code) => reject(new Error(`The service ended with ${code}: ${printed}`)))
  })

  function running(process: ChildProcess, url: string): RunningService {
    return {
      url,
      pid: process.pid ?? 0,
      dataFolder,
      readyMs: performance.now() - started,
      output: () => printed,
      kill(signal = 'SIGKILL') {
        process.kill(signal)
        return ended
      },
    }
  }
}

export interface DirectLineTalk {
  readonly conversationId: string
  readonly token: string
  readonly streamUrl: string
}

/** Opens a conversation over Direct Line, greeting included. */
export async function openConversation(url: string, locale = 'fi'): Promise<DirectLineTalk> {
  const { token } = await call<{ token: string }>(`${url}/v3/directline/tokens/generate`, { locale })
  return call<DirectLineTalk>(`${url}/v3/directline/conversations`, { locale }, token)
}

/** Sends one message; resolves when it is acknowledged, with its id. */
export async function sendMessage(url: string, talk: DirectLineTalk, text: string, id?: string): Promise<string> {
  const activity = {
    type: 'message',
    text,
    from: { id: 'anyone' },
    ...(id ? { channelData: { clientActivityID: id } } : {}),
  }
  const path = `${url}/v3/directline/conversations/${talk.conversationId}/activities`
  return (await call<{ id: string }>(path, activity, talk.token)).id
}

export interface SeenActivity {
  readonly id: string
  readonly type: string
  readonly text?: string
  readonly replyToId?: string
  readonly locale?: string
  readonly from: { readonly id: string; readonly role?: string }
  readonly entities?: readonly { citation?: readonly { appearance: { name: string; url: string } }[] }[]
  readonly suggestedActions?: { readonly actions: readonly { readonly title: string }[] }
  readonly channelData?: { readonly opastin?: Readonly<Record<string, unknown>> }
}

/** Everything that stands in the conversation, read by polling. */
export async function readActivities(url: string, talk: DirectLineTalk): Promise<SeenActivity[]> {
  const seen: SeenActivity[] = []
  for (let watermark = ''; ;) {
    const path = `${url}/v3/directline/conversations/${talk.conversationId}/activities?watermark=${watermark}`
    const page = await call<{ activities: SeenActivity[]; watermark: string }>(path, undefined, talk.token)
    seen.push(...page.activities)
    if (page.activities.length === 0) return seen
    watermark = page.watermark
  }
}

/** Sends a message and polls until its reply stands in the conversation. */
export async function ask(url: string, talk: DirectLineTalk, text: string): Promise<SeenActivity> {
  const id = await sendMessage(url, talk, text)
  for (let tries = 0; tries < 200; tries++) {
    const reply = (await readActivities(url, talk)).find(({ replyToId }) => replyToId === id)
    if (reply) return reply
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`No reply to "${text}" came within five seconds.`)
}

async function call<T>(address: string, body: unknown, token?: string): Promise<T> {
  const response = await fetch(address, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

function rootFrom(folder: string): string {
  return existsSync(path.join(folder, 'package-lock.json')) ? folder : rootFrom(path.dirname(folder))
}
