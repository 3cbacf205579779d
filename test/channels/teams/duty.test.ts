/** Duty of advisers in Teams over a real store: a word of theirs outlasts the signs of life that we give for them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inProcessEvents } from '../../../src/backends/events'
import { openSqliteStore } from '../../../src/backends/store/sqliteStore'
import { createTeamsAdvisers } from '../../../src/channels/teams/advisers'
import type { TeamsNeeds } from '../../../src/channels/teams/ports'
import type { Arrived } from '../../../src/channels/teams/types'
import { loadDesks, loadDialogs } from '../../../src/dialogs/loadDialogs'
import { createHandoffs } from '../../../src/handoff/handoffs'
import { projectRoot } from '../../startService'

const dialogs = path.join(projectRoot, 'dialogs')
const { phrases } = loadDialogs(dialogs)
const { desks } = loadDesks(dialogs)
const directoryId = 'aaaaaaaa-0000-4000-8000-000000000001'

async function open() {
  const folder = mkdtempSync(path.join(tmpdir(), 'opastin-teams-duty-'))
  const clock = { now: () => new Date() }
  const store = await openSqliteStore({ folder, clock })
  const onFault = (fault: unknown): void => {
    throw fault
  }
  const shared = { desk: store.desk, clock, onFault, events: inProcessEvents(), pageUrl: (page: string) => page }
  const handoffs = createHandoffs({ ...shared, handoffs: store.handoffs, desks, phrases })
  const advisers = createTeamsAdvisers({
    ...shared,
    settings: { advisers: [directoryId] },
    handoffs,
    store: store.handoffs,
    teams: store.teams,
    tools: { phrases },
  } as unknown as TeamsNeeds)
  const close = async (): Promise<void> => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { store, advisers, close }
}

const arrived = (name: string): Arrived =>
  ({
    scope: 'personal',
    person: { directoryId, name },
    address: { channelId: 'msteams', serviceUrl: 'https://x', conversation: 'a:1' },
  }) as unknown as Arrived

test('who says "away" while a sign of life is under way is away', async () => {
  const { store, advisers, close } = await open()
  const adviser = await advisers.of(arrived('Aino'))
  if (!adviser) throw new Error('no adviser')
  await advisers.seen(adviser, arrived('Aino'), 'fi')
  const seen: unknown[] = []
  for (let round = 0; round < 40; round++) {
    await advisers.setStatus(adviser.id, 'available')
    const beat = advisers.showAlive()
    for (let steps = 0; steps < round; steps++) await Promise.resolve()
    await advisers.setStatus(adviser.id, 'away')
    await beat
    seen.push((await store.desk.presences())[0]?.status)
  }
  await close()
  expect(seen).toEqual(Array(40).fill('away'))
})

test('who has no name there has the one that people read', async () => {
  const { store, advisers, close } = await open()
  await store.desk.keepAdviser({ id: 'a1', name: phrases.say('speaker_adviser', 'fi'), role: 'adviser' })
  const adviser = await advisers.of(arrived(''))
  const account = await store.desk.adviser(adviser?.id ?? '')
  await close()
  expect(account?.name).toMatch(new RegExp(`^${phrases.say('speaker_adviser', 'fi')} \\(Teams .{4}\\)$`))
})
