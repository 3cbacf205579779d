/** The second half of compose: joins the ways in – Direct Line, Bot Framework, pages – to one bot and one server. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import { composeDesk, composePersonEvents, composePersonPages, type HandoffParts } from './composeDesk'
import type { SqlStore } from './backends/store/sqlStore'
import type { Config } from './config'
import { createBot } from './channels/botframework/bot'
import { BotCloudAdapter } from './channels/botframework/cloudAdapter'
import { channelTokenDefaults } from './channels/botframework/channelToken'
import { DirectLineAdapter } from './channels/botframework/directLineAdapter'
import { createMessagesRoute } from './channels/botframework/messagesRoute'
import { preFilterDefaults } from './channels/botframework/preFilter'
import { createSigningKeys, signingKeyDefaults } from './channels/botframework/signingKeys'
import { createActivityRenderer } from './channels/botframework/toActivity'
import { directLineRates, type DirectLineRates } from './channels/directline/access'
import { createDirectLine, directLineDefaults } from './channels/directline/directLine'
import type { PersonEvents } from './channels/directline/personEvents'
import { createStreams, streamDefaults, type Streams } from './channels/directline/stream'
import { tooMany, type Answer, type HttpRequest, type Route } from './channels/http'
import { addressKey, createLimiter } from './channels/limits'
import { operationsRoutes } from './channels/operations'
import { deskPageRoutes } from './channels/desk/deskPage'
import { chatPageRoutes } from './channels/pages/chatPage'
import { guidePageRoutes } from './channels/pages/guidePages'
import { homePageRoutes } from './channels/pages/homePage'
import { resumeRoutes } from './channels/pages/resumePage'
import { siteRoutes } from './channels/pages/siteRoutes'
import { slipRoutes } from './channels/pages/slipPage'
import { styleRoute } from './channels/pages/styles'
import { webChatPage } from './channels/pages/webChatPage'
import { createServer, serverDefaults, type HttpServer } from './channels/server'
import { staticFiles } from './channels/staticFiles'
import { mayCarry } from './dialogs/sites'
import type { ConversationEvents, ConversationStore } from './turn/ports'
import type { Tools } from './turn/tools'
import type { Turns } from './turn/turns'

export interface ChannelsNeeds {
  readonly config: Config
  readonly log: Logger
  readonly tools: Tools
  readonly turns: Turns
  readonly store: SqlStore
  readonly events: ConversationEvents
  readonly advisers: HandoffParts
  readonly tokenSecret: Buffer
  readonly addressSecret: Buffer
  /** How people reach us; known for sure once the server listens. */
  readonly address: { readonly url: string }
}

const botName = 'Opastin'
/** Where the Bot Connector publishes its signing keys (Microsoft: "Authenticate requests from the Bot Connector service"). */
const openIdMetadata = 'https://login.botframework.com/v1/.well-known/openidconfiguration'
/** Life of the token in a stream's address, in seconds: long enough to connect. */
const streamSeconds = 60
const typingAfterMs = 700

export interface Channels {
  readonly server: HttpServer
  /** Resolves when replies that were on their way out have left; after `server.stop()`. */
  idle(): Promise<void>
}

export function composeChannels(needs: ChannelsNeeds): Channels {
  const { config, log, turns, store, events } = needs
  const renderer = createActivityRenderer({ botName, pageUrl: (page) => needs.address.url + page })
  const bot = createBot({ turns, renderer, typingAfterMs })
  const onFault = (fault: unknown, where: string): void => log.error({ err: fault, where }, 'channel')
  const person: PersonEvents = composePersonEvents(
    needs.advisers,
    events,
    turns,
    (id, activity) => streams.push(id, activity),
    botName,
    log,
  )
  const { connected: onConnect } = person
  const streams: Streams = createStreams({
    log: store,
    events,
    render: renderer.line,
    settings: streamDefaults,
    onConnect,
    onFault,
  })
  const desk = composeDesk({ ...needs, parts: needs.advisers, typing: person.adviserTyping })
  const directLineBot = new DirectLineAdapter({
    bot,
    push: (id, activity) => streams.push(id, activity),
    botName,
    onFault,
  })
  const directLine = createDirectLine({
    settings: {
      tokens: { secrets: [needs.tokenSecret], chatSeconds: config.tokenLifeSeconds, streamSeconds },
      rates: ratesOf(config),
      publicUrl: config.publicUrl,
      ...directLineDefaults,
    },
    allowOrigin: (origin, site) => mayCarry(needs.tools.sites, origin, site) || config.allowedOrigins.includes(origin),
    bot: directLineBot,
    log: store,
    render: renderer.line,
    streams,
    person,
    onFault,
  })
  const metrics = createMetrics()
  const limitByAddress = createLimiter(ratesOf(config).messagesPerAddress)
  const limit = (request: HttpRequest): Answer | undefined => {
    const wait = limitByAddress.take(addressKey(request.address, needs.addressSecret))
    return wait > 0 ? tooMany(wait) : undefined
  }
  const cloud = cloudAdapter(needs, bot, onFault)
  const server = createServer({
    settings: { ...serverDefaults, host: config.host, port: config.port, trustedProxies: config.trustProxy ? 1 : 0 },
    logger: log,
    sockets: [...directLine.sockets, ...desk.sockets],
    observe: metrics.observe,
    routes: [
      ...operationsRoutes({ ready: () => ready(store), metrics: metrics.registry }),
      ...directLine.routes,
      ...desk.routes,
      ...composePersonPages({ ...needs, parts: needs.advisers, tokens: directLine.tokens, limit }),
      ...(cloud ? [messagesRoute(needs, cloud, onFault)] : []),
      styleRoute,
      ...widgetRoutes(config),
      ...homePageRoutes({ ...needs.tools, ...builtWidget(config), responsiblePerson: config.responsiblePerson }),
      ...guidePageRoutes(needs.tools),
      ...deskPageRoutes({ phrases: needs.tools.phrases, folder: path.join(config.root, 'dist', 'desk') }),
      ...resumeRoutes({
        phrases: needs.tools.phrases,
        tokens: directLine.tokens,
        codes: needs.store.resumeCodes(needs.tokenSecret),
        addressSecret: needs.addressSecret,
      }),
      ...siteRoutes(needs.tools),
      ...slipRoutes({ ...needs.tools, address: needs.address }),
      ...chatPageRoutes({
        phrases: needs.tools.phrases,
        turns,
        store,
        tokens: directLine.tokens,
        maxTextLength: directLineDefaults.maxTextLength,
        limit,
      }),
      ...webChatRoutes(config),
    ],
  })
  return {
    server,
    async idle() {
      streams.stop()
      await cloud?.idle()
    },
  }
}

