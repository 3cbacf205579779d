/**
 * The desk's server for the page's own tests: `/desk/api` and its stream as the page knows them, all in memory, doing as it is told. It
 * serves the real page with its real headers. Knows no handoff of ours.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import path from 'node:path'
import { readFileSync } from 'node:fs'
import { WebSocketServer, type WebSocket } from 'ws'
import { parse } from 'yaml'
import { deskPageRoutes } from '../../src/channels/desk/deskPage'
import type { HttpRequest } from '../../src/channels/http'
import { phraseBookOf, type PhraseBook } from '../../src/dialogs/phraseBook'

export type Language = 'fi' | 'sv' | 'en'
export type Row = Readonly<Record<string, unknown>>

export interface FakeLine {
  readonly seq: number
  readonly at: string
  readonly speaker: 'person' | 'bot' | 'adviser' | 'system'
  readonly id: string
  readonly text: string
  readonly clientId?: string
  readonly language?: Language
  readonly adviser?: string
  readonly citations?: readonly Row[]
}

export interface FakeHandoff {
  id: string
  desk: string
  state: 'waiting' | 'accepted' | 'closed'
  language: Language
  topic?: { id: string; title: Readonly<Record<Language, string>> }
  askedAt: string
  waitSeconds: number
  lostAdviser: boolean
  mine: boolean
  closeReason?: string
  epoch: number
}

export interface DeskServer {
  readonly url: string
  readonly handoffs: Map<string, FakeHandoff>
  readonly logs: Map<string, FakeLine[]>
  readonly notes: Map<string, Row[]>
  /** Calls that changed something: `POST handoffs/h1/take`, with their bodies. */
  readonly deeds: { readonly call: string; readonly body: Row }[]
  suggestions: readonly Row[]
  callbacks: Row[]
  desks: readonly Row[]
  overview: Row
  role: 'adviser' | 'supervisor'
  doors: { local: boolean; oidc: boolean; trial: boolean }
  /** Whether the next call of `me` finds someone signed in. */
  signedIn: boolean
  /** While true, every connection is cut before it is answered. */
  down: boolean
  /** The next calls that match are refused so. */
  refuse: { readonly call: RegExp; readonly status: number; readonly code: string } | undefined
  /** Someone asks for an adviser. */
  arrive(handoff: Partial<FakeHandoff> & { id: string }, lines?: readonly Partial<FakeLine>[]): void
  /** A line is put into a conversation's record, and sent to who follows it. */
  say(id: string, line: Partial<FakeLine> & { text: string }): void
  push(frame: Row): void
  /** The conversation goes to nobody, the queue, or another adviser. */
  lose(id: string, to: Partial<FakeHandoff>): void
  /** Ends all sockets at once, without a word. */
  cut(): void
  close(): Promise<void>
}

const root = path.resolve(__dirname, '..', '..')
const password = 'oikea-hevonen-akku'

