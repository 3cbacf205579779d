import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import type { Route } from '../../src/channels/http'
import { createServer, type HttpServer, serverDefaults } from '../../src/channels/server'
import { staticFiles } from '../../src/channels/staticFiles'
import { sendRaw } from './sendRaw'

let server: HttpServer
let url: string

async function start(routes: Route[]): Promise<void> {
  server = createServer({
    settings: { ...serverDefaults, host: '127.0.0.1', port: 0 },
    routes,
    sockets: [],
    logger: pino({ level: 'silent' }),
  })
  ;({ url } = await server.listen())
}

afterEach(() => server.stop())

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opastin-files-'))
  writeFileSync(join(folder, 'widget.js'), `// ${'x'.repeat(2_000)}`)
  writeFileSync(join(folder, '..', 'opastin-secret.txt'), 'secret')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  rmSync(join(folder, '..', 'opastin-secret.txt'))
})

test('are packed, known again by their tag, kept when they never change, and new when they do', async () => {
  await start([
    staticFiles({ prefix: '/w/1', folder, immutable: true }),
    staticFiles({ prefix: '/dev', folder, immutable: false }),
  ])
  const first = await fetch(`${url}/w/1/widget.js`)
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'content-encoding': 'gzip',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  expect((await first.text()).length).toBe(2_003)
  const etag = first.headers.get('etag') ?? ''
  expect((await fetch(`${url}/w/1/widget.js`, { headers: { 'if-none-match': etag } })).status).toBe(304)
  writeFileSync(join(folder, 'widget.js'), 'new')
  const changed = await fetch(`${url}/dev/widget.js`, { headers: { 'if-none-match': etag } })
  expect([await changed.text(), changed.headers.get('cache-control')]).toEqual(['new', 'no-cache'])
})

test.each([
  '/f/../opastin-secret.txt',
  '/f/..%2fopastin-secret.txt',
  '/f/%2e%2e/opastin-secret.txt',
  '/f/..\\opastin-secret.txt',
  '/f//etc/passwd',
  '/f/%00',
  '/f/',
  '/f/none.js',
])('outside their folder, or not there, are 404: %s', async (path) => {
  await start([staticFiles({ prefix: '/f', folder, immutable: false })])
  const text = await sendRaw(url, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
  expect(text).toMatch(/^HTTP\/1.1 40[04]/)
  expect(text).not.toContain('\r\n\r\nsecret')
})
