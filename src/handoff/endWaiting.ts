/** When waiting must stop because nobody will come any more: the desk has closed, or has long been empty. Decides; changes nothing. */
import { deskOpening, type DeskHours } from '../dialogs/hours'
import type { Duty } from './duty'
import type { Handoff } from './types'

/** A desk may be without anybody for so long while it is open: a change of shift, a restart. */
export const emptyMs = 10 * 60_000
/** After closing time, long enough for a page that was cut off to come back. */
export const closedMs = 2 * 60_000

export interface WaitingEnds {
  /** Who waits for nobody; by what was last seen of the desks. Asked at every sweep: it remembers since when a desk is empty. */
  unserved(now: Date): readonly Handoff[]
}

/** Whoever is still there after closing time may serve those who wait: only an empty desk ends the waiting. */
export function createWaitingEnds(desks: readonly DeskHours[], duty: Pick<Duty, 'advisers' | 'waiting'>): WaitingEnds {
  const emptySince = new Map<string, number>()
  return {
    unserved(now) {
      const there = new Set(duty.advisers(now).flatMap((adviser) => adviser.desks))
      return desks.flatMap((desk) => {
        const waiting = duty.waiting(desk.id)
        // Hours cost more than looking who is there: they are asked for when it matters.
        const opening = there.has(desk.id) || waiting.length === 0 ? undefined : deskOpening(desk, now)
        // A break ends by itself, and the advisers come back.
        if (!opening || (!opening.open && opening.reason === 'break')) {
          emptySince.delete(desk.id)
          return []
        }
        const since = emptySince.get(desk.id) ?? now.getTime()
        emptySince.set(desk.id, since)
        const patienceMs = opening.open ? emptyMs : closedMs
        return now.getTime() - since >= patienceMs ? waiting : []
      })
    },
  }
}
