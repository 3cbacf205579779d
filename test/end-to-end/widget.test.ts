/** The widget as people meet it: the real process, the demo page, a real browser. */
import type { Browser, Page } from 'puppeteer-core'
import { systemClock } from '../../src/backends/clock'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import { launchBrowser } from '../browser'
import { continuityRuns } from '../proof/continuity'
import { startService, type RunningService } from '../startService'
import { appears, inWidget, logOf, phrases, press, say } from '../widget/widgetPage'
import { filesHolding, startServiceWithAdviser, type DeskClient } from './deskClient'

describe('on the demo page', () => {
  let service: RunningService
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    service = await startService()
    browser = await launchBrowser()
  }, 60_000)
  beforeEach(async () => {
    page = await browser.newPage()
  })
  afterEach(() => page.close())
  afterAll(async () => {
    await browser.close()
    await service.kill()
  })

  test.each([
    ['fi', 'miten uusin reseptin', 'Perustuu ohjeeseen', '/guides/fi/omakanta-resepti#'],
    ['sv', 'hur förnyar jag ett recept', 'Bygger på anvisningen', '/guides/sv/omakanta-resepti#'],
    ['en', 'how do I renew a prescription', 'Based on the guide', '/guides/en/omakanta-resepti#'],
  ])('in %s a question gets its answer with a source that opens', async (language, question, label, path) => {
    const outside: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(service.url) && !/^(data|blob):/.test(request.url())) outside.push(request.url())
    })
    await page.goto(`${service.url}/?lang=${language}`)
    await appears(page, 'textarea')
    await say(page, question)
    await appears(page, '.sources')
    const source = await page.$eval(inWidget('.sources'), (one) => ({
      text: one.textContent ?? '',
      url: one.querySelector('a')?.href ?? '',
    }))
    expect(source.text).toContain(label)
    expect(source.url).toContain(service.url + path)
    expect((await fetch(source.url)).status).toBe(200)
    expect(outside).toEqual([])
  })

  test('the person button brings the way to a person', async () => {
    await page.goto(`${service.url}/?lang=fi`)
    await appears(page, '.always button')
    await page.$eval(inWidget('.always button'), (button) => (button as HTMLElement).click())
    await appears(page, 'article.person')
    await page.waitForFunction(() =>
      document.querySelector('opastin-widget')?.shadowRoot?.textContent?.includes('0295 000'),
    )
    expect((await logOf(page))[1]).toBe('person: Haluan puhua ihmiselle')
  })

  test('one step at a time, as the quick reply offers it', async () => {
    await page.goto(`${service.url}/?lang=fi`)
    await appears(page, 'textarea')
    await say(page, 'miten uusin reseptin')
    await page.waitForFunction(() =>
      [
        ...(document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll<HTMLElement>('.choices button') ??
          []),
      ].some((one) => one.textContent === 'Yksi vaihe kerrallaan'),
    )
    await page.evaluate(() =>
      [
        ...(document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll<HTMLElement>('.choices button') ??
          []),
      ]
        .find((one) => one.textContent === 'Yksi vaihe kerrallaan')
        ?.click(),
    )
    await page.waitForFunction(() =>
      document.querySelector('opastin-widget')?.shadowRoot?.textContent?.includes('Vaihe 1/'),
    )
  })
})

