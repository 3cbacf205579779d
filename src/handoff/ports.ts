/** What handoff needs from outside: a durable place where a change of holder happens all or nothing. */
import type { LogEntry } from '../conversation/conversation'
import type { Language } from '../language/languages'
import type { CloseReason, Handoff } from './types'

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
  /** The adviser who holds it, the person whose it is, or the service (a lease ran out). */
  readonly by: { readonly adviserId: string; readonly epoch: number } | 'person' | 'service'
  readonly to:
    | { readonly kind: 'closed'; readonly reason: CloseReason }
    | { readonly kind: 'queue'; readonly desk?: string; readonly lostAdviser: boolean }
  readonly notice: Notice
}

/** `taken`: another was faster. `capacity`: the adviser holds enough. `not_holder`: it is not theirs, or no longer. */
export type Refusal = 'taken' | 'capacity' | 'not_holder' | 'full' | 'unknown'

export type Changed = { readonly handoff: Handoff; readonly entries: readonly LogEntry[] } | { readonly refused: Refusal }

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
  /** Waiting at a desk, in the order in which they will be taken: lost advisers' people first, then who asked first. */
  waiting(desk: string): Promise<readonly Handoff[]>
  heldBy(adviserId: string): Promise<readonly Handoff[]>
  /** The newest closed or accepted handoffs of a desk that were taken, for measuring waits. */
  lately(desk: string, limit: number): Promise<readonly Handoff[]>
}
