/** Writing to a person and reading what was said, in a real browser: links and line breaks, the end of the log, the focus. Needs the built page. */
import type { Browser } from 'puppeteer-core'
import { launchBrowser } from '../browser'
import { fakePassword, startDeskServer, type DeskServer } from '../fakes/deskServer'
import { openDesk, sheetOpens, type OpenDesk } from './openDesk'
import { callbacks, fillQueue, prescription, suggestions, topicOf } from './scene'

let browser: Browser
let server: DeskServer
let desk: OpenDesk
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  server = await startDeskServer()
})
afterEach(async () => {
  await desk.leave()
  await server.close()
  expect(desk.faults).toEqual([])
})

const focused = (): Promise<string> =>
  desk.page.evaluate(() => {
    const { activeElement: one } = document
    return one?.id || one?.getAttribute('aria-label') || one?.textContent || one?.tagName || ''
  })
const focusOn = (id: string): Promise<unknown> =>
  desk.page.waitForFunction((wanted: string) => document.activeElement?.id === wanted, { polling: 30 }, id)
const fromEnd = (): Promise<number> =>
  desk.page.$eval('.log', (log) => Math.round(log.scrollHeight - log.clientHeight - log.scrollTop))
const drawn = (): Promise<unknown> =>
  desk.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))

/** Takes the first of the queue. */
async function take(lines = prescription): Promise<void> {
  server.suggestions = suggestions
  server.arrive({ id: 'h1', topic: topicOf.terveys, language: 'sv' }, lines)
  desk = await openDesk(browser, server)
  await desk.sees('Terveys')
  await desk.press('j')
  await desk.press('Enter')
  await desk.page.waitForSelector('#writing')
  await desk.sees('Suomi.fi-fullmakt')
}

test('what an adviser has written breaks where it was broken, and what can be called or opened is a link', async () => {
  await take()
  server.say('h1', {
    speaker: 'adviser',
    adviser: 'Aino',
    text: 'Soita:\nPoliisi 0295 419 800\nKatso www.kanta.fi/omakanta.',
  })
  await desk.sees('Poliisi')
  const last = '.said.adviser:last-of-type .bubble'
  expect((await desk.page.$eval(last, (one) => (one as HTMLElement).innerText)).trim().split('\n')).toEqual([
    'Soita:',
    'Poliisi 0295 419 800',
    'Katso www.kanta.fi/omakanta.',
  ])
  expect(await desk.page.$$eval(`${last} a`, (all) => all.map((one) => one.getAttribute('href')))).toEqual([
    'tel:0295419800',
    'https://www.kanta.fi/omakanta',
  ])
})

test('the newest stays in view when the answer under it grows, and when the window shrinks', async () => {
  await take(Array.from({ length: 30 }, (_, at) => ({ text: `viesti ${at + 1}` })))
  await desk.sees('viesti 30')
  expect(await fromEnd()).toBeLessThanOrEqual(1)
  await desk.press('Alt', 'Shift', '1')
  await drawn()
  expect(await fromEnd()).toBeLessThanOrEqual(1)
  await desk.page.setViewport({ width: 1280, height: 620 })
  await drawn()
  expect(await fromEnd()).toBeLessThanOrEqual(1)
  // Who has gone up to read is left there.
  await desk.page.$eval('.log', (log) => log.scrollTo(0, 0))
  await desk.page.waitForSelector('.newest')
  await desk.page.setViewport({ width: 1280, height: 800 })
  await drawn()
  expect(await fromEnd()).toBeGreaterThan(100)
})

test('beside an open conversation with suggestions the page itself does not scroll', async () => {
  await take()
  expect(await desk.page.evaluate(() => document.documentElement.scrollHeight)).toBe(800)
})

test('after the button was pressed one goes on writing', async () => {
  await take()
  await desk.page.type('#writing', 'Hej!')
  await desk.page.click('.composer button[type=submit]')
  await focusOn('writing')
  expect(server.deeds.filter(({ call }) => call.endsWith('lines'))).toHaveLength(1)
})

test('when the person leaves, the focus goes to the record, and from there to the next thing to do', async () => {
  await take()
  await desk.page.focus('#writing')
  server.lose('h1', { state: 'closed', closeReason: 'left' })
  await desk.sees('Asiakas lähti keskustelusta.')
  await focusOn('talk-log')
  await desk.page.$eval('.talk-head button', (button) => (button as HTMLElement).click())
  await focusOn('main')
})

test('a callback is done without losing the place: the question, then the next one, then the page', async () => {
  server.callbacks = [...callbacks]
  desk = await openDesk(browser, server)
  await desk.sees('Yhteydenottopyynnöt')
  await desk.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.views button')]
      .find((one) => /Yhteyden/.test(one.textContent))
      ?.click(),
  )
  await desk.sees('040 123 4567')
  for (const left of [1, 0]) {
    await desk.page.focus('.card-deeds button')
    await desk.press('Enter')
    expect(await focused()).toBe('Hoidettu, poista')
    await desk.press('Enter')
    await desk.page.waitForFunction(
      (cards: number) => document.querySelectorAll('.cards > li').length === cards,
      { polling: 30 },
      left,
    )
    if (left === 1) {
      await desk.page.waitForFunction(() => document.activeElement?.matches('.card-deeds button'), { polling: 30 })
      expect(await focused()).toContain('exempel@example.org')
    } else await focusOn('main')
  }
})

