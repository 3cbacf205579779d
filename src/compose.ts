/** READ SECOND. The only place that builds things and joins them: content → tools → turns → service. Each layer returns its parts. */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import pino, { type Logger } from 'pino'
import type { WritingReport } from './answering/writeAnswer'
import { systemClock } from './backends/clock'
import { inProcessEvents } from './backends/events'
import { keepNeeds, type NeedKeeper } from './backends/keepNeeds'
import { postgresEvents } from './backends/postgresEvents'
import { openMemoryStore } from './backends/store/memoryStore'
import { openPostgresStore } from './backends/store/postgresStore'
import { openSqliteStore } from './backends/store/sqliteStore'
import type { SqlStore } from './backends/store/sqlStore'
import { keepLocalAdviser } from './channels/desk/operatorInbox'
import { composeChannels } from './composeChannels'
import { composeHandoffs } from './composeDesk'
import { composeModel, type ComposedModel } from './composeModel'
import { composeFindHelpers, loadProviders } from './composeProviders'
import type { Config } from './config'
import { prepareAuthorities } from './dialogs/authorities'
import { askedTerm, asksMeaning } from './dialogs/askedTerm'
import { prepareChoices } from './dialogs/choices'
import { loadDesks, loadDialogs, type Dialogs } from './dialogs/loadDialogs'
import { prepareJudge, type NeedJudge } from './dialogs/judgeNeed'
import { needExamples } from './dialogs/needExamples'
import { learnNeeds, needModelOf, needModelVersion } from './dialogs/needModel'
import { prepareIdeas } from './dialogs/ideas'
import { prepareOldNames } from './dialogs/oldNames'
import { prepareMatters, prepareTriage } from './dialogs/triage'
import { hashPassword, newPassword } from './handoff/password'
import type { AdviserRole } from './handoff/types'
import { findTerm, findTermIn } from './knowledge/findTerm'
import { productionFaults } from './knowledge/contacts'
import { NotReadyForProduction } from './knowledge/faults'
import { loadKnowledge } from './knowledge/loadKnowledge'
import { todayInFinland } from './knowledge/todayInFinland'
import { productionFaultsOfProviders, type Provider } from './knowledge/providers'
import type { Knowledge } from './knowledge/types'
import { findVoikko } from './language/finnish/findVoikko'
import { identifyLanguage } from './language/identifyLanguage'
import { buildSearch } from './retrieval/buildSearch'
import { createIndexCache, type IndexCache } from './retrieval/indexCache'
import { tokenSecret } from './backends/tokenSecret'
import type { ConversationEvents } from './turn/ports'
import type { Tools } from './turn/tools'
import { createSwitches } from './turn/switches'
import { createTurns, type Turns } from './turn/turns'
import { createWritings } from './turn/writings'

export { backUp, restore } from './backends/store/sqliteBackup'

/** What a turn works with: content, rules and search. No server, no database; `cache` keeps the search's indexes for the next start. */
export function composeTools(config: Config, cache?: Caches): Tools {
  const knowledge = knowledgeOf(config)
  const providers = loadProviders(config, knowledge)
  if (config.mode === 'production') refuseUnverified(knowledge, providers)
  const dialogs = loadDialogs(config.dialogsFolder)
  const { phrases, rules, matters, authorities, sites } = dialogs
  const judge = composeJudge(knowledge, dialogs, cache)
  return {
    knowledge,
    phrases,
    sites,
    drafts: config.mode === 'trial',
    search: buildSearch(knowledge, {
      dictionary: findVoikko(config.voikkoDictionary),
      ownCase: judge.ownCase,
      cache: cache?.index,
    }),
    triage: prepareTriage(rules),
    judge,
    choiceIn: prepareChoices(phrases),
    namesMatter: prepareMatters(matters),
    termAsked(text, language) {
      for (const words of askedTerm(text)) {
        const term = findTerm(knowledge, words, language)
        if (term) return term
      }
      return undefined
    },
    termNamed: (text, language) => findTermIn(knowledge, text, language),
    asksMeaning,
    oldNameIn: prepareOldNames(knowledge.terms),
    authorityIn: prepareAuthorities(authorities),
    findHelpers: composeFindHelpers(providers, knowledge, systemClock),
    identify(text, prior) {
      const { language } = identifyLanguage(text, prior)
      return language === 'unknown' ? undefined : language
    },
  }
}

