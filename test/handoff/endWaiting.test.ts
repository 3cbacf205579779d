/** When waiting ends because nobody will come: hours and who is there are handed in. */
import { hoursSchema } from '../../src/dialogs/hours'
import { closedMs, createWaitingEnds, emptyMs } from '../../src/handoff/endWaiting'
import type { Presence } from '../../src/handoff/ports'
import type { Handoff } from '../../src/handoff/types'

const weekdays = hoursSchema.parse([
  {
    id: 'arki',
    name: { fi: 'Arki', sv: 'Vardag', en: 'Weekdays' },
    languages: ['fi'],
    weekly: { mon: ['09:00-16:00'] },
    breaks: ['13:00-14:00'],
    capacity: 3,
    queue_limit: 10,
  },
])

const waiting = { id: 'h1', conversationId: 'c1', desk: 'arki', state: 'waiting', language: 'fi' } as unknown as Handoff
/** A Monday in winter: Finnish time is UTC + 2. */
const open = Date.parse('2026-11-23T08:00:00Z')
const shut = Date.parse('2026-11-23T14:00:30Z')

function scene(there: string[], queue: readonly Handoff[] = [waiting]) {
  const duty = {
    advisers: () => there.map((desk) => ({ desks: [desk], languages: ['fi'] }) as unknown as Presence),
    waiting: () => queue,
  }
  const ends = createWaitingEnds(weekdays, duty)
  return (ms: number): string[] => ends.unserved(new Date(ms)).map(({ id }) => id)
}

test('at an open desk nobody is sent away before it has been empty for ten minutes', () => {
  const unserved = scene([])
  expect(unserved(open)).toEqual([])
  expect(unserved(open + emptyMs - 1)).toEqual([])
  expect(unserved(open + emptyMs)).toEqual(['h1'])
})

test('after closing time an empty desk ends the waiting soon', () => {
  const unserved = scene([])
  expect(unserved(shut)).toEqual([])
  expect(unserved(shut + closedMs)).toEqual(['h1'])
})

test('a break is no end: the advisers come back from it', () => {
  const unserved = scene([])
  const lunch = Date.parse('2026-11-23T11:05:00Z')
  expect(unserved(lunch)).toEqual([])
  expect(unserved(lunch + 50 * 60_000)).toEqual([])
  expect(unserved(lunch + 56 * 60_000)).toEqual([])
})

test('whoever is still there after closing time may serve those who wait', () => {
  const unserved = scene(['arki'])
  expect(unserved(shut)).toEqual([])
  expect(unserved(shut + 10 * closedMs)).toEqual([])
})

test('an adviser who comes back begins the patience anew', () => {
  const there: string[] = []
  const unserved = scene(there)
  unserved(open)
  there.push('arki')
  unserved(open + emptyMs / 2)
  there.pop()
  expect(unserved(open + emptyMs)).toEqual([])
  expect(unserved(open + 2 * emptyMs)).toEqual(['h1'])
})

describe('who waits for a language that nobody on duty speaks', () => {
  const inSwedish = { ...waiting, id: 'h2', language: 'sv' } as Handoff

  test('is told so after closing time, and those who are understood wait on', () => {
    const unserved = scene(['arki'], [waiting, inSwedish])
    expect(unserved(shut)).toEqual([])
    expect(unserved(shut + closedMs)).toEqual(['h2'])
  })

  test('is told so at an open desk when it has been so for ten minutes', () => {
    const unserved = scene(['arki'], [waiting, inSwedish])
    expect(unserved(open)).toEqual([])
    expect(unserved(open + emptyMs)).toEqual(['h2'])
  })
})
