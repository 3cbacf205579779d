/** The wait that people are told, over ports: only who takes people makes it shorter. */
import path from 'node:path'
import type { DeskHours } from '../../src/dialogs/hours'
import { loadDesks } from '../../src/dialogs/loadDialogs'
import { createDuty, type Duty } from '../../src/handoff/duty'
import type { Presence } from '../../src/handoff/ports'
import type { Handoff, Wait } from '../../src/handoff/types'
import { projectRoot } from '../startService'

const now = new Date('2026-11-23T10:00:00Z')
const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString()
/** Each was picked up within ten seconds and took ten minutes. */
const lately = Array.from({ length: 10 }, (_, n) => {
  const begin = 300 - n * 12
  return {
    id: `h${n}`,
    adviser: { id: 'a' },
    queuedAt: ago(begin + 1 / 6),
    acceptedAt: ago(begin),
    closedAt: ago(begin - 10),
  }
}) as unknown as Handoff[]
const person = (id: string, status: Presence['status'], capacity: number): Presence => ({
  adviserId: id,
  name: id,
  status,
  capacity,
  languages: ['fi'],
  desks: ['d'],
  automatic: false,
  seenAt: now.toISOString(),
})

/** Open day and night. */
const { desks } = loadDesks(path.join(projectRoot, 'dialogs'))
const desk = { ...desks.find(({ id }) => id === 'kokeilu'), id: 'd' } as DeskHours

async function dutyOf(presences: Presence[], holding: string[]): Promise<Duty> {
  const duty = createDuty({
    desks: [desk],
    handoffs: {
      waiting: () => Promise.resolve([]),
      lately: () => Promise.resolve(lately),
      accepted: () => Promise.resolve(holding.map((id) => ({ adviser: { id } }) as Handoff)),
    },
    desk: { presences: () => Promise.resolve(presences) },
  })
  await duty.refresh()
  return duty
}

async function waitOf(presences: Presence[], holding: string[], position = 1): Promise<Wait> {
  return (await dutyOf(presences, holding)).wait('d', position, now)
}

const atOnce = { kind: 'range', fromMinutes: 0, toMinutes: 1 }

test('what a busy colleague holds makes nobody wait whose place is free', async () => {
  expect(await waitOf([person('a', 'available', 2)], [])).toEqual(atOnce)
  expect(await waitOf([person('a', 'available', 2), person('b', 'busy', 2)], ['b', 'b'])).toEqual(atOnce)
})

test('who holds more than they take makes nobody else’s place less', async () => {
  expect(await waitOf([person('a', 'available', 1), person('b', 'available', 1)], ['b', 'b', 'b'])).toEqual(atOnce)
})

test('whoever comes after the free places waits for one', async () => {
  const both = [person('a', 'available', 2), person('b', 'available', 2)]
  expect(await waitOf(both, ['a', 'b', 'b'], 1)).toEqual(atOnce)
  const wait = await waitOf(both, ['a', 'b', 'b'], 2)
  expect(wait).toMatchObject({ kind: 'range' })
  expect(wait).not.toEqual(atOnce)
})

test('where nobody takes people nothing is promised', async () => {
  expect(await waitOf([person('b', 'busy', 2)], [])).toEqual({ kind: 'unknown' })
})

test('nobody is said to be there where everybody takes nobody new', async () => {
  const openingOf = async (...of: Parameters<typeof dutyOf>) => (await dutyOf(...of)).opening(desk, 'fi', now)
  expect(await openingOf([person('b', 'busy', 2)], [])).toEqual({ open: false, reason: 'nobody_there' })
  expect(await openingOf([person('b', 'busy', 2)], ['b'])).toEqual({ open: false, reason: 'nobody_there' })
  const both = [person('a', 'available', 2), person('b', 'busy', 2)]
  expect(await openingOf(both, [])).toMatchObject({ open: true, advisers: 1 })
})

test('whoever has all places taken may come free: people may wait for them', async () => {
  const duty = await dutyOf([person('a', 'available', 1)], ['a'])
  expect(duty.opening(desk, 'fi', now)).toMatchObject({ open: true, advisers: 1 })
  expect(duty.wait('d', 1, now)).toMatchObject({ kind: 'range' })
})
