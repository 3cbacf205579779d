/** The desk's API at the protocol's level, over the whole service: a person's Direct Line on one side, advisers on the other. */
import type { WireActivity } from '../../../src/channels/wire'
import { setTimeout as wait } from 'node:timers/promises'
import {
  listen,
  newToken,
  openConversation,
  read as readNow,
  say,
  until,
  type Token,
  call,
  endpoint,
} from '../directline/client'
import { type AtDesk, type DeskHouse, openDeskHouse } from './deskHouse'

/** Reads at a pace that the endpoint's own limits allow, also on a slow machine. */
const read: typeof readNow = async (...of) => {
  await wait(100)
  return readNow(...of)
}

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
beforeEach(async () => {
  await aino.call('PUT', '/presence', {
    status: 'available',
    capacity: 20,
    automatic: false,
    desks: ['kokeilu', 'kokeilu-arkisin'],
  })
  await bo.call('PUT', '/presence', { status: 'away', capacity: 20, automatic: false })
})

interface Seen {
  id: string
  epoch: number
  state: string
  mine: boolean
}
const ask = (talk: Token, name: string) =>
  call(`${endpoint(house.url)}/conversations/${talk.conversationId}/activities`, 'POST', {
    token: talk.token,
    body: { type: 'event', name, from: { id: 'x' } },
  })
const texts = async (talk: Token) => (await read(house.url, talk)).activities.map(({ text }) => text)
const newest = async (): Promise<Seen> => {
  const { body } = await aino.call<{ items: Seen[] }>('GET', '/queue')
  return body.items.at(-1) as Seen
}
async function waiting(): Promise<{ talk: Token & { streamUrl: string }; handoff: Seen }> {
  const talk = await openConversation(house.url, { locale: 'fi' })
  await ask(talk, 'handoff.request')
  return { talk, handoff: await newest() }
}
async function held(by = aino): Promise<{ talk: Token & { streamUrl: string }; handoff: Seen }> {
  const { talk, handoff } = await waiting()
  const { body } = await by.call<{ handoff: Seen }>('POST', `/handoffs/${handoff.id}/take`)
  return { talk, handoff: body.handoff }
}
let lines = 0
const speak = (handoff: Seen, text: string, by = aino, more: object = {}) =>
  by.call('POST', `/handoffs/${handoff.id}/lines`, { clientId: `c${++lines}`, epoch: handoff.epoch, text, ...more })

