/** Given people and advisers in the middle of talking, when the process is killed again and again, then nothing acknowledged is lost, doubled or turned round. */
import { testDatabase } from '../postgres'
import { killDuringHandoffs } from '../proof/handoff'

const sample = { seed: 7, people: 10, advisers: 3, seconds: 15, killEveryMs: 5_000 }

describe('a kill -9 in the middle of handoffs', () => {
  test('loses, doubles and misorders nothing on SQLite', async () => {
    const result = await killDuringHandoffs({ ...sample, environment: {} })
    expect(result.faults).toEqual([])
    expect(result.kills).toBeGreaterThan(0)
    expect(result.advisers.acknowledged).toBeGreaterThan(0)
  }, 120_000)

  test('loses, doubles and misorders nothing on PostgreSQL', async () => {
    const result = await killDuringHandoffs({
      ...sample,
      environment: { DATABASE_URL: await testDatabase('handoff_kill') },
    })
    expect(result.faults).toEqual([])
    expect(result.kills).toBeGreaterThan(0)
    expect(result.advisers.acknowledged).toBeGreaterThan(0)
  }, 120_000)
})
