/** Advisers who sit in Teams, over the Bot Connector protocol: duty, taking, speaking, sending on, ending, and what is left there. */
import { until } from '../directline/client'
import { advisers, botToken, openTeamsHouse, type TeamsHouse, type TeamsUser } from './teamsHouse'

let house: TeamsHouse
let aino: TeamsUser
let bertta: TeamsUser

beforeEach(async () => {
  house = await openTeamsHouse()
  aino = house.user('Aino', advisers.Aino)
  bertta = house.user('Bertta', advisers.Bertta)
}, 120_000)
afterEach(() => house.stop())

const last = (user: TeamsUser): string => user.reads().at(-1)?.words ?? ''

async function onDuty(...users: TeamsUser[]): Promise<void> {
  for (const user of users) await user.say('vapaa')
}

test('a word puts an adviser on duty, and another takes them off', async () => {
  expect((await aino.say('vapaa')).status).toBe(200)
  expect(last(aino)).toMatch(/päivystysvuorossa/)
  expect(await house.store.desk.presences()).toMatchObject([{ name: 'Aino', status: 'available', capacity: 1 }])
  await aino.say('poissa')
  expect(await house.store.desk.presences()).toMatchObject([{ status: 'away' }])
  expect(house.faults).toEqual([])
})

test('the same word from anybody else is a question to the bot', async () => {
  const guest = house.user('Vieras', 'bbbbbbbb-0000-4000-8000-000000000009')
  await guest.say('vapaa')
  await house.settled()
  expect(await house.store.desk.presences()).toEqual([])
  expect(last(guest)).not.toMatch(/päivystysvuorossa/)
})

test('who waits is shown to those on duty by topic, language and time, without a word of theirs', async () => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await kalle.say('Salainen sana: kukkakaali.')
  await house.settled()
  const card = aino.reads().at(-1)
  expect(card?.words).toMatch(/Asiakas odottaa neuvojaa/)
  expect(card?.words).toMatch(/resept/i)
  expect(JSON.stringify(house.connector.received.map(({ activity }) => activity))).not.toMatch(/kukkakaali|Kalle/)
  expect(bertta.reads()).toEqual([])
})

test('one takes; the other’s card says by whom; both see nothing twice', async () => {
  await onDuty(aino, bertta)
  const kalle = await house.citizen('Kalle')
  await house.settled()
  const { body } = await aino.press('take', { handoffId: kalle.handoffId })
  expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' })
  await house.settled()
  expect(bertta.reads().at(-1)?.words).toMatch(/Keskustelun otti Aino/)
  expect(JSON.stringify(bertta.reads().at(-1)?.raw)).not.toMatch(/Action\.Execute/)
  const late = await bertta.press('take', { handoffId: kalle.handoffId })
  expect(JSON.stringify(late.body)).toMatch(/Keskustelun otti Aino/)
  const [handoff] = await house.store.handoffs.accepted()
  expect(handoff?.adviser?.name).toBe('Aino')
  expect(aino.reads().filter(({ words }) => /Keskustelu asiakkaan kanssa/.test(words))).toHaveLength(1)
})

test('words go both ways, once each, and every post is signed', async () => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await aino.press('take', { handoffId: kalle.handoffId })
  await kalle.say('Kuuleeko kukaan?')
  await house.settled()
  await house.settled()
  expect(aino.reads().filter(({ words }) => words === 'Asiakas: \nKuuleeko kukaan?')).toHaveLength(1)
  const activity = { id: 'twice' }
  await aino.say('Kuulen. Missä kohdassa olette?', activity)
  await aino.say('Kuulen. Missä kohdassa olette?', activity)
  expect((await kalle.reads()).filter((text) => text.startsWith('Kuulen'))).toHaveLength(1)
  expect(new Set(house.connector.received.map(({ authorization }) => authorization))).toEqual(new Set([botToken]))
  expect(house.faults).toEqual([])
})

test('a slash begins a command and never reaches the person', async () => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await aino.press('take', { handoffId: kalle.handoffId })
  await aino.say('/muistiinpano Soita takaisin huomenna')
  await aino.say('/jotain outoa')
  expect(last(aino)).toMatch(/Tuota komentoa ei ole/)
  expect((await kalle.reads()).join()).not.toMatch(/huomenna|outoa/)
  expect(await house.store.desk.notes(kalle.handoffId)).toMatchObject([{ text: 'Soita takaisin huomenna' }])
})

test('suggested answers come from the guides, and are sent by a button in the guide’s own words', async () => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await aino.press('take', { handoffId: kalle.handoffId })
  await house.settled()
  await aino.say('/ehdota')
  const card = aino.reads().at(-1)
  expect(card?.words).toMatch(/Vastausehdotuksia[\s\S]*Lähetä asiakkaalle/)
  const data = /"verb":"send","data":(\{[^}]*\})/.exec(JSON.stringify(card?.raw))?.[1] ?? '{}'
  const { body } = await aino.press('send', { ...(JSON.parse(data) as object), text: 'forged words' })
  expect(JSON.stringify(body)).toMatch(/Lähetetty/)
  const lines = await house.store.read(kalle.conversationId, 0, 100)
  expect(lines.at(-1)).toMatchObject({ speaker: 'adviser', adviser: 'Aino' })
  expect(lines.at(-1)?.text).toMatch(/opastin\.test\/guides\/fi\//)
  expect(lines.at(-1)?.text).not.toMatch(/forged/)
  await aino.press('sendText', { ...(JSON.parse(data) as object), text: 'Muokattu vastaus' })
  expect((await kalle.reads()).at(-1)).toBe('Muokattu vastaus')
})

