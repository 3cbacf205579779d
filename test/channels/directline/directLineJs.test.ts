/** Microsoft's own client, unmodified, against our endpoint. */
import { type House, type HouseOptions, openHouse } from '../house'
import { type Chat, directLineJs, endpoint, newToken, until } from './client'

/** ConnectionStatus of botframework-directlinejs. */
const online = 2
const expiredToken = 3

let house: House
let chat: Chat

async function start(options: HouseOptions & { webSocket: boolean; user?: string }): Promise<void> {
  house = await openHouse(options)
  const { token } = await newToken(house.url, options.user ? { user: { id: options.user } } : {})
  chat = await directLineJs({
    token,
    domain: endpoint(house.url),
    webSocket: options.webSocket,
    pollingInterval: 200,
    timeout: 300,
  })
}

const texts = (): (string | undefined)[] =>
  chat.heard.map((activity) => ('text' in activity ? activity.text : undefined))

afterEach(async () => {
  chat.end()
  await house.stop()
})

describe.each([
  ['WebSocket', true],
  ['polling', false],
])('over %s', (_, webSocket) => {
  test('the greeting, the own message and the answer come once each, in order', async () => {
    await start({ webSocket })
    const id = await chat.post('moi', 'client-1')
    await until(() => texts().includes('echo: moi'))
    expect(texts()).toEqual(['Hei!', 'moi', 'echo: moi'])
    expect(chat.heard[1]).toMatchObject({ id, channelData: { clientActivityID: 'client-1' } })
    expect(chat.heard[2]).toMatchObject({ replyToId: id, from: { role: 'bot' } })
  })

  test('a forged from.id is ignored: the token says who speaks', async () => {
    await start({ webSocket, user: 'dl_me' })
    await chat.post('kuka olen')
    await until(() => texts().includes('echo: kuka olen'))
    expect(chat.heard[1]?.from).toEqual({ id: 'dl_me', role: 'user' })
    expect(house.turns.heard[0]?.person).toBe('dl_me')
  })

  test('an expired token is told as such, and a new one goes on where the old one stopped', async () => {
    let nowMs = Date.now()
    await start({ webSocket, chatSeconds: 600, nowMs: () => nowMs })
    await chat.post('ennen')
    await until(() => texts().includes('echo: ennen'))
    const conversationId = house.turns.heard[0]?.conversationId ?? ''
    nowMs += 601_000
    await expect(chat.post('vanhalla')).resolves.toBe('retry')
    await until(() => chat.states.includes(expiredToken))

    const fresh = tokenFor(conversationId, 'dl_me')
    chat.directLine.reconnect({ conversationId, token: fresh.token, streamUrl: fresh.streamUrl })
    await until(() => chat.states.at(-1) === online || undefined)
    await expect(chat.post('uudella')).resolves.not.toBe('retry')
    await until(() => texts().includes('echo: uudella'))
    // After an expiry this client listens twice; Web Chat sorts that out by the activities' ids, as we do here.
    const once = new Map(chat.heard.map((activity) => [activity.id, 'text' in activity ? activity.text : undefined]))
    expect([...once.values()]).toEqual(['Hei!', 'ennen', 'echo: ennen', 'uudella', 'echo: uudella'])
  })
})

test('a socket that is cut again and again loses nothing and doubles nothing', async () => {
  const original = Math.random
  Math.random = () => 0 // The client waits 3 to 15 s by chance before it comes back; this makes it 3.
  try {
    await start({ webSocket: true })
    for (let round = 0; round < 2; round++) {
      await chat.post(`ennen ${round}`)
      await until(() => house.streams.size === 1)
      house.cutSockets()
      await until(() => house.streams.size === 0)
      await chat.post(`poissa ${round}`)
      await until(() => texts().includes(`echo: poissa ${round}`))
    }
  } finally {
    Math.random = original
  }
  expect(texts()).toEqual([
    'Hei!',
    ...[0, 1].flatMap((n) => [`ennen ${n}`, `echo: ennen ${n}`, `poissa ${n}`, `echo: poissa ${n}`]),
  ])
})

/** A token as `tokens/refresh` would have given it, had the client asked in time. */
function tokenFor(conversationId: string, user: string): { token: string; streamUrl: string } {
  const claims = { conv: conversationId, user }
  const stream = house.tokens.issue('stream', claims)
  return {
    token: house.tokens.issue('chat', claims),
    streamUrl: `${endpoint(house.url).replace('http', 'ws')}/conversations/${conversationId}/stream?watermark=3&t=${stream}`,
  }
}
