/** What a person sees who waits for an adviser or has one: the adviser's lines as they were written, the way out by its name, what was masked. */
import type { Page } from 'puppeteer-core'
import { reply } from '../fakes/talkServer'
import {
  appears,
  draft,
  inWidget,
  openPanel,
  openWidgetHouse,
  phrases,
  press,
  say,
  type WidgetHouse,
} from './widgetPage'

let house: WidgetHouse
let page: Page
beforeAll(async () => {
  house = await openWidgetHouse()
}, 60_000)
beforeEach(async () => {
  page = await house.open()
  await openPanel(page)
  await say(page, 'hei')
})
afterEach(async () => {
  await page.close()
  house.server.forget()
  expect(house.faults.splice(0)).toEqual([])
})
afterAll(() => house.close())

const words = (key: string): string => phrases.say(key, 'fi')
const stands = (value: object): void =>
  house.server.say({ type: 'event', name: 'handoff.status', from: { id: 'opastin', role: 'bot' }, value })
const adviserSays = async (text: string): Promise<void> => {
  house.server.say(
    reply({
      text,
      from: { id: 'adviser', role: 'bot' },
      channelData: { opastin: { speaker: 'adviser', holder: 'adviser', adviser: 'Anna' } },
    }),
  )
  await appears(page, '.adviser')
}
const textOf = (selector: string): Promise<string> =>
  page.$eval(inWidget(selector), (one) => (one as HTMLElement).innerText)

test('an adviser’s line breaks show, and what is to be called or opened can be pressed', async () => {
  await adviserSays(
    'Soita:\nPoliisi 0295 419 800\nKela 020 634 200 (ma–pe 9–16)\n\nKatso https://www.kanta.fi/omakanta.',
  )
  expect((await textOf('.adviser .words p')).split('\n')).toEqual([
    'Soita:',
    'Poliisi 0295 419 800',
    'Kela 020 634 200 (ma–pe 9–16)',
  ])
  const links = await page.$$eval(inWidget('.adviser .words a'), (all) => all.map((one) => one.getAttribute('href')))
  expect(links).toEqual(['tel:0295419800', 'tel:020634200', 'https://www.kanta.fi/omakanta'])
})

test('the bot’s own words keep their look: no break and no link that its Markdown does not make', async () => {
  house.server.say(reply({ text: 'Soita\n0295 419 800 tai katso https://www.kanta.fi' }))
  await page.waitForFunction(() =>
    document
      .querySelector('opastin-widget')
      ?.shadowRoot?.querySelector('article:last-of-type.bot')
      ?.textContent?.includes('0295'),
  )
  expect(await textOf('article:last-of-type .words')).toBe('Soita 0295 419 800 tai katso https://www.kanta.fi')
  expect(await page.$(inWidget('article:last-of-type .words a'))).toBeNull()
})

test.each([
  [{ holder: 'queue', place: 1 }, 'handoff_choice_cancel'],
  [{ holder: 'adviser', adviser: 'Anna' }, 'widget_leave'],
])('the way out has its name where the way to a person was: %j', async (standing, name) => {
  const wayToPerson = await page.$(inWidget('.always button'))
  stands(standing)
  await page.waitForFunction(
    (wanted: string) =>
      document.querySelector('opastin-widget')?.shadowRoot?.querySelector('.always button')?.textContent === wanted,
    {},
    words(name),
  )
  await wayToPerson?.click()
  await appears(page, '.sheet')
  expect(await textOf('.sheet h3')).toBe(words(name))
  await press(page, '.sheet button', words(name))
  await page.waitForNetworkIdle({ idleTime: 100 })
  expect(house.server.events.at(-1)).toMatchObject({ name: 'handoff.cancel' })
})

test('whether advisers are there is no news to who has one', async () => {
  const site = {
    languages: ['fi'],
    greeting: 'Hei!\n\nNeuvoja on nyt paikalla.',
    topics: [],
    people: 'Neuvoja on nyt paikalla.\n\n**Kansalaisneuvonta** [0295 000](tel:0295000)',
  }
  house.server.page('/w/1/site/demo', 'application/json', JSON.stringify(site))
  await page.reload()
  await page.waitForFunction(() => sessionStorage.getItem('opastin-panel:demo')?.includes('nyt paikalla'))
  await adviserSays('Hei!')
  stands({ holder: 'adviser', adviser: 'Anna' })
  await press(page, '.always button', words('widget_leave'))
  await appears(page, '.sheet')
  expect(await textOf('.sheet')).toContain('Kansalaisneuvonta')
  expect(await textOf('.sheet')).not.toContain('nyt paikalla')
})

test('who writes to an adviser is not asked for a question', async () => {
  expect(await textOf('label')).toBe(words('widget_label'))
  await adviserSays('Hei!')
  expect(await textOf('label')).toBe(words('widget_label_adviser'))
})

test('what was masked is told by its kind, in the log and aloud', async () => {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const region = document.querySelector('opastin-widget')?.shadowRoot?.querySelector('[aria-live=polite]') as Element
    new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, { childList: true })
  })
  await draft(page, 'tunnukseni on 131052-308T')
  await page.keyboard.press('Enter')
  await press(page, '.found button', words('widget_send_masked'))
  const shown = 'tunnukseni on henkilötunnus (peitetty)'
  await page.waitForFunction(
    (wanted: string) =>
      [...(document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll('.person .words') ?? [])].some(
        (one) => one.textContent === wanted,
      ),
    {},
    shown,
  )
  expect(String(await page.evaluate('window.heard'))).toContain(`${words('widget_sent')}: ${shown}`)
  expect(await page.$eval(inWidget('.log'), (log) => log.textContent)).not.toContain('⟦')
})

test.each([
  ['widget_end_here', 'widget_ended'],
  ['widget_end_all', 'widget_erased'],
])('after "%s" it says what is gone: %s', async (deed, told) => {
  await press(page, 'header button', words('widget_menu'))
  await press(page, '.sheet button', words('widget_end'))
  await press(page, '.sheet button', words(deed))
  await page.waitForFunction(
    (wanted: string) =>
      document.querySelector('opastin-widget')?.shadowRoot?.querySelector('.log .note')?.textContent === wanted,
    {},
    words(told),
  )
})
