/** How long someone has waited, as words and as a level that has a colour and a word of its own. Pure. */

export type WaitLevel = 'fresh' | 'long' | 'late'

/** Minutes from which a wait is long, and late. */
const longFrom = 3
const lateFrom = 8

export function waitMinutes(since: number, now: number): number {
  return Math.max(0, Math.floor((now - since) / 60_000))
}

export function waitLevel(minutes: number): WaitLevel {
  if (minutes >= lateFrom) return 'late'
  return minutes >= longFrom ? 'long' : 'fresh'
}
