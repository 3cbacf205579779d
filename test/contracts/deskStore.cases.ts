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

  it('counts wrong passwords and remembers a lock', async () => {
    await desk.noteSignIn('a1', 5, '2026-11-23T08:15:00.000Z')
    expect(await desk.adviser('a1')).toMatchObject({ failures: 5, lockedUntil: '2026-11-23T08:15:00.000Z' })
    await desk.noteSignIn('a1', 0)
    expect((await desk.adviser('a1'))?.lockedUntil).toBeUndefined()
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
    const presence = {
      adviserId: 'a1',
      status: 'available',
      capacity: 3,
      languages: ['fi', 'sv'],
      desks: ['trial'],
      automatic: true,
      seenAt: at,
    } as const
    await desk.keepPresence({ ...presence, status: 'away', automatic: false })
    await desk.keepPresence(presence)
    expect(await desk.presences()).toEqual([{ ...presence, name: 'Aino Neuvoja' }])
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
