/** A real browser with the desk's page, on the fake desk server or on the real service, for tests. */
import type { Browser, KeyInput, Page } from 'puppeteer-core'
import type { DeskServer } from '../fakes/deskServer'

export interface OpenDesk {
  readonly page: Page
  /** Faults of the page: what it printed as an error or threw. */
  readonly faults: string[]
  /** Presses keys together; the last one is the key, those before it are held. */
  press(...keys: KeyInput[]): Promise<void>
  /** How many times a key or a combination was pressed. */
  readonly strokes: () => number
  /** Waits until the page says so. */
  sees(words: string): Promise<void>
  /** Closes the page and the browser's profile with it. */
  leave(): Promise<void>
}

export interface Look {
  readonly width: number
  readonly theme: 'light' | 'dark'
}

export async function openDesk(
  browser: Browser,
  server: Pick<DeskServer, 'url'>,
  { width, theme }: Look = { width: 1280, theme: 'light' },
): Promise<OpenDesk> {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  const faults: string[] = []
  let strokes = 0
  page.on('pageerror', (fault) => faults.push(String(fault)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d|WebSocket|ERR_/.test(message.text()))
      faults.push(message.text())
  })
  await page.setViewport({ width, height: 800 })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }])
  await page.evaluateOnNewDocument(() => Object.defineProperty(navigator, 'languages', { value: ['fi'] }))
  await page.goto(`${server.url}/desk`)
  await page.waitForSelector('.room, .door-card form')
  return {
    page,
    faults,
    strokes: () => strokes,
    async press(...keys) {
      strokes++
      const held = keys.slice(0, -1)
      for (const key of held) await page.keyboard.down(key)
      await page.keyboard.press(keys.at(-1) ?? 'Escape')
      for (const key of held) await page.keyboard.up(key)
      // The focus moves when the parts have been drawn anew.
      await page.evaluate(() => new Promise((drawn) => setTimeout(() => requestAnimationFrame(drawn), 60)))
    },
    async sees(words) {
      await page.waitForFunction((wanted: string) => document.body.innerText.includes(wanted), { polling: 30 }, words)
    },
    leave: () => context.close(),
  }
}

/** Resolves when a sheet is open and has the focus: what is typed before that goes to the page behind it. */
export async function sheetOpens(page: Page): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]'), { polling: 30 })
}
