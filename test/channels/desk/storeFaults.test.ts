/** When the store fails the desk says so as promised: 503, with when to try again, and the fault is told to us. */
import { Readable } from 'node:stream'
import { webhookRoute } from '../../../src/channels/desk/webhookRoute'
import { asked, type DeskApiUnderTest, openDeskApi } from './deskApi'

const fault = new Error('the disk is gone')
const fails = (): Promise<never> => Promise.reject(fault)
let desk: DeskApiUnderTest
beforeAll(async () => {
  desk = await openDeskApi((store) => ({ ...store, session: fails, adviserNamed: fails }))
})
afterAll(() => desk.close())
beforeEach(() => void (desk.faults.length = 0))

const headers = { host: 'h', cookie: '__Host-desk=x' }
const unavailable = { status: 503, headers: { 'retry-after': '5' }, body: { error: { code: 'unavailable' } } }

test('at a route of who is signed in', async () => {
  expect(await desk.request('GET', '/desk/api/queue', { headers })).toMatchObject(unavailable)
  expect(desk.faults).toEqual([fault])
})

test('at the socket', async () => {
  expect(await desk.api.sockets[0]?.accept(asked('GET', '/desk/api/stream', { headers }))).toMatchObject(unavailable)
  expect(desk.faults).toEqual([fault])
})

test('at the sign-in', async () => {
  const body = { name: 'Aino', password: 'x' }
  expect(await desk.request('POST', '/desk/api/sign-in', { body })).toMatchObject(unavailable)
  expect(desk.faults).toEqual([fault])
})

test('at the webhook of an outside desk', async () => {
  const told: unknown[] = []
  const route = webhookRoute({
    outside: { receive: fails },
    signatures: { check: () => 'sound' },
    onFault: (what: unknown) => void told.push(what),
  })
  const activity = { type: 'message', id: 'l1', conversation: { id: 'h1' }, text: 'Hei' }
  const request = asked('POST', '/handoff/webhook', { stream: Readable.from([Buffer.from(JSON.stringify(activity))]) })
  expect(await route.handle(request)).toMatchObject(unavailable)
  expect(told).toEqual([fault])
})
