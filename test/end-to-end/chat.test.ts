/** `/chat` as people meet it who have no script: the real process, a real browser with JavaScript switched off, an adviser at the desk. */
import type { Browser, Page } from 'puppeteer-core'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import { systemClock } from '../../src/backends/clock'
import { launchBrowser } from '../browser'
import type { RunningService } from '../startService'
import { axeFaults } from '../widget/accessible'
import { phrases } from '../widget/widgetPage'
import { filesHolding, startServiceWithAdviser, type DeskClient } from './deskClient'

let service: RunningService
let desk: DeskClient
let browser: Browser
let page: Page
beforeAll(async () => {
  const started = await startServiceWithAdviser('Aino')
  service = started.service
  desk = await started.signIn()
  browser = await launchBrowser()
}, 60_000)
beforeEach(async () => {
  await desk.call('PUT', '/presence', { status: 'away' })
  page = await plainPage()
})
afterEach(() => page.close())
afterAll(async () => {
  await browser?.close()
  await service?.kill()
})

async function plainPage(): Promise<Page> {
  const plain = await (await browser.createBrowserContext()).newPage()
  await plain.setJavaScriptEnabled(false)
  return plain
}

const words = (key: string, values?: Record<string, string | number>): string => phrases.say(key, 'fi', values)
const text = (of = page): Promise<string> => of.$eval('main', (main) => main.innerText)
const onDuty = (): Promise<unknown> => desk.call('PUT', '/presence', { status: 'available', capacity: 4 })

/** The checking itself is a script. */
async function faultsSeen(): Promise<string[]> {
  await page.setJavaScriptEnabled(true)
  try {
    return await axeFaults(page)
  } finally {
    await page.setJavaScriptEnabled(false)
  }
}

/** Presses the button with these words and waits for the page that comes. */
async function press(label: string, on = page): Promise<void> {
  for (const button of await on.$$('button')) {
    if ((await button.evaluate((one) => one.textContent?.trim())) !== label) continue
    await Promise.all([on.waitForNavigation(), button.click()])
    return
  }
  throw new Error(`There is no button "${label}" in: ${await text(on)}`)
}

async function write(said: string, on = page): Promise<void> {
  await on.type('#text', said)
  await press(words('page_chat_send'), on)
}

/** An answered question, then a wish for a human. */
async function askForPerson(on = page): Promise<void> {
  await on.goto(`${service.url}/chat?lang=fi`)
  await write('miten uusin reseptin', on)
  await press(words('choice_person'), on)
}

test('a question is answered with its source, can be judged, and an address that is pressed twice sends nothing twice', async () => {
  await page.goto(`${service.url}/chat?lang=fi`)
  expect(await faultsSeen()).toEqual([])
  await write('miten uusin reseptin')
  expect(await page.$eval('.citations a', (link) => link.href)).toContain('/guides/fi/omakanta-resepti#')
  expect(await faultsSeen()).toEqual([])
  await page.reload()
  expect(await page.$$('li.person')).toHaveLength(1)
  await page.click('summary')
  await press(words('widget_no'))
  expect(await text()).toContain(words('widget_thanks'))
  expect(await faultsSeen()).toEqual([])
  expect(await (await fetch(`${service.url}/metrics`)).text()).toContain('opastin_ratings_total{helpful="no"} 1')
})

test('the first page says whether somebody is there now, and so does the widget’s', async () => {
  const greeting = async (): Promise<string> => {
    const site = (await (await fetch(`${service.url}/w/1/site/demo?lang=fi`)).json()) as { greeting: string }
    return site.greeting
  }
  await page.goto(`${service.url}/chat?lang=fi`)
  expect(await text()).toContain(words('handoff_nobody'))
  expect(await greeting()).toContain(words('handoff_nobody'))
  await onDuty()
  await page.reload()
  expect(await text()).toContain(words('handoff_open'))
  expect(await greeting()).toContain(words('handoff_open'))
})

test('where nobody is there it says so, and a wish to be called reaches the desk', async () => {
  await askForPerson()
  expect(await text()).toContain(words('handoff_nobody'))
  await Promise.all([page.waitForNavigation(), page.click('li:last-child a[href*="/callback/fi"]')])
  expect(await faultsSeen()).toEqual([])
  await page.type('#contact', '050 1234567')
  await press(words('handoff_callback_send'))
  expect(await text()).toContain(words('handoff_callback_thanks'))
  const { items } = await desk.call<{ items: { contact: { value: string } }[] }>('GET', '/callbacks')
  expect(items.map(({ contact }) => contact.value)).toEqual(['050 1234567'])
})

