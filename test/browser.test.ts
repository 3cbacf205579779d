import type { Browser } from 'puppeteer-core'
import { launchBrowser } from './browser'

let browser: Browser | undefined
afterEach(async () => {
  await browser?.close()
  browser = undefined
})

test.each(['any', 'packed'] as const)(
  'a page with words and a shadow tree works in a browser from: %s',
  async (source) => {
    browser = await launchBrowser(source)
    const page = await browser.newPage()
    await page.setContent('<p>Hyvää päivää</p><div id="host"></div>')
    const text = await page.evaluate(`(() => {
    const root = document.getElementById('host').attachShadow({ mode: 'open' })
    root.innerHTML = '<button>Lähetä</button>'
    return document.body.innerText + ' ' + root.querySelector('button').textContent
  })()`)
    expect(text).toBe('Hyvää päivää Lähetä')
  },
)
