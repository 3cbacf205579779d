/** An outside desk that fails, refuses, is slow or comes back, over a real store: nobody is forgotten, and nobody waits for it in vain. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inProcessEvents } from '../../src/backends/events'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import type { SqlStore } from '../../src/backends/store/sqlStore'
import { loadDesks, loadDialogs } from '../../src/dialogs/loadDialogs'
import { emptyMs } from '../../src/handoff/endWaiting'
import { createHandoffs, deskTopic, type Handoffs, leaseMs } from '../../src/handoff/handoffs'
import { createOutsideDesk, type OutsideDesk, outsideAdviser } from '../../src/handoff/outsideDesk'
import { type AdviserDesk, DeskRefusal } from '../../src/handoff/ports'
import type { Handoff } from '../../src/handoff/types'
import type { Language } from '../../src/language/languages'
import { messageOf } from '../contracts/conversationStore.cases'
import { projectRoot } from '../startService'

const dialogs = path.join(projectRoot, 'dialogs')
const { phrases } = loadDialogs(dialogs)
const { desks } = loadDesks(dialogs)
const clock = { ms: 0, now: () => new Date(clock.ms) }
const events = inProcessEvents()
let folder: string
let store: SqlStore
let handoffs: Handoffs
let outside: OutsideDesk
let centre: ReturnType<typeof newCentre>
let faults: unknown[]

/** A contact centre that can be dead, refuse somebody, or be slow. */
function newCentre() {
  const made = {
    calls: [] as string[],
    tries: 0,
    dead: false,
    /** The conversation with which something is wrong just now. */
    fails: '',
    refuses: new Set<string>(),
    slow: undefined as Promise<void> | undefined,
    desk: {} as AdviserDesk,
  }
  async function take(what: string, { id, conversationId }: Handoff): Promise<void> {
    made.tries += 1
    await made.slow
    if (made.dead || made.fails === conversationId) throw new Error('nobody answers')
    if (made.refuses.has(id)) throw new DeskRefusal('not this one')
    made.calls.push(`${what} ${id}`)
  }
  made.desk = {
    initiate: (handoff) => take('initiate', handoff),
    tell: (handoff) => take('tell', handoff),
    end: (handoff) => take('end', handoff),
  }
  return made
}

const newOutside = (log: Pick<SqlStore, 'read'> = store): OutsideDesk =>
  createOutsideDesk({
    target: centre.desk,
    service: handoffs,
    store: store.handoffs,
    desk: store.desk,
    log,
    events,
    phrases,
    clock,
    onFault: (fault) => faults.push(fault),
  })

