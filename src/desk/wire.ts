/** What stands on the wire between the desk page and `/desk/api`. Types only; knows neither the page nor the server. */

export type Language = 'fi' | 'sv' | 'en'
export type InLanguages = Readonly<Record<Language, string>>

/** `cancelled` and `left` are the person's to choose, `unserved` is the service's, the others are the adviser's. */
export type CloseReason =
  'helped' | 'referred' | 'no_answer' | 'wrong_place' | 'handed_back' | 'cancelled' | 'left' | 'unserved'

export interface Citation {
  readonly passage: string
  readonly title: string
  readonly excerpt: string
  readonly path: string
  readonly origin: string
}

/** A line of the conversation's record. The person's text is plain, all other text is our Markdown subset. */
export interface Line {
  readonly seq: number
  readonly at: string
  readonly speaker: 'person' | 'bot' | 'adviser' | 'system'
  readonly id: string
  /** On one's own lines: the id this page gave them. */
  readonly clientId?: string
  readonly text: string
  readonly language?: Language
  readonly adviser?: string
  readonly outcome?: string
  readonly citations?: readonly Citation[]
}

export interface Handoff {
  readonly id: string
  readonly desk: string
  readonly state: 'waiting' | 'accepted' | 'closed'
  readonly language: Language
  readonly topic?: { readonly id: string; readonly title: InLanguages }
  readonly askedAt: string
  readonly waitSeconds: number
  readonly lostAdviser: boolean
  /** From 1, while waiting. */
  readonly position?: number
  readonly adviser?: { readonly id: string; readonly name: string }
  readonly mine: boolean
  readonly acceptedAt?: string
  readonly closeReason?: CloseReason
  readonly epoch: number
}

/** For advisers only; the person never sees it. */
export interface Note {
  readonly id: string
  readonly at: string
  readonly adviser: { readonly id: string; readonly name: string }
  readonly text: string
}

export const presenceStatuses = ['available', 'busy', 'away'] as const
export type PresenceStatus = (typeof presenceStatuses)[number]

export interface Presence {
  readonly status: PresenceStatus
  readonly capacity: number
  readonly languages: readonly Language[]
  readonly desks: readonly string[]
  /** The service takes the next person for the adviser while there is room. */
  readonly automatic: boolean
}

export interface DeskInfo {
  readonly id: string
  readonly name: InLanguages
  readonly languages: readonly Language[]
  readonly capacity: number
  readonly open: boolean
  readonly opensAt?: string
  readonly closesAt?: string
}

export interface Me {
  readonly adviser: { readonly id: string; readonly name: string; readonly role: 'adviser' | 'supervisor' }
  readonly csrf: string
  readonly presence: Presence
  readonly desks: readonly DeskInfo[]
  readonly closeReasons: readonly CloseReason[]
  readonly heartbeatSeconds: number
  readonly maxTextLength: number
}

/** Which ways to sign in there are. */
export interface Doors {
  readonly local: boolean
  readonly oidc: boolean
  readonly trial: boolean
}

export interface CannedReply {
  readonly id: string
  readonly title: InLanguages
  /** `{adviser}` in it is the adviser's name. */
  readonly text: InLanguages
}

export interface Callback {
  readonly id: string
  readonly desk: string
  readonly language: Language
  readonly askedAt: string
  readonly contact: { readonly kind: 'phone' | 'email'; readonly value: string }
  readonly when?: string
  readonly topic?: string
}

export type Wait =
  | { readonly kind: 'range'; readonly fromMinutes: number; readonly toMinutes: number }
  | { readonly kind: 'over'; readonly minutes: number }
  | { readonly kind: 'unknown' }

export interface Overview {
  readonly desks: readonly {
    readonly id: string
    readonly name: InLanguages
    readonly open: boolean
    readonly waiting: number
    readonly longestWaitSeconds: number
    readonly live: number
    readonly wait: Wait
  }[]
  readonly advisers: readonly {
    readonly id: string
    readonly name: string
    readonly status: PresenceStatus
    readonly holding: number
    readonly capacity: number
    readonly languages: readonly Language[]
  }[]
  /** Conversations that advisers hold now. */
  readonly talks: readonly Handoff[]
  readonly callbacks: number
  readonly today: {
    readonly asked: number
    readonly accepted: number
    readonly closed: number
    readonly medianWaitSeconds?: number
  }
}

export interface LogPage {
  readonly handoff: Handoff
  readonly lines: readonly Line[]
  readonly notes: readonly Note[]
  readonly more: boolean
}

/** A conversation that was opened by its code; `pass` opens what is said later, until `until`. */
export interface Opened {
  readonly pass: string
  readonly until: string
  readonly lines: readonly Line[]
  readonly more: boolean
}

/** Why the service set the adviser to away: nothing was done for long, or someone who was given was not looked at. */
export type AwayReason = 'idle' | 'missed'

/** What the server says over the socket. */
export type Frame =
  | { readonly type: 'hello'; readonly me: string }
  | { readonly type: 'queue' | 'holding'; readonly items: readonly Handoff[] }
  | { readonly type: 'lines'; readonly handoffId: string; readonly lines: readonly Line[] }
  | { readonly type: 'typing'; readonly handoffId: string; readonly by: 'person' }
  | { readonly type: 'unfollowed'; readonly handoffId: string }
  | { readonly type: 'away'; readonly why: AwayReason }
  | { readonly type: 'note'; readonly handoffId: string; readonly note: Note }
  | { readonly type: 'presence'; readonly presence: Presence }
  | { readonly type: 'callbacks'; readonly open: number }
  | { readonly type: 'refused'; readonly for: string; readonly handoffId: string; readonly code: string }

/** What the page says over the socket. */
export type PageFrame =
  /** `active`: someone has touched the page since the last one. */
  | { readonly type: 'alive'; readonly active: boolean }
  | { readonly type: 'follow'; readonly handoffId: string; readonly after: number }
  | { readonly type: 'unfollow' | 'typing'; readonly handoffId: string }