test('after signing in one stands at the beginning of the work, after a wrong password at the password', async () => {
  server.signedIn = false
  desk = await openDesk(browser, server)
  await desk.page.type('input[name=username]', 'Aino')
  await desk.page.type('input[name=password]', 'arvaus')
  await desk.page.click('.door-card form button[type=submit]')
  await desk.sees('Nimi tai salasana on väärin.')
  await desk.page.waitForFunction(() => document.activeElement?.matches('[type=password]'), { polling: 30 })
  await desk.page.$eval('input[name=password]', (field) => (field as HTMLInputElement).select())
  await desk.page.type('input[name=password]', fakePassword)
  await desk.page.click('.door-card form button[type=submit]')
  await focusOn('main')
})

test('the address says in which language the door stands, and what is chosen there holds', async () => {
  server.signedIn = false
  desk = await openDesk(browser, server)
  await desk.page.goto(`${server.url}/desk?lang=sv`)
  await desk.sees('Lösenord')
  await desk.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.segments button')].find((one) => one.lang === 'en')?.click(),
  )
  await desk.sees('Password')
  await desk.page.reload()
  await desk.sees('Password')
})

test('ready replies open after a space, too, and not within a word', async () => {
  await take()
  await desk.page.type('#writing', 'Hej! /terv')
  await desk.page.waitForSelector('[role=option][aria-selected=true]')
  await desk.press('Enter')
  const draft = await desk.page.$eval('#writing', (field) => (field as HTMLTextAreaElement).value)
  expect(draft).toMatch(/^Hej! Hej! Jag är Aino/)
  await desk.page.type('#writing', ' och/eller/terv')
  expect(await desk.page.$('[role=option]')).toBeNull()
})

test('nobody is moved to a closed desk by one press: it is said that it is closed and when it opens, and asked again', async () => {
  server.desks = server.desks.map((one) =>
    one['id'] === 'yleinen' ? one : { ...one, open: false, opensAt: '2026-11-23T07:00:00.000Z' },
  )
  await take()
  await desk.press('Alt', 't')
  await desk.sees('suljettu, avautuu ma 23.11.')
  expect(await desk.page.$('[name=desk]:checked')).toBeNull()
  await desk.press('Control', 'Enter')
  const moved = (): number => server.deeds.filter(({ call }) => call.endsWith('transfer')).length
  expect(moved()).toBe(0)
  await desk.page.$eval('[name=desk]', (choice) => (choice as HTMLElement).click())
  await desk.press('Control', 'Enter')
  await desk.sees('Siirrä silti')
  await desk.sees('Kukaan ei ota asiakasta vastaan sitä ennen.')
  expect(moved()).toBe(0)
  await desk.press('Control', 'Enter')
  await desk.sees('Keskustelu siirrettiin.')
  expect(moved()).toBe(1)
})

test('a supervisor at 640 pixels sees whole tables and whole words, and the figures in one line', async () => {
  server.role = 'supervisor'
  fillQueue(server)
  desk = await openDesk(browser, server, { width: 640, theme: 'light' })
  await desk.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.views button')].find((one) => one.textContent === 'Tilanne')?.click(),
  )
  await desk.page.waitForSelector('.figures dd')
  expect(await desk.page.$eval('.table', (one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0)
  const tops = await desk.page.$$eval('.figures > div', (all) =>
    all.map((one) => (one.querySelector('dd')?.getBoundingClientRect().top ?? 0) - one.getBoundingClientRect().top),
  )
  expect(new Set(tops.map(Math.round)).size).toBe(1)
  const lines = await desk.page.$$eval('.figures dt', (all) => all.map((one) => one.getClientRects()[0]?.height ?? 0))
  expect(Math.max(...lines)).toBe(Math.min(...lines))
})

test('whoever transfers with unsent words is shown them, so that they are not lost without a word', async () => {
  await take()
  await desk.press('Alt', 't')
  await sheetOpens(desk.page)
  expect(await desk.page.$('.sheet blockquote')).toBeNull()
  await desk.press('Escape')
  await desk.page.type('#writing', 'kesken jäänyt')
  await desk.press('Alt', 't')
  await sheetOpens(desk.page)
  expect(await desk.page.$$eval('.sheet blockquote', (all) => all.map((one) => one.textContent))).toEqual([
    'kesken jäänyt',
  ])
  await desk.sees('Tätä ei lähetetty.')
})

test('with only closed desks the button that cannot be pressed says why, in Finnish time wherever the computer is', async () => {
  server.desks = server.desks.map((one) =>
    one['id'] === 'yleinen' ? one : { ...one, open: false, opensAt: '2026-11-23T07:00:00.000Z' },
  )
  await take([{ text: 'hej', at: '2026-03-02T22:30:00.000Z' }])
  await desk.page.emulateTimezone('America/New_York')
  await desk.page.reload()
  await desk.page.waitForSelector('.said time')
  expect(await desk.page.$eval('.said time', (one) => one.textContent)).toBe('00.30')
  expect(await desk.page.$eval('.day', (one) => one.textContent)).toContain('3. maaliskuuta')
  await desk.press('Alt', 't')
  await desk.sees('suljettu, avautuu ma 23.11. klo 09.00')
  const button = '[form=sheet-form]'
  const why = (): Promise<string> =>
    desk.page.$eval(
      button,
      (one) => document.getElementById(one.getAttribute('aria-describedby') ?? '')?.textContent ?? '',
    )
  expect(await why()).toContain('Digituki on nyt suljettu ja avautuu ma 23.11. klo 09.00.')
  expect(await desk.page.$eval(button, (one) => one.getAttribute('title'))).toBe(await why())
  await desk.page.$eval('[name=desk]', (choice) => (choice as HTMLElement).click())
  await desk.page.waitForSelector(`${button}:not([disabled])`)
  expect(await why()).toBe('')
})
