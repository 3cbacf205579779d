/** Who is on duty and how full each desk is, as last seen: what a turn may ask without waiting. Knows hours and numbers, no conversation. */
import { deskOpening, type DeskHours } from '../dialogs/hours'
import type { Language } from '../language/languages'
import { measureWait, measuresOf } from './measureWait'
import type { DeskStore, HandoffStore, Presence } from './ports'
import type { Handoff, Opening, Wait } from './types'

/** An adviser whose page has been silent for longer is not there. */
export const presenceMs = 60_000
/** Conversations that a wait is measured by. */
const measured = 20

export interface DutyNeeds {
  readonly desks: readonly DeskHours[]
  readonly handoffs: Pick<HandoffStore, 'waiting' | 'lately' | 'accepted'>
  readonly desk: Pick<DeskStore, 'presences'>
}

interface Seen {
  readonly waiting: readonly Handoff[]
  readonly lately: readonly Handoff[]
}

export interface Duty {
  /** Reads the desks anew. */
  refresh(): Promise<void>
  opening(desk: DeskHours, language: Language, now: Date): Opening
  /** The wait for who is at `position` (from 1) at the desk. */
  wait(deskId: string, position: number, now: Date): Wait
  waiting(deskId: string): readonly Handoff[]
  advisers(now: Date): readonly Presence[]
  heldBy(adviserId: string): number
}

export function createDuty({ desks, handoffs, desk: store }: DutyNeeds): Duty {
  let presences: readonly Presence[] = []
  let held: Map<string, number> = new Map()
  let seen = new Map<string, Seen>()

  const there = (now: Date) =>
    presences.filter(({ status, seenAt }) => status !== 'away' && now.getTime() - Date.parse(seenAt) < presenceMs)
  /** Who has all places taken may come free; whoever has set themselves to busy takes nobody new. */
  const taking = (deskId: string, now: Date) =>
    there(now).filter(({ status, desks: theirs }) => status === 'available' && theirs.includes(deskId))

  return {
    async refresh() {
      presences = await store.presences()
      held = new Map()
      for (const { adviser } of await handoffs.accepted())
        if (adviser) held.set(adviser.id, (held.get(adviser.id) ?? 0) + 1)
      seen = new Map(
        await Promise.all(
          desks.map(
            async ({ id }) =>
              [id, { waiting: await handoffs.waiting(id), lately: await handoffs.lately(id, measured) }] as const,
          ),
        ),
      )
    },
    opening(desk, language, now) {
      const hours = deskOpening(desk, now)
      if (!hours.open) return hours
      const advisers = taking(desk.id, now).filter(({ languages }) => languages.includes(language)).length
      if (advisers === 0) return { open: false, reason: 'nobody_there' }
      const waiting = seen.get(desk.id)?.waiting.length ?? 0
      return { open: true, closesAt: hours.closesAt, advisers, waiting, full: waiting >= desk.queueLimit }
    },
    wait(deskId, position, now) {
      // Of who takes nobody new neither their places nor what they hold counts.
      const advisers = taking(deskId, now)
      const freeOf = ({ adviserId, capacity }: Presence): number => Math.max(0, capacity - (held.get(adviserId) ?? 0))
      return measureWait({
        position,
        places: advisers.reduce((sum, { capacity }) => sum + capacity, 0),
        free: advisers.reduce((sum, adviser) => sum + freeOf(adviser), 0),
        ...measuresOf(seen.get(deskId)?.lately ?? []),
      })
    },
    waiting: (deskId) => seen.get(deskId)?.waiting ?? [],
    advisers: there,
    heldBy: (adviserId) => held.get(adviserId) ?? 0,
  }
}
