/** How measured values are spread: percentiles of times, and a mean with its interval. Knows no engine. */

export interface Times {
  readonly p50: number
  readonly p95: number
}

export interface Interval {
  readonly middle: number
  readonly low: number
  readonly high: number
}

export function spreadOf(times: readonly number[]): Times {
  const sorted = [...times].sort((one, two) => one - two)
  return { p50: sorted[Math.floor(sorted.length / 2)] ?? 0, p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0 }
}

/** Mean with its 95 % interval from 2 000 resamples; a fixed seed, so that the same answers give the same interval. */
export function bootstrap(values: readonly number[]): Interval {
  let state = 12345
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const mean = (sample: readonly number[]): number =>
    sample.reduce((sum, value) => sum + value, 0) / Math.max(1, sample.length)
  const means = Array.from({ length: 2_000 }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).sort((one, two) => one - two)
  return { middle: mean(values), low: means[50] ?? 0, high: means[1949] ?? 0 }
}
