/** Signs what goes to an outside desk and checks what comes from it: HMAC-SHA-256 over time and body. Knows no transport. */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far clocks may differ, and how long a signature is remembered so that it opens nothing twice. */
const windowSeconds = 300

/** `v1=` and the hexadecimal HMAC of `<seconds>.<body>`. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

export interface SignatureCheck {
  /** `replayed`: the very same request came before. */
  check(seconds: string, signature: string, body: string): 'sound' | 'forged' | 'late' | 'replayed'
}

export function createSignatureCheck(secret: string, nowMs: () => number): SignatureCheck {
  const seen = new Map<string, number>()
  return {
    check(seconds, signature, body) {
      const now = nowMs() / 1000
      if (!/^\d{1,12}$/.test(seconds) || Math.abs(now - Number(seconds)) > windowSeconds) return 'late'
      const [given, known] = [Buffer.from(signature), Buffer.from(signatureOf(secret, Number(seconds), body))]
      if (given.length !== known.length || !timingSafeEqual(given, known)) return 'forged'
      for (const [old, until] of seen) if (until < now) seen.delete(old)
      if (seen.has(signature)) return 'replayed'
      seen.set(signature, now + 2 * windowSeconds)
      return 'sound'
    },
  }
}
