/** A small screen with large text, by the browser's setting or by ours: what is said has most of the room, and what to press next stands by it. */
import type { Page } from 'puppeteer-core'
import { appears, inWidget, openPanel, openWidgetHouse, phrases, press, say, type WidgetHouse } from './widgetPage'

let house: WidgetHouse
let page: Page
beforeAll(async () => {
  house = await openWidgetHouse()
}, 60_000)
afterEach(async () => {
  await page.close()
  house.server.forget()
})
afterAll(() => house.close())

const words = (key: string): string => phrases.say(key, 'fi')
const heightOf = (selector: string): Promise<number> =>
  page.$eval(inWidget(selector), (one) => one.getBoundingClientRect().height)

async function withLargeFont(): Promise<void> {
  const session = await page.createCDPSession()
  await session.send('Page.setFontSizes', { fontSizes: { standard: 24, fixed: 24 } })
  await page.reload()
  await appears(page, '.launcher')
  await openPanel(page)
}

async function withLargestText(): Promise<void> {
  await openPanel(page)
  await press(page, 'header button', words('widget_menu'))
  await press(page, '.sheet button', words('widget_text_larger'))
  await press(page, '.head button')
  await appears(page, '[role=log]')
}

test.each([
  ['the browser’s', withLargeFont],
  ['the widget’s own', withLargestText],
])('at %s largest text the log has more than 60 % of the screen', async (_, enlarge) => {
  page = await house.open({ width: 360, height: 740 })
  await enlarge()
  await say(page, 'resepti')
  expect(await heightOf('.log')).toBeGreaterThan(740 * 0.6)
  // Both buttons in one row, saving by its picture; it keeps its name.
  const [first = 0, second = 99] = await page.$$eval(inWidget('.always button'), (all) =>
    all.map((one) => one.getBoundingClientRect().top),
  )
  expect(Math.abs(first - second)).toBeLessThan(3)
  expect(await page.$eval(inWidget('.always button + button'), (one) => one.textContent)).toBe(words('widget_save'))
})

test('quick replies stand right under the words, before all that is told about them', async () => {
  page = await house.open()
  await openPanel(page)
  await say(page, 'resepti')
  await appears(page, '.sources')
  const parts = await page.$$eval(inWidget('article:last-of-type > *'), (all) => all.map((one) => one.className))
  expect(parts).toEqual(['by', 'words', 'more', 'choices', 'sources', 'deeds'])
})

test('a long word is hyphenated in its own language, an address is not', async () => {
  page = await house.open()
  await openPanel(page)
  await say(page, 'resepti')
  const styleOf = (selector: string): Promise<string> =>
    page.$eval(inWidget(selector), (one) => getComputedStyle(one).hyphens)
  expect(await styleOf('.words p')).toBe('auto')
  expect(await page.$eval(inWidget('article:last-of-type .words'), (one) => one.getAttribute('lang'))).toBe('fi')
  expect(await styleOf('textarea')).toBe('manual')
})
