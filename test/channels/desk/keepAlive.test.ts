/** A page that nobody looks at is still there, and a dead one is not: over a real WebSocket. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import WebSocket, { WebSocketServer } from 'ws'
import { keepAlive } from '../../../src/channels/desk/keepAlive'

let server: WebSocketServer
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
})
afterEach(() => {
  for (const socket of server.clients) socket.terminate()
  server.close()
})

async function connect(options: { autoPong: boolean }, onAlive: () => void): Promise<WebSocket> {
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options)
  const [socket] = (await once(server, 'connection')) as [WebSocket]
  keepAlive(socket, 10, onAlive)
  return client
}

test('a page that says nothing is alive as long as its browser answers', async () => {
  let count = 0
  let enough: () => void
  const often = new Promise<void>((resolve) => (enough = resolve))
  const client = await connect({ autoPong: true }, () => ++count > 5 && enough())
  await often
  expect(client.readyState).toBe(WebSocket.OPEN)
})

test('a socket that does not answer is ended', async () => {
  let alive = 0
  const client = await connect({ autoPong: false }, () => alive++)
  await once(client, 'close')
  expect(alive).toBe(0)
})
