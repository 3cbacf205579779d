/** What the turn needs from outside: a durable record, a way to tell others of it, and time. */
import type { Conversation, LogEntry, Memory, Turn } from '../conversation/conversation'
import type { Message, Opening } from '../conversation/message'
import type { Outcome } from '../conversation/outcome'
import type { Reply } from '../conversation/reply'
import type { Language } from '../language/languages'

/** A reply with the words it was shown in. */
export interface SpokenReply {
  readonly reply: Reply
  readonly text: string
}

/** How a turn ended: written in one transaction with its replies. */
export interface TurnEnd {
  readonly outcome: Outcome
  readonly replies: readonly SpokenReply[]
  readonly memory: Memory
}

/**
 * The durable, append-only record of conversations. When a promise resolves, what it wrote survives `kill -9` and power loss.
 * Texts handed in are already masked. Faults are thrown as `StoreError` (backends/store) and mean that nothing was written.
 */
export interface ConversationStore {
  /** Creates the conversation, or returns the one that is there (an existing one keeps its channel, person and site). */
  open(opening: Opening): Promise<Conversation>
  find(conversationId: string): Promise<Conversation | undefined>
  /**
   * Takes a message into the log exactly once: opens the conversation when it is new, gives the message the next `seq` and marks
   * its turn begun. The same message id again returns the recorded turn unchanged: `begun`, or `finished` with its replies.
   */
  begin(message: Message, language?: Language): Promise<Turn>
  /**
   * Appends the replies, keeps the memory and marks the turn finished, all or nothing. A turn that is already finished is left as
   * it is and its recorded replies are returned. While an adviser holds the conversation no reply is appended and nothing is
   * remembered: the turn ends as `relayed`, and an empty list is returned.
   */
  finish(conversationId: string, messageId: string, end: TurnEnd): Promise<readonly LogEntry[]>
  /** Appends something nobody asked for: a greeting, a notice of the service. Repeats with the same `id` are appended once. */
  say(conversationId: string, id: string, spoken: SpokenReply, speaker: 'bot' | 'system'): Promise<LogEntry>
  /** Entries with `seq` > `after`, in order, at most `limit`. */
  read(conversationId: string, after: number, limit: number): Promise<readonly LogEntry[]>
  /** The newest entries, in order, at most `limit`. */
  readLast(conversationId: string, limit: number): Promise<readonly LogEntry[]>
  /** Turns that were begun and not finished, oldest first: what the process's death cut off. */
  unfinished(): Promise<readonly { conversationId: string; messageId: string }[]>
  /** Removes a conversation and everything said in it. True when there was one. */
  erase(conversationId: string): Promise<boolean>
  /** Runs `work` while nobody else, in this process or another, runs work for the same conversation; in order of arrival here. */
  exclusively<T>(conversationId: string, work: () => Promise<T>): Promise<T>
}

/**
 * Tells those who watch a conversation that its log has grown. At least once; a watcher reads the log by `seq`, so a repeat is harmless. A `seq`
 * of 0 means that news may have been missed: look.
 */
export interface ConversationEvents {
  publish(conversationId: string, seq: number): void
  /** Returns a function that ends the watch. */
  watch(conversationId: string, onGrowth: (seq: number) => void): () => void
}

/** What can be switched off: the bot itself, or the model that words its answers. */
export const switchables = ['bot', 'model'] as const
export type Switchable = (typeof switchables)[number]

/** Something that is switched off; without a site everywhere. */
export interface SwitchedOff {
  readonly what: Switchable
  readonly site?: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** What the operator has switched off, shared by every process of the service. */
export interface SwitchStore {
  off(): Promise<readonly SwitchedOff[]>
  turnOff(what: Switchable, site?: string): Promise<void>
  /** Lifts what `turnOff` did with the same site, or none; nothing else. */
  turnOn(what: Switchable, site?: string): Promise<void>
}

/** Time, so that tests can hold it still. */
export interface Clock {
  now(): Date
}

/** What may be written to the log of a turn: ids, outcome, timings – never what a person wrote. */
export interface TurnLog {
  info(facts: Readonly<Record<string, string | number | boolean | undefined>>, event: string): void
  error(facts: Readonly<Record<string, unknown>>, event: string): void
}
