/** What the operator shows and removes of one conversation, on both real databases; a record that was changed behind our back is found. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Libsql from 'libsql'
import { Client } from 'pg'
import { openPostgresStore } from '../../src/backends/store/postgresStore'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import type { SqlStore } from '../../src/backends/store/sqlStore'
import { doPrivacyDeed, type PrivacyDeed } from '../../src/commands/privacyDeeds'
import { endOf, messageOf } from '../contracts/conversationStore.cases'
import { testDatabase } from '../postgres'

const clock = { now: () => new Date('2026-11-23T08:00:00Z') }
const folder = mkdtempSync(path.join(tmpdir(), 'opastin-privacy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let url = ''

interface Place {
  open(): Promise<SqlStore>
  /** As somebody does who has the database's own tools. */
  tamper(sql: string): Promise<void>
}

const sqlite: Place = {
  open: () => openSqliteStore({ folder, clock }),
  tamper(sql) {
    const file = new Libsql(path.join(folder, 'opastin.sqlite'))
    file.exec(sql)
    file.close()
    return Promise.resolve()
  },
}
const postgres: Place = {
  async open() {
    url ||= await testDatabase('privacy')
    return openPostgresStore({ url, clock })
  },
  async tamper(sql) {
    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query(sql)
    await client.end()
  },
}

describe.each([
  ['SQLite', sqlite],
  ['PostgreSQL', postgres],
] as const)('in %s', (_, place) => {
  let store: SqlStore
  beforeAll(async () => {
    store = await place.open()
    await store.desk.keepAdviser({ id: 'a1', name: 'Aino', role: 'adviser' })
  })
  afterAll(() => store.close())

  const does = (deed: PrivacyDeed, conversationId: string) => doPrivacyDeed(deed, conversationId, store)
  async function talk(conversationId: string): Promise<void> {
    await store.begin(messageOf(conversationId, 'm1'))
    await store.finish(conversationId, 'm1', endOf('Vastaus'))
  }
  const look = (conversationId: string, what: 'take' | 'read', at: string) =>
    store.desk.addAccess({ at, adviserId: 'a1', what, handoffId: 'h', conversationId })

  test('a record as it was written is whole, also when it was erased', async () => {
    await talk('c1')
    expect(await does('verify', 'c1')).toEqual({ ok: true, said: 'Whole: 2 lines, each as it was written.' })
    expect(await does('erase', 'c1')).toMatchObject({ ok: true })
    expect(await does('verify', 'c1')).toEqual({ ok: true, said: 'Whole: 2 lines, each as it was written.' })
  })

  test('a line that was changed in the database is named, and the command fails', async () => {
    await talk('c2')
    await place.tamper(`update log set text = 'toinen' where conversation_id = 'c2' and seq = 2`)
    const { ok, said } = await does('verify', 'c2')
    expect(ok).toBe(false)
    expect(said).toContain('line 2')
  })

  test('who opened a conversation, when and how, is shown oldest first, also when it was erased', async () => {
    await talk('c3')
    expect(await does('accesses', 'c3')).toEqual({ ok: true, said: 'Nobody has opened it.' })
    await look('c3', 'take', '2026-11-23T08:01:00.000Z')
    await look('c3', 'read', '2026-11-23T08:02:00.000Z')
    await does('erase', 'c3')
    expect((await does('accesses', 'c3')).said.split('\n')).toEqual([
      '2026-11-23T08:01:00.000Z  take  Aino (a1)',
      '2026-11-23T08:02:00.000Z  read  Aino (a1)',
    ])
  })

  test('what a person is given holds what was said and each look at it, without the name of who looked', async () => {
    await talk('c4')
    await look('c4', 'take', '2026-11-23T08:01:00.000Z')
    const { said } = await does('export', 'c4')
    const given = JSON.parse(said) as { entries: unknown[]; accesses: unknown[] }
    expect(given.entries).toHaveLength(2)
    expect(given.accesses).toMatchObject([{ at: '2026-11-23T08:01:00.000Z', what: 'take', adviserId: 'a1' }])
    expect(said).not.toContain('Aino')
  })

  test.each(['export', 'erase', 'verify', 'accesses'] as const)(
    'to %s a conversation that never was fails with a sentence',
    async (deed) => {
      const { ok, said } = await does(deed, 'never-was')
      expect(ok).toBe(false)
      expect(said).toContain('There is no such conversation')
    },
  )
})
