/** When waiting must stop because nobody will come any more: the desk has closed, or has long been empty. Decides; changes nothing. */
import { deskOpening, type DeskHours } from '../dialogs/hours'
import { type Language, languages } from '../language/languages'
import type { Duty } from './duty'
import type { Handoff } from './types'

/** A desk may be without anybody who speaks the language for so long while it is open: a change of shift, a restart. */
export const emptyMs = 10 * 60_000
/** After closing time, long enough for a page that was cut off to come back. */
export const closedMs = 2 * 60_000

export interface WaitingEnds {
  /** Who waits for nobody; by what was last seen of the desks. Asked at every sweep: it remembers since when nobody is there. */
  unserved(now: Date): readonly Handoff[]
}

/** Whoever is still there after closing time may serve those who wait and whose language they speak: nobody else ends the waiting. */
export function createWaitingEnds(desks: readonly DeskHours[], duty: Pick<Duty, 'advisers' | 'waiting'>): WaitingEnds {
  /** By desk and language: whoever is offered nobody may not wait for nobody either. */
  const emptySince = new Map<string, number>()

  function unservedIn(desk: DeskHours, language: Language, waiting: readonly Handoff[], now: Date): readonly Handoff[] {
    const key = `${desk.id} ${language}`
    const isServed = duty
      .advisers(now)
      .some((adviser) => adviser.desks.includes(desk.id) && adviser.languages.includes(language))
    // Hours cost more than looking who is there: they are asked for when it matters.
    const opening = isServed || waiting.length === 0 ? undefined : deskOpening(desk, now)
    // A break ends by itself, and the advisers come back.
    if (!opening || (!opening.open && opening.reason === 'break')) {
      emptySince.delete(key)
      return []
    }
    const since = emptySince.get(key) ?? now.getTime()
    emptySince.set(key, since)
    const patienceMs = opening.open ? emptyMs : closedMs
    return now.getTime() - since >= patienceMs ? waiting : []
  }

  return {
    unserved: (now) =>
      desks.flatMap((desk) => {
        const waiting = duty.waiting(desk.id)
        return languages.flatMap((language) =>
          unservedIn(
            desk,
            language,
            waiting.filter((one) => one.language === language),
            now,
          ),
        )
      }),
  }
}
