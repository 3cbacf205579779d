/** What only the store in PostgreSQL promises: several processes, and a network and a server that fail and come back. */
import { inspect } from 'node:util'
import { Client } from 'pg'
import { systemClock } from '../../src/backends/clock'
import type { ClosableStore } from '../../src/backends/store/conversationStore'
import { openPostgresStore } from '../../src/backends/store/postgresStore'
import { StoreError } from '../../src/backends/store/storeError'
import { endOf, messageOf } from '../contracts/conversationStore.cases'
import { type PostgresLine, postgresLine } from '../fakes/postgresLine'
import { testDatabase } from '../postgres'
import { startStoreProcess } from './startStoreProcess'

/** The statement itself: `read committed` in the one that begins is not it. */
const commit = 'commit\0'

let url: string
let line: PostgresLine
const opened: ClosableStore[] = []

async function open(address: string): Promise<ClosableStore> {
  const store = await openPostgresStore({ url: address, clock: systemClock })
  opened.push(store)
  return store
}

async function refusal(address: string): Promise<StoreError> {
  const fault = await open(address).catch((reason: unknown) => reason)
  if (!(fault instanceof StoreError))
    throw new Error('the store was opened, or failed without a StoreError', { cause: fault })
  return fault
}

beforeEach(async () => {
  url = await testDatabase('store')
  line = await postgresLine(url)
})
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
  await line.close()
})

test('a database that does not answer is named by host and port, never with the password', async () => {
  await line.sever()
  const address = new URL(line.url)
  address.username = 'someone'
  address.password = 'Salasana-123'
  const fault = await refusal(address.href)
  expect(fault.code).toBe('DatabaseUnreachable')
  expect(fault.message).toContain(address.host)
  expect(inspect(fault, { depth: 10, showHidden: true })).not.toContain('Salasana-123')
})

test('a database that takes the call and says nothing is unreachable too', async () => {
  line.hold()
  expect((await refusal(line.url)).code).toBe('DatabaseUnreachable')
})

test('a database that is not there on the server is refused in a sentence', async () => {
  const address = new URL(url)
  address.pathname = '/no_such_database'
  const fault = await refusal(address.href)
  expect(fault.code).toBe('DatabaseRefused')
  expect(fault.message).toContain(address.host)
})

test('an address that is none is refused without repeating it', async () => {
  for (const address of ['mysql://a:Salasana-123@h/db', 'postgresql://a:Salasana-123@[broken', 'Salasana-123', '']) {
    const fault = await refusal(address)
    expect(fault.code).toBe('DatabaseUrlInvalid')
    expect(inspect(fault, { depth: 10, showHidden: true })).not.toContain('Salasana-123')
  }
})

test('several processes may open an empty database at once', async () => {
  const stores = await Promise.all(Array.from({ length: 4 }, () => open(url)))
  await Promise.all(stores.map((store, at) => store.begin(messageOf('c', `m${at}`))))
  expect((await stores[0]?.read('c', 0, 10))?.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
})

test('a database of a newer version is refused', async () => {
  await (await open(url)).close()
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query("insert into migrations values (99, 'from the future', '2030-01-01')")
  await client.end()
  expect((await refusal(url)).code).toBe('DatabaseNewer')
})

test('a cut line, idle or at work, loses nothing and doubles nothing', async () => {
  const store = await open(line.url)
  await store.begin(messageOf('c', 'm1'))
  line.cut()
  await store.finish('c', 'm1', endOf('x'))
  for (const when of ['before', 'after'] as const) {
    for (const text of ['insert into "log"', commit]) {
      const id = `m ${when} ${text}`
      line.cutAt(text, when)
      const turn = await store.begin(messageOf('c', id))
      expect(turn.message.id).toBe(id)
      line.cutAt(text, when)
      expect(await store.finish('c', id, endOf('x', 'y'))).toHaveLength(2)
    }
  }
  const log = await store.read('c', 0, 100)
  expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 2 + 4 * 3 }, (_, at) => at + 1))
})

test('what can be done once only is done, and says so, when the line is cut at its commit', async () => {
  const store = await openPostgresStore({ url: line.url, clock: systemClock })
  opened.push(store)
  const codes = store.resumeCodes(Buffer.alloc(32, 7))
  for (const when of ['before', 'after'] as const) {
    await store.begin(messageOf('c', `m ${when}`))
    const { code } = await codes.issue({ conversationId: 'c', person: 'dl_1' })
    line.cutAt(commit, when)
    expect(await codes.redeem(code)).toEqual({ conversationId: 'c', person: 'dl_1' })
    expect(await codes.redeem(code)).toBeUndefined()
    const callback = { id: `cb ${when}`, desk: 'd', language: 'fi', askedAt: 'x', contact: 'sealed' } as const
    await store.desk.addCallback(callback)
    line.cutAt(commit, when)
    expect(await store.desk.finishCallback(callback.id, 'a', 'y')).toBe(true)
    expect(await store.desk.finishCallback(callback.id, 'a', 'y')).toBe(false)
    line.cutAt(commit, when)
    expect(await store.erase('c')).toBe(true)
    expect(await store.erase('c')).toBe(false)
  }
})

test('a server that restarts is waited for, and one that stays away is told of', async () => {
  const store = await open(line.url)
  await line.sever()
  const begun = store.begin(messageOf('c', 'm1'))
  await new Promise((resolve) => setTimeout(resolve, 400))
  await line.mend()
  expect((await begun).state).toBe('new')
  await line.sever()
  await Promise.all([
    expect(store.begin(messageOf('c', 'm2'))).rejects.toMatchObject({ code: 'DatabaseUnreachable' }),
    expect(store.exclusively('c', () => Promise.resolve())).rejects.toMatchObject({ code: 'DatabaseUnreachable' }),
  ])
  await line.mend()
  expect((await store.begin(messageOf('c', 'm2'))).message.seq).toBe(2)
  expect(await store.exclusively('c', () => Promise.resolve('again'))).toBe('again')
})

test('one conversation is worked for by one process at a time', async () => {
  const stores = await Promise.all([open(url), open(url), open(url)])
  let inside = 0
  let most = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setTimeout(resolve, 3))
    inside -= 1
  }
  await Promise.all(Array.from({ length: 10 }, () => stores.map((store) => store.exclusively('one', work))).flat())
  expect(most).toBe(1)
})

test('what a killed process held is free at once, and what it acknowledged is there', async () => {
  const writer = startStoreProcess('postgres', url, 'killed')
  await writer.said(80)
  await writer.kill()
  const store = await open(url)
  for (const spoken of writer.lines.slice(1)) {
    const [what = '', conversationId = '', id = ''] = spoken.split(' ')
    const turn = await store.exclusively(conversationId, () => store.begin(messageOf(conversationId, id)))
    expect([what, turn.state === 'new']).toEqual([what, false])
    if (what === 'finished') expect(turn.replies).toHaveLength(1)
  }
})