export async function startDeskServer(): Promise<DeskServer> {
  const sockets = new Map<WebSocket, Map<string, number>>()
  const connections = new Set<Socket>()
  const presence: Record<string, unknown> = {
    status: 'available',
    capacity: 6,
    languages: ['fi', 'sv', 'en'],
    desks: ['yleinen'],
    automatic: false,
  }
  const routes = deskPageRoutes({ phrases: readPhrases(), folder: path.join(root, 'dist', 'desk') })

  const http = createServer((request, response) => void handle(request, response))
  http.on('connection', (socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
  })
  const upgrades = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    if (server.down) return socket.destroy()
    upgrades.handleUpgrade(request, socket, head, (ws) => {
      sockets.set(ws, new Map())
      ws.on('close', () => sockets.delete(ws))
      ws.on('message', (data) => hear(ws, JSON.parse(String(data)) as Row))
      const send = (frame: Row): void => ws.send(JSON.stringify(frame))
      send({ type: 'hello', me: 'a1' })
      send(queueFrame())
      send(holdingFrame())
      send({ type: 'presence', presence })
      send({ type: 'callbacks', open: server.callbacks.length })
    })
  })

  function hear(ws: WebSocket, frame: Row): void {
    const id = String(frame['handoffId'])
    if (frame['type'] === 'follow') {
      sockets.get(ws)?.set(id, Number(frame['after']))
      flow(ws, id)
    }
    if (frame['type'] === 'unfollow') sockets.get(ws)?.delete(id)
    server.deeds.push({ call: `frame ${String(frame['type'])}`, body: frame })
  }

  function flow(ws: WebSocket, id: string): void {
    const after = sockets.get(ws)?.get(id)
    if (after === undefined) return
    const lines = (server.logs.get(id) ?? []).filter(({ seq }) => seq > after)
    if (lines.length === 0) return
    sockets.get(ws)?.set(id, lines.at(-1)?.seq ?? after)
    ws.send(JSON.stringify({ type: 'lines', handoffId: id, lines }))
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (server.down) return void request.socket.destroy()
    const url = new URL(request.url ?? '/', 'http://x')
    if (!url.pathname.startsWith('/desk/api/')) return servePage(url, request, response)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = chunks.length ? (JSON.parse(Buffer.concat(chunks).toString()) as Row) : {}
    const call = `${request.method} ${url.pathname.slice('/desk/api/'.length)}`
    const send = (status: number, value?: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(value === undefined ? undefined : JSON.stringify(value))
    }
    const refused = (status: number, code: string): void => send(status, { error: { code, message: code } })
    if (request.method !== 'GET' && call !== 'POST sign-in' && request.headers['x-desk-csrf'] !== 'csrf1')
      return refused(403, 'csrf')
    if (server.refuse?.call.test(call)) return refused(server.refuse.status, server.refuse.code)
    if (!server.signedIn && !/sign-in/.test(call)) return refused(401, 'signed_out')
    if (request.method !== 'GET') server.deeds.push({ call, body })
    answer(call, url, body, send, refused)
  }

  function answer(
    call: string,
    url: URL,
    body: Row,
    send: (status: number, value?: unknown) => void,
    refused: (status: number, code: string) => void,
  ): void {
    const [, id = '', deed = ''] = /^\w+ (?:handoffs|callbacks)\/([^/]+)\/(\w+)/.exec(call) ?? []
    const handoff = server.handoffs.get(id)
    if (call === 'GET sign-in') return send(200, server.doors)
    if (call === 'POST sign-in') {
      if (body['password'] !== password) return refused(401, 'wrong')
      server.signedIn = true
      return send(200, me())
    }
    if (call === 'POST sign-out') {
      server.signedIn = false
      return send(204)
    }
    if (call === 'GET me') return send(200, me())
    if (call === 'PUT presence') return send(200, Object.assign(presence, body))
    if (call === 'GET canned') return send(200, { items: canned })
    if (call === 'GET search')
      return send(200, { items: url.searchParams.get('q')?.includes('xyz') ? [] : server.suggestions })
    if (call === 'GET callbacks') return send(200, { items: server.callbacks })
    if (call === 'GET overview') return send(200, server.overview)
    if (/^POST callbacks/.test(call)) {
      server.callbacks = server.callbacks.filter((one) => one['id'] !== id)
      sendAll({ type: 'callbacks', open: server.callbacks.length })
      return send(204)
    }
    if (!handoff) return refused(404, 'unknown')
    if (deed === 'take') {
      if (handoff.state !== 'waiting') return refused(409, 'taken')
      Object.assign(handoff, { state: 'accepted', mine: true, epoch: handoff.epoch + 1 })
      server.say(id, { speaker: 'system', text: 'Neuvoja Aino liittyi keskusteluun.', language: handoff.language })
      told()
      return send(200, { handoff })
    }
    if (deed === 'log') {
      const after = Number(url.searchParams.get('after'))
      const rest = (server.logs.get(id) ?? []).filter(({ seq }) => seq > after)
      return send(200, {
        handoff,
        lines: rest.slice(0, 200),
        notes: server.notes.get(id) ?? [],
        more: rest.length > 200,
      })
    }
    if (deed === 'suggestions') return send(200, { items: server.suggestions })
    if (!handoff.mine) return refused(409, 'not_holder')
    if (deed === 'lines') {
      const clientId = String(body['clientId'])
      const known = (server.logs.get(id) ?? []).find((line) => line.clientId === clientId)
      if (!known)
        server.say(id, {
          speaker: 'adviser',
          adviser: 'Aino',
          clientId,
          text: String(body['text']),
          language: body['language'] as Language,
        })
      return send(200, { line: (server.logs.get(id) ?? []).find((line) => line.clientId === clientId) })
    }
    if (deed === 'notes') {
      const note = {
        id: String(body['clientId']),
        at: new Date().toISOString(),
        adviser: { id: 'a1', name: 'Aino' },
        text: body['text'],
      }
      server.notes.set(id, [...(server.notes.get(id) ?? []).filter((one) => one['id'] !== note.id), note])
      return send(200, { note })
    }
    if (deed === 'transfer')
      Object.assign(handoff, { state: 'waiting', mine: false, desk: String(body['desk']), epoch: handoff.epoch + 1 })
    if (deed === 'end') Object.assign(handoff, { state: 'closed', mine: false, closeReason: String(body['reason']) })
    told()
    return send(200, { handoff })
  }

  function me(): Row {
    return {
      adviser: { id: 'a1', name: 'Aino', role: server.role },
      csrf: 'csrf1',
      presence,
      desks: server.desks,
      closeReasons: ['helped', 'referred', 'no_answer', 'wrong_place', 'handed_back'],
      heartbeatSeconds: 15,
      leaseSeconds: 60,
      maxTextLength: 4000,
    }
  }

  function servePage(url: URL, request: IncomingMessage, response: ServerResponse): void {
    const found = routes.find(
      ({ path }) => path === url.pathname || (path.endsWith('/*') && url.pathname.startsWith(path.slice(0, -1))),
    )
    const params = { '*': found?.path.endsWith('/*') ? url.pathname.slice(found.path.length - 1) : undefined }
    const asked = {
      params,
      query: url.searchParams,
      headers: request.headers,
      path: url.pathname,
    } as unknown as HttpRequest
    void Promise.resolve(found?.handle(asked)).then((answer) => {
      response.writeHead(answer?.status ?? 404, answer?.headers)
      response.end(answer?.body)
    })
  }

  const sendAll = (frame: Row): void => {
    for (const ws of sockets.keys()) ws.send(JSON.stringify(frame))
  }
  const queueFrame = (): Row => ({
    type: 'queue',
    items: [...server.handoffs.values()].filter(({ state, desk }) => state === 'waiting' && desk === 'yleinen'),
  })
  const holdingFrame = (): Row => ({
    type: 'holding',
    items: [...server.handoffs.values()].filter(({ state, mine }) => state === 'accepted' && mine),
  })
  const told = (): void => {
    sendAll(queueFrame())
    sendAll(holdingFrame())
  }

  const server: DeskServer = {
    url: '',
    handoffs: new Map(),
    logs: new Map(),
    notes: new Map(),
    deeds: [],
    suggestions: [],
    callbacks: [],
    desks,
    overview: {},
    role: 'adviser',
    doors: { local: true, oidc: true, trial: true },
    signedIn: true,
    down: false,
    refuse: undefined,
    arrive(handoff, lines = []) {
      server.handoffs.set(handoff.id, {
        desk: 'yleinen',
        state: 'waiting',
        language: 'fi',
        askedAt: new Date().toISOString(),
        waitSeconds: 60,
        lostAdviser: false,
        mine: false,
        epoch: 1,
        ...handoff,
      })
      server.logs.set(handoff.id, [])
      for (const line of lines) server.say(handoff.id, { text: '', ...line })
      sendAll(queueFrame())
    },
    say(id, line) {
      const log = server.logs.get(id) ?? []
      const seq = log.length + 1
      log.push({
        seq,
        at: new Date().toISOString(),
        speaker: 'person',
        id: `${id}-${seq}`,
        language: server.handoffs.get(id)?.language,
        ...line,
      })
      server.logs.set(id, log)
      for (const ws of sockets.keys()) flow(ws, id)
    },
    push: sendAll,
    lose(id, to) {
      Object.assign(server.handoffs.get(id) ?? {}, { mine: false }, to)
      told()
    },
    cut() {
      for (const ws of sockets.keys()) ws.terminate()
    },
    async close() {
      server.cut()
      const closed = new Promise((resolve) => http.close(resolve))
      for (const connection of connections) connection.destroy()
      await closed
    },
  }
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  Object.assign(server, { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` })
  return server
}

/** What opens the fake's door. */
export const fakePassword = password

function readPhrases(): PhraseBook {
  const book = (language: Language): Record<string, string> =>
    parse(readFileSync(path.join(root, 'dialogs', 'phrases', `${language}.yml`), 'utf8')) as Record<string, string>
  return phraseBookOf({ fi: book('fi'), sv: book('sv'), en: book('en') })
}

const desks = [
  {
    id: 'yleinen',
    name: { fi: 'Yleisneuvonta', sv: 'Allmän rådgivning', en: 'General advice' },
    languages: ['fi', 'sv', 'en'],
    capacity: 6,
    open: true,
  },
  {
    id: 'digituki',
    name: { fi: 'Digituki', sv: 'Digitalt stöd', en: 'Digital support' },
    languages: ['fi', 'sv'],
    capacity: 3,
    open: true,
  },
  {
    id: 'vero',
    name: { fi: 'Veroneuvonta', sv: 'Skatterådgivning', en: 'Tax advice' },
    languages: ['fi', 'en'],
    capacity: 3,
    open: false,
  },
]

const canned = [
  {
    id: 'hei',
    title: { fi: 'Tervehdys', sv: 'Hälsning', en: 'Greeting' },
    text: {
      fi: 'Hei! Olen {adviser}, neuvoja. Luin keskustelusi. Miten voin auttaa?',
      sv: 'Hej! Jag är {adviser}, rådgivare. Jag har läst ditt samtal. Hur kan jag hjälpa?',
      en: 'Hello! I am {adviser}, an adviser. I have read your conversation. How can I help?',
    },
  },
  {
    id: 'hetki',
    title: { fi: 'Hetkinen', sv: 'Ett ögonblick', en: 'One moment' },
    text: {
      fi: 'Hetkinen, selvitän asian.',
      sv: 'Ett ögonblick, jag tar reda på saken.',
      en: 'One moment, I am looking into it.',
    },
  },
  {
    id: 'tunnukset',
    title: { fi: 'Älä kerro tunnuksia', sv: 'Lämna inte ut koder', en: 'Never share codes' },
    text: {
      fi: 'Älä kerro henkilötunnusta tai pankkitunnuksia tässä keskustelussa. En tarvitse niitä.',
      sv: 'Lämna inte ut din personbeteckning eller dina bankkoder i det här samtalet. Jag behöver dem inte.',
      en: 'Do not share your identity code or bank codes in this conversation. I do not need them.',
    },
  },
]