describe('with an adviser on duty', () => {
  let service: RunningService
  let desk: DeskClient
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    const started = await startServiceWithAdviser('Aino')
    service = started.service
    desk = await started.signIn()
    await desk.call('PUT', '/presence', { status: 'available', capacity: 4 })
    browser = await launchBrowser()
  }, 60_000)
  beforeEach(async () => {
    page = await (await browser.createBrowserContext()).newPage()
    await page.goto(`${service.url}/?lang=fi`)
    await appears(page, 'textarea')
  })
  afterEach(() => page.close())
  afterAll(async () => {
    await browser?.close()
    await service?.kill()
  })

  const words = (key: string, values?: Record<string, string | number>): string => phrases.say(key, 'fi', values)
  const shows = (part: string, on = page): Promise<unknown> =>
    on.waitForFunction(
      (wanted: string) => document.querySelector('opastin-widget')?.shadowRoot?.textContent?.includes(wanted),
      { polling: 50 },
      part,
    )
  const waitInQueue = async (on = page): Promise<void> => {
    await say(on, 'haluan puhua ihmiselle')
    await press(on, '.choices button', words('handoff_choice_wait'))
    await shows(words('handoff_waiting_notice'), on)
  }

  test('a person waits with a place, gives up, waits again, talks with the adviser over a reload, and leaves', async () => {
    const other = await (await browser.createBrowserContext()).newPage()
    await other.goto(`${service.url}/?lang=fi`)
    await appears(other, 'textarea')
    await waitInQueue(other)
    await waitInQueue()
    await shows(words('widget_queue_place', { place: 2 }))
    await press(other, '.always button', words('handoff_choice_cancel'))
    await press(other, '.sheet button', words('handoff_choice_cancel'))
    await shows(words('handoff_cancelled_notice'), other)
    await shows(words('widget_queue_place', { place: 1 }))
    await other.close()

    const handoff = await desk.takeNext()
    await desk.say(handoff, 'Hei, täällä **Aino**.')
    await shows('Hei, täällä Aino.')
    await page.reload()
    await shows(words('widget_adviser', { name: 'Aino' }))
    await desk.typeUntil(handoff, shows(words('widget_adviser_typing')))
    await page.focus(inWidget('textarea'))
    await page.keyboard.type('äidin resepti vanheni')
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      () => !document.querySelector('opastin-widget')?.shadowRoot?.querySelector('article.person:not(:has(time))'),
      { polling: 50 },
    )
    expect((await desk.read(handoff)).at(-1)).toBe('person: äidin resepti vanheni')
    await press(page, '.always button', words('widget_leave'))
    await press(page, '.sheet button', words('widget_leave'))
    await shows(words('handoff_left_notice'))
    await shows(words('widget_bot'))
  }, 60_000)

  test('a judgment is counted, and the language chosen is the one of the next answer', async () => {
    await say(page, 'miten uusin reseptin')
    await appears(page, '.sources')
    await press(page, '.helped button', words('widget_yes'))
    const counted = async (): Promise<string> => (await fetch(`${service.url}/metrics`)).text()
    for (let tries = 0; tries < 100 && !(await counted()).includes('opastin_ratings_total{helpful="yes"} 1'); tries++)
      await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await counted()).toContain('opastin_ratings_total{helpful="yes"} 1')
    await press(page, 'header button', words('widget_menu'))
    await press(page, '.sheet button', 'Svenska')
    await press(page, '.head button')
    await say(page, 'Kela')
    const last = await page.$$eval(inWidget('.bot .words'), (all) => (all.at(-1) as HTMLElement).lang)
    expect(last).toBe('sv')
  })

  test('"end and wipe" empties every tab, tells the adviser who was waited for, and leaves nothing on the server', async () => {
    await say(page, 'mummoni tarvitsee apua laastariautomaatin kanssa')
    await waitInQueue()
    const { id } = await page.evaluate(
      () => (JSON.parse(sessionStorage.getItem('opastin:demo') ?? '{}') as { credentials: { id: string } }).credentials,
    )
    const second = await page.browserContext().newPage()
    await second.goto(`${service.url}/?lang=fi`)
    await shows('laastariautomaatin', second)
    await press(page, 'header button', words('widget_menu'))
    await press(page, '.sheet button', words('widget_end'))
    await press(page, '.sheet button', words('widget_end_all'))
    // The sheet covers the talk until the service has answered: what is asked is whether words and storage are both empty.
    for (const tab of [page, second])
      await tab.waitForFunction(
        () =>
          !`${document.querySelector('opastin-widget')?.shadowRoot?.textContent}${JSON.stringify({ ...sessionStorage, ...localStorage })}`.includes(
            'laastari',
          ),
        { polling: 50 },
      )
    expect((await desk.call<{ items: unknown[] }>('GET', '/queue')).items).toEqual([])
    await service.kill('SIGTERM')
    const store = await openSqliteStore({ folder: service.dataFolder, clock: systemClock })
    expect(await store.find(id)).toBeUndefined()
    await store.close()
    expect(filesHolding('laastariautomaati', service.dataFolder)).toEqual([])
  }, 60_000)
})

test('ten times left, reloaded, cut off and opened twice: nothing is lost, nothing doubled, the draft is kept', async () => {
  const { faults, messages } = await continuityRuns({ seed: 7, runs: 10 })
  expect(faults).toEqual([])
  expect(messages).toBeGreaterThan(40)
}, 180_000)
