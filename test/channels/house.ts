/** The ways in, joined as compose joins them, over an in-memory store and echoing turns: for the channels' tests. */
import { randomBytes } from 'node:crypto'
import pino from 'pino'
import type { WebSocket } from 'ws'
import { inProcessEvents } from '../../src/backends/events'
import { openMemoryStore } from '../../src/backends/store/memoryStore'
import { type Bot, createBot } from '../../src/channels/botframework/bot'
import { BotCloudAdapter } from '../../src/channels/botframework/cloudAdapter'
import { DirectLineAdapter } from '../../src/channels/botframework/directLineAdapter'
import { createMessagesRoute, type MessagesRouteNeeds } from '../../src/channels/botframework/messagesRoute'
import { preFilterDefaults } from '../../src/channels/botframework/preFilter'
import { createActivityRenderer } from '../../src/channels/botframework/toActivity'
import { type DirectLineRates } from '../../src/channels/directline/access'
import { createDirectLine, directLineDefaults } from '../../src/channels/directline/directLine'
import { createStreams, streamDefaults, type StreamSettings } from '../../src/channels/directline/stream'
import type { Tokens } from '../../src/channels/directline/tokens'
import type { Route } from '../../src/channels/http'
import { createServer, serverDefaults, type ServerSettings } from '../../src/channels/server'
import type { ConversationEvents, ConversationStore } from '../../src/turn/ports'
import { echoTurns, type EchoTurns } from '../fakes/turns'

export interface HouseOptions {
  readonly chatSeconds?: number
  /** The tokens' clock; absent: the machine's. */
  readonly nowMs?: () => number
  /** In place of the store's own, for the endpoint. */
  readonly find?: ConversationStore['find']
  readonly rates?: Partial<DirectLineRates>
  readonly streams?: Partial<StreamSettings>
  readonly server?: Partial<ServerSettings>
  readonly allowOrigin?: (origin: string, site: string | undefined) => boolean
  readonly routes?: readonly Route[]
  /** Absent: anonymous, from this machine. */
  readonly channelToken?: MessagesRouteNeeds['channelToken']
  readonly cloud?: {
    readonly appId: string
    readonly tenants?: readonly string[]
    readonly serviceHosts?: readonly string[]
  }
  readonly typingAfterMs?: number
  /** Sees every log line. */
  readonly logTo?: (line: string) => void
}

export interface House {
  readonly url: string
  readonly port: number
  readonly store: ReturnType<typeof openMemoryStore>
  readonly events: ConversationEvents
  readonly turns: EchoTurns
  readonly streams: ReturnType<typeof createStreams>
  readonly faults: unknown[]
  readonly bot: Bot
  readonly server: ReturnType<typeof createServer>
  readonly tokens: Tokens
  /** Ends every open stream without a word, as a broken network would. */
  cutSockets(): void
  stop(): Promise<void>
}

const plenty = { perMinute: 1e9, burst: 1e9 }

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const faults: unknown[] = []
  const onFault = (fault: unknown): void => void faults.push(fault)
  const store = openMemoryStore({ clock: { now: () => new Date() } })
  const events = inProcessEvents()
  const turns = echoTurns(store, events)
  const renderer = createActivityRenderer({ pageUrl: (path) => `https://opastin.test${path}`, botName: 'Opastin' })
  const bot = createBot({ turns, renderer, typingAfterMs: options.typingAfterMs ?? 60_000 })
  const streams = createStreams({
    log: store,
    events,
    render: renderer.line,
    settings: { ...streamDefaults, ...options.streams },
    onFault,
  })
  const directLine = createDirectLine({
    settings: {
      ...directLineDefaults,
      tokens: { secrets: [randomBytes(32)], chatSeconds: options.chatSeconds ?? 1800, streamSeconds: 60 },
      rates: {
        tokensPerAddress: plenty,
        messagesPerConversation: plenty,
        messagesPerAddress: plenty,
        readsPerConversation: plenty,
        ...options.rates,
      },
    },
    allowOrigin: options.allowOrigin ?? (() => true),
    bot: new DirectLineAdapter({ bot, push: streams.push, botName: 'Opastin', onFault }),
    log: { ...store, find: options.find ?? store.find },
    render: renderer.line,
    streams,
    ...(options.nowMs && { nowMs: options.nowMs }),
    onFault,
  })
  const adapter = new BotCloudAdapter({
    settings: {
      appType: 'SingleTenant',
      ...(options.cloud ? { appId: options.cloud.appId, appPassword: 'x', appTenantId: 't' } : {}),
    },
    bot,
    onFault,
  })
  const messages = createMessagesRoute({
    adapter,
    filter: {
      channels: preFilterDefaults.channels,
      serviceHosts: options.cloud?.serviceHosts ?? preFilterDefaults.serviceHosts,
      tenants: options.cloud?.tenants ?? [],
      anonymous: options.channelToken === undefined,
      maxTextLength: preFilterDefaults.maxTextLength,
    },
    ...(options.channelToken ? { channelToken: options.channelToken } : {}),
    host: '127.0.0.1',
    onFault,
  })
  const open = new Set<WebSocket>()
  const logger = pino({ level: options.logTo ? 'info' : 'silent' }, { write: (line: string) => options.logTo?.(line) })
  const server = createServer({
    settings: { ...serverDefaults, host: '127.0.0.1', port: 0, drainMs: 2_000, ...options.server },
    routes: [...directLine.routes, messages, ...(options.routes ?? [])],
    sockets: directLine.sockets.map((route) => ({
      path: route.path,
      async accept(request) {
        const accepted = await route.accept(request)
        if (typeof accepted !== 'function') return accepted
        return (socket: WebSocket) => {
          open.add(socket)
          socket.on('close', () => open.delete(socket))
          accepted(socket)
        }
      },
    })),
    logger,
  })
  const { url, port } = await server.listen()
  return {
    url,
    port,
    store,
    events,
    turns,
    streams,
    faults,
    bot,
    server,
    tokens: directLine.tokens,
    cutSockets: () => open.forEach((socket) => socket.terminate()),
    async stop() {
      await server.stop()
      streams.stop()
      await turns.idle()
      await adapter.idle()
    },
  }
}
