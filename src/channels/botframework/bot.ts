/** The one bot behind every adapter: a message becomes a turn, someone's arrival a greeting. Knows neither HTTP nor how a turn is answered. */
import type { Activity } from 'botbuilder'
import type { LogEntry } from '../../conversation/conversation'
import type { Message, Opening } from '../../conversation/message'
import type { Turns } from '../../turn/turns'
import type { Writings } from '../../turn/writings'
import type { OutActivity } from '../ports'
import type { Arrived, Handled } from '../teams/types'
import { addressOf } from './address'
import type { Delivery } from './delivery'
import { type Followed, followWriting } from './followWriting'
import type { ActivityRenderer } from './toActivity'
import { toArrived } from './toArrived'
import { openingOf, toMessage } from './toMessage'

/** Keys of `context.turnState` by which an adapter tells the bot how it delivers. */
export const turnKeys = {
  /** `() => void`: called as soon as the message (or the greeting) is durable. */
  acknowledge: 'acknowledge',
  /** `Opening`: whose conversation it is, from an adapter that knows better than the activity. */
  opening: 'opening',
  /** `true` when clients read the log themselves, so that replies need not be sent. */
  readsLog: 'readsLog',
} as const

export interface BotNeeds {
  readonly turns: Turns
  readonly renderer: ActivityRenderer
  /** How long a turn may take before the person sees that an answer is being written, in milliseconds. */
  readonly typingAfterMs: number
  /** How people are reached whose channel does not read the record; absent: not at all. */
  readonly delivery?: Pick<Delivery, 'keep' | 'deliver'>
  /** What Teams brings beside questions, and how its replies look. */
  readonly teams?: TeamsDoor
  /** Answers that are being written, shown while they grow; absent: replies come whole. */
  readonly writings?: Pick<Writings, 'watch' | 'stop'>
}

export interface TeamsDoor {
  /** Advisers' work, cards, commands, searches; `bot` for all that the bot answers. Rejects when it could not be kept. */
  take(arrived: Arrived): Promise<Handled>
  /** A reply with what Teams shows beside the words. */
  dress(reply: OutActivity, entry: LogEntry): OutActivity
  /** A reply now stands in Teams. */
  sent(entry: LogEntry, activityId: string): Promise<void>
}

/** One activity on its way through the bot: the part of botbuilder's TurnContext that the bot lives on, so that an adapter can do without. */
export interface BotContext {
  readonly activity: Activity
  /** By `turnKeys`. */
  readonly turnState: { get<T>(key: unknown): T }
  sendActivity(activity: Partial<Activity>): Promise<{ readonly id: string } | undefined>
  sendActivities(activities: Partial<Activity>[]): Promise<readonly ({ readonly id: string } | undefined)[]>
}

export type Bot = (context: BotContext) => Promise<void>

/**
 * Unknown kinds of activity are ignored. Rejects when the message, or the address its answers go to, could not be kept (a StoreError), or a
 * reply not sent. Sent again it does no harm: a message that was kept is answered with what stands in the record.
 */
