/**
 * How often a password may be tried for a name. Every try is counted before its password is looked at, so that tries at the same moment are
 * as many as they are; a name that nobody has is counted in the same way, so that an answer tells nobody which names there are.
 */
import { createHash } from 'node:crypto'
import type { AdviserAccount, DeskStore } from '../../handoff/ports'

const most = 5
const lockMs = 15 * 60_000
/** Names that nobody has are kept for as many; the one tried longest ago goes first. */
const mostStrangers = 10_000

export interface Attempts {
  /** Counts one. Resolves with for how long no other is looked at, in milliseconds: 0 when this one may be. */
  count(name: string, account: AdviserAccount | undefined): Promise<number>
  /** It was the right password. */
  forget(account: AdviserAccount): Promise<void>
}

interface Stranger {
  failures: number
  lockedUntil?: number
}

export function createAttempts(
  desk: Pick<DeskStore, 'countAttempt' | 'forgetAttempts'>,
  clock: { now(): Date },
): Attempts {
  const strangers = new Map<string, Stranger>()

  function countStranger(name: string): number {
    const now = clock.now().getTime()
    const key = createHash('sha256').update(name).digest('base64url')
    const known = strangers.get(key)
    if (known?.lockedUntil !== undefined && known.lockedUntil > now) return known.lockedUntil - now
    const failures = known && known.lockedUntil === undefined ? known.failures + 1 : 1
    strangers.delete(key)
    strangers.set(key, { failures, ...(failures >= most && { lockedUntil: now + lockMs }) })
    const [oldest] = strangers.keys()
    if (strangers.size > mostStrangers && oldest !== undefined) strangers.delete(oldest)
    return 0
  }

  return {
    async count(name, account) {
      if (!account) return countStranger(name)
      const now = clock.now()
      const lockUntil = new Date(now.getTime() + lockMs).toISOString()
      const attempt = await desk.countAttempt(account.id, { now: now.toISOString(), most, lockUntil })
      return attempt.counted ? 0 : Math.max(1, Date.parse(attempt.lockedUntil) - now.getTime())
    },
    forget: ({ id }) => desk.forgetAttempts(id),
  }
}
