/**
 * Who may speak on /api/messages: the token matrix against a real OpenID server of our own. "SDK takes it" marks what the SDK's own reading
 * accepts or answers with 500.
 */
import { ToBotFromBotOrEmulatorTokenValidationParameters as sdk } from 'botframework-connector/lib/auth/tokenValidationParameters'
import { AnonymousBeyondLoopback, createMessagesRoute } from '../../../src/channels/botframework/messagesRoute'
import { channelTokenDefaults } from '../../../src/channels/botframework/channelToken'
import {
  createSigningKeys,
  type SigningKeySettings,
  signingKeyDefaults,
} from '../../../src/channels/botframework/signingKeys'
import { type OpenId, startOpenId } from '../../fakes/openId'
import { type House, openHouse } from '../house'

const appId = 'c2f0c6f4-5f65-4f0f-9d3e-0d6f3f0f6a11'
const tenant = '11111111-2222-3333-4444-555555555555'
const issuer = 'https://api.botframework.com'
const serviceUrl = 'https://smba.trafficmanager.net/emea/'
const claims = { iss: issuer, aud: appId, serviceurl: serviceUrl }

let openId: OpenId
let house: House

async function open(keys: Partial<SigningKeySettings> = {}): Promise<void> {
  openId = await startOpenId(claims)
  house = await openHouse({
    cloud: { appId, tenants: [tenant] },
    channelToken: {
      settings: { ...channelTokenDefaults, appId, tenants: [tenant] },
      keys: createSigningKeys({ ...signingKeyDefaults, metadataUrl: openId.metadataUrl, ...keys }),
    },
  })
}

beforeEach(() => open())
afterEach(async () => {
  await house.stop()
  await openId.stop()
})

const activity = (more: object = {}): Record<string, unknown> => ({
  type: 'message',
  id: 'a1',
  channelId: 'webchat',
  text: 'moi',
  from: { id: 'u1' },
  recipient: { id: 'bot' },
  conversation: { id: 'c1' },
  serviceUrl,
  deliveryMode: 'expectReplies',
  ...more,
})

