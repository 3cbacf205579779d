/** What the channels need from outside to reach people who do not read the record themselves: addresses and posts, kept durably. */
import type { Language } from '../language/languages'

/** Where somebody is reached on a Bot Framework channel: a conversation reference without names. Plain data, stored as JSON. */
export interface Address {
  readonly channelId: string
  readonly serviceUrl: string
  /** The bot's own id there. */
  readonly bot: string
  /** The channel's own id of the conversation. */
  readonly conversation: string
  readonly kind?: string
  readonly tenant?: string
  /** The channel's id of who wrote last. */
  readonly person: string
}

/** Addresses of conversations, so that any process can write to them. */
export interface AddressBook {
  /** Keeps the address of a conversation that is open; the same again writes nothing. */
  keep(conversationId: string, address: Address): Promise<void>
  find(conversationId: string): Promise<{ readonly address: Address; readonly deliveredSeq: number } | undefined>
  /** Lines up to `seq` have arrived; never goes back. */
  delivered(conversationId: string, seq: number): Promise<void>
  /**
   * Conversations whose handoff was asked for since then and that have a line of an adviser or of the service which has not arrived: in an order
   * of the store's own, those behind `after` (a conversation; '' for the first), at most `limit`.
   */
  undelivered(askedSince: string, after: string, limit: number): Promise<readonly string[]>
  /** Which reply of ours an activity in the channel is. */
  keepReply(conversationId: string, activityId: string, replyId: string): Promise<void>
  replyOf(conversationId: string, activityId: string): Promise<string | undefined>
}

/** `adviser`: an adviser's personal chat, under the adviser's account id. `desk`: a team's channel where the queue is shown. */
export interface TeamsPlace {
  readonly id: string
  readonly kind: 'adviser' | 'desk'
  readonly address: Address
  readonly language: Language
  /** When somebody last did something there. ISO 8601. */
  readonly seenAt: string
}

/** Something about a handoff that stands in Teams and is to be changed or removed there. */
export interface TeamsPost {
  readonly handoffId: string
  /** Of `TeamsPlace`. */
  readonly place: string
  /** `card`, `talk`, or a line: `line.<seq>`. */
  readonly what: string
  readonly activityId: string
  /** What it shows now, for us: a state, or how far the record has been told. */
  readonly shows: string
  readonly address: Address
}

/** Somebody on the staff says that a guide is wrong. `words` are masked. */
export interface GuideReport {
  readonly id: string
  readonly at: string
  readonly guide: string
  readonly language: Language
  readonly owner: string
  readonly words: string
}

export interface TeamsStore {
  keepPlace(place: TeamsPlace): Promise<void>
  place(id: string): Promise<TeamsPlace | undefined>
  places(): Promise<readonly TeamsPlace[]>
  removePlace(id: string): Promise<void>
  keepPost(post: TeamsPost): Promise<void>
  posts(handoffId: string): Promise<readonly TeamsPost[]>
  removePost(post: Pick<TeamsPost, 'handoffId' | 'place' | 'what'>): Promise<void>
  /** Handoffs of which something stands in Teams. */
  posted(): Promise<readonly string[]>
  /** The same id again changes nothing. */
  report(report: GuideReport): Promise<void>
  /** Newest first. */
  reports(limit: number): Promise<readonly GuideReport[]>
}

/** An activity of ours for a Bot Framework channel, without addresses. */
export interface OutActivity {
  readonly type: 'message' | 'typing' | 'event'
  readonly name?: string
  readonly value?: object
  readonly text?: string
  readonly textFormat?: 'plain' | 'markdown'
  /** What a notification says where only a card is shown. */
  readonly summary?: string
  readonly locale?: string
  readonly from?: { readonly id: string; readonly name?: string; readonly role?: string }
  readonly replyToId?: string
  readonly suggestedActions?: object
  readonly attachments?: readonly { readonly contentType: string; readonly content: object }[]
  readonly entities?: readonly object[]
  readonly channelData?: object
}

/** Writes into a channel's conversation at any time, from any process. */
export interface Poster {
  /** Whether we may write there: only to hosts that the operator allows. */
  reaches(address: Address): boolean
  /** Resolves with the channel's id of the activity. @throws PostFault */
  send(address: Address, activity: OutActivity): Promise<string>
  /** @throws PostFault */
  update(address: Address, activityId: string, activity: OutActivity): Promise<void>
  /** @throws PostFault */
  remove(address: Address, activityId: string): Promise<void>
}

/** The channel did not take what we sent. `final`: it will not take it later either (gone, blocked, malformed). */
export class PostFault extends Error {
  readonly code = 'POST'
  constructor(
    what: string,
    channelId: string,
    readonly status: number | undefined,
    cause: unknown,
  ) {
    super(`The channel ${channelId} did not take what we ${what} (${status ?? 'no answer'}).`, { cause })
    this.name = 'PostFault'
  }

  get final(): boolean {
    const { status } = this
    if (status === undefined) return false
    return status === 501 || (status >= 400 && status < 500 && ![401, 408, 429].includes(status))
  }
}
