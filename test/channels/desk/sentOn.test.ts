/** Who comes back into the queue: what they waited, where they stand, what is said of their matter, and the note of who sent them on. */
import type { TurnEnd } from '../../../src/turn/ports'
import { endOf, messageOf } from '../../contracts/conversationStore.cases'
import { until } from '../directline/client'
import { type DeskApiUnderTest, type Entered, openDeskApi } from './deskApi'

let desk: DeskApiUnderTest
let aino: Entered
let bo: Entered
beforeAll(async () => {
  desk = await openDeskApi()
  aino = await desk.enter('Aino')
  bo = await desk.enter('Bo', 'supervisor')
})
afterAll(() => desk.close())
beforeEach(async () => {
  for (const one of [aino, bo])
    await one.call('PUT', '/presence', { status: 'available', capacity: 20, desks: ['kokeilu', 'kokeilu-arkisin'] })
})

interface Seen {
  readonly id: string
  readonly epoch: number
  readonly waitSeconds: number
  readonly topic?: object
}
let talks = 0
async function waits(end?: TurnEnd): Promise<string> {
  const conversationId = `s${++talks}`
  await desk.store.begin(messageOf(conversationId, 'm1', 'äitini Kelan asia'))
  if (end) await desk.store.finish(conversationId, 'm1', end)
  const conversation = await desk.store.find(conversationId)
  if (!conversation) throw new Error('The conversation is not there.')
  const asked = await desk.handoffs.request({ ...conversation, channel: 'directline' }, 'fi')
  if ('closed' in asked) throw new Error('The desk took nobody.')
  return asked.id
}
const take = async (id: string, by = aino): Promise<Seen> =>
  ((await by.call('POST', `/handoffs/${id}/take`)).body as { handoff: Seen }).handoff
async function inQueue(id: string): Promise<Seen> {
  const { items } = (await aino.call('GET', '/queue')).body as { items: Seen[] }
  const found = items.find((one) => one.id === id)
  if (!found) throw new Error('Nobody of that id waits.')
  return found
}

test('whoever is sent on after minutes with an adviser has waited for nothing yet, nor does the day’s median say so', async () => {
  const id = await waits()
  desk.clock.ms += 20_000
  const { epoch } = await take(id)
  desk.clock.ms += 50_000
  await aino.call('POST', `/handoffs/${id}/transfer`, { epoch, desk: 'kokeilu-arkisin' })
  desk.clock.ms += 5_000
  expect((await inQueue(id)).waitSeconds).toBe(5)
  const { desks } = (await bo.call('GET', '/overview')).body as { desks: { id: string; longestWaitSeconds: number }[] }
  expect(desks.find((one) => one.id === 'kokeilu-arkisin')?.longestWaitSeconds).toBe(5)
  expect((await take(id)).waitSeconds).toBe(5)
  const { today } = (await bo.call('GET', '/overview')).body as { today: object }
  expect(today).toMatchObject({ accepted: 1, medianWaitSeconds: 5 })
})

test('whoever lost their adviser is first in line, and has waited since then', async () => {
  const lost = await waits()
  await take(lost)
  const other = await waits()
  desk.clock.ms += 40_000
  const handoff = await desk.store.handoffs.find(lost)
  if (!handoff) throw new Error('The handoff is not there.')
  await desk.handoffs.giveBack(handoff)
  desk.clock.ms += 3_000
  expect((await inQueue(lost)).waitSeconds).toBe(3)
  const { items } = (await aino.call('GET', '/queue')).body as { items: Seen[] }
  expect(items.map(({ id }) => id)).toEqual([lost, other])
})

test('the row of who got no answer names the authority that the bot named, and no word of the person', async () => {
  const [spoken] = endOf('En löytänyt vastausta').replies
  if (!spoken) throw new Error('No reply was made.')
  const reply = { ...spoken.reply, outcome: 'abstained_no_match', parts: [{ kind: 'contact', key: 'kela' }] } as const
  const id = await waits({ outcome: 'abstained_no_match', replies: [{ ...spoken, reply }], memory: { misses: 1 } })
  const row = await inQueue(id)
  expect(row.topic).toEqual({ id: 'kela', title: { fi: 'Kela', sv: 'FPA', en: 'Kela' } })
  expect(JSON.stringify(row)).not.toContain('äitini')
})

test('a note left in sending somebody on reaches whoever has taken them already, and all notes do', async () => {
  const id = await waits()
  const { epoch } = await take(id)
  const page = await bo.connect()
  const notes = () =>
    page.frames.filter(({ type }) => type === 'note').map(({ note }) => (note as { text: string }).text)
  page.say({ type: 'follow', handoffId: id })
  await until(() => page.frames.some(({ type }) => type === 'lines'))
  const write = (text: string) => aino.call('POST', `/handoffs/${id}/notes`, { clientId: `n-${text}`, text })
  await Promise.all([write('yksi'), write('kaksi')])
  await until(() => notes().length >= 2)
  await aino.call('POST', `/handoffs/${id}/transfer`, { epoch, desk: 'kokeilu-arkisin', note: 'kolme' })
  await take(id, bo)
  page.say({ type: 'follow', handoffId: id })
  await until(() => notes().includes('kolme'))
  expect(new Set(notes())).toEqual(new Set(['yksi', 'kaksi', 'kolme']))
  page.close()
})

test('a note that is written after the person was taken elsewhere is told to who reads', async () => {
  const id = await waits()
  const { epoch } = await take(id)
  const page = await bo.connect()
  const notes = () => page.frames.filter(({ type }) => type === 'note')
  const { addNote } = desk.store.desk
  // Bo takes and reads between the sending on and its note.
  Object.assign(desk.store.desk, {
    addNote: async (...of: Parameters<typeof addNote>) => {
      await take(id, bo)
      page.say({ type: 'follow', handoffId: id })
      await until(() => page.frames.some(({ type }) => type === 'lines'))
      return addNote(...of)
    },
  })
  await aino.call('POST', `/handoffs/${id}/transfer`, { epoch, desk: 'kokeilu-arkisin', note: 'tärkeää' })
  Object.assign(desk.store.desk, { addNote })
  await until(() => notes().length > 0)
  expect(notes()).toMatchObject([{ handoffId: id, note: { text: 'tärkeää' } }])
  page.close()
})
