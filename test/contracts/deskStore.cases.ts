/** What every DeskStore must do, written once. The implementations are named in handoffStore.test.ts. */
import type { SqlStore } from '../../src/backends/store/sqlStore'
import type { DeskStore } from '../../src/handoff/ports'
import type { HandoffStoreUnderTest } from './handoffStore.cases'

const at = '2026-11-23T08:00:00.000Z'

export function deskStoreCases(under: HandoffStoreUnderTest): void {
  let store: SqlStore
  let desk: DeskStore
  beforeAll(async () => {
    store = await under.open({ ms: Date.parse(at) })
    desk = store.desk
    await desk.keepAdviser({ id: 'a1', name: 'Aino Neuvoja', role: 'adviser', password: 'scrypt$x' })
    await desk.keepAdviser({ id: 's1', name: 'Siiri', role: 'supervisor' })
  })
  afterAll(() => store.close())

  it('keeps accounts, each name once', async () => {
    expect(await desk.adviserNamed('Aino Neuvoja')).toEqual({
      id: 'a1',
      name: 'Aino Neuvoja',
      role: 'adviser',
      password: 'scrypt$x',
      failures: 0,
    })
    expect(await desk.keepAdviser({ id: 'other', name: 'Aino Neuvoja', role: 'supervisor' })).toBe(false)
    expect(await desk.adviser('other')).toBeUndefined()
    expect(await desk.keepAdviser({ id: 's1', name: 'Siiri', role: 'supervisor' })).toBe(true)
  })

  describe('counts tries to sign in', () => {
    const lockUntil = '2026-11-23T08:15:00.000Z'
    const limit = { now: at, most: 5, lockUntil }
    beforeEach(() => desk.forgetAttempts('a1'))

    it('that come at once one by one, and locks at the last', async () => {
      const tries = await Promise.all(Array.from({ length: 8 }, () => desk.countAttempt('a1', limit)))
      expect(tries.filter(({ counted }) => counted)).toHaveLength(5)
      expect(tries.find(({ counted }) => !counted)).toEqual({ counted: false, lockedUntil: lockUntil })
      expect(await desk.adviser('a1')).toMatchObject({ failures: 5, lockedUntil: lockUntil })
    })

    it('anew after the lock', async () => {
      for (let count = 0; count < 5; count++) await desk.countAttempt('a1', limit)
      const later = { now: lockUntil, most: 5, lockUntil: '2026-11-23T08:30:00.000Z' }
      for (let count = 1; count < 5; count++) {
        expect(await desk.countAttempt('a1', later)).toEqual({ counted: true })
        expect(await desk.adviser('a1')).toMatchObject({ failures: count })
      }
      expect((await desk.adviser('a1'))?.lockedUntil).toBeUndefined()
    })

    it('until the right password', async () => {
      await desk.countAttempt('a1', limit)
      await desk.forgetAttempts('a1')
      expect(await desk.adviser('a1')).toMatchObject({ failures: 0 })
    })
  })

  it('opens, sees and ends sessions', async () => {
    const session = { id: 'hash', adviserId: 'a1', csrf: 'token', createdAt: at, seenAt: at }
    await desk.openSession(session)
    expect(await desk.session('hash')).toEqual(session)
    await desk.seeSession('hash', '2026-11-23T08:10:00.000Z')
    expect(await desk.session('hash')).toMatchObject({ seenAt: '2026-11-23T08:10:00.000Z' })
    await desk.endSession('hash')
    expect(await desk.session('hash')).toBeUndefined()
  })

  it('keeps one presence an adviser', async () => {
    const newcomer = { status: 'away', capacity: 3, languages: ['fi'], desks: ['trial'], automatic: false } as const
    const later = '2026-11-23T08:01:00.000Z'
    expect(await desk.changePresence('a1', { automatic: true, languages: ['fi', 'sv'] }, newcomer, at)).toEqual({
      ...newcomer,
      automatic: true,
      languages: ['fi', 'sv'],
    })
    expect(await desk.changePresence('a1', { status: 'available', automatic: false }, newcomer, at)).toEqual({
      ...newcomer,
      status: 'available',
      languages: ['fi', 'sv'],
    })
    await desk.seePresence('a1', later)
    expect(await desk.presences()).toEqual([
      {
        ...newcomer,
        status: 'available',
        languages: ['fi', 'sv'],
        adviserId: 'a1',
        name: 'Aino Neuvoja',
        seenAt: later,
      },
    ])
  })

  it('keeps no presence of who only gave a sign of life', async () => {
    await desk.seePresence('s1', at)
    expect((await desk.presences()).map(({ adviserId }) => adviserId)).toEqual(['a1'])
  })

  it('keeps changes that come at once', async () => {
    const newcomer = { status: 'away', capacity: 3, languages: ['fi'], desks: [], automatic: false } as const
    await Promise.all([
      desk.changePresence('s1', { status: 'busy' }, newcomer, at),
      desk.changePresence('s1', { capacity: 9 }, newcomer, at),
      desk.seePresence('s1', at),
      desk.changePresence('s1', { automatic: true }, newcomer, at),
    ])
    const kept = (await desk.presences()).find(({ adviserId }) => adviserId === 's1')
    expect(kept).toMatchObject({ status: 'busy', capacity: 9, automatic: true })
  })

  it('keeps a note once', async () => {
    await store.open({ conversationId: 'n', channel: 'directline', person: 'p' })
    const notice = { text: 'x', language: 'fi' } as const
    await store.handoffs.ask({ id: 'n1', conversationId: 'n', desk: 'd', language: 'fi', notice, queueLimit: 9 })
    const note = { handoffId: 'n1', id: 'c1', at, adviser: { id: 'a1', name: 'Aino Neuvoja' }, text: 'Soita takaisin' }
    expect(await desk.addNote(note)).toEqual(note)
    expect(await desk.addNote({ ...note, text: 'again' })).toEqual(note)
    expect(await desk.notes('n1')).toEqual([note])
    expect(await desk.askedSince(at, 10)).toMatchObject([{ id: 'n1' }])
  })

  it('keeps a callback until it is done, and then no contact', async () => {
    const callback = {
      id: 'cb1',
      desk: 'trial',
      language: 'fi',
      askedAt: at,
      contact: 'sealed',
      topic: 'kela',
    } as const
    await desk.addCallback(callback)
    await desk.addCallback(callback)
    expect(await desk.openCallbacks()).toEqual([callback])
    expect(await desk.finishCallback('cb1', 'a1', at)).toBe(true)
    expect(await desk.finishCallback('cb1', 'a1', at)).toBe(false)
    expect(await desk.openCallbacks()).toEqual([])
  })

  it('keeps who looked at what, also after the conversation is erased', async () => {
    const access = { at, adviserId: 'a1', what: 'read', handoffId: 'n1', conversationId: 'n' } as const
    await desk.addAccess(access)
    await store.erase('n')
    expect(await desk.accesses('n')).toEqual([access])
  })
}
