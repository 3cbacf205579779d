/**
 * Teams as the service joins it, over a real database, with a Bot Connector and an OpenID server of our own: what arrives is signed, what
 * is posted must be signed. For the channel's contract tests; no Azure.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { inProcessEvents } from '../../../src/backends/events'
import { openSqliteStore } from '../../../src/backends/store/sqliteStore'
import { createBot } from '../../../src/channels/botframework/bot'
import { BotCloudAdapter } from '../../../src/channels/botframework/cloudAdapter'
import { channelTokenDefaults } from '../../../src/channels/botframework/channelToken'
import { createMessagesRoute } from '../../../src/channels/botframework/messagesRoute'
import { isAddressAllowed, preFilterDefaults } from '../../../src/channels/botframework/preFilter'
import { createSigningKeys, signingKeyDefaults } from '../../../src/channels/botframework/signingKeys'
import { createActivityRenderer } from '../../../src/channels/botframework/toActivity'
import { createServer, serverDefaults } from '../../../src/channels/server'
import type { TeamsSettings } from '../../../src/channels/teams/ports'
import { cachesOf, composeTools } from '../../../src/compose'
import { composeTeams, type Reach } from '../../../src/composeTeams'
import { readConfig } from '../../../src/config'
import { loadDesks } from '../../../src/dialogs/loadDialogs'
import { createHandoffs, type Handoffs } from '../../../src/handoff/handoffs'
import type { Tools } from '../../../src/turn/tools'
import type { Thinking } from '../../../src/turn/ponder'
import { createWritings } from '../../../src/turn/writings'
import { createTurns, type Turns } from '../../../src/turn/turns'
import { type Connector, startConnector } from '../../fakes/connector'
import { type OpenId, startOpenId } from '../../fakes/openId'

export const appId = 'c2f0c6f4-5f65-4f0f-9d3e-0d6f3f0f6a11'
export const tenant = '11111111-2222-3333-4444-555555555555'
export const botToken = 'Bearer signed-by-the-bot'

/** Content is read once for a test file; what the build has not prepared is kept for the next one. */
let content: Tools | undefined
const contentOf = (): Tools => {
  const config = readConfig({ LOG_LEVEL: 'silent', DATA_DIR: path.join(tmpdir(), 'opastin-test-content') })
  return (content ??= composeTools(config, cachesOf(config)))
}

export interface TeamsUser {
  readonly name: string
  readonly directoryId: string
  /** The personal chat's id. */
  readonly chat: string
  say(text: string, more?: object): Promise<Sent>
  press(verb: string, data: object, more?: object): Promise<Sent>
  /** What stands in the personal chat. */
  reads(): Shown[]
}

export interface Sent {
  readonly status: number
  readonly body: Record<string, unknown>
}

/** An activity as somebody sees it: its words, or the words of its card. */
export interface Shown {
  readonly id: string
  readonly words: string
  readonly raw: Record<string, unknown>
}

export interface TeamsHouse {
  readonly connector: Connector
  readonly openId: OpenId
  readonly store: Awaited<ReturnType<typeof openSqliteStore>>
  readonly handoffs: Handoffs
  readonly turns: Turns
  readonly reach: Reach
  readonly tools: Tools
  readonly faults: unknown[]
  user(name: string, directoryId: string): TeamsUser
  /** Any activity, signed as the Bot Connector signs. */
  post(activity: object, claims?: object): Promise<Sent>
  reads(conversation: string): Shown[]
  /** A citizen on a web page asks for an adviser. */
  citizen(name: string, text?: string): Promise<Citizen>
  /** Waits until everything that follows from what was done stands in Teams. */
  settled(): Promise<void>
  stop(): Promise<void>
}

export interface Citizen {
  readonly conversationId: string
  readonly handoffId: string
  say(text: string): Promise<void>
  reads(): Promise<string[]>
}

export const advisers = {
  Aino: 'aaaaaaaa-0000-4000-8000-000000000001',
  Bertta: 'aaaaaaaa-0000-4000-8000-000000000002',
  Cecilia: 'aaaaaaaa-0000-4000-8000-000000000003',
} as const

const decision = '2026-11-22 Head of data protection: kept for 30 days'