describe('a person who asks for a human', () => {
  test('is offered a place when somebody is there, confirms it in words, and is answered by the adviser alone', async () => {
    const talk = await openConversation(house.url, { locale: 'fi' })
    await say(house.url, talk, 'haluan puhua ihmiselle')
    const offered = await until(async () =>
      (await read(house.url, talk)).activities.find((one) =>
        one.suggestedActions?.actions.some(({ value }) => value === 'Odotan neuvojaa'),
      ),
    )
    expect(offered.channelData?.opastin).toMatchObject({
      need: 'wants_person',
      outcome: 'escalated_person',
      holder: 'bot',
    })
    await say(house.url, talk, 'Odotan neuvojaa')
    const mark = await until(async () =>
      (await read(house.url, talk)).activities.find((one) => one.channelData?.opastin?.holder === 'queue'),
    )
    expect(mark.channelData?.opastin?.speaker).toBe('system')
    const { id } = await newest()
    const { body } = await aino.call<{ handoff: Seen }>('POST', `/handoffs/${id}/take`)
    await say(house.url, talk, 'miten uusin reseptin')
    await speak(body.handoff, 'Hei, olen Aino.')
    const after = (await read(house.url, talk)).activities.slice(-3)
    expect(after.map(({ text }) => text)).toEqual([
      expect.stringContaining('Aino'),
      'miten uusin reseptin',
      'Hei, olen Aino.',
    ])
    expect(after[2]).toMatchObject({
      from: { name: 'Aino', role: 'bot' },
      channelData: { opastin: { holder: 'adviser', speaker: 'adviser', adviser: 'Aino' } },
    })
  })

  test('is never offered a place where nobody is, but a way to be contacted', async () => {
    await aino.call('PUT', '/presence', { status: 'away' })
    const talk = await openConversation(house.url, { locale: 'sv' })
    await ask(talk, 'handoff.request')
    const answer = (await read(house.url, talk)).activities.at(-1)
    expect(answer?.text).toContain('/callback/sv')
    expect(answer?.suggestedActions).toBeUndefined()
    expect((await aino.call<{ items: unknown[] }>('GET', '/queue')).body.items).toHaveLength(0)
  })

  test('keeps the place when asking again, and leaves the queue when giving up', async () => {
    const { talk, handoff } = await waiting()
    await ask(talk, 'handoff.request')
    expect((await newest()).id).toBe(handoff.id)
    await say(house.url, talk, 'En odota enää')
    await until(async () => (await texts(talk)).at(-1)?.includes('Et ole enää jonossa'))
    expect((await aino.call<{ items: unknown[] }>('GET', '/queue')).body.items).toHaveLength(0)
  })

  test('sees place and state in events, and the adviser typing', async () => {
    const { talk, handoff } = await waiting()
    const line = await listen(talk.streamUrl)
    const statuses = () =>
      line
        .all()
        .filter(({ name }) => name === 'handoff.status')
        .map(({ value }) => value as Record<string, unknown>)
    await until(() => statuses().find((value) => value['state'] === 'waiting' && value['position'] === 1))
    await aino.call('POST', `/handoffs/${handoff.id}/take`)
    await until(() => statuses().find((value) => value['state'] === 'accepted' && value['adviser'] === 'Aino'))
    await aino.call('POST', `/handoffs/${handoff.id}/typing`)
    await until(() =>
      line.all().find((one: WireActivity) => one.type === 'typing' && one.channelData?.opastin?.speaker === 'adviser'),
    )
    await ask(talk, 'handoff.cancel')
    await until(() => statuses().find((value) => value['state'] === 'completed'))
    line.socket.close()
  })

  test('hears of danger from the service also while an adviser holds the conversation', async () => {
    const { talk } = await held()
    await say(house.url, talk, 'haluan tappaa itseni')
    const warned = await until(async () =>
      (await read(house.url, talk)).activities.find(({ text }) => text?.includes('112')),
    )
    expect(warned.channelData?.opastin).toMatchObject({ speaker: 'system', holder: 'adviser' })
  })

  test('gets the bot back at the end, which answers again', async () => {
    const { talk, handoff } = await held()
    expect(
      (await aino.call('POST', `/handoffs/${handoff.id}/end`, { epoch: handoff.epoch, reason: 'handed_back' })).status,
    ).toBe(200)
    await say(house.url, talk, 'kiitos')
    const last = await until(async () =>
      (await read(house.url, talk)).activities.find(({ channelData }) => channelData?.opastin?.need === 'thanks'),
    )
    expect(last.channelData?.opastin?.holder).toBe('bot')
  })
})

