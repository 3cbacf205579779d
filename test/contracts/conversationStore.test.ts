/** The cases of the ConversationStore on every implementation, each on the real thing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/backends/clock'
import { openMemoryStore } from '../../src/backends/store/memoryStore'
import { openPostgresStore } from '../../src/backends/store/postgresStore'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import { testDatabase } from '../postgres'
import { conversationStoreCases } from './conversationStore.cases'

describe('the store in memory', () => {
  conversationStoreCases({ name: 'memory', durable: false, open: async () => openMemoryStore({ clock: systemClock }) })
})

describe('the store in SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'opastin-store-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  conversationStoreCases({ name: 'SQLite', durable: true, open: () => openSqliteStore({ folder, clock: systemClock }) })
})

describe('the store in PostgreSQL', () => {
  let url: Promise<string> | undefined
  conversationStoreCases({
    name: 'PostgreSQL',
    durable: true,
    async open() {
      url ??= testDatabase('store_contract')
      return openPostgresStore({ url: await url, clock: systemClock })
    },
  })
})
