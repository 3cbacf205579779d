/** Microsoft's Web Chat, unmodified, in a real browser, shows an answer while a model writes it, and in its place the one that stays. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { compose, type Service } from '../../src/compose'
import { readConfig } from '../../src/config'
import { launchBrowser } from '../browser'
import { fakeKey, startFakeAzureOpenAi, type FakeAzureOpenAi } from '../fakes/azureOpenAi/server'

jest.setTimeout(120_000)

let fake: FakeAzureOpenAi
let folder: string
let service: Service | undefined
let browser: Browser | undefined
let page: Page

beforeAll(async () => {
  fake = await startFakeAzureOpenAi()
  folder = mkdtempSync(path.join(tmpdir(), 'opastin-webchat-'))
  service = await compose(
    readConfig({
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATA_DIR: folder,
      MODEL_ENDPOINT: fake.url,
      MODEL_NAME: 'gpt-fake',
      MODEL_API_VERSION: '2024-10-21',
      MODEL_API_KEY: fakeKey,
      MODEL_DEADLINE_MS: '6000',
    }),
  )
  const { url } = await service.start()
  const launched = (browser = await launchBrowser())
  page = await launched.newPage()
  await page.goto(`${url}/webchat?locale=fi-FI`)
  await page.waitForFunction(`document.body.innerText.includes('neuvontabotti')`)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await service?.stop()
  await fake.close()
  rmSync(folder, { recursive: true, force: true })
})

const bubbles = async (): Promise<string[]> =>
  (await page.evaluate(
    `[...document.querySelectorAll('.webchat__bubble__content')].map((bubble) => bubble.innerText.trim()).filter(Boolean)`,
  )) as string[]

async function ask(text: string): Promise<void> {
  await page.type('.webchat__send-box-text-box__input', text)
  await page.keyboard.press('Enter')
}

test('an answer that was written to its end stands there once', async () => {
  fake.mode = 'honest'
  await ask('miten uusin reseptin')
  await page.waitForFunction(`document.body.innerText.includes('kielimalli')`)
  const said = await bubbles()
  expect(said).toHaveLength(3)
  expect(said[1]).toBe('miten uusin reseptin')
})

test('the text so far is shown, and gives way to the quoted answer when the model hangs', async () => {
  fake.mode = 'hang-after-sentence'
  await ask('miten teen muuttoilmoituksen')
  await page.waitForFunction(`document.querySelectorAll('.webchat__bubble__content').length === 5`)
  const soFar = (await bubbles())[4] ?? ''
  expect(soFar).not.toBe('')
  await page.waitForFunction(
    `(() => { const all = document.querySelectorAll('.webchat__bubble__content'); return all[all.length - 1].innerText.includes('Lähde') })()`,
  )
  const said = await bubbles()
  expect(said).toHaveLength(5)
  expect(said[3]).toBe('miten teen muuttoilmoituksen')
  expect(said[4]?.length).toBeGreaterThan(soFar.length)
})