async function post(
  authorization: string | undefined,
  body: object = activity(),
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${house.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

const now = (): number => Math.floor(Date.now() / 1000)
const bearer = (token: string): string => `Bearer ${token}`
const signed = (more: object, header?: object, how?: Parameters<OpenId['sign']>[2]) => (id: OpenId) =>
  bearer(id.sign(more, header, how))

test('a valid token is accepted', async () => {
  const { status, text } = await post(bearer(openId.sign({})))
  expect([status, JSON.parse(text).activities[0].text]).toEqual([200, 'echo: moi'])
})

test.each([
  ['RS384', signed({}, { alg: 'RS384' })],
  ['RS512', signed({}, { alg: 'RS512' })],
  ['of a configured tenant', signed({ tid: tenant })],
  ['that expired 30 s ago', signed({ exp: Math.floor(Date.now() / 1000) - 30 })],
  ['with serviceUrl in the other spelling', signed({ serviceurl: undefined, serviceUrl })],
])('a token %s is accepted', async (_, authorization) => {
  expect((await post(authorization(openId))).status).toBe(200)
})

test('the same token and the same activity again get the recorded replies and make no second turn (SDK takes it twice)', async () => {
  const token = bearer(openId.sign({}))
  const [first, second] = [await post(token), await post(token)]
  expect(second).toEqual(first)
  expect((await house.store.read('webchat|c1', 0, 10)).map(({ id }) => id)).toEqual(['a1', 'a1.1'])
})

describe('401 with one and the same body, and not a call to anyone', () => {
  test.each<[string, (id: OpenId) => string | undefined]>([
    ['no header', () => undefined],
    ['an empty header', () => ''],
    ['Basic instead of Bearer', () => 'Basic YTpi'],
    ['bearer in small letters', (id) => `bearer ${id.sign({})}`],
    ['Bearer and nothing', () => 'Bearer '],
    ['garbage', () => 'Bearer abc'],
    ['two parts', (id) => bearer(id.sign({}).split('.').slice(0, 2).join('.'))],
    ['four parts', (id) => bearer(`${id.sign({})}.x`)],
    ['a token of 5 kB', signed({ filler: 'x'.repeat(5_000) })],
    ['a payload that is no JSON', (id) => bearer(id.sign({}).replace(/\.[^.]+\./, '.eHl6.'))],
    ['a payload that is a list', (id) => bearer(id.sign({}).replace(/\.[^.]+\./, '.W10.'))],
    ['a wrong issuer', signed({ iss: 'https://sts.windows.net/x/' })],
    ['no issuer', signed({ iss: undefined })],
    ['an issuer that is a list', signed({ iss: [issuer] })],
    ['a wrong audience', signed({ aud: 'someone-else' })],
    ['no audience', signed({ aud: undefined })],
    ['an audience that is a list', signed({ aud: [appId] })],
    ['a tenant that is not ours', signed({ tid: '99999999-2222-3333-4444-555555555555' })],
    ['a tenant that is a list', signed({ tid: [tenant] })],
    ['no exp (SDK takes it)', signed({ exp: undefined })],
    ['an exp that is a string', (id) => bearer(id.sign({ exp: String(now() + 60) }))],
    ['expired 4 minutes ago (SDK takes it)', (id) => bearer(id.sign({ exp: now() - 240 }))],
    ['expired 6 minutes ago', (id) => bearer(id.sign({ exp: now() - 360 }))],
    ['valid in 4 minutes only (SDK takes it)', (id) => bearer(id.sign({ nbf: now() + 240 }))],
    ['issued in 4 minutes only', (id) => bearer(id.sign({ iat: now() + 240 }))],
    ['alg none (SDK: 500)', signed({}, { alg: 'none' }, 'none')],
    ['HS256 with the public key (SDK: 500)', signed({}, { alg: 'HS256' }, 'hmac')],
    ['ES256', signed({}, { alg: 'ES256' })],
    ['an alg that every object has', signed({}, { alg: 'constructor' })],
    ['no kid', signed({}, { kid: undefined })],
    ['a kid that is a number', signed({}, { kid: 7 })],
  ])('%s', async (_, authorization) => {
    const { status, text } = await post(authorization(openId))
    expect([status, text]).toEqual([
      401,
      '{"error":{"code":"unauthorized","message":"The request is not authorized."}}',
    ])
    expect([openId.asked(), house.turns.heard.length, house.faults.length]).toEqual([0, 0, 0])
  })
})

describe('401 once the keys are known', () => {
  const none = {}
  test.each<[string, (id: OpenId) => string, object]>([
    ['another key under the same kid (SDK: 500)', signed({}, {}, 'stranger'), none],
    ['a changed payload (SDK: 500)', (id) => bearer(swapPayload(id)), none],
    ['a signature cut short', (id) => bearer(id.sign({}).slice(0, -10)), none],
    [
      'RS512 announced, RS256 signed',
      (id) => bearer(relabel(id.sign({}), { alg: 'RS512', typ: 'JWT', kid: 'good' })),
      none,
    ],
    ['an unknown kid', signed({}, { kid: 'never-seen' }), none],
    ['a kid of a key that is not RSA', signed({}, { kid: 'elliptic' }), none],
    ['a key not endorsed for the channel', signed({}, { kid: 'unendorsed' }), none],
    ['a channel the key is not endorsed for', signed({}), { channelId: 'emulator' }],
    ['an address the token does not vouch for', signed({}), { serviceUrl: 'https://smba.trafficmanager.net/other/' }],
    ['a token that names no address (SDK takes it)', signed({ serviceurl: undefined }), none],
    ['a Teams tenant that is not ours', signed({}), { channelId: 'msteams', channelData: { tenant: { id: 'other' } } }],
    ['Teams without a tenant', signed({}), { channelId: 'msteams' }],
  ])('%s', async (_, authorization, more) => {
    await post(bearer(openId.sign({})))
    const asked = openId.asked()
    const { status, text } = await post(authorization(openId), activity(more))
    expect([status, text]).toEqual([
      401,
      '{"error":{"code":"unauthorized","message":"The request is not authorized."}}',
    ])
    expect([openId.asked(), house.turns.heard.length, house.faults.length]).toEqual([asked, 1, 0])
  })
})

describe('400, whoever signed', () => {
  test.each<[string, object]>([
    ['no serviceUrl (SDK takes it)', { serviceUrl: undefined }],
    ['an empty serviceUrl (SDK takes it)', { serviceUrl: '' }],
    ['a serviceUrl without TLS', { serviceUrl: serviceUrl.replace('https', 'http') }],
    ['a serviceUrl elsewhere', { serviceUrl: 'https://evil.test/' }],
    ['a serviceUrl that only ends alike', { serviceUrl: 'https://evilbotframework.com/' }],
    ['a serviceUrl with a password in it', { serviceUrl: 'https://a:b@smba.trafficmanager.net/' }],
    ['a serviceUrl to this machine', { serviceUrl: 'https://127.0.0.1/' }],
    ['no channelId (SDK: 500)', { channelId: undefined }],
    ['AseChannel, which would choose another judge', { channelId: 'AseChannel' }],
    ['a channel we do not serve', { channelId: 'facebook' }],
    ['no conversation', { conversation: undefined }],
    ['a conversation that is a string', { conversation: 'c1' }],
    ['nobody', { from: undefined }],
    ['a text that is an object', { text: {} }],
    ['a type that is a list', { type: ['message'] }],
    ['a delivery mode nobody knows', { deliveryMode: 'now' }],
    ['a timestamp that is none', { timestamp: 'yesterday' }],
    ['an id with a line break', { id: 'a\n' }],
    ['members that are a string', { membersAdded: 'all' }],
    ['attachments of nothing', { attachments: [null] }],
  ])('%s', async (_, more) => {
    const { status, text } = await post(
      bearer(openId.sign({ serviceurl: (more as { serviceUrl?: string }).serviceUrl ?? serviceUrl })),
      activity(more),
    )
    expect([status, JSON.parse(text).error.code]).toEqual([400, 'not_an_activity'])
    expect([house.turns.heard.length, house.faults.length]).toEqual([0, 0])
  })
})

test('10 000 forged tenants leave the SDK’s list of issuers as it was, and no key server is asked', async () => {
  const before = (sdk.issuer as string[]).length
  const parts = openId.sign({}).split('.')
  for (let n = 0; n < 10_000; n += 50)
    await Promise.all(
      Array.from({ length: 50 }, (_, k) => {
        const claimsPart = {
          ...claims,
          iss: `https://sts.windows.net/${n + k}/`,
          tid: `forged-${n + k}`,
          exp: now() + 60,
        }
        return post(bearer(`${parts[0]}.${Buffer.from(JSON.stringify(claimsPart)).toString('base64url')}.${parts[2]}`))
      }),
    )
  expect((sdk.issuer as string[]).length).toBe(before)
  expect(openId.asked()).toBe(0)
}, 60_000)

describe('the key server', () => {
  test('is asked once for many at once, and not again for unknown keys', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => post(bearer(openId.sign({})), activity({ id: `m${n}` }))))
    for (let n = 0; n < 5; n++) expect((await post(bearer(openId.sign({}, { kid: `unknown-${n}` })))).status).toBe(401)
    expect(openId.asked()).toBe(2)
  })

  test.each(['silent', 'broken', 'odd'] as const)(
    'when it is %s before any key is known, the answer is 503 in good time',
    async (mode) => {
      await house.stop()
      await openId.stop()
      await open({ timeoutMs: 200 })
      openId.mode = mode
      const { status, text } = await post(bearer(openId.sign({})))
      expect(status).toBe(503)
      expect(text).not.toContain('secret')
    },
  )

  test('when it falls silent later, the known keys serve on', async () => {
    await house.stop()
    await openId.stop()
    await open({ timeoutMs: 200, refreshMs: 0, pauseMs: 0 })
    expect((await post(bearer(openId.sign({})))).status).toBe(200)
    openId.mode = 'silent'
    expect((await post(bearer(openId.sign({})), activity({ id: 'a2' }))).status).toBe(200)
  })
})

test('anonymous use beyond this machine is refused when the server is built', () => {
  const filter = { channels: [], serviceHosts: [], tenants: [], anonymous: true, maxTextLength: 1 }
  const build = (host: string, anonymous: boolean) => () =>
    createMessagesRoute({
      adapter: undefined as never,
      filter: { ...filter, anonymous },
      host,
      onFault: () => undefined,
    })
  expect(build('0.0.0.0', true)).toThrow(AnonymousBeyondLoopback)
  expect(build('127.0.0.1', false)).toThrow(AnonymousBeyondLoopback)
  expect(build('127.0.0.1', true)).not.toThrow()
})

function swapPayload(id: OpenId): string {
  const [head, , signature] = id.sign({}).split('.')
  return `${head}.${id.sign({ extra: 1 }).split('.')[1]}.${signature}`
}

function relabel(token: string, header: object): string {
  const [, payload, signature] = token.split('.')
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature}`
}