beforeEach(async () => {
  clock.ms = Date.parse('2026-11-23T10:00:00Z')
  folder = mkdtempSync(path.join(tmpdir(), 'opastin-outside-'))
  store = await openSqliteStore({ folder, clock })
  faults = []
  handoffs = createHandoffs({
    handoffs: store.handoffs,
    desk: store.desk,
    desks,
    phrases,
    events,
    clock,
    pageUrl: (page) => page,
    onFault: (fault) => faults.push(fault),
  })
  centre = newCentre()
  outside = newOutside()
})
afterEach(async () => {
  await outside.stop()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function asks(
  conversationId: string,
  language: Language = 'fi',
): Promise<Handoff | { closed: { kind: string } }> {
  const { conversation } = await store.begin(messageOf(conversationId, 'm1'))
  return handoffs.request({ ...conversation, channel: 'directline' }, language)
}
async function waits(conversationId: string, language: Language = 'fi'): Promise<Handoff> {
  const asked = await asks(conversationId, language)
  if ('closed' in asked) throw new Error(`nobody: ${JSON.stringify(asked.closed)}`)
  return asked
}

test('an account that has its name already is no obstacle', async () => {
  await store.desk.keepAdviser({ id: 'a1', name: 'Neuvoja', role: 'adviser' })
  await outside.start()
  await outside.sync()
  expect((await store.desk.adviser(outsideAdviser))?.name).toMatch(/^Neuvoja \(.+\)$/)
  expect((await waits('c1')).state).toBe('waiting')
})

test('an adviser without a name is called so in the language of the person', async () => {
  await outside.start()
  await outside.sync()
  const { id } = await waits('c1', 'sv')
  await outside.receive({ kind: 'accepted', handoffId: id })
  expect((await store.handoffs.find(id))?.adviser?.name).toBe('Rådgivare')
})

test('while it cannot be reached nobody is sent there, and who waits hears so in the end', async () => {
  await outside.start()
  await outside.sync()
  const first = await waits('c1')
  centre.dead = true
  await outside.sync()
  expect(await asks('c2')).toMatchObject({ closed: { kind: 'closed', reason: 'nobody_there' } })
  await handoffs.sweep()
  clock.ms += emptyMs
  await outside.sync()
  await handoffs.sweep()
  expect(await store.handoffs.find(first.id)).toMatchObject({ state: 'closed', closeReason: 'unserved' })
  expect((await store.find('c1'))?.holder).toBe('bot')
})

test('when it answers again people are sent there again', async () => {
  await outside.start()
  await outside.sync()
  const { id } = await waits('c1')
  centre.dead = true
  await outside.sync()
  centre.dead = false
  await outside.sync()
  expect(centre.calls).toEqual([`initiate ${id}`])
  expect((await waits('c2')).state).toBe('waiting')
})

test('with nobody left to tell it of, the next who asks is the trial', async () => {
  await outside.start()
  await outside.sync()
  centre.dead = true
  await waits('c1')
  await outside.sync()
  await handoffs.cancel('c1')
  await outside.sync()
  expect((await waits('c2')).state).toBe('waiting')
})

test('when it has been silent for long, who talked with it goes back to the queue', async () => {
  await outside.start()
  await outside.sync()
  const { id } = await waits('c1')
  await outside.sync()
  await outside.receive({ kind: 'accepted', handoffId: id })
  await outside.sync()
  centre.dead = true
  await store.begin(messageOf('c1', 'm2', 'kuuleeko kukaan'))
  for (let minute = 0; minute < 8; minute++) {
    await outside.sync()
    await handoffs.sweep()
    const state = (await store.handoffs.find(id))?.state
    if (minute < 4) expect(state).toBe('accepted')
    clock.ms += leaseMs - 1_000
  }
  expect(await store.handoffs.find(id)).toMatchObject({ state: 'waiting', lostAdviser: true })
  centre.dead = false
  centre.calls.length = 0
  await outside.sync()
  expect(centre.calls).toEqual([`initiate ${id}`])
})

test('whom it refuses holds up no other, and does not wait for it', async () => {
  await outside.start()
  await outside.sync()
  const gone = await waits('gone')
  await outside.sync()
  const refused = await waits('refused')
  centre.refuses.add(refused.id)
  const next = await waits('next')
  await handoffs.cancel('gone')
  await outside.sync()
  expect(centre.calls.slice(1).sort()).toEqual([`end ${gone.id}`, `initiate ${next.id}`].sort())
  expect(await store.handoffs.find(refused.id)).toMatchObject({ state: 'closed', closeReason: 'unserved' })
  expect((await waits('later')).state).toBe('waiting')
})

test('one that fails for now holds up no other either', async () => {
  await outside.start()
  await outside.sync()
  centre.fails = 'one'
  await waits('one')
  const other = await waits('other')
  await outside.sync()
  expect(centre.calls).toEqual([`initiate ${other.id}`])
  expect(faults.length).toBeGreaterThan(0)
})

test('many changes while something is being told are told once', async () => {
  let reads = 0
  const log = {
    read: (...of: Parameters<SqlStore['read']>) => {
      reads += 1
      return store.read(...of)
    },
  }
  outside = newOutside(log)
  await outside.start()
  await outside.sync()
  await waits('c1')
  await outside.sync()
  let go: () => void = () => undefined
  centre.slow = new Promise((resolve) => (go = resolve))
  await store.begin(messageOf('c1', 'm2', 'ensimmäinen'))
  reads = 0
  for (let change = 0; change < 50; change++) events.publish('c1', change)
  for (let change = 0; change < 50; change++) events.publish(deskTopic, change)
  await new Promise((resolve) => setTimeout(resolve, 20))
  go()
  await outside.sync()
  expect(reads).toBeLessThan(5)
  expect(centre.calls.filter((call) => call.startsWith('tell'))).toHaveLength(1)
})

test('stopping waits for what is being told and begins nothing new', async () => {
  await outside.start()
  await outside.sync()
  for (let n = 0; n < 20; n++) await waits(`c${n}`)
  let go: () => void = () => undefined
  centre.slow = new Promise((resolve) => (go = resolve))
  void outside.sync()
  while (centre.tries === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const stopped = outside.stop()
  go()
  await stopped
  const { tries } = centre
  expect(tries).toBeLessThan(20)
  events.publish('c1', 1)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(centre.tries).toBe(tries)
})

test('an end that the last process could not tell is told by the next one', async () => {
  await outside.start()
  await outside.sync()
  const { id } = await waits('c1')
  await outside.sync()
  centre.dead = true
  await handoffs.cancel('c1')
  await outside.stop()
  centre = newCentre()
  outside = newOutside()
  await outside.start()
  await outside.sync()
  expect(centre.calls).toEqual([`end ${id}`])
})
