/** Microsoft's Web Chat, unmodified, in a real browser, against our endpoint. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'puppeteer-core'
import { webChatPage } from '../../../src/channels/pages/webChatPage'
import { staticFiles } from '../../../src/channels/staticFiles'
import { launchBrowser } from '../../browser'
import { type House, openHouse } from '../house'

const home = join(__dirname, '..', '..', 'webchat')
const folder = join(home, 'node_modules', 'botframework-webchat', 'dist')

let house: House | undefined
let browser: Browser | undefined

beforeAll(() => {
  if (existsSync(join(folder, 'webchat.js'))) return
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status, stderr } = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: home,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`Web Chat could not be installed in ${home}: ${stderr}`)
}, 180_000)

afterEach(async () => {
  await browser?.close()
  await house?.stop()
  browser = house = undefined
})

test('a person who uses Web Chat is greeted, asks, and sees the answer after the question', async () => {
  house = await openHouse({
    routes: [
      { method: 'GET', path: '/webchat', handle: () => webChatPage({ scriptPath: '/webchat/files/webchat.js' }) },
      staticFiles({ prefix: '/webchat/files', folder, immutable: false }),
    ],
  })
  browser = await launchBrowser()
  const page = await browser.newPage()
  const outside: string[] = []
  const faults: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(house?.url ?? '') && !/^(data|blob):/.test(request.url())) outside.push(request.url())
  })
  page.on('pageerror', (fault) => faults.push(String(fault)))
  await page.goto(`${house.url}/webchat?locale=sv-SE`)

  await page.waitForFunction(`document.body.innerText.includes('Hei!')`)
  await page.type('.webchat__send-box-text-box__input', 'hur gör jag')
  await page.keyboard.press('Enter')
  await page.waitForFunction(`document.body.innerText.includes('echo: hur gör jag')`)

  const said = await page.evaluate(
    `[...document.querySelectorAll('.webchat__bubble__content')].map((bubble) => bubble.innerText.trim())`,
  )
  expect(said).toEqual(['Hei!', 'hur gör jag', 'echo: hur gör jag'])
  expect(house.turns.heard.map(({ text, pageLanguage }) => ({ text, pageLanguage }))).toEqual([
    { text: 'hur gör jag', pageLanguage: 'sv' },
  ])
  expect(outside).toEqual([])
  expect(faults).toEqual([])
})

test('where Web Chat is not installed the page says so and how to get it', () => {
  const { status, body } = webChatPage({ scriptPath: undefined })
  expect(status).toBe(404)
  expect(body).toContain('npm test')
})
