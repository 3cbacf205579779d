/** A backup is made while the service writes, is checked by its hash, and puts back what was there. */
import { appendFileSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { backUp, restore } from '../../src/backends/store/sqliteBackup'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'

const clock = { now: () => new Date('2026-11-22T10:00:00Z') }
const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'opastin-backup-'))
const message = (id: string) => ({
  conversationId: 'c1',
  id,
  channel: 'directline' as const,
  person: 'dl_p',
  text: `viesti ${id}`,
})

test('a backup made while the store is open holds what was written, and is put back in its place', async () => {
  const folder = newFolder()
  const store = await openSqliteStore({ folder, clock })
  await store.begin(message('m1'))
  const { file } = await backUp(folder, path.join(folder, 'backups', 'one.sqlite'))
  await store.begin(message('m2'))
  await store.close()
  const { keptAs } = await restore(folder, file)
  const restored = await openSqliteStore({ folder, clock })
  expect((await restored.read('c1', 0, 10)).map(({ id }) => id)).toEqual(['m1'])
  await restored.close()
  expect(existsSync(keptAs ?? '')).toBe(true)
})

test('a damaged backup is refused, and what is there stays', async () => {
  const folder = newFolder()
  const store = await openSqliteStore({ folder, clock })
  await store.begin(message('m1'))
  const { file } = await backUp(folder, path.join(folder, 'one.sqlite'))
  await store.close()
  appendFileSync(file, 'x')
  await expect(restore(folder, file)).rejects.toThrow(/not what was backed up/)
  const same = await openSqliteStore({ folder, clock })
  expect(await same.read('c1', 0, 10)).toHaveLength(1)
  await same.close()
})

test('nothing is put back under a running service', async () => {
  const folder = newFolder()
  const store = await openSqliteStore({ folder, clock })
  await store.begin(message('m1'))
  const { file } = await backUp(folder, path.join(folder, 'one.sqlite'))
  await expect(restore(folder, file)).rejects.toMatchObject({ code: 'DataFolderInUse' })
  await store.close()
})
