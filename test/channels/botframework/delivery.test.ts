/** A person on a Bot Framework channel and an adviser: lines arrive proactively, in order, once, from whichever process is there. */
import { createDelivery } from '../../../src/channels/botframework/delivery'
import type { Address } from '../../../src/channels/ports'
import type { LogEntry } from '../../../src/conversation/conversation'
import { advisers, openTeamsHouse, type Sent, type TeamsHouse } from '../teams/teamsHouse'
import { until } from '../directline/client'

let house: TeamsHouse
beforeEach(async () => {
  house = await openTeamsHouse({}, true)
  const presence = { capacity: 5, languages: ['fi', 'sv', 'en'], desks: ['kokeilu'], automatic: false } as const
  await house.store.desk.keepAdviser({ id: 'web', name: 'Wilma', role: 'adviser' })
  await house.handoffs.changePresence('web', { ...presence, status: 'available' })
}, 120_000)
afterEach(() => house.stop())

let count = 0
const say = (text: string, more: object = {}): Promise<Sent> =>
  house.post({
    type: 'message',
    id: `p-${++count}`,
    channelId: 'webchat',
    serviceUrl: house.connector.url,
    text,
    locale: 'fi-FI',
    from: { id: 'person' },
    recipient: { id: 'bot' },
    conversation: { id: 'c1' },
    ...more,
  })
const texts = (): string[] => house.reads('c1').map(({ words }) => words)
const events = (): unknown[] =>
  house.connector.received
    .filter(({ activity }) => activity['type'] === 'event')
    .map(({ activity }) => activity['name'])

async function held(): Promise<{ id: string; epoch: number }> {
  await say('haluan puhua ihmiselle')
  await until(() => texts().length > 0)
  await say('Odotan neuvojaa')
  const waiting = await until(async () => (await house.store.handoffs.waiting('kokeilu'))[0])
  const taken = await house.handoffs.take({ id: 'web', name: 'Wilma', capacity: 5 }, waiting.id)
  if (!('handoff' in taken)) throw new Error(taken.refused)
  return taken.handoff
}
const answer = ({ id, epoch }: { id: string; epoch: number }, text: string, clientId = text): Promise<unknown> =>
  house.handoffs.say({ handoffId: id, adviserId: 'web', epoch, clientId, text })

test('the whole way: offered, waiting, accepted, answered, closed, with Bot Framework’s own events', async () => {
  const handoff = await held()
  await answer(handoff, 'Hei, miten voin auttaa?', 'one')
  await until(() => texts().includes('Hei, miten voin auttaa?'))
  await say('Kuulen hyvin')
  const open = await house.store.handoffs.find(handoff.id)
  if (!open) throw new Error('The handoff is gone.')
  await house.handoffs.end(open, { adviserId: 'web', epoch: open.epoch }, 'helped')
  await until(() => texts().some((text) => /lopetti keskustelun|vastaa taas botti/i.test(text)))
  const all = texts().join('\n')
  expect(all).toMatch(/Wilma[\s\S]*Hei, miten voin auttaa\?[\s\S]*botti/i)
  expect(events()).toEqual(['handoff.initiate', 'handoff.status', 'handoff.status'])
  expect(house.faults).toEqual([])
})

test('what was said while the channel was down arrives afterwards, in order and once', async () => {
  const handoff = await held()
  await until(() => texts().some((text) => text.includes('Wilma')))
  house.connector.answer = ({ method }) => (method === 'POST' ? 401 : undefined)
  for (const n of [1, 2, 3]) await answer(handoff, `rivi ${n}`)
  await until(() => house.faults.length > 0)
  house.connector.answer = undefined
  await answer(handoff, 'rivi 4')
  await until(() => texts().includes('rivi 4'))
  expect(texts().filter((text) => text.startsWith('rivi'))).toEqual(['rivi 1', 'rivi 2', 'rivi 3', 'rivi 4'])
})

test('two that deliver at once send each line once', async () => {
  const handoff = await held()
  await until(() => texts().some((text) => text.includes('Wilma')))
  const { store } = house
  const other = createDelivery({
    addresses: store.addresses,
    log: store,
    events: { publish: () => undefined, watch: () => () => undefined },
    open: () => store.handoffs.accepted(),
    exclusively: (key, work) => store.exclusively(key, work),
    poster: {
      reaches: () => true,
      send: (address, activity) =>
        fetch(`${house.connector.url}/v3/conversations/${address.conversation}/activities`, {
          method: 'POST',
          body: JSON.stringify(activity),
        }).then(() => ''),
      update: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    },
    render: ({ text }) => [{ type: 'message', text }],
    clock: { now: () => new Date() },
    onFault: (fault) => house.faults.push(fault),
  })
  const lines = Array.from({ length: 30 }, (_, n) => `rivi ${n}`)
  for (const line of lines) {
    const saying = answer(handoff, line)
    await Promise.all([saying, other.deliver('webchat|c1'), saying.then(() => other.deliver('webchat|c1'))])
  }
  await until(() => texts().includes('rivi 29'))
  expect(texts().filter((text) => text.startsWith('rivi'))).toEqual(lines)
})

