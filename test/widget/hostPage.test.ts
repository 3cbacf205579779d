/** The page that carries the widget is left as it was: layout, names, cookies, network – under the strictest policy there is. */
import type { Page } from 'puppeteer-core'
import {
  appears,
  draft,
  inWidget,
  logOf,
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
afterEach(async () => {
  await page.close()
  house.server.forget()
})
afterAll(() => house.close())

test('nothing shifts, nothing is asked of others, no cookie is set, one name is taken', async () => {
  page = await house.open()
  await page.evaluate(() => {
    Object.assign(window, { shift: 0 })
    new PerformanceObserver((list) => {
      // As the measure is defined: what follows a person's own act within half a second is expected.
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
        if (!entry.hadRecentInput) (window as unknown as { shift: number }).shift += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await openPanel(page)
  await say(page, 'resepti')
  const left = await page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow))
    frame.remove()
    return {
      names: Object.getOwnPropertyNames(window).filter(
        (name) => !usual.has(name) && !/^\d+$|^shift$|ariaQuerySelector/.test(name),
      ),
      shift: (window as unknown as { shift: number }).shift,
      cookies: document.cookie,
      kept: Object.keys(localStorage),
    }
  })
  expect(left).toEqual({ names: ['opastin'], shift: 0, cookies: '', kept: [] })
  expect(house.faults).toEqual([])
})

test('commands from before and after the script are obeyed, and the page hears events without words', async () => {
  page = await house.open()
  const command = (...words: string[]) =>
    page.evaluate(
      (given) => (window as unknown as { opastin: { push(command: readonly string[]): void } }).opastin.push(given),
      words,
    )
  await page.evaluate(() => {
    const heard: string[] = []
    for (const name of ['open', 'close', 'message'])
      document.addEventListener(`opastin:${name}`, (event) =>
        heard.push(`${event.type} ${JSON.stringify((event as CustomEvent).detail)}`),
      )
    Object.assign(window, { heard })
  })
  await command('open', 'Miten haen tukea?')
  await page.waitForFunction(
    () =>
      document.querySelector('opastin-widget')?.shadowRoot?.querySelector('textarea')?.value === 'Miten haen tukea?',
  )
  await command('close')
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  await page.waitForFunction(() => (window as unknown as { heard: string[] }).heard.length > 1)
  expect(await heard()).toEqual(['opastin:open {"unread":0}', 'opastin:close {"unread":0}'])
})

test('what a person writes never becomes markup, not even in the reply that repeats it', async () => {
  page = await house.open()
  await openPanel(page)
  const evil = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) **hei**'
  await say(page, evil)
  expect((await logOf(page)).at(-1)).toBe(`bot: Kuulin: ${evil.replaceAll('**', '')}`)
  expect(await page.$(inWidget('.words img'))).toBeNull()
})

test('at 400 % and with wide text spacing nothing is lost and nothing scrolls sideways', async () => {
  page = await house.open({ width: 320, height: 256 })
  await page.addStyleTag({ url: '/host.css' })
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}',
    )
    document.adoptedStyleSheets = [sheet]
  })
  await openPanel(page)
  await say(page, 'resepti')
  await press(page, '.more')
  const seen = await page.evaluate(() => {
    const root = document.querySelector('opastin-widget')?.shadowRoot
    const panel = root?.querySelector('dialog') as HTMLElement
    const cut = [...(root?.querySelectorAll<HTMLElement>('button, p, a, h2, textarea') ?? [])].filter(
      (one) =>
        !one.closest('.unseen') && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline',
    )
    return {
      sideways: panel.scrollWidth > panel.clientWidth,
      cut: cut.map((one) => one.textContent),
      spacing: getComputedStyle(root?.querySelector('.words') as Element).letterSpacing !== 'normal',
    }
  })
  expect(seen).toEqual({ sideways: false, cut: [], spacing: true })
  // Scrolled to, the place to write is wholly in sight.
  const seat = await page.$eval(inWidget('textarea'), (area) => {
    area.scrollIntoView({ block: 'center' })
    const { top, bottom } = area.getBoundingClientRect()
    return { top, bottom, screen: innerHeight }
  })
  expect(seat.top).toBeGreaterThanOrEqual(0)
  expect(seat.bottom).toBeLessThanOrEqual(seat.screen)
})

test('who wants no motion sees none, and forced colours keep every edge', async () => {
  page = await house.open({ media: { 'prefers-reduced-motion': 'reduce' } })
  await openPanel(page)
  await say(page, 'hei')
  house.server.push({ type: 'typing', from: { id: 'opastin', role: 'bot' } })
  await appears(page, '.typing')
  expect(await page.evaluate(() => document.querySelector('opastin-widget')?.shadowRoot?.getAnimations().length)).toBe(
    0,
  )
  await page.emulateMediaFeatures([])
  const session = await page.createCDPSession()
  await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] })
  expect(await page.$eval(inWidget('.bot .words'), (words) => getComputedStyle(words).borderTopStyle)).toBe('solid')
})

