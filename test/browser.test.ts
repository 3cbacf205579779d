import type { Browser } from 'puppeteer-core'
import { launchBrowser } from './browser'

let browser: Browser | undefined
afterEach(async () => {
  await browser?.close()
  browser = undefined
})

/** The packed browser is made for one kind of machine; elsewhere there must be one of the machine's own. */
const sources =
  process.platform === 'linux' && process.arch === 'x64' ? (['any', 'packed'] as const) : (['any'] as const)

test.each(sources)('a page with words and a shadow tree works in a browser from: %s', async (source) => {
  browser = await launchBrowser(source)
  const page = await browser.newPage()
  await page.setContent('<p>Hyvää päivää</p><div id="host"></div>')
  const text = await page.evaluate(`(() => {
    const root = document.getElementById('host').attachShadow({ mode: 'open' })
    root.innerHTML = '<button>Lähetä</button>'
    return document.body.innerText + ' ' + root.querySelector('button').textContent
  })()`)
  expect(text).toBe('Hyvää päivää Lähetä')
})
