/** Erased words leave the files also when somebody reads the database at that moment: the write-ahead log is emptied as soon as it can be. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import type { SqlStore } from '../../src/backends/store/sqlStore'
import type { StoreError } from '../../src/backends/store/storeError'
import { messageOf } from '../contracts/conversationStore.cases'

const secret = 'Ratakatu-salaisuus-7391'
let folder: string
let store: SqlStore
let now: number
let faults: StoreError[]
let reader: Libsql.Database | undefined

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'opastin-erased-'))
  now = Date.parse('2026-11-22T10:00:00Z')
  faults = []
  store = await open()
})
afterEach(async () => {
  stopReading()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const open = (): Promise<SqlStore> =>
  openSqliteStore({ folder, clock: { now: () => new Date(now) }, report: (fault) => faults.push(fault) })
const found = (): string[] => readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(secret))

/** Resolves when `done` holds; the test's own time limit is the only one. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** Holds a snapshot, as a backup does while it copies. */
function startReading(): void {
  reader = new Libsql(join(folder, 'opastin.sqlite'), { readonly: true })
  reader.exec('begin')
  reader.prepare('select count(*) from log').all([])
}

function stopReading(): void {
  if (reader?.inTransaction) reader.exec('commit')
  reader?.close()
  reader = undefined
}

test('an erasure beside a reader is finished when the reader has gone, without another word', async () => {
  await store.begin(messageOf('c', 'm', secret))
  startReading()
  expect(await store.erase('c')).toBe(true)
  expect(found()).not.toEqual([])
  stopReading()
  await until(() => found().length === 0)
  expect(faults).toEqual([])
})

test('so is the contact of a callback that is done', async () => {
  const callback = { id: 'cb', desk: 'd', language: 'fi', askedAt: 'x', contact: secret } as const
  await store.desk.addCallback(callback)
  startReading()
  expect(await store.desk.finishCallback('cb', 'a', 'y')).toBe(true)
  expect(found()).not.toEqual([])
  stopReading()
  await until(() => found().length === 0)
  expect(faults).toEqual([])
})

test('a reader that stays is told of, once, and the words go when it goes', async () => {
  await store.begin(messageOf('c', 'm', secret))
  startReading()
  await store.erase('c')
  now += 60_000
  await until(() => faults.length > 0)
  expect(faults).toMatchObject([{ code: 'ErasedWordsRemain' }])
  expect(faults[0]?.message).toContain(join(folder, 'opastin.sqlite-wal'))
  expect(faults[0]?.message).not.toContain(secret)
  now += 60_000
  stopReading()
  await until(() => found().length === 0)
  expect(faults).toHaveLength(1)
})

test('what a closing store could not empty is told of, and emptied at the next start', async () => {
  await store.begin(messageOf('c', 'm', secret))
  startReading()
  await store.erase('c')
  await store.close()
  expect(faults).toMatchObject([{ code: 'ErasedWordsRemain' }])
  expect(found()).not.toEqual([])
  reader?.exec('commit')
  // The reader still has the file open, as a process may that was only slow: closing it must not be what cleans up.
  store = await open()
  await until(() => found().length === 0)
  expect(faults).toHaveLength(1)
})
