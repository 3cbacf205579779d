/** Reading what one does not hold: a supervisor along with an adviser, an adviser by the person's code; and leaving the desk. */
import { call, endpoint, openConversation, read, say, until, type Token } from '../directline/client'
import { type AtDesk, type DeskHouse, openDeskHouse } from './deskHouse'

let house: DeskHouse
let aino: AtDesk
let bo: AtDesk
let siiri: AtDesk
beforeAll(async () => {
  house = await openDeskHouse(
    { Aino: 'adviser', Bo: 'adviser', Siiri: 'supervisor' },
    { MESSAGES_PER_MINUTE_PER_CONVERSATION: '1000' },
  )
  aino = await house.signIn('Aino')
  bo = await house.signIn('Bo')
  siiri = await house.signIn('Siiri')
}, 120_000)
afterAll(() => house.stop())
beforeEach(() => aino.call('PUT', '/presence', { status: 'available', capacity: 20, automatic: false }))

interface Seen {
  readonly id: string
  readonly epoch: number
  readonly adviser?: { readonly name: string }
}
interface Said {
  readonly seq: number
  readonly text: string
}
type Talk = Token & { streamUrl: string }

async function waiting(): Promise<{ talk: Talk; id: string }> {
  const talk = await openConversation(house.url, { locale: 'fi' })
  const activities = `${endpoint(house.url)}/conversations/${talk.conversationId}/activities`
  await call(activities, 'POST', {
    token: talk.token,
    body: { type: 'event', name: 'handoff.request', from: { id: 'x' } },
  })
  const { body } = await aino.call<{ items: Seen[] }>('GET', '/queue')
  return { talk, id: body.items.at(-1)?.id ?? '' }
}
async function held(): Promise<{ talk: Talk; handoff: Seen }> {
  const { talk, id } = await waiting()
  const { body } = await aino.call<{ handoff: Seen }>('POST', `/handoffs/${id}/take`)
  return { talk, handoff: body.handoff }
}
const texts = (lines: readonly Said[]): string => lines.map(({ text }) => text).join('\n')
const end = ({ id, epoch }: Seen) => aino.call('POST', `/handoffs/${id}/end`, { epoch, reason: 'helped' })

describe('a supervisor', () => {
  test('sees which conversations advisers hold, without a word of them', async () => {
    const { talk, handoff } = await held()
    await say(house.url, talk, 'salainen asia')
    const { body } = await siiri.call<{ talks: Seen[] }>('GET', '/overview')
    expect(body.talks.find(({ id }) => id === handoff.id)?.adviser?.name).toBe('Aino')
    expect(JSON.stringify(body)).not.toContain('salainen')
    expect(JSON.stringify(body)).not.toContain(talk.conversationId)
    await end(handoff)
  })

  test('reads along live without anyone seeing it, and each reading is logged as such', async () => {
    const { talk, handoff } = await held()
    const before = (await read(house.url, talk)).activities.length
    expect((await siiri.call('GET', `/handoffs/${handoff.id}/log`)).status).toBe(200)
    const line = await siiri.connect()
    line.send({ type: 'follow', handoffId: handoff.id, after: 0 })
    await say(house.url, talk, 'kuuleeko joku')
    const heard = () => texts(line.of('lines').flatMap((frame) => frame['lines'] as Said[]))
    await until(() => heard().includes('kuuleeko joku'))
    expect((await read(house.url, talk)).activities.length).toBe(before + 1)
    expect(house.accesses(siiri.id).filter(({ what }) => what === 'listen').length).toBe(2)
    expect(house.accesses(siiri.id).some(({ what }) => what === 'read')).toBe(false)
    line.close()
    await end(handoff)
  })

  test('is shown the end and nothing that is said to the bot after it', async () => {
    const { talk, handoff } = await held()
    const line = await siiri.connect()
    line.send({ type: 'follow', handoffId: handoff.id, after: 0 })
    await until(() => line.of('lines').length > 0)
    await end(handoff)
    await until(() => line.of('unfollowed').some(({ handoffId }) => handoffId === handoff.id))
    await say(house.url, talk, 'tämä on botille')
    await until(async () => (await read(house.url, talk)).activities.at(-1)?.replyToId)
    const { body } = await siiri.call<{ lines: Said[] }>('GET', `/handoffs/${handoff.id}/log`)
    const heard = texts(line.of('lines').flatMap((frame) => frame['lines'] as Said[]))
    expect(heard).toContain('Neuvoja päätti keskustelun')
    for (const seen of [heard, texts(body.lines)]) expect(seen).not.toContain('tämä on botille')
    line.close()
  })

  test('reads no word of who waits', async () => {
    const { talk, id } = await waiting()
    expect((await siiri.call('GET', `/handoffs/${id}/log`)).status).toBe(403)
    await call(`${endpoint(house.url)}/conversations/${talk.conversationId}/activities`, 'POST', {
      token: talk.token,
      body: { type: 'event', name: 'handoff.cancel', from: { id: 'x' } },
    })
  })

  test('who keeps looking at the overview is logged once, not every few seconds', async () => {
    const looks = () => house.accesses(siiri.id).filter(({ what }) => what === 'overview').length
    await siiri.call('GET', '/overview')
    const before = looks()
    for (let again = 0; again < 3; again++) await siiri.call('GET', '/overview')
    expect(looks()).toBe(before)
    expect(before).toBeGreaterThan(0)
  })
})