export function createBot({ turns, renderer, typingAfterMs, delivery, teams, writings }: BotNeeds): Bot {
  return async (context) => {
    const opening = context.turnState.get<Opening | undefined>(turnKeys.opening)
    if (context.activity.type === 'conversationUpdate') return greet(context, opening)
    if (teams && (await atDoor(context, teams))) return
    const message = toMessage(context.activity, opening)
    if (message === 'ignore') return
    const stopTyping = showTypingAfter(context, typingAfterMs)
    const followed = follow(context, message, stopTyping)
    try {
      const taken = await turns.take(message)
      if (!opening) await keepAddress(context, message.conversationId)
      acknowledge(context)
      await send(context, await taken.replies.finally(stopTyping), followed)
    } finally {
      stopTyping()
      followed?.end()
    }
    if (!opening) await deliver(context, message.conversationId)
  }

  /** True when Teams' own door has dealt with it. */
  async function atDoor(context: BotContext, door: TeamsDoor): Promise<boolean> {
    const arrived = toArrived(context.activity)
    const handled = arrived ? await door.take(arrived) : 'bot'
    if (handled === 'bot') return false
    if (handled.invoke) await context.sendActivity({ type: 'invokeResponse', value: handled.invoke })
    if (handled.replies?.length) await context.sendActivities(handled.replies as Partial<Activity>[])
    return true
  }

  async function keepAddress(context: BotContext, conversationId: string): Promise<void> {
    const address = delivery && addressOf(context.activity)
    if (address) await delivery.keep(conversationId, address)
  }

  /** An adviser's and the service's lines that this turn has caused, or that have waited for a channel which is only ever answered. */
  async function deliver(context: BotContext, conversationId: string): Promise<void> {
    if (context.activity.deliveryMode !== 'expectReplies') return delivery?.deliver(conversationId)
    await delivery?.deliver(conversationId, (activity) => context.sendActivity(activity as Partial<Activity>))
  }

  async function greet(context: BotContext, known: Opening | undefined): Promise<void> {
    const opening = known ?? (someoneJoined(context.activity) ? openingOf(context.activity) : undefined)
    if (!opening) return
    const greeting = await turns.greet(opening)
    acknowledge(context)
    await send(context, [greeting])
  }

  /** Streams are for one-to-one conversations whose channel is written to; the others get the reply whole. */
  function follow(
    context: BotContext,
    { conversationId, id }: Pick<Message, 'conversationId' | 'id'>,
    onBegin: () => void,
  ): Followed | undefined {
    const { conversation, deliveryMode } = context.activity
    const whole = context.turnState.get(turnKeys.readsLog) || deliveryMode === 'expectReplies' || conversation.isGroup
    if (!writings || whole) return undefined
    const sendOne = async (activity: OutActivity): Promise<string> =>
      (await context.sendActivity(activity as Partial<Activity>))?.id ?? ''
    return followWriting({ writings, conversationId, messageId: id, send: sendOne, onBegin })
  }

  async function send(context: BotContext, replies: readonly LogEntry[], followed?: Followed): Promise<void> {
    if (replies.length === 0 || context.turnState.get(turnKeys.readsLog)) return
    const inTeams = context.activity.channelId === 'msteams' ? teams : undefined
    const activities = replies.map((entry) => {
      const reply = renderer.reply(entry)
      return inTeams ? inTeams.dress(reply as OutActivity, entry) : reply
    })
    const whole = followed ? activities.slice(1) : activities
    const ids = followed ? [await followed.finish(activities[0] as OutActivity)] : []
    const sent = whole.length > 0 ? await context.sendActivities(whole as Partial<Activity>[]) : []
    ids.push(...sent.map((response) => response?.id ?? ''))
    if (!inTeams) return
    for (const [at, entry] of replies.entries()) if (ids[at]) await inTeams.sent(entry, ids[at])
  }
}

function acknowledge(context: BotContext): void {
  const done = context.turnState.get<(() => void) | undefined>(turnKeys.acknowledge)
  done?.()
}

/** Teams announces itself (the bot) only; other channels name the person, and announce the bot in an update of its own. */
function someoneJoined(activity: Activity): boolean {
  const joined = activity.membersAdded ?? []
  return activity.channelId === 'msteams'
    ? joined.length > 0
    : joined.some((member) => member?.id !== activity.recipient?.id)
}

/** A sign of life for slow turns. Whether it arrives matters to nobody: a failure to send it is the channel's, seen when the reply is sent. */
function showTypingAfter(context: BotContext, afterMs: number): () => void {
  if (context.activity.deliveryMode === 'expectReplies') return () => {}
  const timer = setTimeout(() => void context.sendActivity({ type: 'typing' }).catch(() => undefined), afterMs)
  return () => clearTimeout(timer)
}
