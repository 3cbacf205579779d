/** The one bot behind every adapter: a message becomes a turn, someone's arrival a greeting. Knows neither HTTP nor how a turn is answered. */
import type { Activity, TurnContext } from 'botbuilder'
import type { LogEntry } from '../../conversation/conversation'
import type { Opening } from '../../conversation/message'
import type { Turns } from '../../turn/turns'
import type { ActivityRenderer } from './toActivity'
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
}

export type Bot = (context: TurnContext) => Promise<void>

/** Unknown kinds of activity are ignored. Rejects only when the message could not be kept (a StoreError) or a reply not sent. */
export function createBot({ turns, renderer, typingAfterMs }: BotNeeds): Bot {
  return async (context) => {
    const opening: Opening | undefined = context.turnState.get(turnKeys.opening)
    if (context.activity.type === 'conversationUpdate') return greet(context, opening)
    const message = toMessage(context.activity, opening)
    if (message === 'ignore') return
    const taken = await turns.take(message)
    acknowledge(context)
    const stopTyping = showTypingAfter(context, typingAfterMs)
    const replies = await taken.replies.finally(stopTyping)
    await send(context, replies)
  }

  async function greet(context: TurnContext, known: Opening | undefined): Promise<void> {
    const opening = known ?? (someoneJoined(context.activity) ? openingOf(context.activity) : undefined)
    if (!opening) return
    const greeting = await turns.greet(opening)
    acknowledge(context)
    await send(context, [greeting])
  }

  async function send(context: TurnContext, replies: readonly LogEntry[]): Promise<void> {
    if (replies.length === 0 || context.turnState.get(turnKeys.readsLog)) return
    await context.sendActivities(replies.map((entry) => renderer.reply(entry) as Partial<Activity>))
  }
}

function acknowledge(context: TurnContext): void {
  const done: (() => void) | undefined = context.turnState.get(turnKeys.acknowledge)
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
function showTypingAfter(context: TurnContext, afterMs: number): () => void {
  if (context.activity.deliveryMode === 'expectReplies') return () => {}
  const timer = setTimeout(() => void context.sendActivity({ type: 'typing' }).catch(() => undefined), afterMs)
  return () => clearTimeout(timer)
}
