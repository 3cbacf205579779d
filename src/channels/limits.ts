/** How often somebody may knock: token buckets by key, and keys made of client addresses. Knows no route; keeps no address. */
import { createHmac } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'

export interface Rate {
  readonly perMinute: number
  readonly burst: number
}

export interface Limiter {
  /** Takes one from the key's bucket. 0 when there was one, else the seconds until there is. */
  take(key: string): number
}

interface Bucket {
  left: number
  atMs: number
}

/** Buckets are kept for `maxKeys` keys at most; the one seen longest ago goes first, and would by then most often be full. */
export function createLimiter({ perMinute, burst }: Rate, maxKeys = 50_000, nowMs: () => number = Date.now): Limiter {
  const buckets = new Map<string, Bucket>()
  const perMs = perMinute / 60_000
  return {
    take(key) {
      const now = nowMs()
      const bucket = buckets.get(key)
      if (!bucket) {
        if (buckets.size >= maxKeys) forgetOldest(buckets)
        buckets.set(key, { left: burst - 1, atMs: now })
        return 0
      }
      // A map keeps the order in which keys were set: set anew, this one is the last to go.
      buckets.delete(key)
      buckets.set(key, bucket)
      bucket.left = Math.min(burst, bucket.left + Math.max(0, now - bucket.atMs) * perMs)
      bucket.atMs = now
      if (bucket.left < 1) return (1 - bucket.left) / perMs / 1000
      bucket.left -= 1
      return 0
    },
  }
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  const oldest = buckets.keys().next()
  if (!oldest.done) buckets.delete(oldest.value)
}

/**
 * A key for a client's neighbourhood: /24 of an IPv4, /56 of an IPv6 address, hashed with `secret`, so that neither memory nor a log
 * tells who it was.
 */
export function addressKey(address: string, secret: Buffer): string {
  return createHmac('sha256', secret).update(neighbourhood(address)).digest('base64url')
}

function neighbourhood(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  if (isIPv4(plain)) return plain.slice(0, plain.lastIndexOf('.'))
  if (!isIPv6(plain)) return 'unknown'
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  while (tail !== undefined && groups.length + rest.length < 8) groups.push('0')
  const all = [...groups, ...rest].map((group) => group.padStart(4, '0'))
  return all.join('').slice(0, 14)
}