describe('an adviser', () => {
  test('sees who waits without their words, and the whole talk with sources once it is theirs', async () => {
    const talk = await openConversation(house.url, { locale: 'fi' })
    await say(house.url, talk, 'miten uusin reseptin, hetu 131052-308T')
    await until(async () => (await read(house.url, talk)).activities.some(({ replyToId }) => replyToId))
    await ask(talk, 'handoff.request')
    const queue = await aino.call<{ items: Seen[] }>('GET', '/queue')
    expect(JSON.stringify(queue.body)).not.toMatch(/reseptin, hetu/)
    expect(JSON.stringify(queue.body)).not.toContain(talk.conversationId)
    const { id } = queue.body.items.at(-1) as Seen
    expect((await aino.call('GET', `/handoffs/${id}/log`)).status).toBe(403)
    await aino.call('POST', `/handoffs/${id}/take`)
    const { body } = await aino.call<{ lines: { text: string; citations?: object[] }[] }>('GET', `/handoffs/${id}/log`)
    expect(body.lines.some(({ citations }) => (citations?.length ?? 0) > 0)).toBe(true)
    expect(JSON.stringify(body.lines)).toContain('⟦ID⟧')
    expect(JSON.stringify(body)).not.toContain('131052')
    const { body: found } = await aino.call<{ items: { text: string; path: string; origin: string }[] }>(
      'GET',
      `/handoffs/${id}/suggestions`,
    )
    expect(found.items[0]?.path).toMatch(/^\/guides\/fi\//)
    expect(found.items[0]?.origin).not.toBe('')
  })

  test('takes a person whom nobody else took', async () => {
    await bo.call('PUT', '/presence', { status: 'available' })
    const { handoff } = await waiting()
    const both = await Promise.all([aino, bo].map((one) => one.call('POST', `/handoffs/${handoff.id}/take`)))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('says each line once, however often the page sends it', async () => {
    const { talk, handoff } = await held()
    const sent = await Promise.all([1, 2, 3].map(() => speak(handoff, 'Kerran', aino, { clientId: 'same' })))
    expect(new Set(sent.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect((await texts(talk)).filter((text) => text === 'Kerran')).toHaveLength(1)
  })

  test('cannot speak after the end, nor under an old epoch', async () => {
    const { handoff } = await held()
    expect((await speak({ ...handoff, epoch: handoff.epoch - 1 }, 'Vanha')).status).toBe(409)
    await aino.call('POST', `/handoffs/${handoff.id}/end`, { epoch: handoff.epoch, reason: 'helped' })
    expect(
      (await aino.call('POST', `/handoffs/${handoff.id}/end`, { epoch: handoff.epoch, reason: 'helped' })).status,
    ).toBe(200)
    expect((await speak(handoff, 'Myöhässä')).status).toBe(409)
  })

  test('sends a person on with a note that only the desk sees', async () => {
    const { talk, handoff } = await held()
    const aim = { epoch: handoff.epoch, desk: 'kokeilu-arkisin', note: 'Kysyy ruotsiksi lomakkeesta' }
    expect((await aino.call('POST', `/handoffs/${handoff.id}/transfer`, aim)).status).toBe(200)
    await bo.call('PUT', '/presence', { status: 'available' })
    await bo.call('POST', `/handoffs/${handoff.id}/take`)
    const { body } = await bo.call<{ notes: { text: string }[] }>('GET', `/handoffs/${handoff.id}/log`)
    expect(body.notes.map(({ text }) => text)).toEqual(['Kysyy ruotsiksi lomakkeesta'])
    expect((await texts(talk)).join()).not.toContain('Kysyy ruotsiksi')
    expect((await aino.call('GET', `/handoffs/${handoff.id}/log`)).status).toBe(403)
  })

  test('follows over the socket what is said, without gaps, also after coming back', async () => {
    const { talk, handoff } = await held()
    const line = await aino.connect()
    line.send({ type: 'follow', handoffId: handoff.id, after: 0 })
    const heard = () => line.of('lines').flatMap((frame) => frame['lines'] as { seq: number; text: string }[])
    await until(() => heard().length >= 3)
    await say(house.url, talk, 'yksi')
    line.send({ type: 'say', handoffId: handoff.id, clientId: 'ws1', epoch: handoff.epoch, text: 'kaksi' })
    await until(() => heard().some(({ text }) => text === 'kaksi'))
    line.close()
    await say(house.url, talk, 'kolme')
    const again = await aino.connect()
    again.send({ type: 'follow', handoffId: handoff.id, after: heard().at(-1)?.seq })
    await until(() => again.of('lines').length > 0)
    const all = [...heard(), ...again.of('lines').flatMap((frame) => frame['lines'] as { seq: number; text: string }[])]
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, at) => at + 1))
    expect(again.of('holding')[0]?.['items']).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: handoff.id, mine: true })]),
    )
    again.close()
  })

  test('gets the next person without reaching when they let the service choose', async () => {
    await bo.call('PUT', '/presence', { status: 'available', automatic: true })
    const line = await bo.connect()
    const talk = await openConversation(house.url, { locale: 'fi' })
    await ask(talk, 'handoff.request')
    await until(() => line.of('holding').some(({ items }) => (items as Seen[]).some(({ mine }) => mine)))
    line.close()
    await ask(talk, 'handoff.cancel')
  })

  test('finds passages and ready replies in three languages', async () => {
    const { body } = await aino.call<{ items: { path: string }[] }>('GET', '/search?q=flyttanm%C3%A4lan&language=sv')
    expect(body.items[0]?.path).toMatch(/^\/guides\/sv\//)
    const canned = await aino.call<{ items: { text: Record<string, string> }[] }>('GET', '/canned')
    expect(canned.body.items.length).toBeGreaterThan(5)
  })
})

describe('signing in', () => {
  test('needs the right password, and locks after five wrong ones', async () => {
    const attempt = (password: string) =>
      call(`${house.url}/desk/api/sign-in`, 'POST', { body: { name: 'Siiri', password } })
    for (let wrong = 0; wrong < 5; wrong++) expect((await attempt('wrong')).status).toBe(401)
    const locked = await attempt('wrong')
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^\d+$/)])
  }, 60_000)

  test('gives a cookie that pages cannot read, and ends with signing out', async () => {
    const again = await house.signIn('Bo')
    expect(again.cookie).toMatch(/^desk=/)
    expect((await again.call('POST', '/sign-out')).status).toBe(204)
    expect((await again.call('GET', '/me')).status).toBe(401)
    expect((await bo.call('GET', '/me')).status).toBe(200)
  })

  test('is refused to pages of another origin', async () => {
    const headers = { origin: 'https://evil.example' }
    expect(
      (await call(`${house.url}/desk/api/sign-in`, 'POST', { body: { name: 'Bo', password: 'x' }, headers })).status,
    ).toBe(403)
  })

  test('is not there at all where local accounts are not allowed', async () => {
    const closed = await openDeskHouse({}, { ALLOW_LOCAL_ACCOUNTS: 'no' })
    const { status } = await call(`${closed.url}/desk/api/sign-in`, 'POST', { body: { name: 'Bo', password: 'x' } })
    await closed.stop()
    expect(status).toBe(404)
  }, 60_000)
})

