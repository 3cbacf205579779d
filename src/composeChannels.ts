/** The second half of compose: joins the ways in – Direct Line, Bot Framework, pages – to one bot and one server. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import { botName, cloudAdapter, composeReach, messagesRoute } from './composeCloud'
import { composeDesk, composePersonEvents, composePersonPages, type HandoffParts } from './composeDesk'
import type { SqlStore } from './backends/store/sqlStore'
import type { Config } from './config'
import { createBot } from './channels/botframework/bot'
import { DirectLineAdapter } from './channels/botframework/directLineAdapter'
import { createActivityRenderer } from './channels/botframework/toActivity'
import { directLineRates, type DirectLineRates } from './channels/directline/access'
import { createDirectLine, directLineDefaults } from './channels/directline/directLine'
import type { PersonEvents } from './channels/directline/personEvents'
import { createWritingShow } from './channels/directline/showWriting'
import { createStreams, streamDefaults, type Streams } from './channels/directline/stream'
import { tooMany, type Answer, type HttpRequest, type Route } from './channels/http'
import { addressKey, createLimiter } from './channels/limits'
import { operationsRoutes } from './channels/operations'
import { deskPageRoutes } from './channels/desk/deskPage'
import { aboutPageRoutes } from './channels/pages/aboutPages'
import { chatPageRoutes } from './channels/pages/chatPage'
import { describeHours } from './channels/pages/describeHours'
import { guidePageRoutes } from './channels/pages/guidePages'
import { homePageRoutes } from './channels/pages/homePage'
import { resumeRoutes } from './channels/pages/resumePage'
import { siteRoutes } from './channels/pages/siteRoutes'
import { slipRoutes } from './channels/pages/slipPage'
import { styleRoute } from './channels/pages/styles'
import { webChatPage } from './channels/pages/webChatPage'
import { countRatings } from './channels/ratings'
import { createServer, serverDefaults, type HttpServer } from './channels/server'
import { staticFiles } from './channels/staticFiles'
import { mayCarry } from './dialogs/sites'
import type { Language } from './language/languages'
import type { ConversationEvents, ConversationStore } from './turn/ports'
import type { Tools } from './turn/tools'
import type { Turns } from './turn/turns'
import type { Writings } from './turn/writings'

export interface ChannelsNeeds {
  readonly config: Config
  readonly log: Logger
  readonly tools: Tools
  readonly turns: Turns
  /** Answers that are being written. */
  readonly writings: Writings
  readonly store: SqlStore
  readonly events: ConversationEvents
  readonly advisers: HandoffParts
  readonly tokenSecret: Buffer
  readonly addressSecret: Buffer
  /** How people reach us; known for sure once the server listens. */
  readonly address: { readonly url: string }
}

/** Life of the token in a stream's address, in seconds: long enough to connect. */
const streamSeconds = 60
const typingAfterMs = 700

export interface Channels {
  readonly server: HttpServer
  /** Begins to bring lines to people who do not read the record; after `server.listen()`. */
  begin(): void
  /** Resolves when replies that were on their way out have left; after `server.stop()`. */
  idle(): Promise<void>
}

export async function composeChannels(needs: ChannelsNeeds): Promise<Channels> {
  const { config, log, turns, store, events } = needs
  const metrics = createMetrics()
  const renderer = createActivityRenderer({ botName, pageUrl: (page) => needs.address.url + page })
  const counting = { ...store, marks: countRatings(store.marks, metrics.rated) }
  const reach = composeReach({ ...needs, store: counting }, renderer, () => cloud)
  const bot = createBot({ turns, renderer, typingAfterMs, writings: needs.writings, ...reach })
  const onFault = (fault: unknown, where: string): void => log.error({ err: fault, where }, 'channel')
  const person: PersonEvents = composePersonEvents(
    needs.advisers,
    events,
    turns,
    (id, activity) => streams.push(id, activity),
    botName,
    log,
    needs.tools.phrases,
    (helpful) => metrics.rated(helpful),
  )
  const { connected: onConnect } = person
  const writing = createWritingShow({
    writings: needs.writings,
    push: (id, activity) => streams.push(id, activity),
    botName,
  })
  const render = writing.ending(renderer.line)
  const streams: Streams = createStreams({
    log: store,
    events,
    render,
    settings: streamDefaults,
    onConnect,
    onFault,
  })
  const desk = composeDesk({ ...needs, parts: needs.advisers, typing: person.adviserTyping })
  const directLineBot = new DirectLineAdapter({
    bot,
    push: writing.push,
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
    render,
    streams,
    person: writing.withStop(person),
    onFault,
  })
  const limitByAddress = createLimiter(ratesOf(config).messagesPerAddress)
  const limit = (request: HttpRequest): Answer | undefined => {
    const wait = limitByAddress.take(addressKey(request.address, needs.addressSecret))
    return wait > 0 ? tooMany(wait) : undefined
  }
  const cloud = await cloudAdapter(needs, bot, onFault)
  const hoursNow = (language: Language): string | undefined =>
    describeHours(needs.advisers.handoffs.offers, needs.tools.phrases, language, new Date())
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
      ...homePageRoutes({ ...needs.tools, ...builtWidget(config) }),
      ...aboutPageRoutes({
        ...needs.tools,
        notice: config.notice,
        responsiblePerson: config.responsiblePerson,
        ...(config.teams.advisers.length > 0 && { teams: { decision: config.teams.retentionDecision } }),
        leaves: {
          toModel: config.model !== undefined || config.embeddings !== undefined,
          toOutsideDesk: config.desk.webhook !== undefined,
          toMicrosoft: config.botFramework.appId !== undefined,
        },
      }),
      ...guidePageRoutes(needs.tools),
      ...deskPageRoutes({ phrases: needs.tools.phrases, folder: path.join(config.root, 'dist', 'desk') }),
      ...resumeRoutes({
        phrases: needs.tools.phrases,
        tokens: directLine.tokens,
        codes: needs.store.resumeCodes(needs.tokenSecret),
        addressSecret: needs.addressSecret,
        address: needs.address,
      }),
      ...siteRoutes({ ...needs.tools, hoursNow }),
      ...slipRoutes({ ...needs.tools, address: needs.address }),
      ...chatPageRoutes({
        hoursNow,
        ...needs.tools,
        turns,
        store,
        person,
        handoffStatus: (id) => needs.advisers.handoffs.status(id),
        tokens: directLine.tokens,
        maxTextLength: directLineDefaults.maxTextLength,
        limit,
      }),
      ...webChatRoutes(config),
    ],
  })
  return {
    server,
    begin: () => reach?.start(),
    async idle() {
      writing.close()
      streams.stop()
      await reach?.stop()
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
  const ratings = new Counter({
    name: 'opastin_ratings_total',
    help: 'Answers that people judged',
    labelNames: ['helpful'],
    registers: [registry],
  })
  return {
    registry,
    rated: (helpful: boolean): void => ratings.inc({ helpful: helpful ? 'yes' : 'no' }),
    observe(done: { route: string; method: string; status: number; ms: number }): void {
      requests.inc({ route: done.route, method: done.method, status: String(done.status) })
      seconds.observe({ route: done.route }, done.ms / 1000)
    },
  }
}
