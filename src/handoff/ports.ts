/** What handoff needs from outside: a durable place where a change of holder happens all or nothing. */
import type { LogEntry } from '../conversation/conversation'
import type { Language } from '../language/languages'
import type { AdviserRole, CloseReason, Handoff, PresenceStatus } from './types'

/** Tells of growth; the same as the turn's events. */
export interface HandoffEvents {
  publish(topic: string, seq: number): void
  watch(topic: string, onGrowth: (seq: number) => void): () => void
}

/** A line of the service's own that marks a change of holder; said once however often the change is tried. */
export interface Notice {
  readonly text: string
  readonly language: Language
}

export interface Asking {
  readonly id: string
  readonly conversationId: string
  readonly desk: string
  readonly language: Language
  readonly topic?: string
  /** The topic by the conversation's newest lines, where none is named. Pure. */
  topicIn?(lines: readonly LogEntry[]): string | undefined
  readonly notice: Notice
  /** More than this many waiting at the desk: refused as `full`. */
  readonly queueLimit: number
}

export interface Claim {
  readonly handoffId: string
  readonly adviser: { readonly id: string; readonly name: string }
  /** ISO 8601. */
  readonly leaseUntil: string
  /** How many conversations the adviser may hold. */
  readonly capacity: number
  readonly notice: Notice
}

export interface AdviserLine {
  readonly handoffId: string
  readonly adviserId: string
  /** The epoch the adviser's page knows; an older one is refused. */
  readonly epoch: number
  /** The page's own id of the line: the same again is acknowledged, not doubled. */
  readonly clientId: string
  readonly text: string
  readonly language?: Language
  readonly leaseUntil: string
}

/** Where a handoff goes from here, and who says so. */
export interface Move {
  readonly handoffId: string
  /** The adviser who holds it, the person whose it is, or the service (a lease ran out, or nobody comes to who waits). */
  readonly by: { readonly adviserId: string; readonly epoch: number } | 'person' | 'service'
  readonly to:
    | { readonly kind: 'closed'; readonly reason: CloseReason }
    | { readonly kind: 'queue'; readonly desk?: string; readonly lostAdviser: boolean }
  readonly notice: Notice
}

/** `taken`: another was faster. `capacity`: the adviser holds enough. `not_holder`: it is not theirs, or no longer. */
export type Refusal = 'taken' | 'capacity' | 'not_holder' | 'full' | 'unknown'

export type Changed =
  { readonly handoff: Handoff; readonly entries: readonly LogEntry[] } | { readonly refused: Refusal }

/** Every method happens all or nothing, by compare-and-set on the conversation's holder and epoch. */
export interface HandoffStore {
  /** From the bot to the queue. A conversation that waits or is held already gives back its open handoff, unchanged. */
  ask(asking: Asking): Promise<Changed>
  claim(claim: Claim): Promise<Changed>
  say(line: AdviserLine): Promise<Changed>
  move(move: Move): Promise<Changed>
  /** Prolongs the leases of all that the adviser holds. */
  renew(adviserId: string, leaseUntil: string): Promise<void>
  /** Accepted handoffs whose lease ended before `now`. */
  expired(now: string): Promise<readonly Handoff[]>
  find(handoffId: string): Promise<Handoff | undefined>
  openOf(conversationId: string): Promise<Handoff | undefined>
  /** Waiting at a desk, in the order in which they will be taken: lost advisers' people first, then who asked first: whoever is sent on keeps their place. */
  waiting(desk: string): Promise<readonly Handoff[]>
  heldBy(adviserId: string): Promise<readonly Handoff[]>
  /** Every handoff that an adviser holds now. */
  accepted(): Promise<readonly Handoff[]>
  /** The newest closed or accepted handoffs of a desk that were taken, for measuring waits. */
  lately(desk: string, limit: number): Promise<readonly Handoff[]>
}

/** Who works at the desk. `locked` until an ISO time after too many wrong passwords. */
export interface AdviserAccount {
  readonly id: string
  readonly name: string
  readonly role: AdviserRole
  /** As `hashPassword` writes it; absent for who signs in elsewhere. */
  readonly password?: string
  readonly failures: number
  readonly lockedUntil?: string
}

export interface DeskSession {
  /** SHA-256 of what the cookie holds. */
  readonly id: string
  readonly adviserId: string
  readonly csrf: string
  readonly createdAt: string
  readonly seenAt: string
}

export interface Presence {
  readonly adviserId: string
  readonly name: string
  readonly status: PresenceStatus
  readonly capacity: number
  readonly languages: readonly Language[]
  readonly desks: readonly string[]
  /** The service takes the next person for them. */
  readonly automatic: boolean
  readonly seenAt: string
}

/** What an adviser chooses; what is not named stays as it is. */
export type PresenceChange = Partial<Pick<Presence, 'status' | 'capacity' | 'languages' | 'desks' | 'automatic'>>

