/** What the last process left unfinished, by the whole service: whoever asked for a human is answered by who is on duty now. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import { compose } from '../../src/compose'
import { readConfig } from '../../src/config'
import { loadDesks } from '../../src/dialogs/loadDialogs'
import { newcomerAt } from '../../src/handoff/newcomer'
import { messageOf } from '../contracts/conversationStore.cases'

test('a person who asked for a human when the process died is offered the adviser who is on duty', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'opastin-cut-off-'))
  const config = readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' })
  const { desks } = loadDesks(config.dialogsFolder)
  const clock = { now: () => new Date() }
  const before = await openSqliteStore({ folder, clock })
  await before.desk.keepAdviser({ id: 'a1', name: 'Aino', role: 'adviser' })
  await before.begin({ ...messageOf('c1', 'm1', 'haluan puhua ihmiselle'), channel: 'directline' })
  // However long the start takes, the page's last sign of life is not too old.
  const inAMinute = new Date(Date.now() + 60_000).toISOString()
  await before.desk.changePresence('a1', { status: 'available' }, newcomerAt(desks), inAMinute)
  await before.close()
  const service = await compose(config)
  await service.start()
  await service.stop()
  const after = await openSqliteStore({ folder, clock })
  const reply = (await after.read('c1', 0, 10)).at(-1)?.reply
  await after.close()
  rmSync(folder, { recursive: true, force: true })
  const keys = reply?.parts.map((part) => (part.kind === 'phrase' ? part.key : part.kind))
  expect(keys).toContain('handoff_open')
  expect(keys).not.toContain('handoff_nobody')
}, 120_000)
