/** A Direct Line server for the widget's tests that does as it is told: replies, events, typing, cut lines, lost tokens. Holds all in memory. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

/** An activity as we put it on the wire: the contract's, loosely. */
export type FakeActivity = Readonly<Record<string, unknown>>

export interface TalkServer {
  readonly url: string
  /** What the log of the one and only conversation holds, in order. */
  readonly log: FakeActivity[]
  /** Events that clients sent: they stand in no log. */
  readonly events: FakeActivity[]
  /** Paths of every request, in order. */
  readonly requests: string[]
  /** Every message is answered so; return nothing to stay silent. */
  answer: (text: string) => FakeActivity | undefined
  /** While true, every connection is cut before it is answered. */
  down: boolean
  /** While true, sockets are refused. */
  noSockets: boolean
  /** Acknowledge messages this late, in milliseconds. */
  lateMs: number
  /** Answer the next messages with this status instead of taking them. */
  refuse: number | undefined
  /** Puts an activity into the log and sends it to all sockets. */
  say(activity: FakeActivity): void
  /** Sends something that passes: typing, partial text. */
  push(activity: FakeActivity): void
  /** Ends all sockets at once, without a word. */
  cut(): void
  /** Forgets the conversation, as after erasure or an expired token. */
  forget(): void
  /** Serves `body` at a path. */
  page(path: string, type: string, body: string | Buffer, headers?: Readonly<Record<string, string>>): void
  close(): Promise<void>
}

