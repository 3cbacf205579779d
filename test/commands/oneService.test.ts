/** The preview's service, as real processes that take their time to stop. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { oneService, type OneService } from '../../src/commands/oneService'

const slowToStop =
  "process.on('SIGTERM', () => setTimeout(() => process.exit(0), 200)); setInterval(() => 0, 1000); console.log('up')"
let started: ChildProcess[]
let service: OneService
beforeEach(() => {
  started = []
  service = oneService(() => {
    const child = spawn(process.execPath, ['-e', slowToStop], { stdio: ['ignore', 'pipe', 'inherit'] })
    started.push(child)
    return child
  })
})
afterEach(async () => {
  service.stop('SIGKILL')
  for (const child of started) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

/** Resolves when the service has said that it is up. */
async function up(nth: number): Promise<ChildProcess> {
  const child = started[nth]
  if (!child?.stdout) throw new Error(`No service number ${nth} was started.`)
  await once(child.stdout, 'data')
  return child
}

test('saves that come while the old service stops start one new service', async () => {
  service.restart()
  const first = await up(0)
  for (let save = 0; save < 3; save++) service.restart()
  expect(started).toHaveLength(1)
  await once(first, 'exit')
  expect(started).toHaveLength(2)
  await up(1)
  service.restart()
  await once(started[1] as ChildProcess, 'exit')
  expect(started).toHaveLength(3)
})

test('a service that was killed is started again at the next save', async () => {
  service.restart()
  const first = await up(0)
  first.kill('SIGKILL')
  await once(first, 'exit')
  service.restart()
  await up(1)
})

test('after the end no save starts a service', async () => {
  service.restart()
  const first = await up(0)
  service.restart()
  service.stop('SIGTERM')
  await once(first, 'exit')
  service.restart()
  expect(started).toHaveLength(1)
})
