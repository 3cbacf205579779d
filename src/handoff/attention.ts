/**
 * Whether somebody sits at an adviser's page, or only the page is open: nobody waits for an empty chair. Knows no page; it is told when
 * something was done there.
 */
import type { LogEntry } from '../conversation/conversation'
import type { Handoffs } from './handoffs'
import type { HandoffStore, Presence } from './ports'
import type { Handoff } from './types'

/** Nothing was done for so long: away, and people who wait for an answer go back to the queue, first in line. */
export const idleMs = 10 * 60_000
/** Whom the service gave to an adviser and who was not even looked at for so long goes back. */
export const missedMs = 60_000

/** `idle`: nothing was done for a long time. `missed`: somebody who was given by the service was not looked at. */
export type AwayReason = 'idle' | 'missed'

export interface AttentionNeeds {
  readonly handoffs: Pick<Handoffs, 'giveBack' | 'changePresence'>
  readonly store: Pick<HandoffStore, 'heldBy'>
  readonly log: { read(conversationId: string, after: number, limit: number): Promise<readonly LogEntry[]> }
  readonly clock: { now(): Date }
}

export interface Attention {
  /** The adviser has done something: pressed a key, written, taken somebody. */
  act(adviserId: string): void
  /** The adviser's page is open. Resolves with why they were set away just now, if they were. */
  check(presence: Pick<Presence, 'adviserId' | 'status' | 'automatic'>): Promise<AwayReason | undefined>
}

/** What it knows is this process's: an adviser's page is connected to one. After a restart everybody counts as just having done something. */
export function createAttention({ handoffs, store, log, clock }: AttentionNeeds): Attention {
  const acted = new Map<string, number>()
  const page = 500

  async function isUnanswered({ conversationId }: Handoff): Promise<boolean> {
    let speaker: LogEntry['speaker'] | undefined
    for (let after = 0, more = true; more;) {
      const lines = await log.read(conversationId, after, page)
      after = lines.at(-1)?.seq ?? after
      speaker = lines.findLast((line) => line.speaker !== 'system')?.speaker ?? speaker
      more = lines.length === page
    }
    return speaker === 'person'
  }

  async function unanswered(held: readonly Handoff[]): Promise<readonly Handoff[]> {
    const found: Handoff[] = []
    for (const one of held) if (await isUnanswered(one)) found.push(one)
    return found
  }

  return {
    act(adviserId) {
      acted.set(adviserId, clock.now().getTime())
    },
    async check({ adviserId, status, automatic }) {
      const now = clock.now().getTime()
      const last = acted.get(adviserId) ?? now
      acted.set(adviserId, last)
      // Most signs of life come from somebody at work: those cost nothing here.
      if (now - last < missedMs) return undefined
      const held = await store.heldBy(adviserId)
      const late = held.filter(({ acceptedAt = '' }) => {
        const taken = Date.parse(acceptedAt)
        return automatic && taken > last && now - taken >= missedMs
      })
      const idle = now - last >= idleMs
      for (const one of new Set([...late, ...(idle ? await unanswered(held) : [])])) await handoffs.giveBack(one)
      if (status === 'away' || (!idle && late.length === 0)) return undefined
      // Something was done while this was looked at: somebody is there after all.
      if (acted.get(adviserId) !== last) return undefined
      await handoffs.changePresence(adviserId, { status: 'away' })
      return late.length > 0 ? 'missed' : 'idle'
    },
  }
}
