import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import pino from 'pino'
import { Registry } from 'prom-client'
import { StoreError } from '../../src/backends/store/storeError'
import type { Route } from '../../src/channels/http'
import { operationsRoutes } from '../../src/channels/operations'
import { createServer, type HttpServer, serverDefaults, type ServerSettings } from '../../src/channels/server'
import { sendRaw } from './sendRaw'

let server: HttpServer
let url: string
let lines: string[]

const echo: Route = {
  method: 'POST',
  path: '/echo',
  body: 'json',
  handle: ({ body }) => ({ status: 200, body: { body } }),
}

async function start(routes: Route[] = [echo], settings: Partial<ServerSettings> = {}): Promise<void> {
  lines = []
  server = createServer({
    settings: { ...serverDefaults, host: '127.0.0.1', port: 0, drainMs: 1_000, ...settings },
    routes,
    sockets: [],
    logger: pino({}, { write: (line: string) => void lines.push(line) }),
  })
  ;({ url } = await server.listen())
}

afterEach(() => server.stop())

const raw = (bytes: string | Buffer, forMs?: number): Promise<string> => sendRaw(url, bytes, forMs)

describe('answers', () => {
  test('every answer has an id and the headers that browsers heed', async () => {
    await start()
    for (const path of ['/echo', '/nowhere']) {
      const { headers } = await fetch(url + path)
      expect(headers.get('x-request-id')).toMatch(/^[\w-]+$/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('server')).toBeNull()
    }
  })

  test('an unknown path is 404, a wrong method 405, each with a constant body', async () => {
    await start()
    expect(await (await fetch(`${url}/<script>`)).json()).toEqual({
      error: { code: 'not_found', message: 'There is nothing at this address.' },
    })
    const wrong = await fetch(`${url}/echo`, { method: 'DELETE' })
    expect([wrong.status, ((await wrong.json()) as { error: { code: string } }).error.code]).toEqual([
      405,
      'method_not_allowed',
    ])
  })

  test('a route that throws is 500 without a word of why; the log has it', async () => {
    const fault = (): never => {
      throw new Error('secret inner message')
    }
    await start([
      { method: 'GET', path: '/now', handle: fault },
      { method: 'GET', path: '/later', handle: () => Promise.reject(new Error('secret inner message')) },
    ])
    for (const path of ['/now', '/later']) {
      const response = await fetch(url + path)
      expect(response.status).toBe(500)
      expect(await response.text()).not.toMatch(/secret|stack| at /)
    }
    expect(lines.filter((line) => line.includes('secret inner message'))).toHaveLength(2)
  })

  test('a store that fails is 503 with when to try again, without a word of why; the log has it', async () => {
    const fault = (): Promise<never> => Promise.reject(new StoreError('DatabaseUnreachable', 'secret inner message'))
    server = createServer({
      settings: { ...serverDefaults, host: '127.0.0.1', port: 0 },
      routes: [{ method: 'GET', path: '/page', handle: fault }],
      sockets: [{ path: /^\/socket$/, accept: fault }],
      logger: pino({}, { write: (line: string) => void lines.push(line) }),
    })
    ;({ url } = await server.listen())
    lines = []
    const response = await fetch(`${url}/page`)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await response.text()).not.toContain('secret')
    const refused = await raw('GET /socket HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
    expect(refused).toMatch(/^HTTP\/1\.1 503 [^]*retry-after: 5/i)
    expect(refused).not.toContain('secret')
    expect(lines.filter((line) => line.includes('secret inner message'))).toHaveLength(2)
  })

  test('HEAD has the headers of GET and no body', async () => {
    await start([{ method: 'GET', path: '/page', handle: () => ({ status: 200, body: 'moi' }) }])
    const head = await fetch(`${url}/page`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '3', ''])
  })

  test('a form is read as a form', async () => {
    await start([
      {
        method: 'POST',
        path: '/form',
        body: 'form',
        handle: ({ body }) => ({ status: 200, body: String((body as URLSearchParams).get('text')) }),
      },
    ])
    const response = await fetch(`${url}/form`, { method: 'POST', body: new URLSearchParams({ text: 'hyvää päivää' }) })
    expect(await response.text()).toBe('hyvää päivää')
    expect(
      (await fetch(`${url}/form`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }))
        .status,
    ).toBe(415)
  })

  test('logs hold ids, routes, statuses and times, and nothing of what was sent', async () => {
    await start([echo, { method: 'GET', path: '/guides/:id', handle: () => ({ status: 200, body: 'x' }) }])
    await fetch(`${url}/guides/salaisuus?kysymys=salaisuus`, { headers: { 'x-forwarded-for': 'salaisuus' } })
    await fetch(`${url}/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"text":"salaisuus"}',
    })
    await wait(20)
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ method: 'GET', route: '/guides/:id', status: 200 }),
      expect.objectContaining({ method: 'POST', route: '/echo', status: 200 }),
    ])
    expect(lines.join()).not.toContain('salaisuus')
  })
})

describe('bad requests', () => {
  test.each<[string, string, number]>([
    ['a host that makes no address', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
    ['a port beyond all ports', 'GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n', 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a whole address as path', 'GET http://evil.test/ HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['two slashes', 'GET //evil.test/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 404],
    ['a broken percent sign', 'GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a path of 5 000 characters', `GET /${'a'.repeat(5_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 400],
    ['20 kB of headers', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['two lengths', 'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na', 400],
    [
      'a length and chunks',
      'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'a body longer than it may be, announced',
      'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 65537\r\n\r\n',
      413,
    ],
    [
      'a body longer than it may be, in chunks',
      `POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n${'1'.repeat(0x20000)}\r\n`,
      413,
    ],
    ['an unknown method', 'BREW /echo HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    [
      'an upgrade nobody offers',
      'GET /nowhere HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      404,
    ],
  ])('%s', async (_, bytes, status) => {
    await start()
    expect((await raw(Buffer.from(bytes, 'latin1'))).slice(0, 12)).toBe(`HTTP/1.1 ${status}`)
    expect((await fetch(`${url}/echo`, { method: 'POST' })).status).toBe(200)
  })

  test('random bytes never end the server', async () => {
    await start()
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 200, unit: 'binary' }),
        fc.string({ maxLength: 50 }),
        async (host, path) => {
          const text = await raw(`GET /${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, 1_000)
          expect(text).not.toMatch(/^HTTP\/1.1 5/)
        },
      ),
      { numRuns: 150, seed: 1 },
    )
    expect((await fetch(`${url}/echo`, { method: 'POST' })).status).toBe(200)
  })

  test('clients that dawdle over a header or a body are shown out, and others are served meanwhile', async () => {
    await start([echo], { headersTimeoutMs: 300, requestTimeoutMs: 600 })
    const slow = [
      ...Array.from({ length: 100 }, () => raw('GET / HTTP/1.1\r\nHo', 5_000)),
      ...Array.from({ length: 100 }, () =>
        raw('POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{', 5_000),
      ),
    ]
    expect((await fetch(`${url}/echo`, { method: 'POST' })).status).toBe(200)
    for (const text of await Promise.all(slow)) expect(text).toMatch(/^(HTTP\/1.1 40[08]|$)/)
  })
})

describe('operations', () => {
  test('healthz says up, readyz what it is told, metrics what is counted', async () => {
    let ready = true
    await start(operationsRoutes({ ready: () => ready, metrics: new Registry() }))
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    ready = false
    const not = await fetch(`${url}/readyz`)
    expect([not.status, not.headers.get('retry-after')]).toEqual([503, '5'])
    expect((await fetch(`${url}/metrics`)).headers.get('content-type')).toContain('text/plain')
  })
})

describe('starting and stopping', () => {
  test('a taken port is told in a sentence that says what to do', async () => {
    await start()
    const port = Number(new URL(url).port)
    const second = createServer({
      settings: { ...serverDefaults, host: '127.0.0.1', port },
      routes: [],
      sockets: [],
      logger: pino({ level: 'silent' }),
    })
    await expect(second.listen()).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: `Port ${port} on 127.0.0.1 is taken: another process listens there. Stop it, or set PORT to a free port.`,
    })
    await second.stop()
  })

  test('a host that is not of this machine is told as such', async () => {
    await start()
    const elsewhere = createServer({
      settings: { ...serverDefaults, host: '192.0.2.1', port: 0 },
      routes: [],
      sockets: [],
      logger: pino({ level: 'silent' }),
    })
    await expect(elsewhere.listen()).rejects.toMatchObject({ code: 'ADDRESS_UNKNOWN' })
  })

  test('a stop finishes what was begun, takes nothing new, and gives up after its time', async () => {
    const begun: Promise<void>[] = []
    const working = (path: string, work: Promise<void>): Route => {
      let begin = (): void => undefined
      begun.push(new Promise((resolve) => (begin = resolve)))
      return {
        method: 'GET',
        path,
        async handle() {
          begin()
          await work
          return { status: 200, body: 'done' }
        },
      }
    }
    let end = (): void => undefined
    const ended = new Promise<void>((resolve) => (end = resolve))
    await start([working('/slow', ended), working('/endless', new Promise(() => undefined))])
    const finished = fetch(`${url}/slow`).then((response) => response.text())
    const givenUp = fetch(`${url}/endless`).catch(() => 'cut')
    await Promise.all(begun)
    const stopping = server.stop()
    await expect(fetch(`${url}/slow`)).rejects.toThrow()
    end()
    expect(await finished).toBe('done')
    expect(await givenUp).toBe('cut')
    await stopping
  })
})
