/** Two advisers press "take" on the same card at once. `npm run proof -- teams` does the same a thousand times. */
import { raceForCards } from '../../proof/teams'
import { openTeamsHouse, type TeamsHouse } from './teamsHouse'

let house: TeamsHouse
beforeAll(async () => {
  house = await openTeamsHouse()
}, 120_000)
afterAll(() => house.stop())

test('of a hundred races each has one winner, in the record and on both cards', async () => {
  const { wins, faults } = await raceForCards(house, 100)
  expect(faults).toEqual([])
  expect(wins).toEqual({ Aino: expect.any(Number) as number, Bertta: expect.any(Number) as number })
}, 120_000)
