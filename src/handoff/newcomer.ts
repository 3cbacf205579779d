/** What an adviser begins with who has never chosen anything: away, at every desk, in every language. Knows no store. */
import type { DeskHours } from '../dialogs/hours'
import { languages } from '../language/languages'
import type { PresenceChange } from './ports'

export function newcomerAt(desks: readonly Pick<DeskHours, 'id' | 'capacity'>[]): Required<PresenceChange> {
  return {
    status: 'away',
    capacity: Math.max(1, ...desks.map(({ capacity }) => capacity)),
    languages: [...languages],
    desks: desks.map(({ id }) => id),
    automatic: false,
  }
}