test('asks, confirms, waits with a place, changes their mind, waits again, talks with the adviser and leaves', async () => {
  await onDuty()
  await askForPerson()
  expect(await text()).toContain(words('handoff_open'))
  await press(words('handoff_choice_wait'))
  expect(await text()).toContain(words('widget_queue_place', { place: 1 }))
  expect(await faultsSeen()).toEqual([])

  const other = await plainPage()
  await askForPerson(other)
  await press(words('handoff_choice_wait'), other)
  expect(await text(other)).toContain(words('widget_queue_place', { place: 2 }))
  await press(words('handoff_choice_cancel'))
  expect(await text()).toContain(words('handoff_cancelled_notice'))
  await press(words('page_chat_refresh'), other)
  expect(await text(other)).toContain(words('widget_queue_place', { place: 1 }))
  await press(words('handoff_choice_cancel'), other)
  await other.close()

  await press(words('choice_person'))
  await press(words('handoff_choice_wait'))
  const handoff = await desk.takeNext()
  await desk.say(handoff, 'Hei, täällä **Aino**. Miten voin auttaa?')
  await page.type('#text', 'olin kirjoittamassa')
  await press(words('page_chat_refresh'))
  expect(await text()).toContain('Hei, täällä Aino. Miten voin auttaa?')
  expect(await text()).toContain(words('widget_adviser', { name: 'Aino' }))
  expect(await page.$eval('#text', (area) => (area as HTMLTextAreaElement).value)).toBe('olin kirjoittamassa')
  expect(await faultsSeen()).toEqual([])
  await press(words('page_chat_send'))
  expect((await desk.read(handoff)).at(-1)).toBe('person: olin kirjoittamassa')
  // An adviser's person gets no answer from the bot.
  expect(await page.$eval('.talk > li:last-child', (line) => line.className)).toBe('person')

  await press(words('page_chat_leave'))
  expect(await text()).toContain(words('handoff_left_notice'))
  expect((await desk.call<{ items: unknown[] }>('GET', '/handoffs')).items).toEqual([])
}, 60_000)

test('the whole record can be saved while an adviser talks, in words and as a page', async () => {
  await onDuty()
  await askForPerson()
  await press(words('handoff_choice_wait'))
  await desk.say(await desk.takeNext(), 'Näin se käy.')
  await press(words('page_chat_refresh'))
  const files = await page.$$eval('.keeping a', (links) => links.map(({ href }) => href))
  expect(files).toHaveLength(2)
  for (const file of files) {
    const saved = await (await fetch(file)).text()
    for (const part of ['miten uusin reseptin', 'Neuvoja Aino', 'Näin se käy.', '/guides/fi/omakanta-resepti'])
      expect(saved).toContain(part)
  }
})

test('another language goes on with the same conversation, and the bot answers in it', async () => {
  await page.goto(`${service.url}/chat?lang=fi`)
  await write('miten uusin reseptin')
  await Promise.all([page.waitForNavigation(), page.click('.languages a[lang=sv]')])
  expect(await page.$$('li.person')).toHaveLength(1)
  await page.type('#text', 'Kela')
  await press(phrases.say('page_chat_send', 'sv'))
  expect(await page.$eval('li:last-child > div', (line) => line.lang)).toBe('sv')
})

describe.each([
  ['on a phone', 320, 'light'],
  ['on a wide screen in the dark', 1280, 'dark'],
] as const)('%s', (_, width, scheme) => {
  test.each([
    '/?lang=sv&service=kunta',
    '/about?lang=en',
    '/about/privacy?lang=sv',
    '/about/accessibility?lang=fi',
    '/guides/fi',
    '/guides/sv/omakanta-resepti',
    '/slip/fi/omakanta-resepti',
    '/resume?lang=en',
    '/callback/fi',
    '/guides/fi/tuntematon',
    '/chat?lang=fi&c=vanha',
  ])('%s is accessible, its targets are large enough and nothing is wider than the screen', async (path) => {
    await page.setViewport({ width, height: 800 })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    await page.goto(service.url + path)
    expect(await faultsSeen()).toEqual([])
    const seen = await page.evaluate(() => ({
      sideways: document.documentElement.scrollWidth > innerWidth,
      // A link in the middle of a sentence is as tall as its line.
      small: [...document.querySelectorAll<HTMLElement>('a, button, input:not([type=hidden]), textarea, summary')]
        .filter((one) => getComputedStyle(one).display !== 'inline' && one.getBoundingClientRect().height < 43.9)
        .map((one) => one.textContent),
    }))
    expect(seen).toEqual({ sideways: false, small: [] })
  })
})

test('what was ended opens for nobody any more, an adviser waited for is told, and what was erased is nowhere', async () => {
  await onDuty()
  await askForPerson()
  await page.click('summary')
  await page.type('#word', 'apteekin numero 040 123 4567 puuttui')
  await press(words('widget_no'))
  await press(words('handoff_choice_wait'))
  const address = page.url()
  await press(words('widget_end'))
  expect(await faultsSeen()).toEqual([])
  await press(words('page_chat_end_only'))
  expect(await text()).toContain(words('page_chat_ended'))
  expect((await desk.call<{ items: unknown[] }>('GET', '/queue')).items).toEqual([])
  await page.goto(address)
  expect(await text()).not.toContain('reseptin')

  await page.goto(`${service.url}/chat?lang=fi`)
  await write('mummoni tarvitsee apua laastariautomaatin kanssa')
  await press(words('widget_end'))
  await press(words('page_chat_erase'))
  expect(await text()).toContain(words('page_chat_erased'))
  await service.kill('SIGTERM')
  const store = await openSqliteStore({ folder: service.dataFolder, clock: systemClock })
  const kept = (await store.marks.ratings('', 10)).flatMap(({ word }) => word ?? [])
  await store.close()
  expect(kept).toEqual(['apteekin numero ⟦TEL⟧ puuttui'])
  expect(filesHolding('laastariautomaatin', service.dataFolder)).toEqual([])
}, 60_000)
