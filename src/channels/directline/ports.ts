/** What the Direct Line endpoint needs from the house: a bot, the log, news of its growth. Speaks our words only. */
import type { Conversation, LogEntry } from '../../conversation/conversation'
import type { Opening } from '../../conversation/message'
import type { WireActivity } from '../wire'

/** A message as it came in over Direct Line, checked. */
export interface Arrival {
  readonly opening: Opening
  readonly id: string
  readonly text: string
  readonly attachments: number
}

/** What a client sent that is no message: an event, or the end of the conversation. */
export interface PersonEvent {
  /** The event's own name, or `endOfConversation`. */
  readonly name: string
  readonly id: string
  readonly value?: Readonly<Record<string, unknown>>
  /** The line it is about. */
  readonly replyToId?: string
}

export interface DirectLineBot {
  /** Opens the conversation and greets, once. Resolves when that is durable. */
  greet(opening: Opening): Promise<void>
  /** Resolves when the message is durable; the turn goes on by itself. Rejects when it could not be kept. */
  receive(arrival: Arrival): Promise<void>
}

/** The part of the conversation store that a reader needs. */
export interface DirectLineLog {
  find(conversationId: string): Promise<Conversation | undefined>
  read(conversationId: string, after: number, limit: number): Promise<readonly LogEntry[]>
  /** The person asked for it: everything said goes. */
  erase(conversationId: string): Promise<boolean>
}

export interface DirectLineEvents {
  watch(conversationId: string, onGrowth: (seq: number) => void): () => void
}

/** A line of the log as clients see it. */
export type RenderLine = (entry: LogEntry, person: string) => WireActivity
