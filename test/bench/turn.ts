/**
 * `npm run bench -- turn`: CPU of a full answer turn ÷ CPU of a bare botbuilder echo turn, in the same run. The full turn is asked over
 * Direct Line (SQLite, synchronous=FULL, the reply pushed on a WebSocket) and over CloudAdapter (`expectReplies`). Blocks are interleaved,
 * so that a machine whose speed drifts harms all alike; the median of the blocks' ratios is quoted. Linux only: CPU is read from /proc.
 */
import { spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import WebSocket from 'ws'
import { openConversation, projectRoot, sendMessage, startService } from '../startService'

const blocks = 9
const turnsPerBlock = 400
const conversations = 10

const questions = [
  'miten uusin reseptin',
  'en pääse kirjautumaan kelaan',
  'unohdin pankkitunnukset',
  'hur gör jag en flyttanmälan',
  'jag har glömt mitt lösenord',
  'I forgot my bank codes',
  'how do I get a tax card',
  'someone got my codes what now',
]

export interface TurnBench {
  readonly echoMicroseconds: number
  readonly directLine: Ratio
  readonly cloudAdapter: Ratio
}
interface Ratio {
  readonly microseconds: number
  /** Median of the blocks' ratios to the echo block beside each. */
  readonly ratio: number
  readonly smallest: number
  readonly largest: number
}

export async function run(): Promise<TurnBench> {
  const echo = await startEcho()
  const service = await startService({
    ALLOW_ANONYMOUS_MESSAGES: 'yes',
    LOG_LEVEL: 'error',
    MESSAGES_PER_MINUTE_PER_CONVERSATION: '1000000',
    MESSAGES_PER_MINUTE_PER_ADDRESS: '1000000',
    TOKENS_PER_MINUTE_PER_ADDRESS: '1000000',
  })
  try {
    const directLine = await directLineTurns(service.url)
    const kinds = {
      echo: { pid: echo.pid, turns: () => activityTurns(echo.url, 'msteams-echo') },
      directLine: { pid: service.pid, turns: directLine.turns },
      cloudAdapter: { pid: service.pid, turns: () => activityTurns(service.url, 'cloud') },
    }
    for (const { turns } of Object.values(kinds)) await turns()
    const costs: Record<keyof typeof kinds, number[]> = { echo: [], directLine: [], cloudAdapter: [] }
    for (let block = 0; block < blocks; block++)
      for (const [name, { pid, turns }] of Object.entries(kinds)) {
        const before = cpuMicroseconds(pid)
        await turns()
        costs[name as keyof typeof kinds].push((cpuMicroseconds(pid) - before) / turnsPerBlock)
      }
    directLine.close()
    const result = {
      echoMicroseconds: Math.round(median(costs.echo)),
      directLine: ratioOf(costs.directLine, costs.echo),
      cloudAdapter: ratioOf(costs.cloudAdapter, costs.echo),
    }
    console.log(`${blocks} interleaved blocks of ${turnsPerBlock} turns; CPU of the server process`)
    console.log(`echo (botbuilder, expectReplies)  ${result.echoMicroseconds} µs a turn`)
    for (const [name, { microseconds, ratio, smallest, largest }] of [
      ['full turn, Direct Line + SQLite ', result.directLine],
      ['full turn, CloudAdapter + SQLite', result.cloudAdapter],
    ] as const)
      console.log(`${name}  ${microseconds} µs a turn, ${ratio} × echo (${smallest}–${largest})`)
    return result
  } finally {
    echo.stop()
    await service.kill()
  }
}

function ratioOf(costs: readonly number[], base: readonly number[]): Ratio {
  const ratios = costs.map((cost, index) => cost / (base[index] ?? cost))
  const round = (value: number): number => Math.round(value * 100) / 100
  return {
    microseconds: Math.round(median(costs)),
    ratio: round(median(ratios)),
    smallest: round(Math.min(...ratios)),
    largest: round(Math.max(...ratios)),
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Time on a processor of all the process's threads so far. */
function cpuMicroseconds(pid: number): number {
  return readdirSync(`/proc/${pid}/task`)
    .map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1000)
    .reduce((sum, cost) => sum + cost, 0)
}

/** One block: every conversation asks in its own order, one question at a time, and waits for each reply on its socket. */
async function directLineTurns(url: string): Promise<{ turns(): Promise<void>; close(): void }> {
  const talks = await Promise.all(
    Array.from({ length: conversations }, async () => {
      const talk = await openConversation(url)
      const socket = new WebSocket(talk.streamUrl)
      const waiting = new Map<string, () => void>()
      const early = new Set<string>()
      socket.on('message', (frame: Buffer) => {
        if (frame.length === 0) return
        for (const { replyToId } of (JSON.parse(frame.toString()) as { activities: { replyToId?: string }[] })
          .activities) {
          if (!replyToId) continue
          const done = waiting.get(replyToId)
          if (done) done()
          else early.add(replyToId)
          waiting.delete(replyToId)
        }
      })
      await new Promise((resolve) => socket.once('open', resolve))
      return { talk, socket, waiting, early }
    }),
  )
  return {
    async turns() {
      await Promise.all(
        talks.map(async ({ talk, waiting, early }, index) => {
          for (let turn = 0; turn < turnsPerBlock / conversations; turn++) {
            const id = await sendMessage(url, talk, questions[(turn + index) % questions.length] ?? '')
            if (!early.delete(id)) await new Promise<void>((resolve) => waiting.set(id, resolve))
          }
        }),
      )
    },
    close: () => talks.forEach(({ socket }) => socket.terminate()),
  }
}

let activityNumber = 0

/** The same block over /api/messages with `expectReplies`. */
async function activityTurns(url: string, conversation: string): Promise<void> {
  await Promise.all(
    Array.from({ length: conversations }, async (_, index) => {
      for (let turn = 0; turn < turnsPerBlock / conversations; turn++) {
        const response = await fetch(`${url}/api/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            type: 'message',
            id: `m${++activityNumber}`,
            channelId: 'emulator',
            serviceUrl: 'http://127.0.0.1:9/',
            deliveryMode: 'expectReplies',
            from: { id: 'u1' },
            recipient: { id: 'bot' },
            conversation: { id: `${conversation}-${index}` },
            text: questions[(turn + index) % questions.length],
          }),
        })
        const body = (await response.json()) as { activities?: unknown[] }
        if (response.status !== 200 || !body.activities?.length)
          throw new Error(`/api/messages answered ${response.status}`)
      }
    }),
  )
}

/** The baseline: restify and CloudAdapter with nothing behind them but an echo. */
async function startEcho(): Promise<{ url: string; pid: number; stop(): void }> {
  const script = `
    const restify = require('restify'); const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = require('botbuilder')
    const server = restify.createServer(); server.use(restify.plugins.bodyParser())
    const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}))
    server.post('/api/messages', async (req, res) => { await adapter.process(req, res, (context) => context.sendActivity('echo: ' + context.activity.text)) })
    server.listen(0, '127.0.0.1', () => console.log('at ' + server.address().port))`
  const child = spawn(process.execPath, ['-e', script], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<string>((resolve) =>
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /at (\d+)/.exec(chunk.toString())?.[1]
      if (found) resolve(found)
    }),
  )
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => child.kill() }
}
