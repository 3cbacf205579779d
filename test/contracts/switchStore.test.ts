/** What is switched off stands in the database, for every process, on both databases; and beside a running SQLite service. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgresStore } from '../../src/backends/store/postgresStore'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import type { SqlStore } from '../../src/backends/store/sqlStore'
import { openSwitchesBeside } from '../../src/backends/store/switchesBeside'
import { testDatabase } from '../postgres'

const clock = { now: () => new Date('2026-11-22T10:00:00Z') }
const at = '2026-11-22T10:00:00.000Z'
const folder = mkdtempSync(join(tmpdir(), 'opastin-switches-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each<[string, () => Promise<SqlStore>]>([
  ['SQLite', () => openSqliteStore({ folder, clock })],
  ['PostgreSQL', async () => openPostgresStore({ url: await testDatabase('switch_contract'), clock })],
])('the switches in %s', (_, open) => {
  let store: SqlStore
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  test('are all on at first', async () => {
    expect(await store.switches.off()).toEqual([])
  })

  test('are thrown for a site or for all, each by itself, and twice is once', async () => {
    await store.switches.turnOff('bot', 'kunta')
    await store.switches.turnOff('bot', 'kunta')
    await store.switches.turnOff('model')
    expect(await store.switches.off()).toEqual([
      { what: 'model', at },
      { what: 'bot', site: 'kunta', at },
    ])
    await store.switches.turnOn('bot')
    expect(await store.switches.off()).toHaveLength(2)
    await store.switches.turnOn('bot', 'kunta')
    expect(await store.switches.off()).toEqual([{ what: 'model', at }])
    await store.switches.turnOn('model')
    expect(await store.switches.off()).toEqual([])
  })
})

test('a second process throws a switch of a SQLite store that the first holds, while the first writes', async () => {
  const own = mkdtempSync(join(tmpdir(), 'opastin-switches-'))
  const store = await openSqliteStore({ folder: own, clock })
  const beside = await openSwitchesBeside(own, clock)
  try {
    const opening = (id: number) => ({ conversationId: `c${id}`, channel: 'directline', person: 'dl_p' }) as const
    await Promise.all([
      beside.switches.turnOff('bot'),
      ...Array.from({ length: 50 }, (_, id) => store.open(opening(id))),
      beside.switches.turnOff('model', 'kunta'),
    ])
    expect(await store.switches.off()).toEqual([
      { what: 'bot', at },
      { what: 'model', site: 'kunta', at },
    ])
    await store.switches.turnOn('bot')
    expect(await beside.switches.off()).toHaveLength(1)
  } finally {
    beside.close()
    await store.close()
    rmSync(own, { recursive: true, force: true })
  }
})

test('a folder without a store has no switches to throw, and the fault says which file is meant', async () => {
  await expect(openSwitchesBeside(join(folder, 'nothing'), clock)).rejects.toMatchObject({
    code: 'StoreFailed',
    message: expect.stringContaining('nothing') as string,
  })
})
