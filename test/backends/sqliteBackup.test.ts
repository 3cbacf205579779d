/** A backup is made while the service writes, is checked by its hash, and puts back what was there. */
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Libsql from 'libsql'
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

/** The folder as `kill -9` leaves it: what was written last stands in the write-ahead log alone. */
async function killedFolder(): Promise<{ readonly folder: string; readonly backup: string }> {
  const living = newFolder()
  const folder = newFolder()
  const store = await openSqliteStore({ folder: living, clock })
  await store.begin(message('m1'))
  const { file } = await backUp(living, path.join(folder, 'one.sqlite'))
  await store.begin(message('m2'))
  for (const side of ['', '-wal', '-shm'])
    copyFileSync(path.join(living, `opastin.sqlite${side}`), path.join(folder, `opastin.sqlite${side}`))
  await store.close()
  expect(statSync(path.join(folder, 'opastin.sqlite-wal')).size).toBeGreaterThan(0)
  return { folder, backup: file }
}

test('what a killed service had written is whole in what a restore keeps', async () => {
  const { folder, backup } = await killedFolder()
  const { keptAs = '' } = await restore(folder, backup)
  // One file is the whole of it: an operator who looks for a lost conversation copies that and nothing beside it.
  const alone = newFolder()
  copyFileSync(keptAs, path.join(alone, 'opastin.sqlite'))
  const kept = await openSqliteStore({ folder: alone, clock })
  expect((await kept.read('c1', 0, 10)).map(({ id }) => id)).toEqual(['m1', 'm2'])
  await kept.close()
  const restored = await openSqliteStore({ folder, clock })
  expect((await restored.read('c1', 0, 10)).map(({ id }) => id)).toEqual(['m1'])
  await restored.close()
})

test.each([
  ['emptied', (file: string) => truncateSync(file, 0)],
  ['overwritten', (file: string) => writeFileSync(file, 'this was never a database\n'.repeat(500))],
])('a database that was %s is kept byte by byte, with its log of writes', async (_, damage) => {
  const { folder, backup } = await killedFolder()
  const file = path.join(folder, 'opastin.sqlite')
  damage(file)
  const before = [readFileSync(file), readFileSync(`${file}-wal`)]
  const { keptAs = '' } = await restore(folder, backup)
  expect([readFileSync(keptAs), readFileSync(`${keptAs}-wal`)]).toEqual(before)
  const restored = await openSqliteStore({ folder, clock })
  expect((await restored.read('c1', 0, 10)).map(({ id }) => id)).toEqual(['m1'])
  await restored.close()
})

test('nothing is put back while somebody still reads the database, and what is there stays', async () => {
  const { folder, backup } = await killedFolder()
  const reader = new Libsql(path.join(folder, 'opastin.sqlite'))
  reader.exec('begin')
  reader.prepare('select count(*) from log').all([])
  await expect(restore(folder, backup)).rejects.toThrow(/still reads/)
  expect(readdirSync(folder).filter((name) => name.includes('restor'))).toEqual([])
  reader.exec('commit')
  reader.close()
  const same = await openSqliteStore({ folder, clock })
  expect(await same.read('c1', 0, 10)).toHaveLength(2)
  await same.close()
})

test('into an empty folder a backup is put without keeping anything', async () => {
  const { backup } = await killedFolder()
  const folder = newFolder()
  expect(await restore(folder, backup)).toEqual({ keptAs: undefined })
  expect(readdirSync(folder).filter((name) => name.includes('before-restore'))).toEqual([])
})

test('a backup that cannot be made leaves the one that is there', async () => {
  const folder = newFolder()
  const store = await openSqliteStore({ folder, clock })
  await store.begin(message('m1'))
  const { file } = await backUp(folder, path.join(folder, 'one.sqlite'))
  await store.close()
  const before = readFileSync(file)
  const broken = newFolder()
  writeFileSync(path.join(broken, 'opastin.sqlite'), 'this was never a database\n'.repeat(500))
  await expect(backUp(broken, file)).rejects.toMatchObject({ code: 'BACKUP' })
  expect(readFileSync(file).equals(before)).toBe(true)
  await restore(folder, file)
})

test('a backup of the same name takes the place of the older one, and nothing is left beside it', async () => {
  const folder = newFolder()
  const backups = path.join(newFolder(), 'backups')
  mkdirSync(backups)
  const store = await openSqliteStore({ folder, clock })
  await store.begin(message('m1'))
  await backUp(folder, path.join(backups, 'one.sqlite'))
  await store.begin(message('m2'))
  const { file } = await backUp(folder, path.join(backups, 'one.sqlite'))
  await store.close()
  expect(readdirSync(backups).sort()).toEqual(['one.sqlite', 'one.sqlite.sha256'])
  await restore(folder, file)
  const restored = await openSqliteStore({ folder, clock })
  expect(await restored.read('c1', 0, 10)).toHaveLength(2)
  await restored.close()
})