test('an identity code is stopped before it leaves, can be taken out or sent hidden, and the code itself never goes', async () => {
  page = await house.open()
  await openPanel(page)
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.postData() ?? ''))
  await draft(page, 'Tunnukseni on 131052-308T, miten pääsen Kelaan?')
  await page.keyboard.press('Enter')
  await appears(page, '.found')
  expect(await page.$eval(inWidget('.found'), (found) => found.textContent)).toContain(
    phrases.say('mask_identity_code', 'fi'),
  )
  await press(page, '.found button', phrases.say('widget_remove', 'fi'))
  await page.waitForFunction(
    () =>
      document.querySelector('opastin-widget')?.shadowRoot?.querySelector('textarea')?.value ===
      'Tunnukseni on , miten pääsen Kelaan?',
  )
  await page.$eval(inWidget('textarea'), (area) => (area as HTMLTextAreaElement).select())
  await draft(page, 'Kortti 4539 1488 0343 6467 katosi')
  await page.keyboard.press('Enter')
  await press(page, '.found button', phrases.say('widget_send_masked', 'fi'))
  await appears(page, 'article.person')
  await page.waitForFunction(() => !document.querySelector('opastin-widget')?.shadowRoot?.querySelector('.found'))
  await page.waitForFunction(
    () => (document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll('.bot').length ?? 0) === 2,
  )
  expect(sent.join()).toContain('Kortti')
  expect(sent.join()).not.toMatch(/131052|4539|0343/)
})

test('what is saved holds every message with speaker, time, words and source', async () => {
  page = await house.open()
  await openPanel(page)
  await say(page, 'resepti')
  await page.evaluate(() => {
    const saved: Promise<string>[] = []
    Object.assign(window, { saved })
    const original = URL.createObjectURL.bind(URL)
    URL.createObjectURL = (blob: Blob) => {
      saved.push(blob.text())
      return original(blob)
    }
  })
  await press(page, '.always button', phrases.say('widget_save', 'fi'))
  await press(page, '.sheet button', phrases.say('widget_save_text', 'fi'))
  await press(page, '.sheet button', phrases.say('widget_save_page', 'fi'))
  const [text = '', html = ''] = await page.evaluate(() =>
    Promise.all((window as unknown as { saved: Promise<string>[] }).saved),
  )
  for (const one of [text, html]) {
    for (const part of [
      'Opastin (botti), ',
      'Sinä, ',
      'resepti',
      'ammattilainen ratkaisee sen',
      '5. Mene OmaKantaan',
      'Lähde: Kanta, 2026-02',
      'https://opastin.test/guides/fi/omakanta-resepti#steps',
    ])
      expect(one).toContain(part)
    expect(one).toMatch(/\d{1,2}\.\d{1,2}\.\d{4}/)
  }
  expect(html).toMatch(/^<!doctype html>\n<html lang="fi"><head><meta charset="utf-8"><title>/)
})

test('printing shows the conversation alone, on paper of its own', async () => {
  page = await house.open()
  await openPanel(page)
  await say(page, 'resepti')
  await press(page, '.always button', phrases.say('widget_save', 'fi'))
  await press(page, '.sheet button', phrases.say('widget_print', 'fi'))
  await appears(page, 'iframe')
  const paper = await page.evaluate(() => {
    const frame = document.querySelector('opastin-widget')?.shadowRoot?.querySelector('iframe')
    return frame?.contentDocument?.body.textContent
  })
  expect(paper).toContain('ammattilainen ratkaisee sen')
  expect(paper).not.toContain('Sivun omaa tekstiä')
})

test('what was sent before all code was there is not lost by leaving the page', async () => {
  page = await house.open()
  await page.setRequestInterception(true)
  const holds: (() => void)[] = []
  page.on('request', (request) => {
    if (request.url().includes('/more.js')) holds.push(() => void request.continue().catch(() => undefined))
    else void request.continue()
  })
  await press(page, '.launcher')
  await draft(page, 'ehdinkö')
  await page.keyboard.press('Enter')
  await page.waitForFunction(
    () => document.querySelector('opastin-widget')?.shadowRoot?.querySelector('textarea')?.value === '',
  )
  expect(await logOf(page)).not.toContain('person: ehdinkö')
  await page.goto(`${house.server.url}/second`)
  while (holds.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  for (const release of holds.splice(0)) release()
  page.on('request', () => holds.splice(0).forEach((release) => release()))
  await appears(page, 'article.person')
  expect((await logOf(page)).filter((line) => line.startsWith('person'))).toEqual(['person: ehdinkö'])
})
