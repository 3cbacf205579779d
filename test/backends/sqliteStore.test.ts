/** What only the store in a file promises: one process, a sound file, nothing lost by a sudden end, nothing left after an erasure. */
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { systemClock } from '../../src/backends/clock'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import { StoreError } from '../../src/backends/store/storeError'
import { endOf, messageOf } from '../contracts/conversationStore.cases'
import { startStoreProcess } from './startStoreProcess'

let folder: string
const open = (where = folder) => openSqliteStore({ folder: where, clock: systemClock })
const file = () => join(folder, 'opastin.sqlite')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opastin-sqlite-'))
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

async function refusal(opening: Promise<{ close(): Promise<void> }>): Promise<StoreError> {
  const fault = await opening.then(
    async (store) => {
      await store.close()
      return undefined
    },
    (reason: unknown) => reason,
  )
  if (!(fault instanceof StoreError))
    throw new Error('the store was opened, or failed without a StoreError', { cause: fault })
  return fault
}

test('everything acknowledged before a kill -9 in the middle of writing is there at once at the next start', async () => {
  for (const [round, lines] of [25, 60, 131].entries()) {
    const writer = startStoreProcess('sqlite', folder, `round${round}`)
    await writer.said(lines)
    await writer.kill()
    expect(writer.lines.length).toBeGreaterThanOrEqual(lines)

    const store = await open()
    for (const line of writer.lines.slice(1)) {
      const [what = '', conversationId = '', id = ''] = line.split(' ')
      const turn = await store.begin(messageOf(conversationId, id))
      if (what === 'begun') expect(turn.state).not.toBe('new')
      if (what === 'finished') {
        expect(turn.state).toBe('finished')
        expect(turn.replies.map(({ text }) => text)).toEqual([`to ${id}`])
      }
    }
    for (const at of [0, 1, 2]) {
      const log = await store.read(`round${round}-${at}`, 0, 10_000)
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
    }
    expect((await store.unfinished()).length).toBeLessThanOrEqual(round + 1)
    await store.close()
  }
})

test('a second process is refused while the first lives, and is let in when it was killed', async () => {
  const first = startStoreProcess('sqlite', folder, 'first')
  await first.said(5)
  const second = startStoreProcess('sqlite', folder, 'second')
  await second.said(2)
  expect(second.lines).toEqual(['failed DataFolderInUse'])
  const fault = await refusal(open())
  expect(fault.code).toBe('DataFolderInUse')
  expect(fault.message).toContain(folder)
  await first.kill()
  await (await open()).close()
})

test('the same process cannot open a folder twice either, and can after closing it', async () => {
  const store = await open()
  expect((await refusal(open())).code).toBe('DataFolderInUse')
  await store.find('x')
  await store.close()
  await (await open()).close()
})

test('a folder that cannot be made is named in a sentence', async () => {
  writeFileSync(join(folder, 'a-file'), '')
  const fault = await refusal(open(join(folder, 'a-file', 'data')))
  expect(fault.code).toBe('DataFolderUnwritable')
  expect(fault.message).toContain(join(folder, 'a-file', 'data'))
  expect(fault.message).toContain('DATA_DIR')
})

test('a folder without the right to write is named in a sentence', async () => {
  // Root may write anywhere but into what the system makes up.
  const closed = process.getuid?.() === 0 ? '/sys/opastin' : join(folder, 'closed')
  chmodSync(folder, 0o500)
  const fault = await refusal(open(closed))
  expect(fault.code).toBe('DataFolderUnwritable')
  expect(fault.message).toContain(closed)
})

test('the folder and the files are closed to others', async () => {
  const inner = join(folder, 'made', 'here')
  const store = await open(inner)
  await store.begin(messageOf('c', 'm'))
  expect(statSync(inner).mode & 0o777).toBe(0o700)
  const names = readdirSync(inner)
  expect(names).toEqual(expect.arrayContaining(['opastin.lock', 'opastin.sqlite', 'opastin.sqlite-wal']))
  for (const name of names) expect([name, statSync(join(inner, name)).mode & 0o077]).toEqual([name, 0])
  await store.close()
})

describe('a damaged database', () => {
  const damages: Record<string, (path: string) => void> = {
    'that is no database': (path) => writeFileSync(path, 'this was never a database\n'.repeat(500)),
    'whose pages are overwritten': (path) => {
      const bytes = readFileSync(path)
      writeFileSync(path, bytes.fill(0x5a, 4096))
    },
    'that was cut in the middle': (path) => truncateSync(path, 4096 * 3 + 17),
    'that was emptied beside its log of writes': (path) => {
      writeFileSync(`${path}-wal`, 'x'.repeat(5000))
      truncateSync(path, 0)
    },
  }
  for (const [name, damage] of Object.entries(damages)) {
    test(`${name} is refused by name and left as it is`, async () => {
      const store = await open()
      for (let at = 0; at < 40; at++) await store.begin(messageOf(`c${at}`, 'm', 'x'.repeat(500)))
      await store.close()
      damage(file())
      const before = readFileSync(file())
      const fault = await refusal(open())
      expect(fault.code).toBe('DatabaseDamaged')
      expect(fault.message).toContain(file())
      expect(fault.message).toContain('npm run restore')
      expect(readFileSync(file()).equals(before)).toBe(true)
      expect((await refusal(open())).code).toBe('DatabaseDamaged')
    })
  }
})

test('a database of a newer version is refused and left as it is', async () => {
  await (await open()).close()
  const database = new Libsql(file())
  database.exec("insert into migrations values (99, 'from the future', '2030-01-01')")
  database.close()
  const fault = await refusal(open())
  expect(fault.code).toBe('DatabaseNewer')
  expect(fault.message).toContain('99')
})

test('nothing of an erased conversation can be found in the files', async () => {
  const store = await open()
  const secret = 'Ratakatu-salaisuus-7391'
  for (let at = 0; at < 30; at++) {
    await store.begin(messageOf('kept', `k${at}`, `this stays ${at}`))
    await store.begin(messageOf(`gone-${secret}`, `${secret}-${at}`, `${secret} `.repeat(1 + at * 20)), 'fi')
    await store.finish(`gone-${secret}`, `${secret}-${at}`, endOf(`reply about ${secret}`))
  }
  const found = () => readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(secret))
  expect(found()).not.toEqual([])
  expect(await store.erase(`gone-${secret}`)).toBe(true)
  expect(found()).toEqual([])
  expect(await store.read('kept', 0, 100)).toHaveLength(30)
  await store.close()
  expect(found()).toEqual([])
})

test('a failed write leaves nothing behind and the store goes on', async () => {
  const store = await open()
  const message = messageOf('c', 'm')
  const broken = { ...message, text: undefined as unknown as string }
  await expect(store.begin(broken)).rejects.toThrow()
  expect(await store.find('c')).toBeUndefined()
  expect(await store.begin(message)).toMatchObject({ state: 'new', message: { seq: 1 } })
  await store.close()
})
