/** A short sample of `npm run proof -- model`: faults of the endpoint and lies of the model, on the real content, through the real clients. */
import { attackByPassage, attackByQuestion, type EvilResult } from '../proof/model'
import { sufferFollowUps, sufferMode } from '../proof/modelFaults'
import { openModelHouse, type ModelHouse } from '../proof/modelHouse'
import { seededRandom } from '../proof/seededRandom'

jest.setTimeout(180_000)

let house: ModelHouse
beforeAll(async () => {
  house = await openModelHouse()
}, 240_000)
afterAll(() => house.fake.close())

test.each(['hang-before-headers', 'truncated-json'] as const)(
  'with the fault %s every turn has its answer, and the breaker opens within five calls',
  async (mode) => {
    const result = await sufferMode(house, mode, 8, 300, 5)
    expect(result).toMatchObject({ answered: 8, written: 0, socketsLeft: 0 })
    expect(result.callsToOpen).toBeLessThanOrEqual(5)
  },
)

test.each(['invented-citation'] as const)('with %s every turn has its quoted answer', async (mode) => {
  expect(await sufferMode(house, mode, 6, 5000, 5)).toMatchObject({ answered: 6, written: 0 })
})

test('a follow-up question that a model hangs over twice has its answer', async () => {
  expect(await sufferFollowUps(house, 'hang-before-headers', 2, 300)).toMatchObject({ answered: 2 })
})

function expectNothingShown(result: EvilResult): void {
  expect(result).toMatchObject({ unsupported: [], outsideAddresses: [], images: [], promptText: [], liesShown: [] })
  expect(result.answersWritten).toBe(result.attacks)
  expect(result.liesTold).toBeGreaterThan(result.attacks)
}

test('nothing that an obedient evil model is told by a question gets past the gate', async () => {
  expectNothingShown(await attackByQuestion(house, 20, seededRandom(7)))
})

test('nothing that a poisoned passage orders gets past the gate', async () => {
  const result = await attackByPassage(house, 12)
  expectNothingShown(result)
  expect(result.saidByPoison).toBe(0)
})
