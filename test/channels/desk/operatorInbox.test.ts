/** An adviser is added while the service holds its SQLite folder: the request goes through real files. */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AdviserNotAdded, askRunningService, createOperatorInbox } from '../../../src/channels/desk/operatorInbox'
import type { AdviserAccount } from '../../../src/handoff/ports'

const asked = { name: 'Aino', role: 'adviser', password: 'scrypt$1$2' } as const
let folder: string
let kept: Pick<AdviserAccount, 'id' | 'name' | 'role' | 'password'>[]
let faults: unknown[]
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'opastin-inbox-'))
  kept = []
  faults = []
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
