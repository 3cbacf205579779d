/** The switches hold for the site or for all, are a moment old at most, and outlast a store that cannot be read. */
import type { SwitchedOff } from '../../src/turn/ports'
import { createSwitches } from '../../src/turn/switches'

const at = '2026-11-22T10:00:00Z'

function switchesOver(off: () => Promise<readonly SwitchedOff[]>) {
  const faults: string[] = []
  let now = 0
  let reads = 0
  const store = {
    off() {
      reads += 1
      return off()
    },
  }
  const switches = createSwitches(store, { error: (_, event) => void faults.push(event) }, () => now)
  return { switches, faults, reads: () => reads, pass: (ms: number) => void (now += ms) }
}

test('what is off everywhere is off on every site; what is off on a site is on elsewhere', async () => {
  const { switches } = switchesOver(() =>
    Promise.resolve([
      { what: 'model', at },
      { what: 'bot', site: 'kunta', at },
    ]),
  )
  const state = await switches.read()
  expect([undefined, 'demo', 'kunta'].map((site) => state.isOff('model', site))).toEqual([true, true, true])
  expect([undefined, 'demo', 'kunta'].map((site) => state.isOff('bot', site))).toEqual([false, false, true])
})

test('many turns at once read once, and a second later anew', async () => {
  let off: readonly SwitchedOff[] = []
  const { switches, reads, pass } = switchesOver(() => Promise.resolve(off))
  await Promise.all(Array.from({ length: 20 }, () => switches.read()))
  expect(reads()).toBe(1)
  off = [{ what: 'bot', at }]
  expect((await switches.read()).isOff('bot', undefined)).toBe(false)
  pass(1000)
  expect((await switches.read()).isOff('bot', undefined)).toBe(true)
  expect(reads()).toBe(2)
})

test('a store that cannot be read leaves the switches as they were known last', async () => {
  let answer: () => Promise<readonly SwitchedOff[]> = () => Promise.resolve([{ what: 'bot', at }])
  const { switches, faults, pass } = switchesOver(() => answer())
  await switches.read()
  answer = () => Promise.reject(new Error('down'))
  pass(1000)
  expect((await switches.read()).isOff('bot', 'demo')).toBe(true)
  expect(faults).toEqual(['switches not read'])
})
