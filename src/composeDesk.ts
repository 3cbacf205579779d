/** The part of compose for human advisers: joins handoffs, the desk's API and what the person sees of both. Built only over a durable store. */
import type { Logger } from 'pino'
import { createWebhookDesk, webhookDefaults } from './backends/adviserDeskWebhook'
import { createAdviserIdentity, loadOpenIdClient } from './backends/adviserIdentity'
import { systemClock } from './backends/clock'
import type { SqlStore } from './backends/store/sqlStore'
import type { Config } from './config'
import { askRunningService, createOperatorInbox, type OperatorInbox } from './channels/desk/operatorInbox'
import { createDeskApi, type DeskApi } from './channels/desk/desk'
import { callbackRoutes } from './channels/desk/callbackForm'
import { webhookRoute } from './channels/desk/webhookRoute'
import { saveRoutes } from './channels/desk/saveConversation'
import type { Tokens } from './channels/directline/tokens'
import type { Answer, HttpRequest, Route } from './channels/http'
import { createPersonEvents, type PersonEvents } from './channels/directline/personEvents'
import type { Streams } from './channels/directline/stream'
import type { CannedReply } from './dialogs/canned'
import type { DeskHours } from './dialogs/hours'
import { createHandoffs, type Handoffs } from './handoff/handoffs'
import { createOutsideDesk, type OutsideDesk } from './handoff/outsideDesk'
import { hashPassword, newPassword } from './handoff/password'
import type { AdviserRole } from './handoff/types'
import { createSignatureCheck, signatureOf } from './handoff/signature'
import { createSeal } from './handoff/seal'
import type { ConversationEvents } from './turn/ports'
import type { Tools } from './turn/tools'
import type { Turns } from './turn/turns'

export interface HandoffParts {
  readonly handoffs: Handoffs
  readonly store: SqlStore
  readonly canned: readonly CannedReply[]
  /** Present when an outside contact centre takes the conversations. */
  readonly outside?: { readonly desk: OutsideDesk; readonly route: Route }
}

interface HandoffParted {
  readonly config: Config

  readonly store: SqlStore
  readonly events: ConversationEvents
  readonly log: Logger
  readonly phrases: Tools['phrases']
  readonly desks: readonly DeskHours[]
  readonly canned: readonly CannedReply[]
  readonly address: { readonly url: string }
}

/** The handoffs themselves: the turns need them before there is a channel. */
export function composeHandoffs({
  config,
  store,
  events,
  log,
  phrases,
  desks,
  canned,
  address,
}: HandoffParted): HandoffParts {
  const handoffs = createHandoffs({
    handoffs: store.handoffs,
    desk: store.desk,
    desks,
    phrases,
    events,
    clock: systemClock,
    pageUrl: (page) => address.url + page,
    onFault: (fault, where) => log.error({ err: fault, where }, 'handoff'),
  })
  const { webhook } = config.desk
  return {
    handoffs: withInbox(handoffs, config, store, log),
    store,
    canned,
    ...(webhook && { outside: composeOutside(webhook, { service: handoffs, store, events, phrases, log }) }),
  }
}

/** One process holds a SQLite folder: while it runs, `npm run adviser` asks it. PostgreSQL is shared, and needs no asking. */
function withInbox(handoffs: Handoffs, config: Config, store: SqlStore, log: Logger): Handoffs {
  if (config.databaseUrl !== undefined) return handoffs
  const inbox: OperatorInbox = createOperatorInbox({
    dataFolder: config.dataFolder,
    desk: store.desk,
    onFault: (fault, where) => log.error({ err: fault, where }, 'desk'),
  })
  return {
    ...handoffs,
    async start() {
      await handoffs.start()
      inbox.start()
    },
    async stop() {
      await inbox.stop()
      await handoffs.stop()
    },
  }
}

/**
 * For `npm run adviser` while the service holds the data folder: makes an account, or gives the one of that name a new password.
 * Resolves with the password, which is kept nowhere. Throws `AdviserNotAdded`.
 */