test('a channel that only takes answers gets the adviser’s lines with its next one', async () => {
  const handoff = await held()
  await until(() => texts().some((text) => text.includes('Wilma')))
  house.connector.status = 401
  await answer(handoff, 'Luettavissa myöhemmin')
  await until(() => house.faults.length > 0)
  const { body } = await say('onko siellä ketään', { deliveryMode: 'expectReplies' })
  expect((body as { activities?: { text?: string }[] }).activities?.map(({ text }) => text)).toContain(
    'Luettavissa myöhemmin',
  )
})

test('an address that settings no longer allow is not written to', async () => {
  const handoff = await held()
  await until(() => texts().some((text) => text.includes('Wilma')))
  const kept = await house.store.addresses.find('webchat|c1')
  if (!kept) throw new Error('No address was kept.')
  await house.store.addresses.keep('webchat|c1', { ...kept.address, serviceUrl: 'https://evil.test/' })
  const before = house.connector.received.length
  await answer(handoff, 'ei minnekään')
  await house.reach.delivery.deliver('webchat|c1')
  expect(house.connector.received).toHaveLength(before)
  await answer(handoff, 'eikä toista kertaa')
  await house.reach.delivery.deliver('webchat|c1')
  expect(house.faults).toMatchObject([{ err: { code: 'UNREACHED_SERVICE' }, where: 'delivery' }])
  expect(JSON.stringify(house.faults)).toContain('https://evil.test/')
})

test('conversations that cannot be reached keep nobody behind them waiting', async () => {
  const unreached = Array.from({ length: 250 }, (_, n) => `webchat|a${String(n).padStart(3, '0')}`)
  const all = [...unreached, 'webchat|behind']
  const sent: string[] = []
  let sync = (): void => undefined
  const delivery = createDelivery({
    addresses: {
      find: (id) =>
        Promise.resolve({
          address: { conversation: id, serviceUrl: 'x' } as Address,
          deliveredSeq: sent.includes(id) ? 1 : 0,
        }),
      undelivered: (_, after, limit) => Promise.resolve(all.filter((id) => id > after).slice(0, limit)),
      keep: () => Promise.resolve(),
      delivered: () => Promise.resolve(),
      keepReply: () => Promise.resolve(),
      replyOf: () => Promise.resolve(undefined),
    },
    log: { read: (_, after) => Promise.resolve(after === 0 ? [{ seq: 1, speaker: 'system' } as LogEntry] : []) },
    events: {
      publish: () => undefined,
      watch(_, onGrowth) {
        sync = () => onGrowth(0)
        return () => undefined
      },
    },
    open: () => Promise.resolve([]),
    exclusively: (_, work) => work(),
    poster: {
      reaches: ({ conversation }) => conversation === 'webchat|behind',
      send: ({ conversation }) => Promise.resolve(String(sent.push(conversation))),
      update: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    },
    render: () => [{ type: 'message', text: 'rivi' }],
    clock: { now: () => new Date() },
    onFault: (fault) => house.faults.push(fault),
  })
  delivery.start()
  await until(() => {
    sync()
    return sent.length > 0
  })
  expect(sent).toEqual(['webchat|behind'])
  expect(house.faults).toHaveLength(1)
  await delivery.stop()
})

test('somebody on the staff is reached in Teams too, and the adviser’s name stands in the words', async () => {
  const staff = house.user('Siiri', 'bbbbbbbb-0000-4000-8000-000000000009')
  await staff.say('haluan puhua ihmiselle')
  await staff.say('Odotan neuvojaa')
  const waiting = await until(async () => (await house.store.handoffs.waiting('kokeilu'))[0])
  const taken = await house.handoffs.take({ id: 'web', name: 'Wilma', capacity: 5 }, waiting.id)
  if (!('handoff' in taken)) throw new Error(taken.refused)
  await answer(taken.handoff, 'Hei Siiri')
  await until(() => staff.reads().some(({ words }) => words === '**Wilma:** Hei Siiri'))
  expect(events()).toEqual([])
  expect(advisers).not.toHaveProperty('Siiri')
})
