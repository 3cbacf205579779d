/** What people leave beside messages, in both real databases: judgments with what they were about, a chosen language, an end. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/backends/clock'
import { openPostgresStore } from '../../src/backends/store/postgresStore'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import type { SqlStore } from '../../src/backends/store/sqlStore'
import { endOf, messageOf } from '../contracts/conversationStore.cases'
import { testDatabase } from '../postgres'

const folder = mkdtempSync(join(tmpdir(), 'opastin-marks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const databases: readonly (readonly [string, () => Promise<SqlStore>])[] = [
  ['SQLite', () => openSqliteStore({ folder, clock: systemClock })],
  ['PostgreSQL', async () => openPostgresStore({ url: await testDatabase('person_marks'), clock: systemClock })],
]

describe.each(databases)('in %s', (_, open) => {
  let store: SqlStore
  let count = 0
  let talk = ''
  beforeAll(async () => {
    store = await open()
  })
  beforeEach(async () => {
    talk = `talk${++count}`
    await store.begin(messageOf(talk, 'm1'))
    await store.finish(talk, 'm1', endOf('Näin.'))
  })
  afterAll(() => store.close())

  test('a judgment is kept with what it was about, and a later one takes its place', async () => {
    expect(await store.marks.rate({ conversationId: talk, replyId: 'm1.1', helpful: true })).toBe(true)
    await store.marks.rate({ conversationId: talk, replyId: 'm1.1', helpful: false, word: 'osoite puuttui' })
    const kept = (await store.marks.ratings('', 100)).filter(({ conversationId }) => conversationId === talk)
    expect(kept).toEqual([
      {
        conversationId: talk,
        replyId: 'm1.1',
        helpful: false,
        word: 'osoite puuttui',
        need: 'question',
        guide: 'a',
        language: 'fi',
        at: expect.stringMatching(/^\d{4}-/) as string,
      },
    ])
  })

  test('only what the bot said can be judged', async () => {
    for (const replyId of ['m1', 'm1.2', 'x', ''])
      expect(await store.marks.rate({ conversationId: talk, replyId, helpful: true })).toBe(false)
    expect(await store.marks.rate({ conversationId: 'never', replyId: 'm1.1', helpful: true })).toBe(false)
  })

  test('a chosen language stays although a turn was under way', async () => {
    let finish: () => void = () => undefined
    let turn = Promise.resolve()
    // The lock is held before the choice is made.
    await new Promise<void>((begun) => {
      turn = store.exclusively(talk, () => {
        begun()
        return new Promise<void>((resolve) => (finish = resolve))
      })
    })
    const chosen = store.marks.speak(talk, 'sv')
    await store.begin(messageOf(talk, 'm2'))
    await store.finish(talk, 'm2', endOf('Hei.'))
    finish()
    await turn
    expect(await chosen).toBe(true)
    expect((await store.find(talk))?.memory).toMatchObject({ language: 'sv', guide: 'a' })
    expect(await store.marks.speak('never', 'sv')).toBe(false)
  })

  test('an end is said once, and neither memory nor resume code outlives it', async () => {
    const codes = store.resumeCodes(Buffer.alloc(32, 1))
    const { code } = await codes.issue({ conversationId: talk, person: 'dl_1' })
    const words = (language: string): string => `loppu ${language}`
    const line = await store.marks.end(talk, 'e1', words)
    expect(line).toMatchObject({ seq: 3, speaker: 'system', text: 'loppu fi', language: 'fi', holder: 'bot' })
    expect(await store.marks.end(talk, 'e1', words)).toEqual(line)
    expect(await store.read(talk, 0, 10)).toHaveLength(3)
    expect((await store.find(talk))?.memory).toEqual({ misses: 0, language: 'fi' })
    expect(await codes.redeem(code)).toBeUndefined()
    expect(await store.marks.end('never', 'e1', words)).toBeUndefined()
  })

  test('an erasure takes the judgments along', async () => {
    await store.marks.rate({ conversationId: talk, replyId: 'm1.1', helpful: false, word: 'salaisuus' })
    await store.erase(talk)
    expect(JSON.stringify(await store.marks.ratings('', 1000))).not.toContain('salaisuus')
  })
})