function knowledgeOf({ knowledgeFolder, mode }: Config): Knowledge {
  return loadKnowledge({ folder: knowledgeFolder, mode, today: todayInFinland(systemClock.now()) })
}

/** What takes long at a first start, each by itself, so that they can be prepared beside each other. */
export const preparations = {
  needs: (config: Config, cache: Caches): unknown =>
    composeJudge(knowledgeOf(config), loadDialogs(config.dialogsFolder), cache),
  search: (config: Config, { index }: Caches): unknown =>
    buildSearch(knowledgeOf(config), { dictionary: findVoikko(config.voikkoDictionary), cache: index }),
} as const

/** What is built once and found ready at the next start. */
export interface Caches {
  readonly index: IndexCache
  readonly needs: NeedKeeper
}

/** The caches of one folder. */
export function cachesIn(folder: string, onTrouble?: (trouble: unknown) => void): Caches {
  return { index: createIndexCache(folder, onTrouble), needs: keepNeeds(folder, onTrouble) }
}

/** The caches that the build has filled, behind them those of the data folder, which take what was made anew. */
export function cachesOf(config: Config, onTrouble?: (trouble: unknown) => void): Caches {
  const built = cachesIn(builtIndexes(config), onTrouble)
  const own = cachesIn(path.join(config.dataFolder, 'index'), onTrouble)
  return {
    index: {
      ...own.index,
      load: (...of) => built.index.load(...of) ?? own.index.load(...of),
      loadWords: (...of) => built.index.loadWords(...of) ?? own.index.loadWords(...of),
    },
    needs: { load: (key) => built.needs.load(key) ?? own.needs.load(key), save: own.needs.save },
  }
}

/** Where the build puts indexes and what the need model learnt. */
export const builtIndexes = ({ root }: Pick<Config, 'root'>): string => path.join(root, 'dist', 'index')

/** What judges needs by likeness; `cache` keeps what was learnt for the next start. */
export function composeJudge(
  knowledge: Knowledge,
  { needLines, rules, ideas, version }: Dialogs,
  cache?: Pick<Caches, 'needs'>,
): NeedJudge {
  const key = [needModelVersion, knowledge.version, version].join(' ')
  const ideasIn = prepareIdeas(ideas)
  const kept = cache?.needs.load(key)
  const learnt = kept ?? learnNeeds(needExamples(needLines(), rules, knowledge.guides, knowledge.lines()), ideasIn)
  if (!kept) cache?.needs.save(key, learnt)
  return prepareJudge(needModelOf(learnt, ideasIn))
}

/** Production shows only what people have approved and verified, and places that are real; without these it may not run at all. */
function refuseUnverified(knowledge: Knowledge, providers: readonly Provider[]): void {
  const faults = [
    ...productionFaults(knowledge),
    ...productionFaultsOfProviders(providers),
    ...(knowledge.guides.length === 0
      ? ['No guide is approved and in date: nothing could be answered. Approve guides with "npm run approve".']
      : []),
  ]
  if (faults.length > 0) throw new NotReadyForProduction(faults)
}

/** Turns that keep nothing: for `evaluate` and `talk`. With `evaluating` the configured models help, and each answer written is told of. */
export async function composeTurns(
  config: Config,
  evaluating?: (report: WritingReport) => void,
): Promise<{ turns: Turns; model?: ComposedModel; close(): Promise<void> }> {
  const store = openMemoryStore({ clock: systemClock })
  const log = composeLog(config)
  const tools = composeTools(config, cachesOf(config))
  const model = evaluating && (await composeModel(config, tools, log, evaluating))
  await model?.ready()
  const turns = createTurns({ store, events: inProcessEvents(), tools, log, thinking: model?.thinking })
  return {
    turns,
    model,
    async close() {
      await model?.close()
      await store.close()
    },
  }
}

