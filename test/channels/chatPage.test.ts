/** `/chat` of a talk that is longer than the page shows: the end of it is what counts. */
import { openMemoryStore } from '../../src/backends/store/memoryStore'
import type { HttpRequest } from '../../src/channels/http'
import { createTokens } from '../../src/channels/directline/tokens'
import { type ChatPageNeeds, chatPageRoutes } from '../../src/channels/pages/chatPage'
import { spoken } from '../contracts/conversationStore.cases'

const conversation = { conversationId: 'c', channel: 'page', person: 'dl_p' } as const

async function longTalk() {
  const store = openMemoryStore({ clock: { now: () => new Date() } })
  const tokens = createTokens({ secrets: [Buffer.alloc(32, 1)], chatSeconds: 1800, streamSeconds: 60 })
  for (let at = 1; at <= 520; at++) await store.begin({ ...conversation, id: `m${at}`, text: `rivi numero ${at}.` })
  const needs = {
    phrases: { say: (key: string) => key },
    store,
    tokens,
    handoffStatus: () => Promise.resolve(undefined),
    hoursNow: () => undefined,
  } as unknown as ChatPageNeeds
  const [show] = chatPageRoutes(needs)
  const query = new URLSearchParams({ c: tokens.issue('chat', { conv: 'c', user: 'dl_p' }) })
  const page = async (): Promise<string> => {
    const answer = await show?.handle({ query, headers: {}, params: {} } as unknown as HttpRequest)
    return String(answer?.body)
  }
  return { store, page }
}

test('shows what was said last', async () => {
  const { page } = await longTalk()
  const body = await page()
  expect(body).toContain('rivi numero 520.')
  expect(body).not.toContain('rivi numero 20.')
})

test('stays closed when the person has ended it', async () => {
  const { store, page } = await longTalk()
  await store.say('c', 'ended.x', spoken('Lopetit keskustelun.'), 'system')
  const body = await page()
  expect(body).toContain('page_chat_ended')
  expect(body).not.toContain('rivi numero')
})
