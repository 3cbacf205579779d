/**
 * `npm run bench -- relay`: CPU of an adviser's line on its way to the person (socket in, SQLite with synchronous=FULL, socket out) ÷ CPU of a
 * bare `ws` echo, in interleaved blocks; and the time from sending to the person's socket with 200 live handoffs. Linux only: /proc.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import WebSocket from 'ws'
import { addAdviser } from '../../src/compose'
import { readConfig } from '../../src/config'
import { openConversation, projectRoot, startService } from '../startService'

const advisers = 10
const each = 20
const blocks = 9
const linesPerBlock = 300

export interface RelayBench {
  readonly echoMicroseconds: number
  readonly relayMicroseconds: number
  readonly ratio: number
  readonly smallest: number
  readonly largest: number
  readonly liveHandoffs: number
  readonly deliveryMs: { readonly p50: number; readonly p95: number; readonly most: number }
}

interface Live {
  readonly id: string
  readonly epoch: number
}

interface AtWork {
  readonly socket: WebSocket
  holding: Live[]
}

export async function run(): Promise<RelayBench> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'opastin-relay-'))
  const environment = {
    ALLOW_LOCAL_ACCOUNTS: 'yes',
    MESSAGES_PER_MINUTE_PER_CONVERSATION: '1000000',
    MESSAGES_PER_MINUTE_PER_ADDRESS: '1000000',
    TOKENS_PER_MINUTE_PER_ADDRESS: '1000000',
  }
  const config = readConfig({ ...environment, DATA_DIR: dataFolder, LOG_LEVEL: 'silent' })
  const passwords: string[] = []
  for (let at = 0; at < advisers; at++) passwords.push(await addAdviser(config, `Adviser ${at}`, 'adviser'))
  const service = await startService(environment, dataFolder)
  const echo = await startEcho()
  try {
    const arrivals = new Map<string, () => void>()
    const desk: AtWork[] = []
    for (const [at, password] of passwords.entries()) desk.push(await goToWork(service.url, `Adviser ${at}`, password))
    // No more at once than the queue lets wait.
    for (let at = 0; at < advisers * each; at += 10) {
      await Promise.all(Array.from({ length: 10 }, () => askForAdviser(service.url, arrivals)))
      await until(() => held(desk) >= at + 10)
    }
    let count = 0
    const relay = async (): Promise<number[]> => {
      const times: number[] = []
      await Promise.all(
        desk.map(async ({ socket, holding }) => {
          for (let line = 0; line < linesPerBlock / advisers; line++) {
            const one = holding[line % holding.length]
            if (!one) throw new Error('An adviser holds nobody.')
            const text = `line ${++count}`
            const sent = performance.now()
            const arrived = new Promise<void>((resolve) => arrivals.set(text, resolve))
            socket.send(
              JSON.stringify({ type: 'say', handoffId: one.id, clientId: `c${count}`, epoch: one.epoch, text }),
            )
            await arrived
            times.push(performance.now() - sent)
          }
        }),
      )
      return times
    }
    await relay()
    await echo.block()
    const costs: { echo: number; relay: number }[] = []
    const times: number[] = []
    for (let block = 0; block < blocks; block++) {
      // The desk takes 400 frames in ten seconds from one page.
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      const a = cpuMicroseconds(echo.pid)
      await echo.block()
      const b = cpuMicroseconds(echo.pid)
      const c = cpuMicroseconds(service.pid)
      times.push(...(await relay()))
      costs.push({ echo: (b - a) / linesPerBlock, relay: (cpuMicroseconds(service.pid) - c) / linesPerBlock })
    }
    const ratios = costs.map((cost) => cost.relay / cost.echo).sort((one, other) => one - other)
    times.sort((one, other) => one - other)
    const round = (value: number | undefined): number => Math.round((value ?? 0) * 10) / 10
    const result = {
      echoMicroseconds: Math.round(median(costs.map((cost) => cost.echo))),
      relayMicroseconds: Math.round(median(costs.map((cost) => cost.relay))),
      ratio: round(median(ratios)),
      smallest: round(ratios[0]),
      largest: round(ratios.at(-1)),
      liveHandoffs: held(desk),
      deliveryMs: {
        p50: round(median(times)),
        p95: round(times[Math.floor(times.length * 0.95)]),
        most: round(times.at(-1)),
      },
    }
    console.log(
      `${blocks} interleaved blocks of ${linesPerBlock} lines, ${result.liveHandoffs} live handoffs, ${advisers} advisers writing at once`,
    )
    console.log(`bare ws echo                ${result.echoMicroseconds} µs a message`)
    console.log(
      `relayed line, durable       ${result.relayMicroseconds} µs a message, ${result.ratio} × echo (${result.smallest}–${result.largest})`,
    )
    console.log(
      `from desk to person         p50 ${result.deliveryMs.p50} ms, p95 ${result.deliveryMs.p95} ms, at most ${result.deliveryMs.most} ms`,
    )
    return result
  } finally {
    echo.stop()
    await service.kill()
  }
}

async function goToWork(url: string, name: string, password: string): Promise<AtWork> {
  const headers = { 'content-type': 'application/json' }
  const signed = await fetch(`${url}/desk/api/sign-in`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name, password }),
  })
  const cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { csrf } = (await signed.json()) as { csrf: string }
  const body = JSON.stringify({ status: 'available', capacity: each, automatic: true })
  await fetch(`${url}/desk/api/presence`, { method: 'PUT', headers: { ...headers, cookie, 'x-desk-csrf': csrf }, body })
  const socket = new WebSocket(`${url.replace('http', 'ws')}/desk/api/stream`, { headers: { cookie, origin: url } })
  const at: AtWork = { socket, holding: [] }
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { type: string; items?: Live[]; code?: string }
    if (frame.type === 'holding') at.holding = frame.items ?? []
    if (frame.type === 'refused') throw new Error(`The desk refused: ${frame.code}`)
  })
  await new Promise((resolve) => socket.once('open', resolve))
  setInterval(() => socket.readyState === 1 && socket.send('{"type":"alive"}'), 15_000).unref()
  return at
}

async function askForAdviser(url: string, arrivals: Map<string, () => void>): Promise<void> {
  const talk = await openConversation(url)
  const socket = new WebSocket(talk.streamUrl)
  socket.on('message', (data) => {
    if (String(data) === '') return
    for (const { text } of (JSON.parse(String(data)) as { activities: { text?: string }[] }).activities) {
      const arrived = text === undefined ? undefined : arrivals.get(text)
      if (!arrived || text === undefined) continue
      arrivals.delete(text)
      arrived()
    }
  })
  await new Promise((resolve) => socket.once('open', resolve))
  await fetch(`${url}/v3/directline/conversations/${talk.conversationId}/activities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${talk.token}` },
    body: JSON.stringify({ type: 'event', name: 'handoff.request', from: { id: 'x' } }),
  })
}

function held(desk: readonly AtWork[]): number {
  return desk.reduce((sum, { holding }) => sum + holding.length, 0)
}

async function until(found: () => boolean): Promise<void> {
  for (let tries = 0; !found(); tries++) {
    if (tries > 1_500) throw new Error('The people who asked were not taken within 30 s.')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The baseline: a WebSocket server that sends back what it gets. */
async function startEcho(): Promise<{ pid: number; block(): Promise<void>; stop(): void }> {
  const script = `
    const { WebSocketServer } = require('ws')
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false }, () => console.log('at ' + server.address().port))
    server.on('connection', (socket) => socket.on('message', (data) => socket.send(data, { binary: false })))`
  const child = spawn(process.execPath, ['-e', script], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<string>((resolve) =>
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /at (\d+)/.exec(chunk.toString())?.[1]
      if (found) resolve(found)
    }),
  )
  const sockets = await Promise.all(
    Array.from({ length: advisers }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`)
      await new Promise((resolve) => socket.once('open', resolve))
      return socket
    }),
  )
  return {
    pid: child.pid ?? 0,
    async block() {
      await Promise.all(
        sockets.map(async (socket) => {
          for (let line = 0; line < linesPerBlock / advisers; line++) {
            const back = new Promise((resolve) => socket.once('message', resolve))
            socket.send(
              JSON.stringify({
                type: 'say',
                handoffId: 'abcdefghijklmnop',
                clientId: 'c1',
                epoch: 2,
                text: `line ${line}`,
              }),
            )
            await back
          }
        }),
      )
    },
    stop() {
      sockets.forEach((socket) => socket.terminate())
      child.kill()
    },
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
