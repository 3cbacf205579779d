import { WebSocket } from 'ws'
import { type House, openHouse } from '../house'
import { sendRaw } from '../sendRaw'
import { call, endpoint, newToken, openConversation, read, say, type Token, until } from './client'

let house: House
afterEach(() => house.stop())

const errorCode = (body: unknown): string => (body as { error: { code: string } }).error.code

describe('tokens', () => {
  test('a token names a new conversation with at least 128 random bits and a dl_ person', async () => {
    house = await openHouse()
    const tokens = await Promise.all(Array.from({ length: 5 }, () => newToken(house.url)))
    expect(new Set(tokens.map(({ conversationId }) => conversationId)).size).toBe(5)
    for (const { conversationId, token, expires_in } of tokens) {
      expect(Buffer.from(conversationId, 'base64url').length * 8).toBeGreaterThanOrEqual(128)
      const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { user: string }
      expect(claims.user).toMatch(/^dl_[\w-]{20,}$/)
      expect(expires_in).toBe(1800)
    }
  })

  test('a person may bring a dl_ name of their own and nothing else', async () => {
    house = await openHouse()
    const generate = (body: unknown) => call(`${endpoint(house.url)}/tokens/generate`, 'POST', { body })
    expect((await generate({ user: { id: 'dl_anna' } })).status).toBe(200)
    for (const id of ['anna', 'dl_', 'dl_<b>', 'dl_'.padEnd(99, 'x'), 5]) {
      const { status, body } = await generate({ user: { id } })
      expect([status, errorCode(body)]).toEqual([400, 'user_invalid'])
    }
  })

  test('refreshing gives a token that lives on; an expired one is 403, a forged one 403, none 401', async () => {
    let nowMs = Date.now()
    house = await openHouse({ chatSeconds: 600, nowMs: () => nowMs })
    const first = await openConversation(house.url)
    const refresh = (token?: string) =>
      call<Token>(`${endpoint(house.url)}/tokens/refresh`, 'POST', token ? { token } : {})
    nowMs += 400_000
    const second = await refresh(first.token)
    expect(second.status).toBe(200)
    nowMs += 400_000
    expect(errorCode((await refresh(first.token)).body)).toBe('token_expired')
    expect((await say(house.url, first, 'vanha')).status).toBe(403)
    expect((await say(house.url, second.body, 'uusi')).status).toBe(200)
    const [head, payload, mac] = second.body.token.split('.')
    const forged = `${head}.${payload}.${mac?.startsWith('A') ? 'B' : 'A'}${mac?.slice(1)}`
    expect((await refresh(forged)).status).toBe(403)
    expect((await refresh(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`)).status).toBe(403)
    expect((await refresh()).status).toBe(401)
  })

  test('a token opens its own conversation only, and a stream token no call', async () => {
    house = await openHouse()
    const [mine, theirs] = [await openConversation(house.url), await openConversation(house.url)]
    const path = `${endpoint(house.url)}/conversations/${theirs.conversationId}`
    for (const [method, url] of [
      ['GET', path],
      ['GET', `${path}/activities`],
      ['POST', `${path}/activities`],
      ['POST', `${path}/upload`],
    ] as const)
      expect((await call(url, method, { token: mine.token, ...(method === 'POST' ? { body: {} } : {}) })).status).toBe(
        403,
      )
    const streamToken = new URL(mine.streamUrl).searchParams.get('t') ?? ''
    expect(
      (await call(`${endpoint(house.url)}/conversations/${mine.conversationId}`, 'GET', { token: streamToken })).status,
    ).toBe(403)
  })

  test('an origin that may not is refused, and a token serves the origin it was made for only', async () => {
    house = await openHouse({ allowOrigin: (origin) => origin !== 'https://evil.test' })
    const generate = (origin: string) =>
      call<Token>(`${endpoint(house.url)}/tokens/generate`, 'POST', { body: {}, headers: { origin } })
    expect((await generate('https://evil.test')).status).toBe(403)
    const granted = await generate('https://kunta.test')
    expect(granted.headers.get('access-control-allow-origin')).toBe('https://kunta.test')
    const start = (origin: string) =>
      call(`${endpoint(house.url)}/conversations`, 'POST', { token: granted.body.token, body: {}, headers: { origin } })
    expect((await start('https://kunta.test')).status).toBe(201)
    expect((await start('https://toinen.test')).status).toBe(403)
    expect((await generate(house.url)).headers.get('access-control-allow-origin')).toBeNull()
  })

  test('a preflight allows what Direct Line clients send, for origins that may', async () => {
    house = await openHouse({ allowOrigin: (origin) => origin === 'https://kunta.test' })
    const preflight = (origin: string) =>
      call(`${endpoint(house.url)}/conversations/x/activities`, 'OPTIONS', { headers: { origin } })
    const { status, headers } = await preflight('https://kunta.test')
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-headers')).toBe(
      'authorization, content-type, x-ms-bot-agent, x-requested-with',
    )
    expect((await preflight('https://evil.test')).headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('conversations', () => {
  test('starting is 201 the first time, 200 after, greets once, and takes the page’s language', async () => {
    house = await openHouse()
    const { token, conversationId } = await newToken(house.url, { locale: 'sv-FI', site: 'omavero' })
    const start = () => call(`${endpoint(house.url)}/conversations`, 'POST', { token, body: { locale: 'sv-FI' } })
    expect([(await start()).status, (await start()).status]).toEqual([201, 200])
    const { activities, watermark } = await read(house.url, { conversationId, token, expires_in: 0 })
    expect(activities.map(({ text, from }) => [text, from.role])).toEqual([['Hei!', 'bot']])
    expect(watermark).toBe('1')
    expect(await house.store.find(conversationId)).toMatchObject({
      pageLanguage: 'sv',
      site: 'omavero',
      channel: 'directline',
    })
  })

  test('a conversation that was never opened, or is erased, is 404 everywhere', async () => {
    house = await openHouse()
    const open = await openConversation(house.url)
    await house.store.erase(open.conversationId)
    for (const token of [open, await newToken(house.url)]) {
      const path = `${endpoint(house.url)}/conversations/${token.conversationId}`
      expect((await call(path, 'GET', token)).status).toBe(404)
      expect((await call(`${path}/activities`, 'GET', token)).status).toBe(404)
      expect((await say(house.url, token, 'moi')).status).toBe(404)
    }
    expect(house.turns.heard).toEqual([])
  })

  test('a poll goes on from its watermark, and a watermark that is none is 400', async () => {
    house = await openHouse()
    const token = await openConversation(house.url)
    await say(house.url, token, 'yksi')
    await until(async () => (await read(house.url, token)).watermark === '3')
    expect((await read(house.url, token, '2')).activities.map(({ text }) => text)).toEqual(['echo: yksi'])
    expect(await read(house.url, token, '3')).toEqual({ activities: [], watermark: '3' })
    const { status } = await call(
      `${endpoint(house.url)}/conversations/${token.conversationId}/activities?watermark=-1`,
      'GET',
      token,
    )
    expect(status).toBe(400)
  })

  test('every line of the log carries a number that grows, for clients that sort by it', async () => {
    house = await openHouse()
    const token = await openConversation(house.url)
    for (const text of ['a', 'b', 'c']) await say(house.url, token, text)
    const { activities } = await until(async () => {
      const all = await read(house.url, token)
      return all.activities.length === 7 && all
    })
    const numbers = activities.map(({ channelData }) => channelData?.['webchat:sequence-id'] ?? 0)
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
    expect(new Set(numbers).size).toBe(7)
  })
})

describe('messages', () => {
  test('a message is acknowledged when it is kept, not when it is answered', async () => {
    house = await openHouse()
    house.turns.thinkMs = 300
    const token = await openConversation(house.url)
    const { status, body } = await say(house.url, token, 'moi')
    expect(status).toBe(200)
    expect((await read(house.url, token)).activities.map(({ text }) => text)).toEqual(['Hei!', 'moi'])
    const answered = await until(async () => (await read(house.url, token)).activities[2])
    expect(answered.replyToId).toBe(body.id)
  })

  test('the same client id, or the same activity id, is the same message', async () => {
    house = await openHouse()
    const token = await openConversation(house.url)
    const byClient = { channelData: { clientActivityID: 'x.1%' } }
    const ids = [
      await say(house.url, token, 'yksi', byClient),
      await say(house.url, token, 'yksi', byClient),
      await say(house.url, token, 'kaksi', { id: 'x.1%' }),
      await say(house.url, token, 'kaksi', { id: 'x.1%' }),
    ].map(({ body }) => body.id)
    expect(new Set(ids).size).toBe(2)
    const { activities } = await until(async () => {
      const all = await read(house.url, token)
      return all.activities.length >= 5 && all
    })
    const mine = activities.filter(({ from }) => from.role === 'user')
    expect(mine.map(({ text, channelData }) => [text, channelData?.clientActivityID])).toEqual([
      ['yksi', 'x.1%'],
      ['kaksi', undefined],
    ])
  })

  test('a message that cannot be kept is 503 with Retry-After, and sent again it is taken', async () => {
    house = await openHouse()
    const token = await openConversation(house.url)
    house.turns.fault = Object.assign(new Error('disk full: secret path'), { code: 'StoreFull' })
    const refused = await say(house.url, token, 'moi', { channelData: { clientActivityID: 'again' } })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    expect(JSON.stringify(refused.body)).not.toContain('secret')
    house.turns.fault = undefined
    expect((await say(house.url, token, 'moi', { channelData: { clientActivityID: 'again' } })).status).toBe(200)
    expect(house.faults).toHaveLength(1)
  })

  test('a stream that cannot be opened because of the store is 503 with Retry-After', async () => {
    house = await openHouse({ find: () => Promise.reject(new Error('disk gone: secret path')) })
    const token = await newToken(house.url)
    const t = house.tokens.issue('stream', { conv: token.conversationId, user: 'dl_a' })
    const path = `/v3/directline/conversations/${token.conversationId}/stream?t=${t}`
    const refused = await sendRaw(
      house.url,
      `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
    )
    expect(refused).toMatch(/^HTTP\/1\.1 503 [^]*retry-after: 5/i)
    expect(refused).not.toContain('secret')
    expect(house.faults).toHaveLength(1)
  })

  test('typing and events get an id and make no turn', async () => {
    house = await openHouse()
    const token = await openConversation(house.url)
    for (const type of ['typing', 'event', 'conversationUpdate', 'somethingNew'])
      expect((await say(house.url, token, '', { type })).status).toBe(200)
    expect(house.turns.heard).toEqual([])
  })

  test('files are counted and let go', async () => {
    house = await openHouse()
    const token = await openConversation(house.url)
    const form = new FormData()
    const activity = JSON.stringify({ type: 'message', text: 'katso', from: { id: 'dl_other' } })
    form.append('activity', new Blob([activity], { type: 'application/vnd.microsoft.activity' }))
    form.append('file', new Blob(['x'.repeat(300_000)], { type: 'image/png' }), 'kuva.png')
    form.append('file', new Blob(['y'], { type: 'text/plain' }), 'b.txt')
    const url = `${endpoint(house.url)}/conversations/${token.conversationId}/upload?userId=dl_other`
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.token}` },
      body: form,
    })
    expect(response.status).toBe(200)
    expect(house.turns.heard.map(({ text, attachments }) => [text, attachments])).toEqual([['katso', 2]])
  })

  test.each([
    ['without parts', 'multipart/form-data; boundary=x', '--x--', 400],
    [
      'cut off',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
      400,
    ],
    ['without boundary', 'multipart/form-data', 'abc', 415],
    ['of another type', 'application/json', '{}', 415],
    [
      'with broken JSON',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="activity"\r\n\r\n{oops\r\n--x--\r\n',
      400,
    ],
    [
      'too large',
      'multipart/form-data; boundary=x',
      `--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${'a'.repeat(5e6)}\r\n--x--\r\n`,
      413,
    ],
  ])('an upload %s is refused with a reason', async (_, type, body, status) => {
    house = await openHouse()
    const { conversationId, token } = await openConversation(house.url)
    const url = `${endpoint(house.url)}/conversations/${conversationId}/upload`
    const answer = await call(url, 'POST', { token, body, headers: { 'content-type': type } }).catch(() => ({
      status: 413,
    }))
    expect(answer.status).toBe(status)
    expect(house.turns.heard).toEqual([])
  })
})

describe('rates', () => {
  test('who asks for too many tokens is told how long to wait, in seconds', async () => {
    house = await openHouse({ rates: { tokensPerAddress: { perMinute: 30, burst: 3 } } })
    const statuses = []
    for (let n = 0; n < 4; n++)
      statuses.push((await call(`${endpoint(house.url)}/tokens/generate`, 'POST', { body: {} })).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    const { headers } = await call(`${endpoint(house.url)}/tokens/generate`, 'POST', { body: {} })
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(2)
  })

  test('one conversation’s flood does not take another’s turn', async () => {
    house = await openHouse({ rates: { messagesPerConversation: { perMinute: 20, burst: 2 } } })
    const [loud, quiet] = [await openConversation(house.url), await openConversation(house.url)]
    const statuses = []
    for (const text of ['1', '2', '3']) statuses.push((await say(house.url, loud, text)).status)
    expect(statuses).toEqual([200, 200, 429])
    expect((await say(house.url, quiet, 'moi')).status).toBe(200)
  })
})

test('what the unknown client gets at a socket: 404 without a path, 403 without a token', async () => {
  house = await openHouse()
  const token = await openConversation(house.url)
  const refusal = (path: string) =>
    new Promise((resolve) =>
      new WebSocket(house.url.replace('http', 'ws') + path)
        .on('unexpected-response', (_, response) => resolve(response.statusCode))
        .on('error', () => undefined),
    )
  expect(await refusal('/v3/elsewhere')).toBe(404)
  expect(await refusal(`/v3/directline/conversations/${token.conversationId}/stream`)).toBe(403)
  expect(await refusal(`/v3/directline/conversations/${token.conversationId}/stream?t=${token.token}`)).toBe(403)
})