describe('who may do what', () => {
  const routes = [
    ['GET', '/me'],
    ['POST', '/sign-out'],
    ['PUT', '/presence'],
    ['GET', '/queue'],
    ['GET', '/handoffs'],
    ['POST', '/handoffs/ID/take'],
    ['GET', '/handoffs/ID/log'],
    ['POST', '/handoffs/ID/lines'],
    ['POST', '/handoffs/ID/typing'],
    ['POST', '/handoffs/ID/notes'],
    ['POST', '/handoffs/ID/transfer'],
    ['POST', '/handoffs/ID/end'],
    ['GET', '/handoffs/ID/suggestions'],
    ['GET', '/search?q=x&language=fi'],
    ['GET', '/canned'],
    ['GET', '/callbacks'],
    ['POST', '/callbacks/ID/done'],
    ['GET', '/overview'],
    ['POST', '/opened'],
    ['POST', '/opened/log'],
  ] as const
  let handoff: Seen
  beforeAll(async () => {
    handoff = (await held()).handoff
  })
  const bodyOf = (path: string, { epoch }: Seen): object =>
    path.endsWith('/lines')
      ? { clientId: 'x', epoch, text: 'x' }
      : path.endsWith('/notes')
        ? { clientId: 'x', text: 'x' }
        : path.endsWith('/transfer')
          ? { epoch, desk: 'kokeilu' }
          : path.endsWith('/end')
            ? { epoch, reason: 'helped' }
            : {}

  test.each(routes)('%s %s is closed to who is not signed in', async (method, path) => {
    const body = method === 'GET' ? {} : { body: bodyOf(path, handoff) }
    expect((await call(`${house.url}/desk/api${path.replace('ID', handoff.id)}`, method, body)).status).toBe(401)
  })

  test.each(routes.filter(([method]) => method !== 'GET'))(
    '%s %s is closed without the header that other pages cannot send',
    async (method, path) => {
      const answer = await aino.call(method, path.replace('ID', handoff.id), bodyOf(path, handoff), {
        'x-desk-csrf': 'guess',
      })
      expect([answer.status, answer.body]).toMatchObject([403, { error: { code: 'csrf' } }])
    },
  )

  test.each([
    ['POST', '/handoffs/ID/take', 409],
    ['GET', '/handoffs/ID/log', 403],
    ['POST', '/handoffs/ID/lines', 409],
    ['POST', '/handoffs/ID/typing', 409],
    ['POST', '/handoffs/ID/notes', 409],
    ['POST', '/handoffs/ID/transfer', 409],
    ['POST', '/handoffs/ID/end', 409],
    ['GET', '/handoffs/ID/suggestions', 403],
    ['GET', '/overview', 403],
  ])("%s %s of a colleague is not another adviser's", async (method, path, status) => {
    await bo.call('PUT', '/presence', { status: 'available' })
    expect((await bo.call(method, path.replace('ID', handoff.id), bodyOf(path, handoff))).status).toBe(status)
  })

  test.each([
    ['GET', '/handoffs/ID/log', 200],
    ['POST', '/handoffs/ID/lines', 409],
    ['POST', '/handoffs/ID/end', 409],
    ['POST', '/handoffs/ID/transfer', 409],
    ['GET', '/overview', 200],
  ])("%s %s: a supervisor reads, and does not speak in an adviser's place", async (method, path, status) => {
    expect((await siiri.call(method, path.replace('ID', handoff.id), bodyOf(path, handoff))).status).toBe(status)
  })

  test('an unknown conversation is 404 for everybody', async () => {
    for (const one of [aino, siiri]) expect((await one.call('GET', '/handoffs/nothing/log')).status).toBe(404)
  })

  test('the stream is closed to other origins and to who is not signed in', async () => {
    const at = `${house.url.replace('http', 'ws')}/desk/api/stream`
    await expect(listen(at)).rejects.toThrow('401')
    await expect(listen(at, { headers: { cookie: aino.cookie, origin: 'https://evil.example' } })).rejects.toThrow(
      '403',
    )
  })

  test('a token of a conversation opens nothing at the desk', async () => {
    const { token } = await newToken(house.url)
    expect((await call(`${house.url}/desk/api/queue`, 'GET', { token })).status).toBe(401)
  })
})
