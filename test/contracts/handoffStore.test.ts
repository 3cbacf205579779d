/** The cases of the HandoffStore and of the desk's tables on both databases, each on the real thing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgresStore } from '../../src/backends/store/postgresStore'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import { testDatabase } from '../postgres'
import { deskStoreCases } from './deskStore.cases'
import { handoffStoreCases } from './handoffStore.cases'

const clockOf = (now: { ms: number }) => ({ now: () => new Date(now.ms) })

describe.each([
  ['handoffs', handoffStoreCases],
  ['the desk', deskStoreCases],
] as const)('%s', (_, cases) => {
  describe('in SQLite', () => {
    const folder = mkdtempSync(join(tmpdir(), 'opastin-handoff-'))
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    cases({ open: (now) => openSqliteStore({ folder, clock: clockOf(now) }) })
  })

  describe('in PostgreSQL', () => {
    cases({
      open: async (now) => openPostgresStore({ url: await testDatabase('handoff_contract'), clock: clockOf(now) }),
    })
  })
})
