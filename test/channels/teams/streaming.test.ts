/** An answer that takes time to write, in Teams over the Bot Connector protocol: it grows before the eyes, and ends as a whole. */
import type { WriteReply } from '../../../src/answering/writeAnswer'
import { openTeamsHouse, type TeamsHouse } from './teamsHouse'

let house: TeamsHouse
/** Whether the person has stopped it. */
let stopped = false

/** Shows the first part of the quoted answer, then takes its time until the test lets it end or somebody stops it. */
let finish: () => void = () => undefined
const slowWriter: WriteReply = async (draft, _, watching) => {
  watching?.show?.({ ...draft, parts: draft.parts.slice(0, 1), citations: [], writtenBy: 'model' })
  await new Promise<void>((resolve) => {
    finish = resolve
    watching?.stopped?.addEventListener('abort', () => {
      stopped = true
      resolve()
    })
  })
  return draft
}

beforeAll(async () => {
  house = await openTeamsHouse({}, false, { write: slowWriter })
}, 120_000)
afterAll(() => house.stop())

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 2_000) throw new Error(`It did not come to be: ${String(isSo)}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
const streamed = () =>
  house.connector.received.filter(({ activity }) => JSON.stringify(activity.channelData ?? {}).includes('streamType'))

test('the first words stand there before the answer is ready, and the whole ends the same stream', async () => {
  const said = house.user('Saara', 'bbbbbbbb-0000-4000-8000-000000000011').say('miten saan reseptin uusittua')
  await until(() => streamed().length === 1)
  const [first] = streamed()
  expect(first?.activity).toMatchObject({ type: 'typing', channelData: { streamType: 'streaming', streamSequence: 1 } })
  expect(String(first?.activity.text)).not.toBe('')
  finish()
  await said
  await until(() => streamed().length === 2)
  const last = streamed()[1]?.activity
  expect(last).toMatchObject({ type: 'message', channelData: { streamType: 'final', opastin: { need: 'question' } } })
  expect(String(last?.text).startsWith(String(first?.activity.text).slice(0, 20))).toBe(true)
  expect(JSON.stringify(last?.entities)).toMatch(/streaminfo/)
})

test('a person who has stopped it in Teams gets the whole as a message like any other', async () => {
  const before = streamed().length
  // Teams refuses the next part of a stream that the person has stopped.
  let refusals = 1
  house.connector.answer = () => (refusals-- > 0 ? 403 : undefined)
  const said = house.user('Sulo', 'bbbbbbbb-0000-4000-8000-000000000012').say('miten saan reseptin uusittua')
  await until(() => stopped)
  await said
  await until(() => house.connector.received.at(-1)?.activity.type === 'message')
  house.connector.answer = undefined
  const types = streamed().map(({ activity }) => activity.type)
  expect(types.slice(before)).toEqual(['typing'])
})