/** The operator's rates; bursts as the defaults have them, or a minute's worth where that is more. */
function ratesOf({ rates }: Config): DirectLineRates {
  const rate = (perMinute: number, burst: number) => ({ perMinute, burst: Math.max(perMinute, burst) })
  return {
    tokensPerAddress: rate(rates.tokensPerAddress, directLineRates.tokensPerAddress.burst),
    messagesPerConversation: rate(rates.messagesPerConversation, directLineRates.messagesPerConversation.burst),
    messagesPerAddress: rate(rates.messagesPerAddress, directLineRates.messagesPerAddress.burst),
    readsPerConversation: directLineRates.readsPerConversation,
  }
}

type OnFault = (fault: unknown, where: string) => void

/** Azure Bot Service and Teams; none where neither an application id nor anonymous use is set. */
function cloudAdapter(
  { config }: ChannelsNeeds,
  bot: ReturnType<typeof createBot>,
  onFault: OnFault,
): BotCloudAdapter | undefined {
  const { appId, appType, password, tenantId, allowAnonymous } = config.botFramework
  if (!appId && !allowAnonymous) return undefined
  return new BotCloudAdapter({
    settings: { appId, appPassword: password, appTenantId: tenantId, appType },
    bot,
    onFault,
  })
}

function messagesRoute({ config }: ChannelsNeeds, adapter: BotCloudAdapter, onFault: OnFault): Route {
  const { appId, tenantId, serviceUrlHosts } = config.botFramework
  const tenants = tenantId ? [tenantId] : []
  return createMessagesRoute({
    adapter,
    filter: { ...preFilterDefaults, serviceHosts: serviceUrlHosts, tenants, anonymous: !appId },
    channelToken: appId
      ? {
          settings: { ...channelTokenDefaults, appId, tenants },
          keys: createSigningKeys({ ...signingKeyDefaults, metadataUrl: openIdMetadata }),
        }
      : undefined,
    host: config.host,
    onFault,
  })
}

function builtWidget({ root }: Config): { widgetPath?: string; widgetIntegrity?: string } {
  const build = path.join(root, 'dist', 'build.json')
  if (!existsSync(path.join(root, 'dist', 'widget', 'widget.js')) || !existsSync(build)) return {}
  const { integrity } = JSON.parse(readFileSync(build, 'utf8')) as { integrity?: string }
  return { widgetPath: '/w/1/widget.js', widgetIntegrity: integrity }
}

function widgetRoutes({ root }: Config): Route[] {
  const folder = path.join(root, 'dist', 'widget')
  if (!existsSync(folder)) return []
  // The path's version is the protocol's; the file under it changes with every release, so it is not immutable.
  return [staticFiles({ prefix: '/w/1', folder, immutable: false, headers: { 'access-control-allow-origin': '*' } })]
}

/** Microsoft's Web Chat lives in a package of its own under test/, installed by `npm test`. */
function webChatRoutes({ root }: Config): Route[] {
  const folder = path.join(root, 'test', 'webchat', 'node_modules', 'botframework-webchat', 'dist')
  const there = existsSync(path.join(folder, 'webchat.js'))
  return [
    {
      method: 'GET',
      path: '/webchat',
      handle: () => webChatPage({ scriptPath: there ? '/webchat/files/webchat.js' : undefined }),
    },
    ...(there ? [staticFiles({ prefix: '/webchat/files', folder, immutable: false })] : []),
  ]
}

async function ready(store: ConversationStore): Promise<boolean> {
  try {
    await store.find('ready?')
    return true
  } catch {
    // The store has logged why; here only yes or no is asked.
    return false
  }
}

function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'opastin_http_requests_total',
    help: 'HTTP answers',
    labelNames: ['route', 'method', 'status'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'opastin_http_seconds',
    help: 'Time to answer',
    labelNames: ['route'],
    registers: [registry],
  })
  return {
    registry,
    observe(done: { route: string; method: string; status: number; ms: number }): void {
      requests.inc({ route: done.route, method: done.method, status: String(done.status) })
      seconds.observe({ route: done.route }, done.ms / 1000)
    },
  }
}
