/** Staff who ask in Teams, over the Bot Connector protocol: personal chat, mention, sources, thumbs, another language, reports, search. */
import { openTeamsHouse, type Shown, type TeamsHouse, type TeamsUser, tenant } from './teamsHouse'

let house: TeamsHouse
let siiri: TeamsUser
beforeAll(async () => {
  house = await openTeamsHouse()
}, 120_000)
afterAll(() => house.stop())
let count = 0
beforeEach(() => {
  siiri = house.user(`Siiri${++count}`, 'bbbbbbbb-0000-4000-8000-000000000009')
})

async function asked(text: string, more: object = {}): Promise<Shown> {
  await siiri.say(text, more)
  await house.settled()
  const shown = siiri.reads().at(-1)
  if (!shown) throw new Error('Nothing was answered.')
  return shown
}
const cardOf = ({ raw }: Shown): string => JSON.stringify(raw['attachments'] ?? [])

test('an answer shows its sources by number, takes a thumb, and has no suggested actions', async () => {
  const { raw, words } = await asked('miten saan reseptin uusittua')
  expect(words).toMatch(/\[1\]/)
  expect(raw['entities']).toMatchObject([{ type: 'https://schema.org/Message', '@type': 'Message' }])
  const [{ citation }] = raw['entities'] as [{ citation: { position: number; appearance: { url: string } }[] }]
  expect(citation[0]).toMatchObject({ position: 1, appearance: { '@type': 'DigitalDocument' } })
  expect(citation[0]?.appearance.url).toMatch(/^https:\/\/opastin\.test\/guides\/fi\//)
  expect(raw['channelData']).toMatchObject({ feedbackLoopEnabled: true, opastin: { need: 'question' } })
  expect(raw['suggestedActions']).toBeUndefined()
  expect(JSON.stringify(raw['entities'])).not.toMatch(/AIGeneratedContent/)
})

test('every card is of version 1.5 and says the same in words', async () => {
  const shown = await asked('miten saan reseptin uusittua')
  const [attachment] = shown.raw['attachments'] as { content: Record<string, unknown> }[]
  expect(attachment?.content).toMatchObject({ type: 'AdaptiveCard', version: '1.5' })
  expect(String(attachment?.content['fallbackText'])).not.toBe('')
})

test('the next step: the same answer in another language, the help slip, who is responsible', async () => {
  const shown = await asked('miten saan reseptin uusittua')
  expect(cardOf(shown)).toMatch(/opastin\.test\/slip\/fi\//)
  expect(shown.words).toMatch(/Ohjeesta vastaa/)
  const data = /"verb":"translate","data":(\{[^}]*"language":"sv"\})/.exec(cardOf(shown))?.[1] ?? '{}'
  const { body } = await siiri.press('translate', JSON.parse(data) as object)
  expect(JSON.stringify(body)).toMatch(/kopioida/)
  expect(siiri.reads().at(-1)?.words).toMatch(/recept[\s\S]*opastin\.test\/guides\/sv\//i)
})

test('a report that a guide is wrong is kept for its owner, masked', async () => {
  const shown = await asked('miten saan reseptin uusittua')
  const data = /"verb":"report","data":(\{[^}]*\})/.exec(cardOf(shown))?.[1] ?? '{}'
  const form = { ...(JSON.parse(data) as object), text: 'Puhelinnumero on väärä, asiakas 131052-308T' }
  const { body } = await siiri.press('report', form, { id: `report-${count}` })
  await siiri.press('report', form, { id: `report-${count}` })
  expect(JSON.stringify(body)).toMatch(/Kiitos/)
  const reports = await house.store.teams.reports(10)
  expect(reports).toHaveLength(1)
  expect(reports[0]).toMatchObject({ language: 'fi', owner: expect.stringMatching(/./) as string })
  expect(reports[0]?.words).toMatch(/väärä/)
  expect(reports[0]?.words).not.toMatch(/131052/)
})

test('a thumb is kept with the very answer it stands under', async () => {
  const first = await asked('miten saan reseptin uusittua')
  await asked('miten haen passia')
  const { status } = await siiri.say('', {
    type: 'invoke',
    name: 'message/submitAction',
    replyToId: first.id,
    value: { actionName: 'feedback', actionValue: { reaction: 'dislike', feedback: '{"feedbackText":"liian pitkä"}' } },
  })
  expect(status).toBe(200)
  const [rating] = (await house.store.marks.ratings('2000', 100)).filter(({ word }) => word === 'liian pitkä')
  expect(rating).toMatchObject({ helpful: false, guide: expect.stringMatching(/resepti/) as string })
})

test('the search of guides gives cards to post', async () => {
  const search = (value: string) =>
    siiri.say('', {
      type: 'invoke',
      name: 'composeExtension/query',
      value: { commandId: 'searchGuides', parameters: [{ name: 'query', value }] },
    })
  const { body } = await search('reseptin uusiminen')
  const { composeExtension } = body as { composeExtension: { type: string; attachments: { preview: object }[] } }
  expect(composeExtension).toMatchObject({ type: 'result', attachmentLayout: 'list' })
  expect(composeExtension.attachments.length).toBeGreaterThan(2)
  expect(JSON.stringify(composeExtension.attachments[0])).toMatch(/resepti[\s\S]*opastin\.test\/guides\/fi\//i)
  expect((await search('')).body).toMatchObject({ composeExtension: { type: 'message' } })
})

test('in a team the bot answers who mentions it, in the thread', async () => {
  const conversation = {
    id: '19:team@thread.tacv2;messageid=7',
    conversationType: 'channel',
    isGroup: true,
    tenantId: tenant,
  }
  const bot = '28:c2f0c6f4-5f65-4f0f-9d3e-0d6f3f0f6a11'
  await siiri.say('<at>Opastin</at> miten saan reseptin uusittua', {
    conversation,
    entities: [{ type: 'mention', text: '<at>Opastin</at>', mentioned: { id: bot } }],
  })
  await house.settled()
  expect(house.reads(conversation.id).at(-1)?.words).toMatch(/resepti/i)
})

test('answers are in the language of the person’s Teams, until the person writes another', async () => {
  const greeted = { type: 'conversationUpdate', text: undefined, locale: 'sv-FI', membersAdded: [{ id: 'bot' }] }
  expect((await asked('', greeted)).words).toMatch(/Hej/)
  expect((await asked('how do I renew a prescription', { locale: 'sv-FI' })).raw['locale']).toBe('en')
})

test('a choice is a button that says it in the person’s name', async () => {
  const shown = await asked('haluan puhua ihmiselle')
  expect(cardOf(shown)).toMatch(/"msteams":\{"type":"imBack","value":"[^"]+"\}/)
})

test('another tenant’s people are refused, and so is a token of none', async () => {
  const other = '99999999-2222-3333-4444-555555555555'
  const before = siiri.reads().length
  expect((await siiri.say('moi', { channelData: { tenant: { id: other } } })).status).toBe(401)
  expect((await house.post({ type: 'message', channelId: 'msteams' }, { exp: 1 })).status).toBe(401)
  expect(siiri.reads()).toHaveLength(before)
})

test.each([
  ['no value', undefined],
  ['no action', { action: null }],
  ['a verb of nobody', { action: { verb: 'sudo', data: {} } }],
  ['data that is a list', { action: { verb: 'report', data: [1] } }],
  [
    'a guide that is not there',
    { action: { verb: 'report', data: { guide: '../../etc', language: 'fi', text: 'x' } } },
  ],
  [
    'a passage that is not there',
    { action: { verb: 'translate', data: { guide: 'x', passages: ['a'], language: 'sv' } } },
  ],
  ['an endless report', { action: { verb: 'report', data: { guide: 'x', language: 'fi', text: 'x'.repeat(20_000) } } }],
])('a forged card with %s changes nothing and is answered below 500', async (_, value) => {
  const reports = (await house.store.teams.reports(100)).length
  const { status } = await siiri.say('', { type: 'invoke', name: 'adaptiveCard/action', value })
  expect(status).toBeLessThan(500)
  expect(await house.store.teams.reports(100)).toHaveLength(reports)
})