export async function openTeamsHouse(
  settings: Partial<TeamsSettings> = {},
  background = false,
  thinking?: Thinking,
): Promise<TeamsHouse> {
  const faults: unknown[] = []
  const onFault = (fault: unknown): void => void faults.push(fault)
  const clock = { now: () => new Date() }
  const folder = mkdtempSync(path.join(tmpdir(), 'opastin-teams-'))
  const connector = await startConnector()
  const openId = await startOpenId({ iss: 'https://api.botframework.com', aud: appId, serviceurl: connector.url })
  const store = await openSqliteStore({ folder, clock })
  const events = inProcessEvents(onFault)
  const base = contentOf()
  const { desks } = loadDesks(readConfig({}).dialogsFolder)
  const pageUrl = (page: string): string => `https://opastin.test${page}`
  const handoffs = createHandoffs({
    handoffs: store.handoffs,
    desk: store.desk,
    desks,
    phrases: base.phrases,
    events,
    clock,
    pageUrl,
    onFault,
  })
  const tools = { ...base, desk: handoffs.offers }
  const log = { info: () => undefined, error: (facts: unknown) => void faults.push(facts) }
  const writings = createWritings(events)
  const turns = createTurns({ store, events, tools, log, handoffs, thinking, writings })
  const renderer = createActivityRenderer({ pageUrl, botName: 'Opastin' })
  const reach = composeTeams({
    settings: { advisers: Object.values(advisers), retentionDecision: decision, ...settings },
    store,
    handoffs,
    events,
    tools,
    renderer,
    poster: () => adapter,
    address: { url: 'https://opastin.test' },
    log: pino({ level: 'error' }, { write: (line: string) => void faults.push(JSON.parse(line)) }),
  })
  const here = { anonymous: true, serviceHosts: [] }
  const adapter = new BotCloudAdapter({
    settings: { appId, appPassword: 'x', appTenantId: tenant, appType: 'SingleTenant' },
    bot: createBot({ turns, renderer, typingAfterMs: 60_000, writings, ...reach }),
    onFault,
    mayPost: ({ serviceUrl }) => isAddressAllowed(serviceUrl, false, here),
    credentials: signing(),
  })
  const messages = createMessagesRoute({
    adapter,
    // Tokens as in production; addresses on this machine, where the connector of these tests stands.
    filter: { ...preFilterDefaults, ...here, tenants: [tenant] },
    channelToken: {
      settings: { ...channelTokenDefaults, appId, tenants: [tenant] },
      keys: createSigningKeys({ ...signingKeyDefaults, metadataUrl: openId.metadataUrl }),
    },
    host: '127.0.0.1',
    onFault,
  })
  const server = createServer({
    settings: { ...serverDefaults, host: '127.0.0.1', port: 0, drainMs: 2_000 },
    routes: [messages],
    sockets: [],
    logger: pino({ level: 'silent' }),
  })
  const { url } = await server.listen()
  if (background) reach.start()
  let count = 0

  async function post(activity: object, claims: object = {}): Promise<Sent> {
    const response = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${openId.sign(claims)}` },
      body: JSON.stringify(activity),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
  }

  function activityOf(name: string, directoryId: string, chat: string, more: object): object {
    return {
      type: 'message',
      id: `in-${++count}`,
      channelId: 'msteams',
      serviceUrl: connector.url,
      locale: 'fi-FI',
      from: { id: `29:${name}`, name, aadObjectId: directoryId },
      recipient: { id: `28:${appId}`, name: 'Opastin' },
      conversation: { id: chat, conversationType: 'personal', tenantId: tenant },
      channelData: { tenant: { id: tenant } },
      ...more,
    }
  }

  const reads = (conversation: string): Shown[] =>
    connector.standing(conversation).map((raw) => ({ id: String(raw['id']), words: wordsOf(raw), raw }))

  return {
    connector,
    openId,
    store,
    handoffs,
    turns,
    reach,
    tools,
    faults,
    post,
    reads,
    user(name, directoryId) {
      const chat = `a:${name}`
      return {
        name,
        directoryId,
        chat,
        say: (text, more = {}) => post(activityOf(name, directoryId, chat, { text, ...more })),
        press: (verb, data, more = {}) =>
          post(
            activityOf(name, directoryId, chat, {
              type: 'invoke',
              name: 'adaptiveCard/action',
              value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
              ...more,
            }),
          ),
        reads: () => reads(chat),
      }
    },
    async citizen(name, text = 'miten saan reseptin uusittua') {
      const conversationId = `page-${name}`
      const opening = { conversationId, channel: 'directline', person: `dl_${name}`, pageLanguage: 'fi' } as const
      await turns.greet(opening)
      let said = 0
      const say = async (words: string): Promise<void> => {
        const taken = await turns.take({ ...opening, id: `m${++said}`, text: words })
        await taken.replies
      }
      await say(text)
      await turns.askForPerson(conversationId, 'ask')
      const handoff = await store.handoffs.openOf(conversationId)
      if (!handoff) throw new Error(`${name} could not ask for an adviser.`)
      return {
        conversationId,
        handoffId: handoff.id,
        say,
        reads: async () => (await store.read(conversationId, 0, 500)).map((line) => line.text),
      }
    },
    async settled() {
      await turns.idle()
      await adapter.idle()
      await reach.teams.desk.sync()
    },
    async stop() {
      await server.stop()
      await turns.idle()
      await reach.stop()
      await adapter.idle()
      await store.close()
      await openId.stop()
      await connector.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Every word that a client would show, buttons included. */
export function wordsOf(raw: Record<string, unknown>): string {
  const found: string[] = []
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string' && ['text', 'title', 'value', 'label'].includes(key)) found.push(value)
    else if (Array.isArray(value)) value.forEach((one) => visit(one, key))
    else if (typeof value === 'object' && value !== null)
      Object.entries(value).forEach(([name, one]) => name !== 'data' && name !== 'fallback' && visit(one, name))
  }
  visit(raw['text'], 'text')
  visit(raw['attachments'], 'attachments')
  return found.join('\n')
}

/** The bot's own signature, without Entra ID. */
function signing(): NonNullable<ConstructorParameters<typeof BotCloudAdapter>[0]['credentials']> {
  return {
    isValidAppId: () => Promise.resolve(true),
    isAuthenticationDisabled: () => Promise.resolve(false),
    createCredentials: () =>
      Promise.resolve({
        signRequest(request: { headers: { set(name: string, value: string): void } }) {
          request.headers.set('authorization', botToken)
          return Promise.resolve(request)
        },
      }),
  } as never
}
