/** The cases of the channels' stores on both databases, each on the real thing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgresStore } from '../../src/backends/store/postgresStore'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import { testDatabase } from '../postgres'
import { channelStoresCases } from './channelStores.cases'

const clock = { now: () => new Date() }

describe('in SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'opastin-channels-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  channelStoresCases(() => openSqliteStore({ folder, clock }))
})

describe('in PostgreSQL', () => {
  channelStoresCases(async () => openPostgresStore({ url: await testDatabase('channel_stores'), clock }))
})
