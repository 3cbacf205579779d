import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deskPageRoutes } from '../../src/channels/desk/deskPage'
import type { Answer, HttpRequest } from '../../src/channels/http'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { projectRoot } from '../startService'

const { phrases } = loadDialogs(path.join(projectRoot, 'dialogs'))
const folder = mkdtempSync(path.join(tmpdir(), 'opastin-deskpage-'))
const ask = async (language: string): Promise<Answer> => {
  const request = { query: new URLSearchParams({ lang: language }), headers: {}, params: {} } as unknown as HttpRequest
  const route = deskPageRoutes({ phrases, folder }).find(({ path }) => path === '/desk')
  if (!route) throw new Error('There is no route for /desk.')
  return route.handle(request)
}

test('a page that is not built says so instead of staying empty', async () => {
  const { status, body } = await ask('en')
  expect(status).toBe(503)
  expect(body).toContain('npm run build')
})

test('the page loads only our own files, and its styles carry a nonce that is new each time', async () => {
  writeFileSync(path.join(folder, 'desk.js'), '')
  const [one, other] = [await ask('sv'), await ask('sv')]
  const policy = one.headers?.['content-security-policy'] ?? ''
  expect(one.status).toBe(200)
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|\*|https?:/)
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '?'
  // Written as a character reference where a character needs one.
  expect(String(one.body).replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))).toContain(
    `nonce="${nonce}"`,
  )
  expect(other.headers?.['content-security-policy']).not.toContain(nonce)
  expect(one.body).toContain('<html lang="sv">')
  expect(one.headers?.['cache-control']).toBe('no-store')
})
