/** Resume codes in real databases: spent once, old after a day, worthless when revoked or when the conversation is gone. */
import Libsql from 'libsql'
import { Client } from 'pg'
import { conversations } from '../../src/backends/store/migrations/0001-conversations'
import { resumeCodes } from '../../src/backends/store/migrations/0004-resume-codes'
import { resumeCodesOver, type ResumeDatabase } from '../../src/backends/store/resumeCodes'
import type { Step, Unit } from '../../src/backends/store/statement'
import { newResumeCode, readResumeCode } from '../../src/conversation/resumeCode'
import { testDatabase } from '../postgres'

const secret = Buffer.alloc(32, 7)
const schema = [...conversations.statements, ...resumeCodes.statements]
const insert = `insert into conversations (id, channel, person, holder, epoch, memory, last_seq, created_at, updated_at) values ('c1', 'page', 'dl_1', 'bot', 0, '{}', 0, 'x', 'x')`

interface Opened extends ResumeDatabase {
  run(sql: string): Promise<void>
  /** Every stored value, as text. */
  all(): Promise<string>
  close(): Promise<void>
}

async function openSqlite(): Promise<Opened> {
  const db = new Libsql(':memory:')
  db.exec('pragma foreign_keys = on')
  for (const sql of [...schema, insert]) db.exec(sql)
  const execute = ({ statement, values }: Step): readonly unknown[] => {
    const prepared = db.prepare(statement.sql)
    if (prepared.reader) return prepared.all(values)
    prepared.run(values)
    return []
  }
  return {
    async transact<Result>(work: () => Unit<Result>) {
      const unit = work()
      let step = unit.next()
      while (!step.done) step = unit.next(execute(step.value))
      return step.value
    },
    run: async (sql) => void db.exec(sql),
    all: async () => JSON.stringify(db.prepare('select * from resume_codes').all([])),
    close: async () => void db.close(),
  }
}

async function openPostgres(): Promise<Opened> {
  const client = new Client(await testDatabase('resume_codes'))
  await client.connect()
  await client.query(
    'drop table if exists resume_codes; drop table if exists turns; drop table if exists log; drop table if exists conversations',
  )
  for (const sql of [...schema, insert]) await client.query(sql)
  return {
    async transact<Result>(work: () => Unit<Result>) {
      const unit = work()
      let step = unit.next()
      while (!step.done) step = unit.next((await client.query(step.value.statement.sql, [...step.value.values])).rows)
      return step.value
    },
    run: async (sql) => void (await client.query(sql)),
    all: async () => JSON.stringify((await client.query('select * from resume_codes')).rows),
    close: () => client.end(),
  }
}

describe.each([
  ['SQLite', 'sqlite' as const, openSqlite],
  ['PostgreSQL', 'postgres' as const, openPostgres],
])('resume codes in %s', (_, dialect, open) => {
  let db: Opened
  let now = new Date('2026-11-22T10:00:00Z')
  const codes = () => resumeCodesOver(db, dialect, { now: () => now }, secret)
  const mine = { conversationId: 'c1', person: 'dl_1' }
  beforeEach(async () => {
    now = new Date('2026-11-22T10:00:00Z')
    db = await open()
  })
  afterEach(() => db.close())

  test('open their conversation once, however the code is typed', async () => {
    const { code, expiresAt } = await codes().issue(mine)
    expect(expiresAt.toISOString()).toBe('2026-11-23T10:00:00.000Z')
    expect(
      await codes().redeem(` ${code.toLowerCase().replace(/-/g, ' ').replace(/0/g, 'o').replace(/1/g, 'l')} `),
    ).toEqual(mine)
    expect(await codes().redeem(code)).toBeUndefined()
  })

  test('are told to one only of many who redeem at once', async () => {
    const { code } = await codes().issue(mine)
    const told = []
    for (let n = 0; n < 5; n++) told.push(await codes().redeem(code))
    expect(told.filter(Boolean)).toEqual([mine])
  })

  test('are worth nothing after a day, after a newer one, when revoked and when the conversation is erased', async () => {
    const old = await codes().issue(mine)
    now = new Date('2026-11-23T10:00:00Z')
    expect(await codes().redeem(old.code)).toBeUndefined()
    const first = await codes().issue(mine)
    const second = await codes().issue(mine)
    expect(await codes().redeem(first.code)).toBeUndefined()
    await codes().revoke('c1')
    expect(await codes().redeem(second.code)).toBeUndefined()
    const last = await codes().issue(mine)
    await db.run(`delete from conversations where id = 'c1'`)
    expect(await codes().redeem(last.code)).toBeUndefined()
  })

  test('are kept as digests under a secret only', async () => {
    const { code } = await codes().issue(mine)
    const stored = await db.all()
    expect(stored).not.toContain(code)
    expect(stored).not.toContain(readResumeCode(code))
    expect(await resumeCodesOver(db, dialect, { now: () => now }, Buffer.alloc(32, 8)).redeem(code)).toBeUndefined()
  })
})

test('a code has 60 bits in letters that are hard to misread, and everything else is no code', () => {
  const all = new Set(Array.from({ length: 500 }, newResumeCode))
  expect(all.size).toBe(500)
  for (const code of all) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  for (const wrong of ['', '7K3F', '7K3F-9QXM-2D4U', '7K3F-9QXM-2D4A-1', 'ÄÄÄÄ-ÄÄÄÄ-ÄÄÄÄ'])
    expect(readResumeCode(wrong)).toBeUndefined()
})
