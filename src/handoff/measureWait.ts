/** How long somebody will wait, as an honest range, from how long conversations have lately taken. Knows no queue but its numbers. */
import type { Handoff, Wait } from './types'

/** Fewer measured conversations than this say nothing. */
const fewest = 5
const overMinutes = 15
/** Standard normal quantiles: four waits of five end inside the range. */
const tenth = 1.2816

export interface WaitFacts {
  /** From 1. */
  readonly position: number
  /** Conversations that the advisers who take people can hold at once, and how many more they can hold now. */
  readonly places: number
  readonly free: number
  /** Lately ended conversations, how long each took, in milliseconds. */
  readonly handlingMs: readonly number[]
  /** Lately taken people, how long each had waited although a place was free, in milliseconds. */
  readonly pickUpMs: readonly number[]
}

/**
 * While every place is taken, places become free one after the other: the wait for the n-th is Gamma distributed with shape n and
 * scale handling time ÷ places, if conversations end independently (an M/M/c queue; Kleinrock, Queueing Systems I, 1975). Its 10 % and 90 %
 * quantiles are taken by Wilson and Hilferty's cube root (PNAS 17, 1931).
 */
export function measureWait({ position, places, free, handlingMs, pickUpMs }: WaitFacts): Wait {
  const ahead = position - free
  if (places === 0) return { kind: 'unknown' }
  if (ahead <= 0) {
    if (pickUpMs.length < fewest) return { kind: 'unknown' }
    const sorted = [...pickUpMs].sort((one, other) => one - other)
    return range(quantile(sorted, 0.1), quantile(sorted, 0.9))
  }
  if (handlingMs.length < fewest) return { kind: 'unknown' }
  const mean = handlingMs.reduce((sum, ms) => sum + ms, 0) / handlingMs.length
  const scale = mean / places
  return range(scale * gammaQuantile(ahead, -tenth), scale * gammaQuantile(ahead, tenth))
}

/** The measures in a desk's newest handoffs that were taken. */
export function measuresOf(lately: readonly Handoff[]): Pick<WaitFacts, 'handlingMs' | 'pickUpMs'> {
  const took = (from: string | undefined, to: string | undefined): number[] =>
    from !== undefined && to !== undefined ? [Math.max(0, Date.parse(to) - Date.parse(from))] : []
  return {
    handlingMs: lately.flatMap(({ acceptedAt, closedAt }) => took(acceptedAt, closedAt)),
    pickUpMs: lately
      .filter((one) => hadPlace(one, lately))
      .flatMap(({ queuedAt, acceptedAt }) => took(queuedAt, acceptedAt)),
  }
}

/**
 * Whether the adviser who took the person had a place free all the time that the person waited, as far as these handoffs tell: at no moment
 * did the adviser hold as many others as they could hold, which is at least those held when the person was taken, and the person.
 */
function hadPlace({ id, adviser, queuedAt, acceptedAt = '' }: Handoff, lately: readonly Handoff[]): boolean {
  const others = lately.filter((one) => one.id !== id && one.adviser?.id === adviser?.id)
  const holding = (at: string): number =>
    others.filter(({ acceptedAt: from = '', closedAt: to }) => from <= at && (to === undefined || to > at)).length
  const moments = others.flatMap(({ acceptedAt: at = '' }) => (at > queuedAt && at < acceptedAt ? [at] : []))
  return [queuedAt, ...moments].every((at) => holding(at) <= holding(acceptedAt))
}

/** "More than a quarter of an hour" as soon as that is likely: a far number would be false comfort. */
function range(fromMs: number, toMs: number): Wait {
  const from = Math.floor(fromMs / 60_000)
  const to = Math.max(from + 1, Math.ceil(toMs / 60_000))
  return from >= overMinutes
    ? { kind: 'over', minutes: overMinutes }
    : { kind: 'range', fromMinutes: from, toMinutes: to }
}

function gammaQuantile(shape: number, z: number): number {
  return shape * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
