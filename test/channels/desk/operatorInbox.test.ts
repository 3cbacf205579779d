/** An adviser is added while the service holds its SQLite folder: the request goes through real files. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  AdviserNotAdded,
  askRunningService,
  createOperatorInbox,
  keepLocalAdviser,
} from '../../../src/channels/desk/operatorInbox'
import { openSqliteStore } from '../../../src/backends/store/sqliteStore'
import type { AdviserAccount } from '../../../src/handoff/ports'

const asked = { name: 'Aino', role: 'adviser', password: 'scrypt$1$2' } as const
let folder: string
let kept: Pick<AdviserAccount, 'id' | 'name' | 'role' | 'password'>[]
let faults: unknown[]
let failing: Set<string>
let taken: Set<string>
let tries: string[]
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'opastin-inbox-'))
  kept = []
  faults = []
  failing = new Set()
  taken = new Set()
  tries = []
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  expect(faults).toEqual([])
})

const inbox = () =>
  createOperatorInbox({
    dataFolder: folder,
    everyMs: 10,
    onFault: (fault) => faults.push(fault),
    desk: {
      adviserNamed: (name) => Promise.resolve(kept.find((one) => one.name === name) as AdviserAccount | undefined),
      keepAdviser(account) {
        tries.push(account.name)
        if (failing.has(account.name)) return Promise.reject(new Error(`no room for ${account.name}`))
        if (taken.has(account.name)) return Promise.resolve(false)
        kept = [...kept.filter(({ id }) => id !== account.id), account]
        return Promise.resolve(true)
      },
    },
  })

test('the running service adds the adviser, and nothing of the request is left', async () => {
  const service = inbox()
  service.start()
  await askRunningService(folder, asked)
  await askRunningService(folder, { ...asked, role: 'supervisor' })
  await service.stop()
  expect(kept).toEqual([{ ...asked, role: 'supervisor', id: expect.any(String) }])
  expect(readdirSync(path.join(folder, 'inbox'))).toEqual([])
})

test('only the owner of the folder can leave a request', async () => {
  const service = inbox()
  service.start()
  await askRunningService(folder, asked)
  await service.stop()
  expect((statSync(path.join(folder, 'inbox')).mode & 0o777).toString(8)).toBe('700')
})

test('without a service nothing is added, and the request does not lie in wait for the next start', async () => {
  await expect(askRunningService(folder, asked, 100)).rejects.toThrow(AdviserNotAdded)
  expect(readdirSync(path.join(folder, 'inbox'))).toEqual([])
})

test.each(['{nonsense', '{"name":"Aino","role":"king","password":"scrypt$1"}', '{"name":"Aino","role":"adviser"}'])(
  'what is no request of ours makes no account: %s',
  async (text) => {
    const service = inbox()
    service.start()
    await askRunningService(folder, asked)
    const file = path.join(folder, 'inbox', 'other.json')
    writeFileSync(file, text)
    while (!existsSync(`${file}.refused`)) await new Promise((resolve) => setTimeout(resolve, 10))
    await service.stop()
    expect(kept).toHaveLength(1)
  },
)

test('a request that was taken when the process died is done by the next one', async () => {
  const first = inbox()
  first.start()
  await askRunningService(folder, asked)
  await first.stop()
  writeFileSync(path.join(folder, 'inbox', 'x.json.taken'), JSON.stringify({ ...asked, name: 'Bo' }))
  const next = inbox()
  next.start()
  while (kept.length < 2) await new Promise((resolve) => setTimeout(resolve, 10))
  await next.stop()
  expect(kept.map(({ name }) => name)).toEqual(['Aino', 'Bo'])
})

test('a request that fails holds up no other, is tried again ever more seldom, and is done in the end', async () => {
  const service = inbox()
  failing.add('Aino')
  mkdirSync(path.join(folder, 'inbox'), { recursive: true })
  writeFileSync(path.join(folder, 'inbox', 'a.json'), JSON.stringify(asked))
  service.start()
  for (const name of ['Bo', 'Cecilia', 'Dan']) await askRunningService(folder, { ...asked, name })
  expect(kept.map(({ name }) => name)).toEqual(['Bo', 'Cecilia', 'Dan'])
  await new Promise((resolve) => setTimeout(resolve, 700))
  const before = tries.filter((name) => name === 'Aino').length
  expect(before).toBeGreaterThan(1)
  // Every 10 ms it would have been dozens of times.
  expect(before).toBeLessThan(12)
  failing.clear()
  while (kept.length < 4) await new Promise((resolve) => setTimeout(resolve, 10))
  await service.stop()
  expect(faults).toHaveLength(before)
  faults = []
})

test('a name that the store keeps for another makes no account, and the operator hears so', async () => {
  const service = inbox()
  taken.add('Aino')
  service.start()
  await expect(askRunningService(folder, asked)).rejects.toThrow(AdviserNotAdded)
  await service.stop()
  expect(readdirSync(path.join(folder, 'inbox'))).toEqual([])
})

test('over a real store too: a name that it cannot keep as it is given', async () => {
  const store = await openSqliteStore({ folder, clock: { now: () => new Date() } })
  const odd = { ...asked, name: 'Aino\0' }
  await keepLocalAdviser(store.desk, odd)
  await expect(keepLocalAdviser(store.desk, odd)).rejects.toThrow(AdviserNotAdded)
  await store.close()
})
