import type { Bot } from '../../../src/channels/botframework/bot'
import fc from 'fast-check'
import { BotCloudAdapter } from '../../../src/channels/botframework/cloudAdapter'
import { type Connector, startConnector } from '../../fakes/connector'
import { call, until } from '../directline/client'
import { type House, openHouse } from '../house'

let house: House
let connector: Connector

beforeEach(async () => {
  connector = await startConnector()
  house = await openHouse()
})
afterEach(async () => {
  await house.stop()
  await connector.stop()
})

const activity = (more: object = {}): Record<string, unknown> => ({
  type: 'message',
  id: 'a1',
  channelId: 'test',
  text: 'moi',
  locale: 'sv-FI',
  from: { id: 'u1', name: 'Anna' },
  recipient: { id: 'bot' },
  conversation: { id: 'c1' },
  serviceUrl: connector.url,
  ...more,
})

interface Replies {
  readonly activities: Record<string, unknown>[]
}
const post = (body: unknown) => call<Replies>(`${house.url}/api/messages`, 'POST', { body })

describe('a message', () => {
  test('with expectReplies is answered in the response, as the contract promises a reply', async () => {
    const { status, body } = await post(activity({ deliveryMode: 'expectReplies' }))
    expect(status).toBe(200)
    expect(body.activities).toEqual([
      expect.objectContaining({
        type: 'message',
        text: 'echo: moi',
        locale: 'fi',
        replyToId: 'a1',
        from: { id: 'bot', role: 'bot' },
        conversation: { id: 'c1' },
        suggestedActions: {
          to: [],
          actions: [{ type: 'imBack', title: 'Haluan puhua ihmiselle', value: 'Haluan puhua ihmiselle' }],
        },
        channelData: {
          opastin: {
            outcome: 'answered_guide',
            need: 'question',
            guides: ['omakanta-resepti'],
            passages: ['omakanta-resepti#steps@fi'],
            confidence: 0.9,
            holder: 'bot',
            asOf: '2026-02-01',
            providers: [],
            speaker: 'bot',
          },
        },
      }),
    ])
    expect(house.turns.heard).toEqual([
      { conversationId: 'test|c1', channel: 'botframework', person: 'u1', pageLanguage: 'sv', id: 'a1', text: 'moi' },
    ])
  })

  test('is acknowledged when kept, and its answer is posted to the channel with every property of its citations', async () => {
    house.turns.thinkMs = 100
    const { status } = await post(activity())
    expect([status, connector.received.length]).toEqual([200, 0])
    const { path, activity: sent } = await until(() => connector.received[0])
    expect(path).toBe('/v3/conversations/c1/activities/a1')
    // The SDK's own connector sends `entities: [{type}]` and nothing more: keepEntityProperties.ts.
    expect(sent['entities']).toEqual([
      {
        type: 'https://schema.org/Message',
        '@type': 'Message',
        '@context': 'https://schema.org',
        '@id': '',
        citation: [
          {
            '@type': 'Claim',
            position: 1,
            appearance: {
              '@type': 'DigitalDocument',
              name: 'Reseptin uusiminen',
              url: 'https://opastin.test/guides/fi/omakanta-resepti#steps',
              abstract: 'Kirjaudu Omakantaan.',
            },
          },
        ],
      },
    ])
  })

  test('that comes again gets the recorded replies', async () => {
    const first = await post(activity({ deliveryMode: 'expectReplies' }))
    const again = await post(activity({ deliveryMode: 'expectReplies' }))
    expect(again.body).toEqual(first.body)
    expect((await house.store.read('test|c1', 0, 10)).length).toBe(2)
  })

  test('whose channel does not answer is acknowledged all the same, and the fault is told to us only', async () => {
    await connector.stop()
    const { status } = await post(activity())
    expect(status).toBe(200)
    await until(() => house.faults.length === 1, 20_000)
  })

  test('that cannot be kept is 503 with a constant body', async () => {
    house.turns.fault = Object.assign(new Error('secret path'), { code: 'StoreFull' })
    for (const deliveryMode of ['expectReplies', 'normal']) {
      const { status, body } = await post(activity({ deliveryMode }))
      expect([status, JSON.stringify(body).includes('secret')]).toEqual([503, false])
    }
  })

  test('in a Teams group is read without the bot’s own name, and Teams’ HTML copy is no file', async () => {
    await post(
      activity({
        channelId: 'msteams',
        text: '<at>Opastin</at> miten uusin reseptin',
        entities: [{ type: 'mention', text: '<at>Opastin</at>', mentioned: { id: 'bot' } }],
        attachments: [{ contentType: 'text/html', content: '<p>miten</p>' }],
        deliveryMode: 'expectReplies',
      }),
    )
    expect(house.turns.heard[0]).toMatchObject({ text: 'miten uusin reseptin', channel: 'msteams' })
    expect(house.turns.heard[0]?.attachments).toBeUndefined()
  })

  test('with a file is counted; one that is empty makes no turn', async () => {
    await post(
      activity({ text: '', attachments: [{ contentType: 'image/png', contentUrl: 'https://evil.test/x.png' }] }),
    )
    await post(activity({ id: 'a2', text: '   ' }))
    await until(() => house.turns.heard.length === 1)
    expect(house.turns.heard[0]).toMatchObject({ text: '', attachments: 1 })
  })

  test('of another channel’s conversation with the same id is another conversation', async () => {
    await post(activity({ deliveryMode: 'expectReplies' }))
    await post(activity({ channelId: 'webchat', deliveryMode: 'expectReplies' }))
    expect(house.turns.heard.map(({ conversationId }) => conversationId)).toEqual(['test|c1', 'webchat|c1'])
  })

  test('with ids of the greatest length is kept', async () => {
    const long = 'i'.repeat(256)
    const { body } = await post(
      activity({ id: long, conversation: { id: long }, from: { id: long }, deliveryMode: 'expectReplies' }),
    )
    expect(body.activities[0]?.['text']).toBe('echo: moi')
  })
})

