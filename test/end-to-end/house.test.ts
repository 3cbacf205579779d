/** The main job, through the real process: a question in the page's own protocol, a cited answer, the way to a person. */
import { mkdtempSync, cpSync, writeFileSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { testDatabase } from '../postgres'
import { killWhileWriting } from '../proof/house'
import { ask, openConversation, projectRoot, readActivities, startService, type RunningService } from '../startService'

const running: RunningService[] = []
const start = async (environment: Record<string, string> = {}, dataFolder?: string): Promise<RunningService> => {
  const service = await startService(environment, dataFolder)
  running.push(service)
  return service
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.kill()))
})

describe('a person who asks', () => {
  let url: string
  let service: RunningService
  beforeAll(async () => {
    service = await startService()
    url = service.url
  })
  afterAll(() => service.kill())

  test.each([
    ['fi', 'miten uusin reseptin', 'omakanta-resepti'],
    ['sv', 'hur gör jag en flyttanmälan', 'muuttoilmoitus'],
    ['en', 'I forgot my bank codes', 'pankkitunnukset-hukassa'],
  ])(
    'in %s "%s" gets the right guide, in that language, cited, with a next step',
    async (language, question, guide) => {
      const reply = await ask(url, await openConversation(url, language), question)
      expect(reply.locale).toBe(language)
      expect(reply.channelData?.opastin).toMatchObject({ outcome: 'answered_guide', holder: 'bot', speaker: 'bot' })
      const cited = reply.entities?.[0]?.citation?.[0]?.appearance.url ?? ''
      expect(cited).toContain(`/guides/${language}/${guide}#`)
      expect((await fetch(cited)).status).toBe(200)
      expect(reply.suggestedActions?.actions.length).toBeGreaterThan(0)
    },
  )

  test('is told at once that this is a bot, and never to write codes', async () => {
    const [greeting] = await readActivities(url, await openConversation(url, 'en'))
    expect(greeting?.text).toMatch(/bot – not a human/)
    expect(greeting?.text).toMatch(/bank codes or passwords/)
  })

  test('gets a person at any time', async () => {
    const reply = await ask(url, await openConversation(url, 'fi'), 'haluan puhua ihmiselle')
    expect(reply.channelData?.opastin).toMatchObject({ need: 'wants_person', outcome: 'escalated_person' })
    expect(reply.text).toMatch(/Kansalaisneuvonta[\s\S]*0295 000[\s\S]*ei ole vahvistettu/)
  })

  test('hears honestly that nothing fits', async () => {
    const reply = await ask(url, await openConversation(url, 'fi'), 'kuinka paljon norsu painaa aamulla')
    expect(reply.channelData?.opastin?.['outcome']).toMatch(/^abstained_/)
    expect(reply.text).toMatch(/Kansalaisneuvonta/)
  })

  test('finds what was said after the process was killed and started again, and is answered', async () => {
    const environment = { TOKEN_SECRET: 'y'.repeat(40) }
    const first = await start(environment)
    const talk = await openConversation(first.url, 'fi')
    await ask(first.url, talk, 'miten uusin reseptin')
    const before = await readActivities(first.url, talk)
    await first.kill()
    const second = await start(environment, first.dataFolder)
    expect(await readActivities(second.url, talk)).toEqual(
      before.map((activity) => JSON.parse(JSON.stringify(activity).replaceAll(first.url, second.url))),
    )
  })
})

describe('a kill -9 in the middle of messages', () => {
  const sample = { seed: 7, rounds: 1, conversations: 20, messagesEach: 10 }
  test('loses and doubles nothing on SQLite', async () => {
    expect(await killWhileWriting({ ...sample, environment: {} })).toMatchObject({ faults: [] })
  }, 60_000)
  test('loses and doubles nothing on PostgreSQL', async () => {
    expect(
      await killWhileWriting({ ...sample, environment: { DATABASE_URL: await testDatabase('house') } }),
    ).toMatchObject({ faults: [] })
  }, 60_000)
})

describe('a start that cannot be', () => {
  const refusal = (environment: Record<string, string>, dataFolder?: string): Promise<string> =>
    start(environment, dataFolder).then(
      () => 'it started',
      (fault: Error) => fault.message,
    )

  test('names file, line and what is wrong in a broken guide', async () => {
    const knowledge = path.join(mkdtempSync(path.join(tmpdir(), 'opastin-knowledge-')), 'knowledge')
    cpSync(path.join(projectRoot, 'knowledge'), knowledge, { recursive: true })
    const guide = path.join(knowledge, 'guides', 'muuttoilmoitus', 'sv.md')
    writeFileSync(guide, readFileSync(guide, 'utf8').replace('{#steps}', '{#stegen}'))
    expect(await refusal({ KNOWLEDGE_DIR: knowledge })).toMatch(/muuttoilmoitus\/sv\.md:\d+ .*/)
    cpSync(path.join(projectRoot, 'knowledge'), knowledge, { recursive: true })
    const asked = path.join(knowledge, 'guides', 'muuttoilmoitus', 'asked.yml')
    writeFileSync(asked, readFileSync(asked, 'utf8').replace('sv:', 'sw:'))
    expect(await refusal({ KNOWLEDGE_DIR: knowledge })).toMatch(/muuttoilmoitus\/asked\.yml:\d+ .*/)
  })

  test('says that the port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    expect(await refusal({ PORT: String(port) })).toMatch(/Port \d+ on 127\.0\.0\.1 is taken/)
    await new Promise((resolve) => other.close(resolve))
  })

  test('says that the data folder cannot be written', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'opastin-file-')), 'file')
    writeFileSync(file, '')
    expect(await refusal({}, path.join(file, 'data'))).toMatch(/cannot be (written|made|used)|not writable/i)
  })

  test('says that the database does not answer, and keeps its password to itself', async () => {
    const sentence = await refusal({ DATABASE_URL: 'postgres://someone:hunter2@127.0.0.1:9/none' })
    expect(sentence).toMatch(/127\.0\.0\.1/)
    expect(sentence).not.toMatch(/hunter2/)
  })

  test('refuses a second process on the same data folder with a sentence', async () => {
    const first = await start()
    expect(await refusal({}, first.dataFolder)).toMatch(/another process|already/i)
  })

  test('in production names every number that no person has verified, and that no real places are there', async () => {
    const production = {
      MODE: 'production',
      RESPONSIBLE_PERSON: 'Head of advice, advice@example.fi',
      PUBLIC_URL: 'https://example.fi',
      SERVICE_OWNER: 'Example Agency',
      SERVICE_CONTACT: 'advice@example.fi',
      DATA_PROTECTION_CONTACT: 'privacy@example.fi',
      DATA_PROCESSORS: 'Example Cloud, in Finland',
      RETENTION_DECISION: '2026-11-22 Head of data protection: kept for 90 days',
    }
    const sentence = await refusal(production)
    expect(sentence).toMatch(
      /kansalaisneuvonta[\s\S]*hata-112[\s\S]*paivystysapu-116117[\s\S]*korttisulku[\s\S]*kriisipuhelin-fi/,
    )
    // The sample of places is not shown in production, and no places at all would send nobody anywhere.
    expect(sentence).toMatch(/no provider data/)
  })

  test('names every wrong setting', async () => {
    expect(await refusal({ PORT: 'x', MODE: 'y' })).toMatch(/PORT[\s\S]*MODE/)
  })
})
