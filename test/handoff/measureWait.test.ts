/** An honest wait: nothing where nothing was measured, a range that most waits fall into, "over 15 min" instead of a far number. */
import { measuresOf, measureWait } from '../../src/handoff/measureWait'
import type { Handoff } from '../../src/handoff/types'
import { seededRandom } from '../proof/seededRandom'

const minutes = (count: number): number => count * 60_000
const facts = {
  position: 1,
  places: 6,
  free: 0,
  handlingMs: Array(20).fill(minutes(6)) as number[],
  pickUpMs: [] as number[],
}

test('says nothing before five conversations were measured, and where nobody answers', () => {
  expect(measureWait({ ...facts, handlingMs: facts.handlingMs.slice(0, 4) })).toEqual({ kind: 'unknown' })
  expect(measureWait({ ...facts, places: 0, free: 0 })).toEqual({ kind: 'unknown' })
  expect(measureWait({ ...facts, free: 6 })).toEqual({ kind: 'unknown' })
})

test('gives a range that grows with the place in the queue, and "over 15 min" far behind', () => {
  expect(measureWait(facts)).toEqual({ kind: 'range', fromMinutes: 0, toMinutes: 3 })
  expect(measureWait({ ...facts, position: 10 })).toEqual({ kind: 'range', fromMinutes: 6, toMinutes: 15 })
  expect(measureWait({ ...facts, position: 40 })).toEqual({ kind: 'over', minutes: 15 })
})

test('is right in at least 80 % of a simulated day of eight hours, 400 arrivals and 6 advisers', () => {
  const random = seededRandom(11)
  const exponential = (mean: number): number => -mean * Math.log(1 - random())
  const dayMs = minutes(480)
  const handling = minutes(8)
  const freeAt = Array(6).fill(0) as number[]
  const ended: { at: number; ms: number }[] = []
  const starts: number[] = []
  let right = 0
  let said = 0
  for (let arrived = exponential(dayMs / 400); arrived < dayMs; arrived += exponential(dayMs / 400)) {
    const place = freeAt.indexOf(Math.min(...freeAt))
    const start = Math.max(arrived, freeAt[place] ?? 0)
    const position = starts.filter((at) => at > arrived).length + 1
    const handlingMs = ended
      .filter(({ at }) => at <= arrived)
      .sort((one, other) => other.at - one.at)
      .slice(0, 20)
      .map(({ ms }) => ms)
    const taken = freeAt.filter((at) => at > arrived).length
    const wait = measureWait({ position, places: 6, free: 6 - taken, handlingMs, pickUpMs: [0, 0, 0, 0, 0] })
    const waited = (start - arrived) / 60_000
    if (wait.kind !== 'unknown') {
      said += 1
      if (
        wait.kind === 'over' ? waited >= 15 * 0.7 : waited >= wait.fromMinutes * 0.7 && waited <= wait.toMinutes * 1.3
      )
        right += 1
    }
    const ms = exponential(handling)
    freeAt[place] = start + ms
    starts.push(start)
    ended.push({ at: start + ms, ms })
  }
  expect(said).toBeGreaterThan(300)
  expect(right / said).toBeGreaterThanOrEqual(0.8)
})

describe('what is measured of handoffs', () => {
  const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 8, minute)).toISOString()
  const taken = (id: string, asked: number, accepted: number, closed?: number, adviser = 'a1'): Handoff =>
    ({
      id,
      adviser: { id: adviser, name: adviser },
      queuedAt: at(asked),
      acceptedAt: at(accepted),
      ...(closed !== undefined && { closedAt: at(closed) }),
    }) as Handoff

  test('the time to pick somebody up is theirs for whom a place was free all along', () => {
    const lately = [
      taken('first', 0, 1, 20),
      // The adviser holds one and has held two: a place was free.
      taken('second', 2, 4, 10),
      // Asked while two were held, and was taken when one of them had ended.
      taken('queued', 5, 11),
    ]
    expect(measuresOf(lately).pickUpMs).toEqual([minutes(1), minutes(2)])
    expect(measuresOf(lately).handlingMs).toEqual([minutes(19), minutes(6)])
  })

  test('a place that was given to another meanwhile was not free', () => {
    const lately = [taken('asked', 0, 10), taken('other', 1, 2, 9)]
    expect(measuresOf(lately).pickUpMs).toEqual([minutes(1)])
  })

  test('what other advisers hold says nothing of the one who took the person', () => {
    const lately = [taken('one', 0, 5), taken('theirs', 0, 0, 3, 'a2')]
    expect(measuresOf(lately).pickUpMs).toEqual([minutes(5), minutes(0)])
  })
})
