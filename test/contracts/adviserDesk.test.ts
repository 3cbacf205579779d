/** The cases on our own desk and on an outside one behind signed requests, each over a real store and, outside, over real HTTP. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { createWebhookDesk, webhookDefaults, WebhookError } from '../../src/backends/adviserDeskWebhook'
import { inProcessEvents } from '../../src/backends/events'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import { webhookRoute } from '../../src/channels/desk/webhookRoute'
import { createServer as createHttp, serverDefaults } from '../../src/channels/server'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { createHandoffs } from '../../src/handoff/handoffs'
import { createOutsideDesk } from '../../src/handoff/outsideDesk'
import { DeskRefusal } from '../../src/handoff/ports'
import { createSignatureCheck, signatureOf } from '../../src/handoff/signature'
import type { Handoff } from '../../src/handoff/types'
import { until } from '../channels/directline/client'
import { adviserDeskCases, type AtTheDesk } from './adviserDesk.cases'

const secret = 's'.repeat(40)
const clock = { now: () => new Date() }
const adviser = { id: 'a1', name: 'Aino' }
const { phrases, desks } = loadDialogs(path.resolve(__dirname, '../../dialogs'))

async function base() {
  const folder = mkdtempSync(path.join(tmpdir(), 'opastin-adviser-desk-'))
  const store = await openSqliteStore({ folder, clock })
  const events = inProcessEvents()
  const faults: unknown[] = []
  const onFault = (fault: unknown): void => void faults.push(fault)
  const service = createHandoffs({
    handoffs: store.handoffs,
    desk: store.desk,
    desks,
    phrases,
    events,
    clock,
    pageUrl: (page) => page,
    onFault,
  })
  const close = async (): Promise<void> => {
    await service.stop()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { store, events, service, onFault, faults, close }
}

async function openOwn(): Promise<AtTheDesk> {
  const { store, service, close } = await base()
  await store.desk.keepAdviser({ ...adviser, role: 'adviser' })
  const deskIds = desks.map(({ id }) => id)
  await service.changePresence('a1', {
    status: 'available',
    capacity: 99,
    languages: ['fi'],
    desks: deskIds,
    automatic: false,
  })
  const by = async (id: string) => ({ adviserId: 'a1', epoch: (await store.handoffs.find(id))?.epoch ?? 0 })
  return {
    store,
    service,
    // Our own desk reads queue and record from the store: nothing is told it, and there is nothing to wait for.
    settle: () => Promise.resolve(),
    accept: async (id) => 'handoff' in (await service.take({ ...adviser, capacity: 99 }, id)),
    say: async (id, clientId, text) =>
      'handoff' in (await service.say({ handoffId: id, ...(await by(id)), clientId, text })),
    async complete(id) {
      const handoff = await store.handoffs.find(id)
      return handoff !== undefined && 'handoff' in (await service.end(handoff, await by(id), 'helped'))
    },
    heard: async ({ conversationId }) => (await store.read(conversationId, 0, 100)).map(({ text }) => text),
    close,
  }
}

interface Posted {
  readonly name: string
  readonly conversation: { readonly id: string }
  readonly value: { readonly transcript?: { text: string }[]; readonly lines?: { text: string }[] }
}

async function openOutside(): Promise<
  AtTheDesk & { url: string; call(body: string, seconds?: number, signed?: string): Promise<number> }
> {
  const { store, service, events, onFault, faults, close } = await base()
  const posted: Posted[] = []
  const signatures = createSignatureCheck(secret, Date.now)
  let failures = 1
  const centre = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      // The first request of all is dropped, as a centre that restarts would.
      const answer = (status: number): void => {
        response.statusCode = status
        response.end()
      }
      if (failures-- > 0) return answer(503)
      const verdict = signatures.check(
        String(request.headers['x-opastin-timestamp']),
        String(request.headers['x-opastin-signature']),
        body,
      )
      if (verdict === 'sound') posted.push(JSON.parse(body) as Posted)
      answer(verdict === 'sound' ? 200 : 401)
    })
  })
  await new Promise<void>((resolve) => centre.listen(0, '127.0.0.1', resolve))
  const target = createWebhookDesk({
    ...webhookDefaults,
    retryMs: [10, 10],
    url: `http://127.0.0.1:${(centre.address() as AddressInfo).port}/hook`,
    sign: (seconds, body) => signatureOf(secret, seconds, body),
  })
  const outside = createOutsideDesk({
    target,
    service,
    store: store.handoffs,
    desk: store.desk,
    log: store,
    events,
    phrases,
    clock,
    onFault,
  })
  await outside.start()
  const server = createHttp({
    settings: { ...serverDefaults, host: '127.0.0.1', port: 0, drainMs: 500 },
    routes: [webhookRoute({ outside, signatures: createSignatureCheck(secret, Date.now), onFault })],
    sockets: [],
    logger: pino({ level: 'silent' }),
  })
  const { url } = await server.listen()
  let calls = 0
  async function call(
    body: string,
    seconds = Math.floor(Date.now() / 1000),
    signed = signatureOf(secret, seconds, body),
  ): Promise<number> {
    const headers = { 'x-opastin-timestamp': String(seconds), 'x-opastin-signature': signed }
    return (await fetch(`${url}/handoff/webhook`, { method: 'POST', headers, body })).status
  }
  // Each request differs: the same one twice is a replay.
  const send = async (activity: object) => (await call(JSON.stringify({ ...activity, n: ++calls }))) === 200
  const status = (id: string, state: string) =>
    send({ type: 'event', name: 'handoff.status', conversation: { id }, value: { state } })
  return {
    store,
    service,
    url,
    call,
    async settle(conversationId) {
      events.publish(conversationId, 0)
      await outside.sync()
      if (faults.length > 0) throw faults[0]
    },
    accept: (id) => status(id, 'accepted'),
    say: (id, clientId, text) => send({ type: 'message', id: clientId, conversation: { id }, text }),
    complete: (id) => status(id, 'completed'),
    async heard({ id }) {
      const theirs = () => posted.filter(({ conversation }) => conversation.id === id)
      await until(() => theirs().length > 0)
      return theirs().flatMap(({ value }) =>
        [...(value.transcript ?? []), ...(value.lines ?? [])].map(({ text }) => text),
      )
    },
    async close() {
      await outside.stop()
      await server.stop()
      await new Promise((resolve) => centre.close(resolve))
      await close()
    },
  }
}

describe('our own desk', () => adviserDeskCases(openOwn))
describe('an outside desk behind a webhook', () => adviserDeskCases(openOutside))

describe('the webhook', () => {
  let at: Awaited<ReturnType<typeof openOutside>>
  beforeAll(async () => {
    at = await openOutside()
  })
  afterAll(() => at.close())
  const body = JSON.stringify({
    type: 'event',
    name: 'handoff.status',
    conversation: { id: 'none' },
    value: { state: 'accepted' },
  })
  const now = () => Math.floor(Date.now() / 1000)

  test('answers a sound request, and the same one again as a replay', async () => {
    expect(await at.call(body)).toBe(404)
    expect(await at.call(body, now() - 1)).toBe(404)
    expect(await at.call(body, now() - 1)).toBe(401)
  })

  test('opens nothing for a forged, an unsigned or an old request', async () => {
    expect(await at.call(body, now(), 'v1=00')).toBe(401)
    expect(await at.call(body, now() - 400)).toBe(401)
    expect((await fetch(`${at.url}/handoff/webhook`, { method: 'POST', body })).status).toBe(401)
    expect(await at.call('{"type":"message"}')).toBe(400)
  })

  test.each([
    [422, DeskRefusal, 1],
    [503, WebhookError, 3],
    [401, WebhookError, 3],
  ])('tells what %i refuses for good from what may be tried again', async (status, kind, times) => {
    let asked = 0
    const centre = createServer((request, response) => {
      asked += 1
      request.resume()
      response.statusCode = status
      response.end()
    })
    await new Promise<void>((resolve) => centre.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(centre.address() as AddressInfo).port}/hook`
    const target = createWebhookDesk({ ...webhookDefaults, retryMs: [5, 5], url, sign: () => 'v1=x' })
    const handoff = { id: 'h1', conversationId: 'c1', desk: 'd', state: 'waiting', language: 'fi' } as Handoff
    await expect(target.initiate(handoff, [])).rejects.toThrow(kind)
    expect(asked).toBe(times)
    centre.closeAllConnections()
    await new Promise((resolve) => centre.close(resolve))
  })

  test('is never reached over plain http beyond this machine', () => {
    const settings = { ...webhookDefaults, sign: () => '' }
    expect(() => createWebhookDesk({ ...settings, url: 'http://centre.example/hook' })).toThrow(WebhookError)
    expect(() => createWebhookDesk({ ...settings, url: 'https://centre.example/hook' })).not.toThrow()
  })
})
