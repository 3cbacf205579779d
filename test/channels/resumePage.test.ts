/** The resume page over its port: the code opens the talk once, guesses are slowed, and nothing is kept by the browser. */
import path from 'node:path'
import { createTokens } from '../../src/channels/directline/tokens'
import type { Answer, HttpRequest } from '../../src/channels/http'
import { resumeRate, resumeRoutes } from '../../src/channels/pages/resumePage'
import type { ResumeCodes, Resumed } from '../../src/conversation/resumeCode'
import { loadDialogs } from '../../src/dialogs/loadDialogs'

const { phrases } = loadDialogs(path.resolve(__dirname, '../../dialogs'))
const tokens = createTokens({ secrets: [Buffer.alloc(32, 1)], chatSeconds: 600, streamSeconds: 60 })
const mine: Resumed = { conversationId: 'c1', person: 'dl_1' }

function codesInMemory(): ResumeCodes {
  const known = new Map<string, Resumed>()
  return {
    async issue(resumed) {
      known.set('7K3F-9QXM-2D4A', resumed)
      return { code: '7K3F-9QXM-2D4A', expiresAt: new Date() }
    },
    async redeem(typed) {
      const found = known.get(typed)
      known.delete(typed)
      return found
    },
    async revoke(conversationId) {
      for (const [code, resumed] of known) if (resumed.conversationId === conversationId) known.delete(code)
    },
  }
}

function open(codes = codesInMemory()) {
  const address = { url: 'https://apua.example' }
  const routes = resumeRoutes({ phrases, tokens, codes, addressSecret: Buffer.alloc(32, 2), address })
  return async (
    method: string,
    routePath: string,
    form: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const route = routes.find((one) => one.method === method && one.path === routePath)!
    return route.handle({
      address: '192.0.2.7',
      headers,
      query: new URLSearchParams('lang=fi'),
      body: new URLSearchParams(form),
    } as unknown as HttpRequest)
  }
}
const chatToken = () => tokens.issue('chat', { conv: 'c1', user: 'dl_1' })

test('a code got in one browser opens the same conversation in another, once', async () => {
  const ask = open()
  const shown = await ask('POST', '/resume/code', { c: chatToken(), lang: 'fi' })
  expect(String(shown.body)).toContain('7K3F-9QXM-2D4A')
  expect(shown.headers?.['cache-control']).toBe('no-store')
  const opened = await ask('POST', '/resume', { code: '7K3F-9QXM-2D4A', lang: 'fi' })
  expect(opened.status).toBe(303)
  const token = new URL(opened.headers?.['location'] ?? '', 'http://local').searchParams.get('c') ?? ''
  expect(tokens.verify('chat', token)).toMatchObject({ claims: { conv: mine.conversationId, user: mine.person } })
  const again = await ask('POST', '/resume', { code: '7K3F-9QXM-2D4A', lang: 'fi' })
  expect(String(again.body)).toContain(phrases.say('resume_wrong', 'fi'))
})

test.each(['fi', 'sv', 'en'])(
  'the whole address to type on the other device stands with the code (%s)',
  async (lang) => {
    const shown = await open()('POST', '/resume/code', { c: chatToken(), lang })
    expect(String(shown.body)).toContain(': https://apua.example/resume</p>')
  },
)

test('a revoked code opens nothing', async () => {
  const ask = open()
  await ask('POST', '/resume/code', { c: chatToken() })
  await ask('POST', '/resume/code', { c: chatToken(), revoke: 'yes' })
  expect((await ask('POST', '/resume', { code: '7K3F-9QXM-2D4A' })).status).toBe(200)
})

test('nobody gets a code without a token of the conversation', async () => {
  const answer = await open()('POST', '/resume/code', { c: 'forged' })
  expect(String(answer.body)).not.toContain('7K3F-9QXM-2D4A</strong>')
})

test('guessing is slowed, and a post from another site is refused', async () => {
  const ask = open()
  expect((await ask('POST', '/resume', { code: 'x' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  const statuses = []
  for (let n = 0; n <= resumeRate.burst; n++) statuses.push((await ask('POST', '/resume', { code: 'x' })).status)
  expect(statuses.at(-1)).toBe(429)
  expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true)
})
