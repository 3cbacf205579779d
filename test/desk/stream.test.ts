/** The desk's stream over a socket that is handed in: it comes back, shows signs of life, and knows when it is signed out. */
import { createStream, type Stream } from '../../src/desk/stream'
import type { Frame } from '../../src/desk/wire'

class FakeSocket {
  readyState = 1
  sent: unknown[] = []
  onmessage?: (event: { data: string }) => void
  onclose?: (event: { code: number }) => void
  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }
  close(): void {
    this.readyState = 3
  }
  hears(frame: object | string): void {
    this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) })
  }
  ends(code: number): void {
    this.readyState = 3
    this.onclose?.({ code })
  }
}

let stream: Stream
let sockets: FakeSocket[]
let told: (boolean | string)[]
let frames: Frame[]
let active: boolean[]
beforeEach(() => {
  sockets = []
  told = []
  frames = []
  active = [true]
  stream = streamOver(sockets)
  stream.start()
})
afterEach(() => stream.stop())

function streamOver(opened: FakeSocket[]): Stream {
  return createStream({
    open() {
      opened.push(new FakeSocket())
      return opened.at(-1) as unknown as WebSocket
    },
    onFrame: (frame) => frames.push(frame),
    onOnline: (online) => told.push(online),
    onSignedOut: () => told.push('signed out'),
    heartbeatMs: 5,
    wasActive: () => active.shift() ?? false,
    beatMs: 1,
  })
}

async function until(happened: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 30_000
  while (!happened() && Date.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, 1))
  expect(happened()).toBe(true)
}

test('it is online when the server has said hello, and shows signs of life from then on', async () => {
  expect(told).toEqual([])
  sockets[0]?.hears({ type: 'hello', me: 'a1' })
  expect(told).toEqual([true])
  await until(() => (sockets[0]?.sent.length ?? 0) > 2)
  // Whether anything was done at the page is told with it: an open page is not yet somebody.
  expect(sockets[0]?.sent.slice(0, 2)).toEqual([
    { type: 'alive', active: true },
    { type: 'alive', active: false },
  ])
})

test('after a cut it comes back by itself, and frames of the old socket count no more', async () => {
  sockets[0]?.hears({ type: 'hello', me: 'a1' })
  sockets[0]?.ends(1006)
  expect(told).toEqual([true, false])
  expect(stream.send({ type: 'alive', active: true })).toBe(false)
  await until(() => sockets.length > 1)
  sockets[0]?.hears({ type: 'callbacks', open: 3 })
  sockets[1]?.hears({ type: 'callbacks', open: 4 })
  expect(frames.filter(({ type }) => type === 'callbacks')).toEqual([{ type: 'callbacks', open: 4 }])
})

test('when the sign-in has ended it says so and stays away', async () => {
  sockets[0]?.ends(4401)
  expect(told).toEqual([false, 'signed out'])
  // One that is cut at the same moment, and again and again, has come back several times by now.
  const others: FakeSocket[] = []
  const other = streamOver(others)
  other.start()
  for (let cuts = 1; cuts <= 5; cuts++) {
    others.at(-1)?.ends(1006)
    await until(() => others.length > cuts)
  }
  other.stop()
  expect(sockets).toHaveLength(1)
})

test('what is no frame of ours does no harm', () => {
  sockets[0]?.hears('{nonsense')
  expect(frames).toEqual([])
})