export async function startTalkServer(): Promise<TalkServer> {
  const pages = new Map<string, { type: string; body: string | Buffer; headers: Readonly<Record<string, string>> }>()
  const sockets = new Set<WebSocket>()
  const connections = new Set<Socket>()
  let conversation: string | undefined
  let count = 0

  const http = createServer((request, response) => void handle(request, response))
  const upgrades = new WebSocketServer({ noServer: true })
  http.on('connection', (socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
  })
  http.on('upgrade', (request, socket, head) => {
    if (server.down || server.noSockets) return socket.destroy()
    upgrades.handleUpgrade(request, socket, head, (ws) => {
      sockets.add(ws)
      ws.on('close', () => sockets.delete(ws))
      const from = Number(new URL(request.url ?? '/', 'http://x').searchParams.get('watermark') ?? 0)
      const rest = server.log.slice(from)
      if (rest.length) ws.send(JSON.stringify({ activities: rest, watermark: String(server.log.length) }))
    })
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (server.down) return void request.socket.destroy()
    const url = new URL(request.url ?? '/', 'http://x')
    server.requests.push(`${request.method} ${url.pathname}`)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body =
      chunks.length && String(request.headers['content-type']).includes('json')
        ? (JSON.parse(Buffer.concat(chunks).toString()) as FakeActivity)
        : {}
    const cors = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-expose-headers': 'retry-after',
    }
    const send = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...cors })
      response.end(JSON.stringify(value))
    }
    const page = pages.get(url.pathname)
    if (page) {
      response.writeHead(200, { 'content-type': page.type, ...cors, ...page.headers })
      return void response.end(page.body)
    }
    if (request.method === 'OPTIONS') return send(204, {})
    if (!url.pathname.startsWith('/v3/directline/')) return send(404, {})
    const path = url.pathname.slice('/v3/directline/'.length)
    if (path === 'tokens/generate')
      return send(200, { conversationId: `conv${++count}`, token: `conv${count}`, expires_in: 1800 })
    const token = String(request.headers.authorization).slice('Bearer '.length)
    if (path === 'conversations') {
      if (conversation !== token) {
        conversation = token
        server.log.length = 0
        server.log.push(greeting())
      }
      return send(201, opened(token, 0))
    }
    if (token !== conversation) return send(403, { error: { code: 'token_expired' } })
    if (path === 'tokens/refresh') return send(200, opened(token, 0))
    if (!path.endsWith('/activities')) return send(200, opened(token, Number(url.searchParams.get('watermark'))))
    if (request.method === 'GET')
      return send(200, {
        activities: server.log.slice(Number(url.searchParams.get('watermark'))),
        watermark: String(server.log.length),
      })
    if (server.refuse) return send(server.refuse, {})
    take(body)
    if (server.lateMs) await new Promise((resolve) => setTimeout(resolve, server.lateMs))
    return send(200, { id: 'x' })
  }

  function take(activity: FakeActivity): void {
    if (activity['type'] !== 'message') return void server.events.push(activity)
    const { clientActivityID } = activity['channelData'] as { clientActivityID: string }
    if (server.log.some(({ id }) => id === `c-${clientActivityID}`)) return
    server.say({
      type: 'message',
      id: `c-${clientActivityID}`,
      from: { id: 'dl_1', role: 'user' },
      text: activity['text'],
      locale: activity['locale'],
      channelData: { clientActivityID },
    })
    const answer = server.answer(String(activity['text']))
    if (answer) server.say({ ...answer, replyToId: `c-${clientActivityID}` })
  }

  function opened(token: string, watermark: number): object {
    const streamUrl = `${server.url.replace('http', 'ws')}/v3/directline/conversations/${token}/stream?watermark=${watermark}`
    return { conversationId: token, token, expires_in: 1800, streamUrl }
  }

  const sendAll = (frame: object): void => {
    for (const socket of sockets) socket.send(JSON.stringify(frame))
  }

  const server: TalkServer = {
    url: '',
    log: [],
    events: [],
    requests: [],
    answer: (text) => reply({ text: `Kuulin: ${text}` }),
    down: false,
    noSockets: false,
    lateMs: 0,
    refuse: undefined,
    say(activity) {
      const line = {
        id: `r${server.log.length + 1}-${Math.random().toString(36).slice(2)}`,
        timestamp: new Date().toISOString(),
        ...activity,
      }
      server.log.push(line)
      sendAll({ activities: [line], watermark: String(server.log.length) })
    },
    push: (activity) => sendAll({ activities: [activity] }),
    cut() {
      for (const socket of sockets) socket.terminate()
    },
    forget() {
      conversation = undefined
      server.cut()
    },
    page: (path, type, body, headers = {}) => void pages.set(path, { type, body, headers }),
    async close() {
      for (const socket of sockets) socket.terminate()
      await new Promise((resolve) => {
        http.close(resolve)
        for (const socket of connections) socket.destroy()
      })
    },
  }
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return Object.assign(server, { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` })
}

function greeting(): FakeActivity {
  return reply({
    text: 'Hei! Olen Opastin, neuvontabotti – en ihminen.',
    channelData: { opastin: { need: 'greeting', holder: 'bot', speaker: 'bot' } },
    id: 'greeting',
  })
}

/** A message of the bot's, with whatever is to be different. */
export function reply(different: FakeActivity): FakeActivity {
  return {
    type: 'message',
    from: { id: 'opastin', name: 'Opastin', role: 'bot' },
    locale: 'fi',
    channelData: { opastin: { holder: 'bot', speaker: 'bot' } },
    ...different,
  }
}

/** An answer as the real turn gives it: summary, steps, origin, two citations of one guide, choices. */
export function guideAnswer(language: 'fi' | 'sv' | 'en' = 'fi'): FakeActivity {
  const texts = {
    fi: [
      'Voit pyytää reseptin uusimista OmaKannassa. Pyyntö menee terveydenhuoltoon, ja ammattilainen ratkaisee sen.',
      'Näin teet',
      'Mene OmaKantaan. Kirjoita osoite itse: [kanta.fi/omakanta](https://www.kanta.fi/omakanta)',
      'Lähde: Kanta, 2026-02',
      'Reseptin uusiminen',
      'Yksi vaihe kerrallaan',
      'Haluan puhua ihmiselle',
    ],
    sv: [
      'Du kan be om att ett recept förnyas i MittKanta. Begäran går till hälso- och sjukvården, och en yrkesperson avgör den.',
      'Gör så här',
      'Gå till MittKanta. Skriv adressen själv: [kanta.fi/sv](https://www.kanta.fi/sv)',
      'Källa: Kanta, 2026-02',
      'Förnya ett recept',
      'Ett steg i taget',
      'Jag vill tala med en människa',
    ],
    en: [
      'You can ask for a prescription to be renewed in MyKanta. The request goes to health care, and a professional decides on it.',
      'Do this',
      'Go to MyKanta. Type the address yourself: [kanta.fi/en](https://www.kanta.fi/en)',
      'Source: Kanta, 2026-02',
      'Renewing a prescription',
      'One step at a time',
      'I want to talk to a person',
    ],
  }[language]
  const [summary, heading, step, origin, title = '', oneStep, person] = texts
  const steps = [step, step, step, step, step].map((text, index) => `${index + 1}. ${text}`).join('\n')
  const citation = ['summary', 'steps'].map((anchor, index) => ({
    '@type': 'Claim',
    position: index + 1,
    appearance: {
      '@type': 'DigitalDocument',
      name: title,
      url: `https://opastin.test/guides/${language}/omakanta-resepti#${anchor}`,
      abstract: summary,
    },
  }))
  return reply({
    text: `${summary}\n\n**${heading}**\n\n${steps}\n\n${origin}`,
    locale: language,
    suggestedActions: { to: [], actions: [oneStep, person].map((title) => ({ type: 'imBack', title, value: title })) },
    entities: [{ type: 'https://schema.org/Message', '@type': 'Message', citation }],
    channelData: {
      opastin: {
        outcome: 'answered_guide',
        need: 'question',
        guides: ['omakanta-resepti'],
        passages: [],
        confidence: 0.9,
        holder: 'bot',
        asOf: '2026-02-01',
        speaker: 'bot',
      },
    },
  })
}