test('at the close the person’s words are removed from Teams, and what is written then goes to nobody', async () => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await aino.press('take', { handoffId: kalle.handoffId })
  await kalle.say('Salainen sana: kukkakaali.')
  await house.settled()
  expect(
    aino
      .reads()
      .map(({ words }) => words)
      .join(),
  ).toMatch(/kukkakaali/)
  const { body } = await aino.press('end', { handoffId: kalle.handoffId, reason: 'helped' })
  expect(JSON.stringify(body)).toMatch(/Keskustelu on lopetettu/)
  await house.settled()
  expect(
    aino
      .reads()
      .map(({ words }) => words)
      .join(),
  ).not.toMatch(/kukkakaali|reseptin uusittua/)
  expect(last(aino)).toMatch(/Keskustelu on päättynyt/)
  expect(await house.store.teams.posts(kalle.handoffId)).toEqual([])
  const before = (await kalle.reads()).length
  await aino.say('Vielä yksi asia')
  expect(await kalle.reads()).toHaveLength(before)
  expect(await house.store.handoffs.find(kalle.handoffId)).toMatchObject({ state: 'closed', closeReason: 'helped' })
})

test('a transfer gives the person to the other queue with a note, and takes the words away', async () => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await aino.press('take', { handoffId: kalle.handoffId })
  await house.settled()
  const other = house.handoffs.desks.find(({ id }) => id !== 'kokeilu')?.id
  await aino.press('transfer', { handoffId: kalle.handoffId, desk: other, text: 'Kysyi Kelasta' })
  await house.settled()
  expect(await house.store.handoffs.find(kalle.handoffId)).toMatchObject({ state: 'waiting', desk: other })
  expect(await house.store.desk.notes(kalle.handoffId)).toMatchObject([{ text: 'Kysyi Kelasta' }])
  expect(aino.reads().some(({ words }) => /reseptin uusittua/.test(words))).toBe(false)
})

test('a team’s channel shows the queue to all of it, and taking there brings the talk to the personal chat', async () => {
  await onDuty(aino)
  await aino.say('poissa')
  await aino.say('vapaa')
  const channel = '19:desk@thread.tacv2'
  const inChannel = {
    conversation: {
      id: `${channel};messageid=1`,
      conversationType: 'channel',
      isGroup: true,
      tenantId: '11111111-2222-3333-4444-555555555555',
    },
    text: '<at>Opastin</at> jono tähän',
    entities: [
      { type: 'mention', text: '<at>Opastin</at>', mentioned: { id: '28:c2f0c6f4-5f65-4f0f-9d3e-0d6f3f0f6a11' } },
    ],
  }
  await aino.say('', inChannel)
  const kalle = await house.citizen('Kalle')
  await house.settled()
  expect(house.reads(channel).at(-1)?.words).toMatch(/Asiakas odottaa neuvojaa/)
  await aino.press('take', { handoffId: kalle.handoffId }, { conversation: inChannel.conversation })
  await kalle.say('Salainen sana: kukkakaali.')
  await house.settled()
  expect(house.reads(channel).at(-1)?.words).toMatch(/Keskustelun otti Aino/)
  expect(JSON.stringify(house.connector.standing(channel))).not.toMatch(/kukkakaali|reseptin uusittua/)
  expect(aino.reads().some(({ words }) => /kukkakaali/.test(words))).toBe(true)
})

test('who is no adviser can press nothing', async () => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  const guest = house.user('Vieras', 'bbbbbbbb-0000-4000-8000-000000000009')
  for (const verb of ['take', 'end', 'note', 'transfer', 'send', 'sendText', 'suggest']) {
    const { status, body } = await guest.press(verb, { handoffId: kalle.handoffId, text: 'x', reason: 'helped' })
    expect([status, JSON.stringify(body)]).toEqual([200, expect.stringMatching(/neuvojille/)])
  }
  await aino.press('take', { handoffId: kalle.handoffId })
  const { body } = await bertta.press('end', { handoffId: kalle.handoffId, reason: 'helped' })
  expect(JSON.stringify(body)).toMatch(/ei ole enää sinulla/)
  expect(await house.store.handoffs.find(kalle.handoffId)).toMatchObject({ state: 'accepted' })
})

test('an older client’s submit does what the button does', async () => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await aino.say('', { text: undefined, value: { verb: 'take', handoffId: kalle.handoffId } })
  expect(await house.store.handoffs.find(kalle.handoffId)).toMatchObject({ state: 'accepted' })
  expect(last(aino)).toMatch(/Keskustelun otti Aino|Keskustelu asiakkaan kanssa/)
})

