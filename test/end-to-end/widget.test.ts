/** The widget as people meet it: the real process, the demo page, a real browser. */
import type { Browser, Page } from 'puppeteer-core'
import { launchBrowser } from '../browser'
import { continuityRuns } from '../proof/continuity'
import { startService, type RunningService } from '../startService'
import { appears, inWidget, logOf, say } from '../widget/widgetPage'

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

test('ten times left, reloaded, cut off and opened twice: nothing is lost, nothing doubled, the draft is kept', async () => {
  const { faults, messages } = await continuityRuns({ seed: 7, runs: 10 })
  expect(faults).toEqual([])
  expect(messages).toBeGreaterThan(40)
}, 180_000)
