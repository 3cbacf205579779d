/** What every ConversationEvents must do, in one process and over PostgreSQL, and what a lost line must not lose. */
import { Client } from 'pg'
import { inProcessEvents } from '../../src/backends/events'
import { type ClosableEvents, postgresEvents } from '../../src/backends/postgresEvents'
import type { ConversationEvents } from '../../src/turn/ports'
import { postgresLine } from '../fakes/postgresLine'
import { testDatabase } from '../postgres'

/** Resolves when `done` holds; the test's own time limit is the only one. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 5))
}

const opened: ClosableEvents[] = []
async function overPostgres(url: string, report?: (fault: unknown) => void): Promise<ClosableEvents> {
  const events = await postgresEvents({ url, report, heartbeatMs: 50 })
  opened.push(events)
  return events
}
let url: string
beforeAll(async () => {
  url = await testDatabase('events')
})
afterEach(async () => {
  for (const events of opened.splice(0)) await events.close()
})

const kinds: Record<string, () => Promise<{ teller: ConversationEvents; watcher: ConversationEvents }>> = {
  'in one process': async () => {
    const events = inProcessEvents()
    return { teller: events, watcher: events }
  },
  'over PostgreSQL, within a process': async () => {
    const events = await overPostgres(url)
    return { teller: events, watcher: events }
  },
  'over PostgreSQL, between processes': async () => ({
    teller: await overPostgres(url),
    watcher: await overPostgres(url),
  }),
}

for (const [name, start] of Object.entries(kinds)) {
  describe(name, () => {
    test('a watcher hears of its own conversation, with the seq, until its watch ends', async () => {
      const { teller, watcher } = await start()
      const heard: number[] = []
      const others: number[] = []
      const end = watcher.watch('a b \0 odd', (seq) => heard.push(seq))
      watcher.watch('other', (seq) => others.push(seq))
      teller.publish('a b \0 odd', 7)
      await until(() => heard.includes(7))
      expect(others).toEqual([])
      end()
      end()
      teller.publish('a b \0 odd', 8)
      teller.publish('other', 1)
      await until(() => others.includes(1))
      expect(heard).not.toContain(8)
    })

    test('a burst ends with the newest seq', async () => {
      const { teller, watcher } = await start()
      let newest = 0
      watcher.watch('c', (seq) => (newest = Math.max(newest, seq)))
      for (let seq = 1; seq <= 500; seq++) teller.publish('c', seq)
      await until(() => newest === 500)
      expect(newest).toBe(500)
    })

    test('a listener that watches twice is told twice, and each watch ends by itself', async () => {
      const { teller, watcher } = await start()
      const heard: number[] = []
      const listener = (seq: number) => void heard.push(seq)
      const end = watcher.watch('c', listener)
      watcher.watch('c', listener)
      end()
      teller.publish('c', 1)
      await until(() => heard.length > 0)
      expect(heard).toEqual([1])
    })
  })
}

test('a watcher that throws is reported and does not silence the others', () => {
  const faults: unknown[] = []
  const events = inProcessEvents((fault) => faults.push(fault))
  const heard: number[] = []
  events.watch('c', () => {
    throw new Error('a broken watcher')
  })
  events.watch('c', (seq) => heard.push(seq))
  events.publish('c', 3)
  expect(heard).toEqual([3])
  expect(faults).toHaveLength(1)
})

test('after a lost line every watcher is told to look, and what was published meanwhile arrives', async () => {
  const line = await postgresLine(url)
  const faults: unknown[] = []
  const far = await overPostgres(url)
  const near = await overPostgres(line.url, (fault) => faults.push(fault))
  const nearHeard: number[] = []
  const farHeard: number[] = []
  near.watch('c', (seq) => nearHeard.push(seq))
  far.watch('c', (seq) => farHeard.push(seq))
  await line.sever()
  await until(() => faults.length > 0)
  near.publish('c', 41)
  far.publish('c', 42)
  expect(nearHeard).toEqual([41])
  await line.mend()
  await until(() => nearHeard.includes(0) && farHeard.includes(41))
  far.publish('c', 43)
  await until(() => nearHeard.includes(43))
  await near.close()
  await line.close()
  expect(nearHeard).toContain(0)
})

test('a line that says nothing any more is noticed and replaced', async () => {
  const line = await postgresLine(url)
  const near = await overPostgres(line.url)
  const heard: number[] = []
  near.watch('c', (seq) => heard.push(seq))
  line.cut()
  await until(() => heard.includes(0))
  expect(heard).toContain(0)
  await near.close()
  await line.close()
})

describe('a connection on which nobody can be heard', () => {
  const connections = async (): Promise<number> => {
    const client = new Client({ connectionString: url })
    await client.connect()
    const text = `select count(*)::int as open from pg_stat_activity where datname = current_database() and application_name = 'opastin'`
    const { rows } = await client.query<{ open: number }>(text)
    await client.end()
    return rows[0]?.open ?? 0
  }
  const impatient = (through: string): string => `${through}?query_timeout=200`

  test('is closed when another takes its place', async () => {
    const line = await postgresLine(url)
    const faults: unknown[] = []
    const near = await overPostgres(impatient(line.url), (fault) => faults.push(fault))
    const heard: number[] = []
    near.watch('c', (seq) => heard.push(seq))
    line.loseOnce('listen opastin_growth')
    line.cut()
    await until(() => heard.includes(0))
    expect(faults).not.toEqual([])
    while ((await connections()) !== 1) await new Promise((resolve) => setTimeout(resolve, 20))
    await near.close()
    await line.close()
  }, 20_000)

  test('is closed, and named in a sentence, when it is the first', async () => {
    const line = await postgresLine(url)
    line.loseOnce('listen opastin_growth')
    await expect(postgresEvents({ url: impatient(line.url) })).rejects.toMatchObject({ code: 'DatabaseUnreachable' })
    while ((await connections()) !== 0) await new Promise((resolve) => setTimeout(resolve, 20))
    await line.close()
  }, 20_000)

  test('that cannot even be made is named in a sentence', async () => {
    const line = await postgresLine(url)
    await line.sever()
    await expect(postgresEvents({ url: line.url })).rejects.toMatchObject({ code: 'DatabaseUnreachable' })
  })
})