/** A try to sign in: counted, or not even looked at because the account is locked. `lockedUntil`: ISO 8601. */
export type Attempt = { readonly counted: true } | { readonly counted: false; readonly lockedUntil: string }

/** For the desk only: the person never sees it. */
export interface Note {
  readonly handoffId: string
  readonly id: string
  readonly at: string
  readonly adviser: { readonly id: string; readonly name: string }
  readonly text: string
}

/** Somebody asked to be called or written to. `contact` is sealed; the store cannot read it. */
export interface Callback {
  readonly id: string
  readonly desk: string
  readonly language: Language
  readonly askedAt: string
  readonly contact: string
  readonly topic?: string
}

/** Who looked at what: kept as long as the law asks, whatever happens to the conversation. */
export interface Access {
  readonly at: string
  readonly adviserId: string
  readonly what:
    | 'sign_in'
    | 'sign_out'
    | 'take'
    | 'read'
    /** A supervisor read along with a conversation of an adviser's. */
    | 'listen'
    /** With the person's consent, by the code that the person gave. */
    | 'open_by_code'
    | 'transfer'
    | 'end'
    | 'callbacks'
    | 'callback_done'
    | 'overview'
  readonly handoffId?: string
  readonly conversationId?: string
}

/** What the desk keeps beside handoffs. */
export interface DeskStore {
  /** Adds the account, or changes name, role and password of the one with that id. A name belongs to one account: false when it is taken. */
  keepAdviser(account: Pick<AdviserAccount, 'id' | 'name' | 'role' | 'password'>): Promise<boolean>
  adviserNamed(name: string): Promise<AdviserAccount | undefined>
  adviser(id: string): Promise<AdviserAccount | undefined>
  /**
   * Counts a try before its password is looked at: tries at the same moment are counted one after the other. The one that makes it `most`
   * locks the account until `lockUntil`, and is the last that counts; after a lock counting begins anew.
   */
  countAttempt(
    adviserId: string,
    limit: { readonly now: string; readonly most: number; readonly lockUntil: string },
  ): Promise<Attempt>
  /** The right password was given. */
  forgetAttempts(adviserId: string): Promise<void>
  openSession(session: DeskSession): Promise<void>
  session(id: string): Promise<DeskSession | undefined>
  seeSession(id: string, seenAt: string): Promise<void>
  endSession(id: string): Promise<void>
  /** Changes what is named and nothing else; `newcomer` is what somebody begins with who was never there. Resolves with what holds now. */
  changePresence(
    adviserId: string,
    change: PresenceChange,
    newcomer: Required<PresenceChange>,
    seenAt: string,
  ): Promise<Required<PresenceChange>>
  /** A sign of life, and nothing that the adviser chose. */
  seePresence(adviserId: string, seenAt: string): Promise<void>
  presences(): Promise<readonly Presence[]>
  /** The same id again gives back the note that is there. */
  addNote(note: Note): Promise<Note>
  notes(handoffId: string): Promise<readonly Note[]>
  addCallback(callback: Callback): Promise<void>
  openCallbacks(): Promise<readonly Callback[]>
  /** Deletes the contact. False when there is no open one of that id. */
  finishCallback(id: string, adviserId: string, at: string): Promise<boolean>
  addAccess(access: Access): Promise<void>
  accesses(conversationId: string): Promise<readonly Access[]>
  /** Handoffs asked for since then, newest first, at most `limit`. */
  askedSince(since: string, limit: number): Promise<readonly Handoff[]>
}

/** Whether a conversation's record is as it was written. `brokenAt`: the first line that is not. */
export type RecordVerdict =
  { readonly whole: true; readonly lines: number } | { readonly whole: false; readonly brokenAt: number }

export interface RecordKeeper {
  /** Also of an erased conversation, whose words are gone. */
  verify(conversationId: string): Promise<RecordVerdict>
}

/** The outside desk has understood and will not take it; the same again is of no use. Its message names no word of the conversation. */
export class DeskRefusal extends Error {
  readonly code = 'HANDOFF_REFUSED'
}

/**
 * Where people who ask for a human are taken. Our own desk reads the store itself and needs to be told nothing; an outside contact centre
 * is told by Bot Framework's handoff events. Each call resolves when it has been taken in and may be repeated. It rejects when it was not:
 * with a `DeskRefusal` when the desk is there and will never take this one, with anything else when it may be tried again.
 */
export interface AdviserDesk {
  /** Somebody waits; `record` is all that has been said. The same handoff again is no second one. */
  initiate(handoff: Handoff, record: readonly LogEntry[]): Promise<void>
  /** Lines since then, in order; each has an id of its own. */
  tell(handoff: Handoff, lines: readonly LogEntry[]): Promise<void>
  /** The handoff is over for this desk. */
  end(handoff: Handoff): Promise<void>
}
