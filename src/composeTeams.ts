/** The part of compose for people and advisers on Bot Framework channels: keeps where they are, brings them lines, opens Teams' door. */
import type { Logger } from 'pino'
import { systemClock } from './backends/clock'
import type { SqlStore } from './backends/store/sqlStore'
import type { TeamsDoor } from './channels/botframework/bot'
import { createDelivery, type Delivery, handoffEvents } from './channels/botframework/delivery'
import type { ActivityRenderer } from './channels/botframework/toActivity'
import type { OutActivity, Poster } from './channels/ports'
import { createTeams, type Teams } from './channels/teams/teams'
import type { TeamsSettings } from './channels/teams/ports'
import type { LogEntry } from './conversation/conversation'
import type { Handoffs } from './handoff/handoffs'
import type { ConversationEvents } from './turn/ports'
import type { Tools } from './turn/tools'

export interface TeamsParted {
  readonly settings: TeamsSettings
  readonly store: SqlStore
  readonly handoffs: Handoffs
  readonly events: ConversationEvents
  readonly tools: Pick<Tools, 'knowledge' | 'phrases' | 'search' | 'triage' | 'choiceIn' | 'namesMatter'>
  readonly renderer: ActivityRenderer
  /** Asked when something is to be written: it may be made after this. */
  readonly poster: () => Poster
  readonly address: { readonly url: string }
  readonly log: Logger
}

export interface Reach {
  readonly delivery: Delivery
  readonly teams: TeamsDoor & Pick<Teams, 'desk'>
  start(): void
  /** Resolves when nothing is on its way any more. */
  stop(): Promise<void>
}

export function composeTeams(parted: TeamsParted): Reach {
  const { store, handoffs, events, renderer, log } = parted
  const poster: Poster = {
    reaches: (address) => parted.poster().reaches(address),
    send: (...of) => parted.poster().send(...of),
    update: (...of) => parted.poster().update(...of),
    remove: (...of) => parted.poster().remove(...of),
  }
  const shared = {
    log: store,
    events,
    exclusively: <T>(key: string, work: () => Promise<T>): Promise<T> => store.exclusively(key, work),
    poster,
    clock: systemClock,
    onFault: (fault: unknown, where: string): void => log.error({ err: fault, where }, 'channel'),
  }
  const delivery = createDelivery({
    ...shared,
    addresses: store.addresses,
    async open() {
      const waiting = await Promise.all(handoffs.desks.map(({ id }) => store.handoffs.waiting(id)))
      return [...waiting.flat(), ...(await store.handoffs.accepted())]
    },
    render: (line, channelId) => renderLine(line, channelId, renderer),
  })
  const teams = createTeams({
    ...shared,
    settings: parted.settings,
    handoffs,
    store: store.handoffs,
    desk: store.desk,
    teams: store.teams,
    addresses: store.addresses,
    marks: store.marks,
    tools: parted.tools,
    pageUrl: (page) => parted.address.url + page,
  })
  return {
    delivery,
    teams,
    start() {
      delivery.start()
      teams.desk.start()
    },
    async stop() {
      await Promise.all([delivery.stop(), teams.desk.stop()])
    },
  }
}

/** In Teams everything comes from the bot: who speaks is said in the words. Teams refuses events; other channels take them. */
function renderLine(line: LogEntry, channelId: string, renderer: ActivityRenderer): readonly OutActivity[] {
  const message = renderer.reply(line) as OutActivity
  if (channelId !== 'msteams') return [...handoffEvents(line), message]
  return [line.speaker === 'adviser' ? { ...message, text: `**${line.adviser ?? ''}:** ${line.text}` } : message]
}
