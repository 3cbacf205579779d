/** The whole service with a model: real HTTP, real clients, a real SQLite store. What a person sees while an answer is written, stops, or the model is switched off. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { compose, type Service } from '../../src/compose'
import { throwSwitch } from '../../src/composeSwitches'
import { readConfig, type Config } from '../../src/config'
import type { WireActivity } from '../../src/channels/wire'
import { listen, openConversation, say, until } from '../channels/directline/client'
import { fakeKey, startFakeAzureOpenAi, type FakeAzureOpenAi } from '../fakes/azureOpenAi/server'

jest.setTimeout(120_000)

let fake: FakeAzureOpenAi
let folder: string
let config: Config
let service: Service
let url: string

beforeAll(async () => {
  fake = await startFakeAzureOpenAi()
  folder = mkdtempSync(path.join(tmpdir(), 'opastin-model-'))
  config = readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATA_DIR: folder,
    MODEL_ENDPOINT: fake.url,
    MODEL_NAME: 'gpt-fake',
    MODEL_API_VERSION: '2024-10-21',
    MODEL_API_KEY: fakeKey,
  })
  service = await compose(config)
  url = (await service.start()).url
}, 240_000)
beforeEach(() => {
  fake.mode = 'honest'
})
afterAll(async () => {
  await service.stop()
  await fake.close()
  rmSync(folder, { recursive: true, force: true })
})

async function begin() {
  const token = await openConversation(url)
  const listener = await listen(token.streamUrl)
  const replies = (): WireActivity[] => listener.all().filter(({ type, replyToId }) => type === 'message' && replyToId)
  const pieces = (): WireActivity[] => listener.all().filter(({ type, text }) => type === 'typing' && Boolean(text))
  return { token, replies, pieces }
}
const marksOf = ({ channelData }: WireActivity) => ({
  type: channelData?.streamType,
  sequence: channelData?.streamSequence,
  id: channelData?.streamId,
})
const isMarked = ({ entities }: WireActivity): boolean =>
  entities?.some((entity) => 'additionalType' in entity && entity.additionalType?.includes('AIGeneratedContent')) ??
  false

test('an answer grows before the person’s eyes, every piece marked as a model’s, and ends in the line that stays', async () => {
  const { token, replies, pieces } = await begin()
  await say(url, token, 'miten uusin reseptin')
  await until(() => replies().length === 1)
  const [reply] = replies()
  const [first] = pieces()
  expect(pieces().length).toBeGreaterThan(1)
  expect(pieces().map(marksOf)).toEqual(
    pieces().map((_, at) => ({ type: 'streaming', sequence: at + 1, id: at === 0 ? undefined : first?.id })),
  )
  expect(pieces().every(isMarked)).toBe(true)
  for (const piece of pieces())
    expect(piece.entities).toContainEqual(expect.objectContaining({ type: 'streaminfo', streamType: 'streaming' }))
  for (const [at, piece] of pieces().entries())
    expect(at === 0 || piece.text?.startsWith(pieces()[at - 1]?.text ?? '?')).toBe(true)
  expect(reply?.text?.startsWith(pieces().at(-1)?.text ?? '?')).toBe(true)
  expect(reply?.text).toContain('kielimalli')
  expect(reply && isMarked(reply)).toBe(true)
  expect(reply && marksOf(reply)).toEqual({ type: 'final', sequence: undefined, id: first?.id })
})

test('stop ends the writing at once, and what stands is kept', async () => {
  fake.mode = 'hang-after-sentence'
  const { token, replies, pieces } = await begin()
  await say(url, token, 'miten uusin reseptin')
  await until(() => pieces().length === 1)
  expect((await say(url, token, '', { type: 'event', name: 'stop' })).status).toBe(200)
  await until(() => replies().length === 1)
  expect(replies()[0]?.text?.startsWith(pieces()[0]?.text ?? '?')).toBe(true)
  expect(replies()[0] && isMarked(replies()[0] as WireActivity)).toBe(true)
})

test('a quoted answer is not said to be a model’s', async () => {
  fake.mode = 'invented-citation'
  const { token, replies, pieces } = await begin()
  await say(url, token, 'miten uusin reseptin')
  await until(() => replies().length === 1)
  expect(pieces()).toEqual([])
  expect(replies()[0]?.text).not.toContain('kielimalli')
  expect(replies()[0] && isMarked(replies()[0] as WireActivity)).toBe(false)
})

test('a switch is obeyed by the running service, and the model is asked nothing while it is off', async () => {
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1100))
  const answer = async (): Promise<WireActivity | undefined> => {
    const { token, replies } = await begin()
    await say(url, token, 'miten uusin reseptin')
    await until(() => replies().length === 1)
    return replies()[0]
  }
  expect(await throwSwitch(config, { off: true, what: 'model' })).toMatchObject([{ what: 'model' }])
  await settled()
  const asked = fake.requests.length
  const quoted = await answer()
  expect(quoted && isMarked(quoted)).toBe(false)
  expect(quoted?.channelData?.opastin?.outcome).toBe('answered_guide')
  expect(fake.requests.length).toBe(asked)

  await throwSwitch(config, { off: true, what: 'bot' })
  await settled()
  expect((await answer())?.channelData?.opastin).toMatchObject({ outcome: 'escalated_person', guides: [] })

  await throwSwitch(config, { off: false, what: 'bot' })
  expect(await throwSwitch(config, { off: false, what: 'model' })).toEqual([])
  await settled()
  const written = await answer()
  expect(written && isMarked(written)).toBe(true)
})

test('a switch for a site that nobody knows is refused with the names that there are', async () => {
  await expect(throwSwitch(config, { off: true, what: 'bot', site: 'nosuch' })).rejects.toThrow(
    /There are: demo, kunta/,
  )
})

test('the page about the service says how a model is used, in every language', async () => {
  for (const [language, words] of [
    ['fi', 'kielimalli'],
    ['sv', 'språkmodell'],
    ['en', 'language model'],
  ])
    expect((await (await fetch(`${url}/about?lang=${language}`)).text()).toLowerCase()).toContain(words)
})
