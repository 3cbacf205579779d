/** What every desk asks often must not cost more with every year of its history: the databases' own plans say so. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { Client } from 'pg'
import { systemClock } from '../../src/backends/clock'
import { handoffStatementsOf } from '../../src/backends/store/handoffStatements'
import { openPostgresStore } from '../../src/backends/store/postgresStore'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import { testDatabase } from '../postgres'

const values = { desk: 'neuvonta', limit: 20 }

test('who was taken lately is read from an index in SQLite, newest first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'opastin-plans-'))
  await (await openSqliteStore({ folder, clock: systemClock })).close()
  const database = new Libsql(join(folder, 'opastin.sqlite'), { readonly: true })
  const { lately } = handoffStatementsOf('sqlite')
  const steps = database.prepare(`explain query plan ${lately.sql}`).all(lately.bind(values)) as { detail: string }[]
  database.close()
  rmSync(folder, { recursive: true, force: true })
  expect(steps.map(({ detail }) => detail)).toEqual([expect.stringContaining('INDEX handoffs_taken (desk=?')])
})

test('who was taken lately is read from an index in PostgreSQL, newest first', async () => {
  const url = await testDatabase('plans')
  await (await openPostgresStore({ url, clock: systemClock })).close()
  const client = new Client({ connectionString: url })
  await client.connect()
  // A handful of rows is read faster whole: what counts is the plan for many.
  await client.query(
    `insert into conversations select 'c' || n, 'page', 'p', null, null, 'bot', 0, '{}', 0, 'x', 'x' from generate_series(1, 5000) n`,
  )
  await client.query(
    `insert into handoffs select 'h' || n, 'c' || n, 'neuvonta', 'closed', 'fi', null, 'x', 0, 'a', 'A', null, '2026-' || n, 'x', 'helped', 3 from generate_series(1, 5000) n`,
  )
  await client.query('analyze handoffs')
  const { lately } = handoffStatementsOf('postgres')
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${lately.sql}`, lately.bind(values))
  await client.end()
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toContain('handoffs_taken')
  expect(plan).not.toMatch(/Sort|Seq Scan/)
})
