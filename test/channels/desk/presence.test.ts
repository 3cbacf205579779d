/** What an adviser chose stays chosen, whatever the page's signs of life do at the same moment. */
import { type DeskApiUnderTest, type Entered, openDeskApi } from './deskApi'

let desk: DeskApiUnderTest
let aino: Entered
beforeAll(async () => {
  desk = await openDeskApi()
  aino = await desk.enter('Aino')
})
afterAll(() => desk.close())

const status = async () => (await desk.store.desk.presences()).find(({ adviserId }) => adviserId === aino.id)?.status
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
const set = (change: object) => aino.call('PUT', '/presence', change)

test('an adviser who leaves while a sign of life is under way has left', async () => {
  const page = await aino.connect()
  const seen: (string | undefined)[] = []
  for (let round = 0; round < 60; round++) {
    await set({ status: 'available' })
    const left = set({ status: 'away' })
    // The beat is taken in before, while and after the change is.
    for (let steps = 0; steps < round; steps++) await Promise.resolve()
    page.say({ type: 'alive', active: true })
    await left
    await settled()
    seen.push(await status())
  }
  page.close()
  expect(seen).toEqual(Array(60).fill('away'))
})

test('two changes at once are both kept', async () => {
  await set({ status: 'away', capacity: 3, automatic: false })
  await Promise.all([set({ status: 'available' }), set({ capacity: 7 }), set({ automatic: true })])
  const [kept] = await desk.store.desk.presences()
  expect(kept).toMatchObject({ status: 'available', capacity: 7, automatic: true })
})

test('a change answers with the whole of what holds now', async () => {
  await set({ status: 'busy', capacity: 4, automatic: false, languages: ['sv'] })
  const { body } = await set({ capacity: 5 })
  expect(body).toMatchObject({ status: 'busy', capacity: 5, automatic: false, languages: ['sv'] })
})

test('who never chose anything begins away, at every desk and in every language', async () => {
  const bo = await desk.enter('Bo')
  const { body } = await bo.call('PUT', '/presence', { capacity: 2 })
  expect(body).toEqual({
    status: 'away',
    capacity: 2,
    languages: ['fi', 'sv', 'en'],
    desks: desk.handoffs.desks.map(({ id }) => id),
    automatic: false,
  })
})
