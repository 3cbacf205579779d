/** Who takes conversations in Teams: their account, their personal chat, whether they are on duty. Knows no card. */
import { createHash } from 'node:crypto'
import { keepAccount } from '../../handoff/keepAccount'
import { newcomerAt } from '../../handoff/newcomer'
import type { Presence } from '../../handoff/ports'
import type { PresenceStatus } from '../../handoff/types'
import type { Language } from '../../language/languages'
import type { TeamsPlace } from '../ports'
import type { TeamsNeeds } from './ports'
import type { Arrived } from './types'

export interface TeamsAdviser {
  readonly id: string
  readonly name: string
}

/** One at a time: in a personal chat there is one place to write, and nobody may get what was meant for another. */
const capacity = 1
/** An adviser who has done nothing for so long is off duty. */
export const onDutyMs = 4 * 3_600_000
/** Who holds a conversation and does nothing for so long has lost it: the person goes first in line. */
export const quietMs = 30 * 60_000

export interface TeamsAdvisers {
  /** The adviser who did this, with an account of ours; undefined when the person is none. */
  of(arrived: Arrived): Promise<TeamsAdviser | undefined>
  /** What was done in the personal chat keeps the adviser on duty; the chat is where we write to them. */
  seen(adviser: TeamsAdviser, arrived: Arrived, language: Language): Promise<void>
  setStatus(adviserId: string, status: PresenceStatus): Promise<void>
  statusOf(adviserId: string): Promise<PresenceStatus>
  presence(adviserId: string): Promise<Omit<Presence, 'name'>>
  places(): Promise<readonly TeamsPlace[]>
  /** Shows for all who are on duty that they live; ends the duty of who has gone quiet. Resolves with those whose duty ended. */
  showAlive(): Promise<readonly TeamsPlace[]>
}

export function createTeamsAdvisers(needs: TeamsNeeds): TeamsAdvisers {
  const { desk, teams, handoffs, store, clock } = needs
  const { phrases } = needs.tools
  const known = new Set(needs.settings.advisers.map((id) => id.toLowerCase()))

  async function presence(adviserId: string): Promise<Omit<Presence, 'name'>> {
    const kept = (await desk.presences()).find((one) => one.adviserId === adviserId)
    const seenAt = clock.now().toISOString()
    if (kept) {
      const { status, languages: spoken, desks } = kept
      return { adviserId, status, capacity, languages: spoken, desks, automatic: false, seenAt }
    }
    return { adviserId, ...newcomerAt(handoffs.desks), capacity, seenAt }
  }

  /** Names belong to one account each: who works at the web desk under the same name is told apart. */
  async function account(adviser: TeamsAdviser): Promise<void> {
    const there = await desk.adviser(adviser.id)
    if (there && (there.name === adviser.name || there.name.startsWith(`${adviser.name} (`))) return
    const { id, name } = adviser
    await keepAccount(desk, { id, name, role: 'adviser' }, `Teams ${id.slice(-4)}`)
  }

  const places = async (): Promise<readonly TeamsPlace[]> => {
    const all = await teams.places()
    // Who was taken off the list gets nothing more, wherever their chat stands.
    const ids = new Set([...known].map(accountIdOf))
    return all.filter(({ id, kind }) => kind === 'desk' || ids.has(id))
  }

  return {
    presence,
    places,
    async of({ person: { directoryId, name } }) {
      if (!directoryId || !known.has(directoryId.toLowerCase())) return undefined
      const adviser = { id: accountIdOf(directoryId.toLowerCase()), name: name || phrases.say('speaker_adviser', 'fi') }
      await account(adviser)
      return adviser
    },
    async seen(adviser, { scope, address }, language) {
      if (scope !== 'personal') return
      await teams.keepPlace({
        id: adviser.id,
        kind: 'adviser',
        address,
        language,
        seenAt: clock.now().toISOString(),
      })
    },
    async setStatus(adviserId, status) {
      await handoffs.changePresence(adviserId, { status, capacity, automatic: false })
    },
    async statusOf(adviserId) {
      return (await presence(adviserId)).status
    },
    async showAlive() {
      const ended: TeamsPlace[] = []
      for (const place of await places()) {
        if (place.kind !== 'adviser') continue
        const now = clock.now().getTime()
        const quiet = now - Date.parse(place.seenAt)
        const own = await presence(place.id)
        const held = await store.heldBy(place.id)
        if (own.status === 'away' && held.length === 0) continue
        if (quiet < (held.length > 0 ? quietMs : onDutyMs)) {
          await handoffs.alive(place.id)
          continue
        }
        await handoffs.changePresence(place.id, { status: 'away' })
        for (const handoff of held) await handoffs.giveBack(handoff)
        ended.push(place)
      }
      return ended
    },
  }
}

function accountIdOf(directoryId: string): string {
  return `teams-${createHash('sha256').update(directoryId).digest('base64url').slice(0, 24)}`
}
