/** Days at the desk are Finland's: it is past midnight there when UTC still has yesterday. */
import { saveRoutes } from '../../../src/channels/desk/saveConversation'
import { messageOf } from '../../contracts/conversationStore.cases'
import { asked, type DeskApiUnderTest, openDeskApi } from './deskApi'

let desk: DeskApiUnderTest
beforeAll(async () => {
  desk = await openDeskApi()
})
afterAll(() => desk.close())

async function asks(conversationId: string, at: string): Promise<void> {
  desk.clock.ms = Date.parse(at)
  await desk.store.begin(messageOf(conversationId, 'm1'))
  const notice = { text: 'x', language: 'fi' } as const
  await desk.store.handoffs.ask({
    id: conversationId,
    conversationId,
    desk: 'd',
    language: 'fi',
    notice,
    queueLimit: 9,
  })
}

test.each([
  ['in summer', '2026-06-21T20:59:00Z', '2026-06-21T21:01:00Z', '2026-06-21T22:30:00Z'],
  ['on the day that has 25 hours', '2026-10-24T20:59:00Z', '2026-10-24T21:01:00Z', '2026-10-25T21:30:00Z'],
  ['in winter', '2026-11-22T21:59:00Z', '2026-11-22T22:01:00Z', '2026-11-22T23:30:00Z'],
])("the overview's today begins at midnight in Finland %s", async (when, before, after, now) => {
  await asks(`${when} 1`, before)
  await asks(`${when} 2`, after)
  desk.clock.ms = Date.parse(now)
  const siiri = await desk.enter(`Siiri ${when}`, 'supervisor')
  const { body } = await siiri.call('GET', '/overview')
  expect((body as { today: { asked: number } }).today.asked).toBe(1)
})

test("a saved conversation's name has Finland's day", async () => {
  const [route] = saveRoutes({
    log: desk.store,
    tokens: { verify: () => ({ claims: { conv: 'c' } }) } as never,
    phrases: { say: (key: string) => key } as never,
    clock: { now: () => new Date('2026-11-22T22:30:00Z') },
    pageUrl: (page) => page,
    limit: () => undefined,
  })
  const answer = await route?.handle(asked('GET', '/conversations/c/save', { params: { conversationId: 'c' } }))
  expect(answer?.headers?.['content-disposition']).toContain('opastin-2026-11-23.txt')
})