export async function addAdviserWhileRunning(config: Config, name: string, role: AdviserRole): Promise<string> {
  const password = newPassword()
  await askRunningService(config.dataFolder, { name, role, password: await hashPassword(password) })
  return password
}

function composeOutside(
  { url, secret }: NonNullable<Config['desk']['webhook']>,
  {
    service,
    store,
    events,
    phrases,
    log,
  }: Pick<HandoffParted, 'store' | 'events' | 'phrases' | 'log'> & { service: Handoffs },
): NonNullable<HandoffParts['outside']> {
  const target = createWebhookDesk({
    ...webhookDefaults,
    url,
    sign: (seconds, body) => signatureOf(secret, seconds, body),
  })
  const onFault = (fault: unknown, where: string): void => log.error({ err: fault, where }, 'handoff')
  const desk = createOutsideDesk({
    target,
    service,
    store: store.handoffs,
    desk: store.desk,
    log: store,
    events,
    phrases,
    clock: systemClock,
    onFault,
  })
  const signatures = createSignatureCheck(secret, Date.now)
  return { desk, route: webhookRoute({ outside: desk, signatures, onFault }) }
}

interface DeskParted {
  readonly config: Config
  readonly log: Logger
  readonly tools: Tools
  readonly events: ConversationEvents
  readonly parts: HandoffParts
  readonly tokenSecret: Buffer
  readonly typing: PersonEvents['adviserTyping']
}

export function composeDesk({ config, log, tools, events, parts, tokenSecret, typing }: DeskParted): DeskApi {
  const { handoffs, store, canned } = parts
  return createDeskApi({
    handoffs,
    store: store.handoffs,
    desk: store.desk,
    log: store,
    events,
    codes: store.resumeCodes(tokenSecret),
    tools,
    canned,
    clock: systemClock,
    seal: createSeal(tokenSecret, 'callbacks'),
    stateSeal: createSeal(tokenSecret, 'desk sign-in'),
    localAccounts: config.desk.localAccounts,
    ...(config.desk.identity && { identity: createAdviserIdentity(config.desk.identity, loadOpenIdClient) }),
    trial: config.mode === 'trial',
    publicUrl: config.publicUrl,
    typing,
    onFault: (fault, where) => log.error({ err: fault, where }, 'desk'),
  })
}

interface PagesParted extends Omit<DeskParted, 'typing'> {
  readonly tokens: Tokens
  readonly address: { readonly url: string }
  limit(request: HttpRequest): Answer | undefined
}

/** What a person finds beside the conversation: the form to be contacted, and their own record to save. */
export function composePersonPages({
  tools,
  events,
  parts,
  tokenSecret,
  tokens,
  address,
  limit,
}: PagesParted): Route[] {
  const { handoffs, store } = parts
  const needs = { phrases: tools.phrases, clock: systemClock, limit }
  return [
    ...(parts.outside ? [parts.outside.route] : []),
    ...callbackRoutes({
      ...needs,
      desks: handoffs.desks,
      desk: store.desk,
      seal: createSeal(tokenSecret, 'callbacks'),
      events,
    }),
    ...saveRoutes({ ...needs, log: store, tokens, pageUrl: (page) => address.url + page }),
  ]
}

export function composePersonEvents(
  parts: HandoffParts,
  events: ConversationEvents,
  turns: Turns,
  push: Streams['push'],
  botName: string,
  log: Logger,
  phrases: Tools['phrases'],
  onRating: (helpful: boolean) => void,
): PersonEvents {
  return createPersonEvents({
    handoffs: parts.handoffs,
    events,
    marks: parts.store.marks,
    endedWords: (language) => phrases.say('ended_notice', language),
    onRating,
    askForPerson: (conversationId, id) => turns.askForPerson(conversationId, id),
    push,
    botName,
    onFault: (fault, conversationId) => log.error({ err: fault, conversationId }, 'person events'),
  })
}