test('without a retention decision nobody’s words come to Teams: the card leads to the web desk', async () => {
  await house.stop()
  house = await openTeamsHouse({ retentionDecision: undefined })
  aino = house.user('Aino', advisers.Aino)
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await house.settled()
  expect(JSON.stringify(aino.reads().at(-1)?.raw)).toMatch(/Action\.OpenUrl.*opastin\.test\/desk/)
  expect(JSON.stringify(aino.reads().at(-1)?.raw)).not.toMatch(/Action\.Execute/)
  await aino.press('take', { handoffId: kalle.handoffId })
  expect(await house.store.handoffs.find(kalle.handoffId)).toMatchObject({ state: 'waiting' })
})

test('a line that Teams does not take now is tried again; one it will never take stops nothing', async () => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await aino.press('take', { handoffId: kalle.handoffId })
  await house.settled()
  house.connector.status = 503
  await kalle.say('Ensimmäinen')
  house.connector.status = 200
  await house.settled()
  expect(aino.reads().filter(({ words }) => words === 'Asiakas: \nEnsimmäinen')).toHaveLength(1)
  let refuse = true
  house.connector.answer = ({ method }) => {
    if (method !== 'POST' || !refuse) return undefined
    refuse = false
    return 400
  }
  await kalle.say('Toinen')
  await house.settled()
  await kalle.say('Kolmas')
  await house.settled()
  expect(aino.reads().some(({ words }) => words === 'Asiakas: \nKolmas')).toBe(true)
  expect(aino.reads().some(({ words }) => words === 'Asiakas: \nToinen')).toBe(false)
})

test('the web desk and Teams work on one queue: who is taken there is shown as taken here', async () => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await house.settled()
  await house.store.desk.keepAdviser({ id: 'web', name: 'Wilma', role: 'adviser' })
  await house.handoffs.take({ id: 'web', name: 'Wilma', capacity: 3 }, kalle.handoffId)
  await house.settled()
  expect(last(aino)).toMatch(/Keskustelun otti Wilma/)
  const { body } = await aino.press('take', { handoffId: kalle.handoffId })
  expect(JSON.stringify(body)).toMatch(/Keskustelun otti Wilma/)
})

test('a person who gives up waiting, and one who is erased, leave nothing to take', async () => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await house.settled()
  await house.handoffs.cancel(kalle.conversationId)
  await house.settled()
  expect(last(aino)).toMatch(/ei enää odota/)
  const leena = await house.citizen('Leena')
  await aino.press('take', { handoffId: leena.handoffId })
  await leena.say('Salainen sana: kukkakaali.')
  await house.settled()
  await house.store.erase(leena.conversationId)
  await house.settled()
  expect(JSON.stringify(house.connector.standing(aino.chat))).not.toMatch(/kukkakaali/)
})

test('where Teams cannot remove a post it is written over, and nothing in a person’s words comes alive', async () => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await aino.press('take', { handoffId: kalle.handoffId })
  await kalle.say('<b>kukkakaali</b> [tästä](https://evil.test) **heti**')
  await house.settled()
  const line = aino.reads().at(-1)
  expect(line?.raw['text']).toBeUndefined()
  expect(String(line?.raw['summary'])).toBe('Uusi viesti asiakkaalta')
  expect(JSON.stringify(line?.raw['attachments'])).toMatch(/"RichTextBlock".*"TextRun","text":"<b>kukkakaali/)
  house.connector.answer = ({ method }) => (method === 'DELETE' ? 501 : undefined)
  await aino.press('end', { handoffId: kalle.handoffId, reason: 'helped' })
  await house.settled()
  expect(JSON.stringify(house.connector.standing(aino.chat))).not.toMatch(/kukkakaali/)
  expect(await house.store.teams.posted()).toEqual([])
})

test.each([
  ['half an hour', 31, 'waiting'],
  ['ten minutes', 10, 'accepted'],
] as const)('who has done nothing for %s (%d minutes) leaves the person %s', async (_, minutes, state) => {
  await onDuty(aino)
  const kalle = await house.citizen('Kalle')
  await aino.press('take', { handoffId: kalle.handoffId })
  await house.settled()
  const [place] = await house.store.teams.places()
  if (!place) throw new Error('The adviser has no place.')
  await house.store.teams.keepPlace({ ...place, seenAt: new Date(Date.now() - minutes * 60_000).toISOString() })
  house.reach.start()
  if (state === 'waiting')
    await until(() =>
      /päivystysvuorosi päättyi/.test(
        aino
          .reads()
          .map(({ words }) => words)
          .join(),
      ),
    )
  await house.settled()
  expect(await house.store.handoffs.find(kalle.handoffId)).toMatchObject({ state, lostAdviser: state === 'waiting' })
  expect(await house.store.desk.presences()).toMatchObject([{ status: state === 'waiting' ? 'away' : 'available' }])
})
