/** Whether somebody is at the page, over ports: nobody waits for an empty chair. */
import type { LogEntry } from '../../src/conversation/conversation'
import { createAttention, idleMs, missedMs } from '../../src/handoff/attention'
import type { Presence } from '../../src/handoff/ports'
import type { Handoff } from '../../src/handoff/types'

const begin = Date.parse('2026-11-23T10:00:00Z')
const presence: Presence = {
  adviserId: 'a1',
  name: 'Aino',
  status: 'available',
  capacity: 3,
  languages: ['fi'],
  desks: ['kokeilu'],
  automatic: true,
  seenAt: '',
}

interface Scene {
  now: number
  held: Handoff[]
  lines: Record<string, LogEntry['speaker'][]>
  readonly gaveBack: string[]
  readonly statuses: string[]
}

function scene() {
  const made: Scene = { now: begin, held: [], lines: {}, gaveBack: [], statuses: [] }
  const attention = createAttention({
    clock: { now: () => new Date(made.now) },
    store: { heldBy: () => Promise.resolve(made.held) },
    log: {
      read: (conversationId, after, limit) =>
        Promise.resolve(
          (made.lines[conversationId] ?? [])
            .map((speaker, at) => ({ speaker, seq: at + 1 }) as LogEntry)
            .filter(({ seq }) => seq > after)
            .slice(0, limit),
        ),
    },
    handoffs: {
      giveBack(handoff) {
        made.gaveBack.push(handoff.id)
        made.held = made.held.filter((one) => one !== handoff)
        return Promise.resolve({ refused: 'unknown' })
      },
      changePresence(_, change) {
        made.statuses.push(...Object.values(change).map(String))
        return Promise.resolve({ ...presence, ...change })
      },
    },
  })
  const hold = (id: string, acceptedAt: number): void =>
    void made.held.push({ id, conversationId: id, acceptedAt: new Date(acceptedAt).toISOString() } as Handoff)
  return { made, attention, hold }
}

test('somebody whom the service gave and who is not looked at goes back after a minute, and the adviser is away', async () => {
  const { made, attention, hold } = scene()
  attention.act('a1')
  hold('h1', begin + 10_000)
  made.now = begin + 10_000 + missedMs - 1
  expect(await attention.check(presence)).toBeUndefined()
  made.now += 1
  expect(await attention.check(presence)).toBe('missed')
  expect([made.gaveBack, made.statuses]).toEqual([['h1'], ['away']])
})

test('whoever does something after being given somebody keeps them', async () => {
  const { made, attention, hold } = scene()
  attention.act('a1')
  hold('h1', begin + 10_000)
  made.now = begin + 30_000
  attention.act('a1')
  made.now = begin + 30_000 + 5 * missedMs
  expect(await attention.check(presence)).toBeUndefined()
  expect(made.gaveBack).toEqual([])
})

test('whoever takes people by hand is not said to have missed them', async () => {
  const { made, attention, hold } = scene()
  attention.act('a1')
  hold('h1', begin + 10_000)
  made.now = begin + 2 * missedMs
  expect(await attention.check({ ...presence, automatic: false })).toBeUndefined()
})

test('after ten minutes of nothing the adviser is away, and only who waits for an answer goes back', async () => {
  const { made, attention, hold } = scene()
  hold('answered', begin - 1_000)
  hold('asks', begin - 1_000)
  made.lines = { answered: ['person', 'adviser'], asks: ['person', 'adviser', 'person', 'system'] }
  attention.act('a1')
  made.now = begin + idleMs
  expect(await attention.check(presence)).toBe('idle')
  expect([made.gaveBack, made.statuses]).toEqual([['asks'], ['away']])
})

test('an adviser who is away is not told so again, and who asks goes back all the same', async () => {
  const { made, attention, hold } = scene()
  hold('asks', begin - 1_000)
  made.lines = { asks: ['person'] }
  attention.act('a1')
  made.now = begin + idleMs
  expect(await attention.check({ ...presence, status: 'away' })).toBeUndefined()
  expect([made.gaveBack, made.statuses]).toEqual([['asks'], []])
})

test('after a restart of the service everybody counts as just having done something', async () => {
  const { made, attention, hold } = scene()
  hold('h1', begin - idleMs)
  expect(await attention.check(presence)).toBeUndefined()
  made.now = begin + idleMs - 1
  expect(await attention.check(presence)).toBeUndefined()
  expect(made.gaveBack).toEqual([])
})

test('the last word is found also in a long record', async () => {
  const { made, attention, hold } = scene()
  hold('long', begin - 1_000)
  made.lines = { long: [...Array<'person'>(700).fill('person'), 'adviser'] }
  attention.act('a1')
  made.now = begin + idleMs
  expect(await attention.check(presence)).toBe('idle')
  expect(made.gaveBack).toEqual([])
})

test('who does something while it is being looked at is not set away', async () => {
  const { made, attention } = scene()
  attention.act('a1')
  made.now = begin + idleMs
  const looking = attention.check(presence)
  attention.act('a1')
  expect(await looking).toBeUndefined()
  expect(made.statuses).toEqual([])
})