describe('what is no message', () => {
  test.each([
    ['the person joins', { channelId: 'webchat', membersAdded: [{ id: 'u1' }] }, ['Hei!']],
    ['only the bot joins', { channelId: 'webchat', membersAdded: [{ id: 'bot' }] }, []],
    ['the bot joins in Teams', { channelId: 'msteams', membersAdded: [{ id: 'bot' }] }, ['Hei!']],
    ['somebody leaves', { membersRemoved: [{ id: 'u1' }] }, []],
  ])('when %s (%j), the channel is sent %j', async (_, more, greeted) => {
    const { body } = await post(activity({ type: 'conversationUpdate', deliveryMode: 'expectReplies', ...more }))
    expect(body.activities.map(({ text }) => text)).toEqual(greeted)
  })

  test.each(['typing', 'messageReaction', 'event', 'installationUpdate', 'endOfConversation', 'somethingNew'])(
    '%s is taken and ignored',
    async (type) => {
      expect((await post(activity({ type, name: 'x' }))).status).toBe(200)
      expect(house.turns.heard).toEqual([])
    },
  )

  test('an invoke is told that it is not supported', async () => {
    const { status, body } = await post(activity({ type: 'invoke', name: 'adaptiveCard/action', value: {} }))
    expect([status, (body as unknown as { error: { code: string } }).error.code]).toEqual([400, 'not_supported'])
  })

  test('a body that is no JSON, too deep, too large or of another type', async () => {
    expect((await post('{oops')).status).toBe(400)
    expect((await post(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)).status).toBe(400)
    expect((await post(JSON.stringify(activity({ text: 'x'.repeat(65_537) })))).status).toBe(413)
    expect((await post(JSON.stringify(activity({ text: 'x'.repeat(10_001) })))).status).toBe(413)
    const { status } = await call(`${house.url}/api/messages`, 'POST', {
      body: 'a=1',
      headers: { 'content-type': 'text/plain' },
    })
    expect(status).toBe(415)
    expect((await call(`${house.url}/api/messages`, 'GET')).status).toBe(405)
  })
})

test('anonymous messages may be answered to this machine only', async () => {
  for (const serviceUrl of [
    'https://smba.trafficmanager.net/',
    'http://169.254.169.254/',
    'http://127.0.0.1.evil.test/',
    'file:///etc',
    undefined,
  ])
    expect((await post(activity({ serviceUrl }))).status).toBe(400)
  expect(house.turns.heard).toEqual([])
})

test.each([
  ['webchat', ['handoff.initiate']],
  ['msteams', []],
])('handoff events on %s reach the channel: %j', async (channelId, names) => {
  const bot: Bot = async (context) => {
    await context.sendActivities([
      { type: 'event', name: 'handoff.initiate', value: {} },
      { type: 'message', text: 'odota' },
    ])
  }
  const adapter = new BotCloudAdapter({
    settings: { appType: 'SingleTenant' },
    bot,
    onFault: (fault) => house.faults.push(fault),
  })
  await adapter.run(activity({ channelId }) as never, {})
  await adapter.idle()
  expect(connector.received.flatMap(({ activity: { name } }) => name ?? [])).toEqual(names)
  expect(connector.received.at(-1)?.activity['text']).toBe('odota')
  expect(house.faults).toEqual([])
})

test('of a thousand mangled activities none is answered with 5xx, none hangs, and the next person is served', async () => {
  const anything = fc.anything({ withNullPrototype: false, withBigInt: false, withDate: false, maxDepth: 3 })
  const value = fc.oneof(
    anything,
    fc.string(),
    fc.constantFrom(null, '', 0, -1, [], {}, '\ud800', '__proto__', 'expectReplies', 'message'),
  )
  const keys = [
    ...Object.keys(activity()),
    'deliveryMode',
    'membersAdded',
    'entities',
    'attachments',
    'channelData',
    'timestamp',
    'value',
    '__proto__',
  ]
  const mangled = fc.array(fc.tuple(fc.constantFrom(...keys), value), { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce(
      (text, [key, changed]) => {
        const written = JSON.stringify(changed)
        return written === undefined ? text : text.replace(/}$/, `,${JSON.stringify(key)}:${written}}`)
      },
      JSON.stringify(activity({ deliveryMode: 'expectReplies' })),
    ),
  )
  const bytes = fc.tuple(mangled, fc.nat(), fc.nat(255)).map(([text, at, byte]) => {
    const buffer = Buffer.from(text)
    buffer[at % buffer.length] = byte
    return buffer.toString('latin1')
  })
  const statuses = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(fc.oneof(mangled, bytes), async (body) => {
      const response = await fetch(`${house.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(30_000),
      })
      const text = await response.text()
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
      expect(response.status).toBeLessThan(500)
      expect(text).not.toMatch(/ at |node_modules|Error:/)
    }),
    { numRuns: 1_000, seed: 20261122 },
  )
  expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([200, 400]))
  expect((await post(activity({ id: 'after', deliveryMode: 'expectReplies' }))).status).toBe(200)
}, 60_000)