/** Everything: the durable store, the turns, the ways in. Nothing listens before `start`. */
export interface Service {
  readonly log: Logger
  /** Finishes what the last process left, then listens; resolves with the address. */
  start(): Promise<{ readonly url: string }>
  /** Stops taking, lets running turns end, closes everything. */
  stop(): Promise<void>
}

export async function compose(config: Config): Promise<Service> {
  const log = composeLog(config)
  const trouble = (fault: unknown): void => log.warn({ err: fault }, 'the search works without its cache')
  // The data folder first: whoever may not have it should hear that, and not of something in it.
  const { store, events, close } = await composeState(config, log)
  const content = composeTools(config, cachesOf(config, trouble))
  const address = { url: config.publicUrl ?? `http://${config.host}:${config.port}` }
  const advisers = composeHandoffs({
    config,
    store,
    events,
    log,
    address,
    phrases: content.phrases,
    ...loadDesks(config.dialogsFolder),
  })
  const { handoffs } = advisers
  const tools: Tools = { ...content, desk: handoffs.offers, modelWrites: config.model !== undefined }
  const model = await composeModel(config, tools, log)
  const writings = createWritings(events)
  const switches = createSwitches(store.switches, log)
  const turns = createTurns({ store, events, tools, log, thinking: model?.thinking, writings, switches, handoffs })
  if (config.databaseUrl && !config.tokenSecret)
    log.warn(
      'TOKEN_SECRET is not set: another process on the same DATABASE_URL will refuse what this one has signed and sealed',
    )
  const secret = config.tokenSecret ? Buffer.from(config.tokenSecret) : await tokenSecret(config.dataFolder)
  const { server, begin, idle } = await composeChannels({
    config,
    log,
    tools,
    turns,
    writings,
    store,
    events,
    advisers,
    tokenSecret: secret,
    addressSecret: randomBytes(32),
    address,
  })
  return {
    log,
    async start() {
      // Who is on duty first: a turn that is finished now may be somebody's who asked for a human.
      await advisers.outside?.desk.start()
      await handoffs.start()
      await turns.finishCutOff()
      const { url } = await server.listen()
      if (!config.publicUrl) address.url = url
      begin()
      return { url }
    },
    async stop() {
      await server.stop()
      await turns.idle()
      await model?.close()
      await advisers.outside?.desk.stop()
      await handoffs.stop()
      await idle()
      await close()
    },
  }
}

function composeLog(config: Config): Logger {
  return pino({ level: config.logLevel, base: undefined, timestamp: pino.stdTimeFunctions.isoTime })
}

export interface State {
  readonly store: SqlStore
  readonly events: ConversationEvents
  close(): Promise<void>
}

/** SQLite in the data folder for one process; PostgreSQL, shared, when its address is given. Each loads its driver only when it is opened. */
export async function composeState(config: Config, log = composeLog(config)): Promise<State> {
  const { databaseUrl, dataFolder } = config
  const report = (fault: unknown): void => log.error({ err: fault }, 'state')
  if (databaseUrl === undefined) {
    const store = await openSqliteStore({ folder: dataFolder, clock: systemClock, report })
    return { store, events: inProcessEvents(report), close: () => store.close() }
  }
  const store = await openPostgresStore({ url: databaseUrl, clock: systemClock, report })
  const events = await postgresEvents({ url: databaseUrl, report })
  return {
    store,
    events,
    async close() {
      await events.close()
      await store.close()
    },
  }
}

/** For `npm run adviser`: makes an account, or gives the one of that name a new password. Resolves with the password, which is kept nowhere. Throws `AdviserNotAdded`. */
export async function addAdviser(config: Config, name: string, role: AdviserRole): Promise<string> {
  const { store, close } = await composeState(config)
  try {
    const password = newPassword()
    await keepLocalAdviser(store.desk, { name, role, password: await hashPassword(password) })
    return password
  } finally {
    await close()
  }
}
