/** Nobody is left waiting for nobody: over a real store, with a clock that is handed in. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inProcessEvents } from '../../src/backends/events'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import type { SqlStore } from '../../src/backends/store/sqlStore'
import { loadDesks, loadDialogs } from '../../src/dialogs/loadDialogs'
import { closedMs, emptyMs } from '../../src/handoff/endWaiting'
import { createHandoffs, type Handoffs } from '../../src/handoff/handoffs'
import type { PresenceChange } from '../../src/handoff/ports'
import type { Language } from '../../src/language/languages'
import { messageOf } from '../contracts/conversationStore.cases'
import { projectRoot } from '../startService'

const dialogs = path.join(projectRoot, 'dialogs')
const { phrases } = loadDialogs(dialogs)
const { desks } = loadDesks(dialogs)
const clock = { ms: 0, now: () => new Date(clock.ms) }
let folder: string
let store: SqlStore
let handoffs: Handoffs
beforeEach(async () => {
  clock.ms = Date.parse('2026-11-23T10:00:00Z')
  folder = mkdtempSync(path.join(tmpdir(), 'opastin-lost-'))
  store = await openSqliteStore({ folder, clock })
  handoffs = createHandoffs({
    handoffs: store.handoffs,
    desk: store.desk,
    desks,
    phrases,
    events: inProcessEvents(),
    clock,
    pageUrl: (page) => `https://opastin.example${page}`,
    onFault: (fault) => {
      throw fault
    },
  })
  await store.desk.keepAdviser({ id: 'a1', name: 'Aino', role: 'adviser' })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const presence = { status: 'available', capacity: 3, languages: ['fi'], desks: ['kokeilu'] } as const
const come = (change: PresenceChange = {}): Promise<unknown> =>
  handoffs.changePresence('a1', { ...presence, automatic: false, ...change })

async function waits(conversationId: string, language: Language = 'fi'): Promise<string> {
  const { conversation } = await store.begin(messageOf(conversationId, 'm1'))
  const asked = await handoffs.request({ ...conversation, channel: 'directline' }, language)
  if ('closed' in asked) throw new Error(`The desk took nobody: ${asked.closed.kind}`)
  return asked.id
}
const lastLine = async (conversationId: string) => (await store.read(conversationId, 0, 100)).at(-1)

test('when the last adviser is gone for good, who waits is told, shown another way, and given back to the bot', async () => {
  await come()
  await waits('c1')
  clock.ms += 61_000
  await handoffs.sweep()
  clock.ms += emptyMs - 1
  await handoffs.sweep()
  expect((await store.find('c1'))?.holder).toBe('queue')
  clock.ms += 1
  await handoffs.sweep()
  await handoffs.sweep()
  expect(await store.find('c1')).toMatchObject({ holder: 'bot' })
  const line = await lastLine('c1')
  expect(line).toMatchObject({ speaker: 'system', holder: 'bot' })
  expect(line?.text).toContain('https://opastin.example/callback/fi')
  expect((await store.read('c1', 0, 100)).filter(({ text }) => text === line?.text)).toHaveLength(1)
})

test('an adviser who takes somebody in the same moment keeps them', async () => {
  await come()
  const id = await waits('c1')
  clock.ms += 61_000
  await handoffs.sweep()
  clock.ms += emptyMs + closedMs
  await handoffs.take({ id: 'a1', name: 'Aino', capacity: 3 }, id)
  const said = await store.handoffs.move({
    handoffId: id,
    by: 'service',
    to: { kind: 'closed', reason: 'unserved' },
    notice: { text: 'x', language: 'fi' },
  })
  expect(said).toEqual({ refused: 'not_holder' })
  expect(await store.find('c1')).toMatchObject({ holder: 'adviser' })
})

test('whom an adviser gives back is first in line, under a new epoch', async () => {
  await come()
  const first = await waits('c1')
  clock.ms += 1_000
  await waits('c2')
  const taken = await handoffs.take({ id: 'a1', name: 'Aino', capacity: 3 }, first)
  if ('refused' in taken) throw new Error(taken.refused)
  clock.ms += 1_000
  await handoffs.giveBack(taken.handoff)
  const [next] = await store.handoffs.waiting('kokeilu')
  expect(next).toMatchObject({ id: first, lostAdviser: true, epoch: taken.handoff.epoch + 1 })
  const late = { handoffId: first, adviserId: 'a1', clientId: 'x', text: 'myöhässä' }
  expect(await handoffs.say({ ...late, epoch: taken.handoff.epoch })).toEqual({ refused: 'not_holder' })
})

test('who waits for a language that nobody speaks any more is told, and who is understood waits on', async () => {
  await come({ languages: ['fi', 'sv'] })
  await waits('ruotsiksi', 'sv')
  await waits('suomeksi')
  await come({ languages: ['fi'] })
  await handoffs.sweep()
  clock.ms += emptyMs
  await come()
  await handoffs.sweep()
  expect((await lastLine('ruotsiksi'))?.text).toContain('https://opastin.example/callback/sv')
  expect((await store.find('suomeksi'))?.holder).toBe('queue')
})