describe('a code that the person reads out', () => {
  async function withCode(): Promise<{ talk: Talk; code: string }> {
    const talk = await openConversation(house.url, { locale: 'fi' })
    await say(house.url, talk, 'miten uusin reseptin, hetu 131052-308T')
    await until(async () => (await read(house.url, talk)).activities.some(({ replyToId }) => replyToId))
    const page = await fetch(`${house.url}/resume/code`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ lang: 'fi', c: talk.token }),
    })
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.text())?.[0] ?? ''
    return { talk, code }
  }
  interface Opened {
    readonly pass: string
    readonly until: string
    readonly lines: readonly Said[]
  }
  const open = (code: string, by = aino, more: object = { consent: true }) =>
    by.call<Opened>('POST', '/opened', { code, ...more })

  test('opens the conversation once, masked, and the opening is logged', async () => {
    const { talk, code } = await withCode()
    const { status, body } = await open(code)
    expect(status).toBe(200)
    expect(texts(body.lines)).toContain('miten uusin reseptin, hetu ⟦ID⟧')
    expect(JSON.stringify(body)).not.toContain(talk.conversationId)
    expect((await open(code)).status).toBe(404)
    expect(house.accesses(aino.id).filter(({ what }) => what === 'open_by_code')).toHaveLength(1)
  })

  test('opens nothing without the person’s consent, and is not spent by that', async () => {
    const { code } = await withCode()
    for (const more of [{}, { consent: false }]) expect((await open(code, bo, more)).status).toBe(400)
    expect((await open(code, bo)).status).toBe(200)
  })

  test('lets the same adviser read on, and nobody else', async () => {
    const { talk, code } = await withCode()
    const { body } = await open(code, bo)
    await say(house.url, talk, 'lisäksi vielä tämä')
    const after = body.lines.at(-1)?.seq ?? 0
    const more = await bo.call<{ lines: Said[] }>('POST', '/opened/log', { pass: body.pass, after })
    expect(texts(more.body.lines)).toContain('lisäksi vielä tämä')
    expect((await aino.call('POST', '/opened/log', { pass: body.pass, after })).status).toBe(403)
    expect((await bo.call('POST', '/opened/log', { pass: `${body.pass.slice(0, -2)}xx`, after })).status).toBe(403)
    expect(house.accesses(bo.id).some(({ what }) => what === 'read')).toBe(true)
  })

  test('cannot be guessed from a desk', async () => {
    const answers: number[] = []
    for (let guess = 0; guess < 14; guess++) answers.push((await open('0000-0000-0000', siiri)).status)
    expect(answers[0]).toBe(404)
    expect(answers.at(-1)).toBe(429)
  })
})

describe('an adviser who leaves', () => {
  test('is not offered to anybody, and the people go back to the queue at once', async () => {
    const cleo = await house.signIn('Bo')
    await cleo.call('PUT', '/presence', { status: 'available', capacity: 5 })
    const { id } = await waiting()
    await cleo.call('POST', `/handoffs/${id}/take`)
    expect((await cleo.call('POST', '/sign-out')).status).toBe(204)
    const { body } = await aino.call<{ items: (Seen & { lostAdviser: boolean })[] }>('GET', '/queue')
    expect(body.items.find((one) => one.id === id)).toMatchObject({ lostAdviser: true })
    const { body: seen } = await siiri.call<{ advisers: { name: string }[] }>('GET', '/overview')
    expect(seen.advisers.map(({ name }) => name)).not.toContain('Bo')
  })
})
