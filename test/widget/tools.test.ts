/** What people and pages can set: the declarative element, the command queue, the theme, reading aloud, large text, the slip. */
import type { Page } from 'puppeteer-core'
import { reply } from '../fakes/talkServer'
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
const seen = (selector: string): Promise<string> => page.$eval(inWidget(selector), (one) => one.textContent ?? '')

test('an element in the page says where, what and in which language, and a second one stays empty', async () => {
  page = await house.open({
    script: '',
    body: '<div id="here"><opastin-widget service="demo" lang="sv" theme="dark"></opastin-widget></div><opastin-widget></opastin-widget>',
  })
  expect(await seen('.launcher')).toBe(phrases.say('widget_launcher', 'sv'))
  expect(await page.$$eval('opastin-widget', (all) => all.map((one) => one.shadowRoot !== null))).toEqual([true, false])
  expect(await page.$eval('#here', (here) => here.firstElementChild?.tagName)).toBe('OPASTIN-WIDGET')
  expect(house.faults).toEqual([])
})

test('the element’s theme goes before the person’s system, whichever way', async () => {
  for (const [theme, dark, expected] of [
    ['light', true, 'root size-0'],
    ['dark', false, 'root size-0 dark'],
  ] as const) {
    page = await house.open({
      script: '',
      dark,
      body: `<opastin-widget service="demo" theme="${theme}"></opastin-widget>`,
    })
    expect(await page.$eval(inWidget('section'), (section) => section.className)).toBe(expected)
    if (theme === 'light') await page.close()
  }
})

test('colours of the page’s own style sheet are worn', async () => {
  page = await house.open()
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('opastin-widget{--opastin-brand:#1b5e3a}')
    document.adoptedStyleSheets = [sheet]
  })
  expect(await page.$eval(inWidget('.launcher'), (one) => getComputedStyle(one).backgroundColor)).toBe(
    'rgb(27, 94, 58)',
  )
})

test('commands that were queued before the script came are obeyed in order', async () => {
  page = await house.open({ queue: [['language', 'en'], ['open', 'How do I apply?'], ['person']] })
  await appears(page, 'article.person')
  expect(await seen('article.person .words')).toBe(phrases.say('choice_person', 'en'))
  expect(await page.$eval(inWidget('textarea'), (area) => (area as HTMLTextAreaElement).value)).toBe('How do I apply?')
})

test('an answer is read aloud whole, in its own language, and stops when asked', async () => {
  page = await house.open()
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    Object.defineProperty(window, 'speechSynthesis', {
      value: {
        cancel: () => heard.push('cancel'),
        speak: ({ lang, text }: SpeechSynthesisUtterance) => heard.push(`${lang}: ${text}`),
      },
    })
  })
  await openPanel(page)
  await say(page, 'recept')
  await press(page, '.deeds button', words('widget_read'))
  await press(page, '.deeds button', words('widget_stop'))
  await appears(page, '.deeds')
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  expect(heard).toHaveLength(3)
  expect(heard[1]).toMatch(/^sv-FI: Du kan be om att ett recept förnyas[\s\S]*\d\. /)
  expect(heard[1]).not.toMatch(/\*\*|\]\(/)
})

test('large text is half as large again, for the whole panel, and stays after a reload', async () => {
  page = await house.open()
  await openPanel(page)
  const size = (): Promise<number> =>
    page.$eval(inWidget('.bot .words'), (one) => parseFloat(getComputedStyle(one).fontSize))
  const before = await size()
  await press(page, 'header button', words('widget_menu'))
  await press(page, '.sheet button', words('widget_text_larger'))
  await press(page, '.head button')
  await appears(page, '[role=log]')
  expect(await size()).toBeCloseTo(before * 1.5, 1)
  await page.reload()
  await appears(page, '.bot .words')
  expect(await size()).toBeCloseTo(before * 1.5, 1)
})

test('the slip of the guide at hand opens in the answer’s language', async () => {
  page = await house.open()
  await openPanel(page)
  await say(page, 'recept')
  const slip = await page.$eval(inWidget('.deeds a'), (link) => [
    (link as HTMLAnchorElement).href,
    (link as HTMLAnchorElement).target,
  ])
  expect(slip).toEqual([`${house.server.url}/slip/sv/omakanta-resepti`, '_blank'])
})

test('from right to left the panel keeps its reading order and nothing is cut', async () => {
  page = await house.open({ width: 320, height: 568 })
  await page.evaluate(() => (document.documentElement.dir = 'rtl'))
  await openPanel(page)
  await say(page, 'resepti')
  const seat = await page.evaluate(() => {
    const root = document.querySelector('opastin-widget')?.shadowRoot
    const panel = root?.querySelector('dialog') as HTMLElement
    const { left, right } = panel.getBoundingClientRect()
    return {
      left,
      right,
      sideways: panel.scrollWidth > panel.clientWidth,
      direction: getComputedStyle(root?.querySelector('.words') as Element).direction,
    }
  })
  expect(seat).toEqual({ left: 0, right: 320, sideways: false, direction: 'ltr' })
})

test('the place in the queue stays in sight while the bot answers meanwhile', async () => {
  page = await house.open()
  await openPanel(page)
  await say(page, 'hei')
  const value = { holder: 'queue', place: 2 }
  house.server.say({ type: 'event', name: 'handoff.status', from: { id: 'opastin', role: 'bot' }, value })
  const place = phrases.say('widget_queue_place', 'fi', { place: 2 })
  await page.waitForFunction(
    (wanted: string) => document.querySelector('opastin-widget')?.shadowRoot?.textContent?.includes(wanted),
    {},
    place,
  )
  house.server.answer = () => reply({ text: 'Sillä aikaa.', channelData: { opastin: { holder: 'queue' } } })
  await say(page, 'vielä yksi asia')
  expect(await seen('#opastin-who')).toContain(place)
})
