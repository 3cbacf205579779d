/** All turns with one person in one channel: who holds it, and what the next turn must remember. Knows no store. */
import type { Language } from '../language/languages'
import type { Opening } from './message'
import type { Danger, Need, Outcome } from './outcome'
import type { Reply } from './reply'

export const holders = ['bot', 'queue', 'adviser', 'nobody'] as const
export type Holder = (typeof holders)[number]

/** What somebody wants of a helper near them. Never where they are: no place is kept. */
export interface HelpWish {
  readonly need?: 'course' | 'public_computer' | 'eservice_advice'
  readonly delivery?: readonly ('remote_phone' | 'remote_chat' | 'remote_video')[]
  readonly language?: Language
  readonly cost?: 'free'
  readonly cannotLeaveHome?: boolean
  readonly staffedNow?: boolean
}

/** What the bot asked and waits an answer to; gone after the next message, answered or not. */
export type OpenQuestion =
  | { readonly kind: 'guide'; readonly guides: readonly string[]; readonly labels: readonly string[] }
  | { readonly kind: 'municipality'; readonly need: Need; readonly wish?: HelpWish }
  /** Helpers have been listed: what is said of them next, or another place, continues from the list. `asks`: where to look was asked. */
  | { readonly kind: 'helpers'; readonly wish?: HelpWish; readonly asks?: boolean }
  | { readonly kind: 'way'; readonly guide?: string }
  /** `waits`: asked of somebody in the queue; "no" leaves it. */
  | { readonly kind: 'person'; readonly waits?: true }

/** Helpers that were listed, as far as they are remembered: what was wished of them, and no place. */
export interface ListedHelpers {
  readonly wish?: HelpWish
  /** The guide about getting help that was at hand with them. */
  readonly guide?: string
  /** For how many messages more they stay in reach. */
  readonly left: number
  /** Something has been told since that "it" and "they" may mean: only who names the list goes back to it. */
  readonly covered?: true
}

/** What a turn leaves for the next one. Plain data, stored as JSON. */
export interface Memory {
  /** The language spoken last, or chosen. */
  readonly language?: Language
  /** The guide at hand, which a follow-up continues. */
  readonly guide?: string
  /** 0-based step when the guide is walked one step at a time. */
  readonly step?: number
  readonly question?: OpenQuestion
  /** What was asked last and got no sure answer, masked: a few words more may complete it. */
  readonly asked?: string
  readonly helpers?: ListedHelpers
  /** Danger that was met and is not known to be over. */
  readonly danger?: Danger
  /** Turns in a row that ended without help. */
  readonly misses: number
}

export const blankMemory: Memory = { misses: 0 }

export interface Conversation extends Opening {
  readonly holder: Holder
  /** Raised by every change of holder; a reply made under an older epoch is never shown. */
  readonly epoch: number
  readonly memory: Memory
}

/** Who said it. `system` is the service itself: safety notices, marks of a change of holder. */
export type Speaker = 'person' | 'bot' | 'adviser' | 'system'

/** One line of a conversation's record: append-only, `seq` without gaps from 1. Text is masked before it comes here. */
export interface LogEntry {
  readonly conversationId: string
  readonly seq: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly speaker: Speaker
  /** The person's message id, or the reply's own: `<message id>.1`, `.2` … */
  readonly id: string
  /** The message this line answers, for the bot's replies. */
  readonly replyTo?: string
  /** What was said, as Markdown, in the words that were shown. */
  readonly text: string
  readonly language?: Language
  /** The reply's data, for the bot's lines. */
  readonly reply?: Reply
  /** The adviser's name, on an adviser's line. */
  readonly adviser?: string
  /** Who holds the conversation once this line stands; not on a person's line. */
  readonly holder?: Holder
}

/** One message and everything it causes. `finished` once its replies stand in the log. */
export interface Turn {
  readonly conversation: Conversation
  readonly message: LogEntry
  readonly state: 'new' | 'begun' | 'finished'
  /** The recorded replies when `finished`, else empty. */
  readonly replies: readonly LogEntry[]
  readonly outcome?: Outcome
}
