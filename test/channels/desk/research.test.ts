/** What is suggested to an adviser follows the person's latest words, however long the talk is: at the desk and in Teams. */
import { openMemoryStore } from '../../../src/backends/store/memoryStore'
import { researchRoutes } from '../../../src/channels/desk/research'
import type { DeskNeeds } from '../../../src/channels/desk/ports'
import type { SignedIn } from '../../../src/channels/desk/sessions'
import type { HttpRequest } from '../../../src/channels/http'
import { createAdviserDoor } from '../../../src/channels/teams/adviserDoor'
import type { TeamsNeeds } from '../../../src/channels/teams/ports'
import type { Arrived } from '../../../src/channels/teams/types'
import { messageOf } from '../../contracts/conversationStore.cases'

const adviser = { id: 'a', name: 'Aino' }
const handoff = { id: 'h', conversationId: 'c', state: 'accepted', adviser, language: 'fi', epoch: 1 }

/** A talk of 520 lines, and what the search was asked. */
async function longTalk() {
  const log = openMemoryStore({ clock: { now: () => new Date() } })
  for (let at = 1; at <= 520; at++) await log.begin(messageOf('c', `m${at}`, `kysymys ${at}`))
  const asked: string[] = []
  const phrases = { say: (key: string) => key }
  const search = (text: string) => {
    asked.push(text)
    return { guides: [], confidence: 0 }
  }
  const store = { find: () => Promise.resolve(handoff) }
  const plain = { triage: () => ({ need: 'question' }), choiceIn: () => undefined, namesMatter: () => false }
  return { asked, phrases, needs: { log, store, canned: [], tools: { ...plain, phrases, search: { search } } } }
}

test('at the desk', async () => {
  const { asked, needs } = await longTalk()
  const [suggestions] = researchRoutes(needs as unknown as DeskNeeds)
  const request = { params: { id: 'h' }, query: new URLSearchParams() } as unknown as HttpRequest
  const answer = await suggestions?.handle(request, { account: { ...adviser, role: 'adviser' } } as unknown as SignedIn)
  expect(answer?.body).toEqual({ forSeq: 520, items: [] })
  expect(asked).toEqual(['kysymys 520'])
})

test('in Teams', async () => {
  const { asked, phrases, needs } = await longTalk()
  const pageUrl = (path: string): string => path
  const door = createAdviserDoor(
    { ...needs, pageUrl } as unknown as TeamsNeeds,
    {} as never,
    {} as never,
    { phrases, pageUrl } as never,
  )
  const arrived = { type: 'message', id: 'x', scope: 'personal' } as unknown as Arrived
  await door.press({ ...adviser } as never, arrived, { verb: 'suggest', data: { handoffId: 'h' } }, 'fi')
  expect(asked).toEqual(['kysymys 520'])
})
