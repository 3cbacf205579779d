/** Stops calling what keeps failing: closed → open after failures in a row → one probe after a while. Knows nothing of what is called. */

export interface BreakerLimits {
  /** Failures in a row that open it. */
  readonly failures: number
  /** How long it stays open before one call may probe, in ms. */
  readonly openMs: number
}

export interface CircuitBreaker {
  /** Whether a call may be made now; while half open only the first who asks may, until it ends. */
  mayCall(): boolean
  succeeded(): void
  failed(): void
  /** The call ended without saying anything about what was called. */
  saidNothing(): void
  readonly state: 'closed' | 'open' | 'probing'
}

/** `now` is monotone, in ms. */
export function createBreaker(limits: BreakerLimits, now: () => number): CircuitBreaker {
  let failures = 0
  let openedAt: number | undefined
  let probing = false
  return {
    mayCall() {
      if (openedAt === undefined) return true
      if (probing || now() - openedAt < limits.openMs) return false
      probing = true
      return true
    },
    succeeded() {
      failures = 0
      openedAt = undefined
      probing = false
    },
    failed() {
      failures++
      if (probing || failures >= limits.failures) openedAt = now()
      probing = false
    },
    saidNothing() {
      probing = false
    },
    get state() {
      if (openedAt === undefined) return 'closed'
      return probing ? 'probing' : 'open'
    },
  }
}
