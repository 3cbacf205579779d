/** By keyboard alone: ask, read the source, rate, ask for a person, save, end; the focus is never lost and never taken. */
import type { Page } from 'puppeteer-core'
import { reply } from '../fakes/talkServer'
import { appears, openWidgetHouse, phrases, say, type WidgetHouse } from './widgetPage'

let house: WidgetHouse
let page: Page
beforeAll(async () => {
  house = await openWidgetHouse()
}, 60_000)
beforeEach(async () => {
  page = await house.open()
})
afterEach(async () => {
  await page.close()
  house.server.forget()
})
afterAll(() => house.close())

/** What has the focus, as a person would name it. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const inside = document.activeElement?.shadowRoot?.activeElement
    const at = inside ?? document.activeElement
    return (
      at?.getAttribute('aria-label') ??
      (at as HTMLTextAreaElement | null)?.labels?.[0]?.textContent ??
      at?.textContent?.trim() ??
      ''
    )
  })
}

async function tabTo(name: string): Promise<void> {
  const seen: string[] = []
  for (let steps = 0; steps < 60; steps++) {
    const at = await focused()
    if (at.startsWith(name)) return
    seen.push(at)
    await page.keyboard.press('Tab')
  }
  throw new Error(`No Tab leads to "${name}". Seen: ${seen.join(' | ')}`)
}

const words = (key: string): string => phrases.say(key, 'fi')
const count = (selector: string): Promise<number> =>
  page.evaluate(
    (one) => document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll(one).length ?? 0,
    selector,
  )

test('everything can be reached and done, and Escape leads back to the launcher', async () => {
  await tabTo(words('widget_launcher'))
  await page.keyboard.press('Enter')
  await page.waitForFunction(
    () => document.querySelector('opastin-widget')?.shadowRoot?.activeElement?.tagName === 'TEXTAREA',
  )
  await page.keyboard.type('resepti')
  await page.keyboard.press('Enter')
  await appears(page, '.sources')
  expect(await focused()).toBe(words('widget_label'))

  await page.keyboard.down('Shift')
  await page.keyboard.press('Tab')
  await page.keyboard.up('Shift')
  expect(await focused()).toBe(words('widget_no'))
  await page.evaluate(() =>
    document.querySelector('opastin-widget')?.shadowRoot?.querySelector<HTMLElement>('.log')?.focus(),
  )
  await tabTo(words('widget_more'))
  await page.keyboard.press('Enter')
  await appears(page, '.words ol')
  expect(await focused()).toBe(words('widget_less'))
  // Under the words, before all that is told about them.
  await tabTo('Haluan puhua ihmiselle')
  await tabTo('Reseptin uusiminen')
  await tabTo(words('widget_yes'))
  await page.keyboard.press('Enter')
  await page.waitForFunction(
    () => document.querySelector('opastin-widget')?.shadowRoot?.activeElement?.tagName === 'TEXTAREA',
  )
  expect(house.server.events.at(-1)).toMatchObject({ name: 'feedback', value: { helpful: true } })

  await page.evaluate(() =>
    document.querySelector('opastin-widget')?.shadowRoot?.querySelector<HTMLElement>('header button')?.focus(),
  )
  await tabTo(words('widget_save'))
  await page.keyboard.press('Enter')
  await tabTo(words('widget_save_text'))
  await page.keyboard.press('Escape')
  await appears(page, '[role=log]')
  await page.evaluate(() =>
    document.querySelector('opastin-widget')?.shadowRoot?.querySelector<HTMLElement>('header button')?.focus(),
  )
  await tabTo(words('widget_talk_person'))
  await page.keyboard.press('Enter')
  await page.waitForFunction(
    () => (document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll('.person').length ?? 0) === 2,
  )

  await page.keyboard.press('Escape')
  await appears(page, '.launcher')
  await page.waitForFunction(
    () => document.querySelector('opastin-widget')?.shadowRoot?.activeElement?.className === 'launcher',
  )
}, 30_000)

test('the panel holds nobody: Tab leads out of it to the page', async () => {
  await tabTo(words('widget_launcher'))
  await page.keyboard.press('Enter')
  await tabTo('Toinen sivu')
  expect(await count('dialog[open]')).toBe(1)
})

test('an arriving message does not move the focus', async () => {
  await tabTo(words('widget_launcher'))
  await page.keyboard.press('Enter')
  await appears(page, 'textarea')
  await say(page, 'hei')
  await tabTo(words('widget_minimise'))
  house.server.say(reply({ text: 'Vielä tämä.' }))
  await page.waitForFunction(() =>
    document.querySelector('opastin-widget')?.shadowRoot?.textContent?.includes('Vielä tämä.'),
  )
  expect(await focused()).toBe(words('widget_minimise'))
})

test('on a small screen what lies behind the panel cannot be reached, and Escape closes it', async () => {
  await page.setViewport({ width: 320, height: 568 })
  await tabTo(words('widget_launcher'))
  await page.keyboard.press('Enter')
  await appears(page, 'dialog[open]')
  for (let steps = 0; steps < 12; steps++) {
    await page.keyboard.press('Tab')
    expect(await focused()).not.toBe('Toinen sivu')
  }
  await page.keyboard.press('Escape')
  await page.waitForFunction(
    () => document.querySelector('opastin-widget')?.shadowRoot?.activeElement?.className === 'launcher',
  )
})

test('a control of the page that the launcher would cover is uncovered while it has the focus', async () => {
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = '#x'
    link.textContent = 'Kulmassa'
    link.id = 'corner'
    document.body.append(link)
    Object.assign(link.style, { position: 'fixed', right: '30px', bottom: '30px' })
  })
  await page.focus('#corner')
  const opacity = (): Promise<string> =>
    page.evaluate(
      () =>
        getComputedStyle(document.querySelector('opastin-widget')?.shadowRoot?.querySelector('.launcher') as Element)
          .opacity,
    )
  expect(await opacity()).toBe('0')
  await page.focus('#next')
  expect(await opacity()).toBe('1')
})
