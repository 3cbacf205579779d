/** The nouns of handing a conversation to a human adviser. Plain data; knows no store, no desk page and no channel. */
import type { Language } from '../language/languages'

/** `waiting` in the queue, `accepted` by an adviser, `closed` for good. */
export const handoffStates = ['waiting', 'accepted', 'closed'] as const
export type HandoffState = (typeof handoffStates)[number]

/** Reasons that an adviser chooses from. */
export const adviserReasons = ['helped', 'referred', 'no_answer', 'wrong_place', 'handed_back'] as const
/** Why a handoff ended. `cancelled` and `left` are the person's; `unserved`: nobody came any more, and the service ended the waiting. */
export const closeReasons = [...adviserReasons, 'cancelled', 'left', 'unserved'] as const
export type CloseReason = (typeof closeReasons)[number]

export interface Handoff {
  readonly id: string
  readonly conversationId: string
  /** A desk of dialogs/hours.yml. */
  readonly desk: string
  readonly state: HandoffState
  readonly language: Language
  /** What it is about, for the queue: a guide's id, or the key of the authority's contact. Never the person's words. */
  readonly topic?: string
  readonly askedAt: string
  /** When they came into the queue last: as asked, or when their adviser was lost or sent them on. What they waited counts from here. */
  readonly queuedAt: string
  /** Who asked first comes first; whose adviser was lost comes before all others. */
  readonly lostAdviser: boolean
  readonly adviser?: { readonly id: string; readonly name: string }
  /** The adviser must show a sign of life before this, or the person goes back to the queue, first in line. */
  readonly leaseUntil?: string
  readonly acceptedAt?: string
  readonly closedAt?: string
  readonly closeReason?: CloseReason
  /** The conversation's epoch that this state belongs to: what an adviser sends names it, and an older one is refused. */
  readonly epoch: number
}

/** `busy`: on duty, and takes nobody new. */
export const presenceStatuses = ['available', 'busy', 'away'] as const
export type PresenceStatus = (typeof presenceStatuses)[number]

export const adviserRoles = ['adviser', 'supervisor'] as const
export type AdviserRole = (typeof adviserRoles)[number]

/** Whether a desk takes people now, and if not, when it opens next. */
export type Opening =
  | {
      readonly open: true
      readonly closesAt?: string
      readonly advisers: number
      readonly waiting: number
      readonly full: boolean
    }
  | {
      readonly open: false
      readonly opensAt?: string
      readonly reason: 'closed' | 'holiday' | 'break' | 'nobody_there'
    }

/** An honest wait: a measured range in minutes, `over` 15, or nothing when too little has been measured. */
export type Wait =
  | { readonly kind: 'range'; readonly fromMinutes: number; readonly toMinutes: number }
  | { readonly kind: 'over'; readonly minutes: 15 }
  | { readonly kind: 'unknown' }
