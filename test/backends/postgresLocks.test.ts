/** The connection that holds a process's locks: one, also after it was lost at work, and none after close. */
import { Client } from 'pg'
import { type ConversationLocks, conversationLocks } from '../../src/backends/store/postgresLocks'
import { serverAt } from '../../src/backends/store/postgresServer'
import { testDatabase } from '../postgres'

let admin: Client
let locks: ConversationLocks
let lost: Error[]
beforeEach(async () => {
  const url = await testDatabase('locks')
  admin = new Client({ connectionString: url })
  await admin.connect()
  lost = []
  locks = conversationLocks(await serverAt(url), (fault) => lost.push(fault))
})
afterEach(async () => {
  await locks.close()
  await admin.end()
})

const ours = `from pg_stat_activity where datname = current_database() and application_name = 'opastin'`
async function open(): Promise<number> {
  const { rows } = await admin.query<{ open: number }>(`select count(*)::int as open ${ours}`)
  return rows[0]?.open ?? 0
}

/** Work that holds a conversation until it is let go. */
async function holding(conversationId: string) {
  let letGo = (): void => undefined
  let begun = (): void => undefined
  const hasBegun = new Promise<void>((resolve) => (begun = resolve))
  const done = locks.exclusively(conversationId, () => {
    begun()
    return new Promise<void>((resolve) => (letGo = resolve))
  })
  await hasBegun
  return {
    end() {
      letGo()
      return done
    },
  }
}

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('a connection that is lost while a turn is at work is replaced once', async () => {
  for (let round = 1; round <= 3; round++) {
    const first = await holding('a')
    const told = lost.length
    await admin.query(`select pg_terminate_backend(pid) ${ours}`)
    await until(() => lost.length > told)
    const second = await holding('b')
    // The first cannot give its lock back any more: its connection has gone, and the newer one is none of its business.
    await first.end()
    await locks.exclusively('c', () => Promise.resolve())
    expect(await open()).toBe(1)
    await second.end()
  }
  await locks.close()
  await until(async () => (await open()) === 0)
})
