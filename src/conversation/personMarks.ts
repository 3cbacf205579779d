/** What a person leaves beside messages: whether an answer helped, the language they chose, that they have ended. Knows no store and no channel. */
import type { Language } from '../language/languages'
import type { LogEntry } from './conversation'

/** A person's judgment of one answer. */
export interface Rating {
  readonly conversationId: string
  /** The id of the bot's line that was judged. */
  readonly replyId: string
  readonly helpful: boolean
  /** What was missing, in the person's words, masked. */
  readonly word?: string
}

/** The same with what it was about, for the list of what people miss. */
export interface RatedReply extends Rating {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly need?: string
  readonly guide?: string
  readonly language?: Language
}

/** Durable once a promise resolves. What belongs to a conversation goes with it when it is erased. */
export interface PersonMarks {
  /** Keeps the judgment; a later one of the same answer takes its place. False when the bot never said such a line. */
  rate(rating: Rating): Promise<boolean>
  /** Judgments after a moment (ISO 8601), oldest first, at most `limit`. */
  ratings(after: string, limit: number): Promise<readonly RatedReply[]>
  /** From now on this is the language spoken last. False when there is no such conversation. */
  speak(conversationId: string, language: Language): Promise<boolean>
  /**
   * The person ends the conversation: one line says so, what the bot remembered is gone, and no resume code opens it any more. Undefined
   * when there is no such conversation. The same `id` again gives back the line that stands.
   */
  end(conversationId: string, id: string, words: (language: Language) => string): Promise<LogEntry | undefined>
}
