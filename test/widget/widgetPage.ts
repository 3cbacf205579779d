/** A host page under the strictest policy that carries the built widget, against the fake talk server, in a real browser. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import type { Language } from '../../src/language/languages'
import { launchBrowser } from '../browser'
import { guideAnswer, reply, startTalkServer, type TalkServer } from '../fakes/talkServer'
import { projectRoot } from '../startService'

export interface PageOptions {
  readonly language?: Language
  /** Opened by the page itself, as a restored panel is. */
  readonly open?: boolean
  readonly dark?: boolean
  readonly width?: number
  readonly height?: number
  readonly path?: string
  /** More of the page's body. */
  readonly body?: string
  /** The script tag's own attributes in place of the usual `data-…`. */
  readonly script?: string
  /** Commands that stand in the queue before the script comes. */
  readonly queue?: readonly (readonly string[])[]
  /** Media features as CSS names them, e.g. `{ 'forced-colors': 'active' }`. */
  readonly media?: Readonly<Record<string, string>>
}

export interface WidgetHouse {
  readonly server: TalkServer
  readonly browser: Browser
  /** What went wrong in any page: errors, refused by policy, requests to others. */
  readonly faults: string[]
  open(options?: PageOptions): Promise<Page>
  close(): Promise<void>
}

export const { phrases } = loadDialogs(path.join(projectRoot, 'dialogs'))

/** Everything inside the widget is found through its open shadow root. */
export const inWidget = (selector: string): string => `opastin-widget >>> ${selector}`

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self' ws:",
  'img-src data:',
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

export async function openWidgetHouse(): Promise<WidgetHouse> {
  const server = await startTalkServer()
  const browser = await launchBrowser()
  const faults: string[] = []
  const folder = path.join(projectRoot, 'dist', 'widget')
  const script = readFileSync(path.join(folder, 'widget.js'))
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`
  server.page('/w/1/widget.js', 'text/javascript; charset=utf-8', script)
  server.page('/w/1/more.js', 'text/javascript; charset=utf-8', readFileSync(path.join(folder, 'more.js')))
  server.page('/host.css', 'text/css', 'body{font:1rem/1.5 sans-serif;margin:1rem}')
  server.answer = answerLikeTheBot
  return {
    server,
    browser,
    faults,
    async open({
      language = 'fi',
      open = false,
      dark = false,
      width = 1280,
      height = 800,
      path: at = '/',
      body = '',
      script: attributes = `data-service="demo" data-lang="auto" data-open="${open}"`,
      queue,
      media = {},
    } = {}) {
      server.page('/w/1/site/demo', 'application/json', JSON.stringify(siteIn(language)))
      const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Palvelu</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/host.css"><script async src="/w/1/widget.js" integrity="${integrity}" crossorigin ${attributes}></script></head><body><main><h1>Palvelu</h1><p>Sivun omaa tekstiä.</p><p><a id="next" href="/second">Toinen sivu</a></p></main>${body}</body></html>`
      for (const place of [at, '/second'])
        server.page(place, 'text/html; charset=utf-8', html, { 'content-security-policy': policy })
      const page = await browser.newPage()
      page.setDefaultTimeout(20_000)
      if (queue)
        await page.evaluateOnNewDocument(
          (commands) => Object.assign(window, { opastin: commands }),
          queue as string[][],
        )
      page.on('pageerror', (fault) => faults.push(`error: ${(fault as Error).message}`))
      page.on('console', (line) => {
        if (line.type() === 'error' && !/Failed to load resource|WebSocket connection/.test(line.text()))
          faults.push(`console: ${line.text()}`)
      })
      page.on('request', (request) => {
        if (!request.url().startsWith(server.url) && !/^(data|blob|about):/.test(request.url()))
          faults.push(`outside: ${request.url()}`)
      })
      await page.setViewport({ width, height })
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
        ...Object.entries(media).map(([name, value]) => ({ name, value })),
      ])
      await page.goto(server.url + at)
      await appears(page, 'section')
      return page
    },
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

/** Resolves when the widget shows it. (`waitForSelector` does not see what changes inside a shadow root.) */
export async function appears(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    (one: string) => document.querySelector('opastin-widget')?.shadowRoot?.querySelector(one),
    {},
    selector,
  )
}

/** Presses the launcher and waits until the panel has all it shows. */
export async function openPanel(page: Page): Promise<void> {
  const launcher = await page.$(inWidget('.launcher'))
  await launcher?.click()
  await appears(page, '.bot')
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/more.js')),
  )
}

/** Types and sends; resolves when the answer stands in the log. */
export async function say(page: Page, text: string): Promise<void> {
  const before = await messageCount(page)
  await page.focus(inWidget('textarea'))
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
  await page.waitForFunction(
    (least: number) =>
      (document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll('.bot').length ?? 0) > least,
    {},
    before,
  )
}

async function messageCount(page: Page): Promise<number> {
  return page.evaluate(() => {
    const root = document.querySelector('opastin-widget')?.shadowRoot
    // The greeting on the first screen gives way to the server's own.
    return Math.max(1, root?.querySelectorAll('.bot').length ?? 0)
  })
}

/** What the log shows: who and what, in order. */
export async function logOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...(document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll('article') ?? [])].map(
      (article) => `${article.className}: ${article.querySelector('.words')?.textContent}`,
    ),
  )
}

/** Changes what is typed without sending it. */
export async function draft(page: Page, text: string): Promise<void> {
  await page.focus(inWidget('textarea'))
  await page.keyboard.type(text)
}

export async function press(page: Page, selector: string, words?: string): Promise<void> {
  await appears(page, selector)
  const found = await page.$$(inWidget(selector))
  for (const element of found) {
    if (
      words &&
      !(await element.evaluate(
        (one, asked) => one.textContent?.includes(asked) || one.getAttribute('aria-label')?.includes(asked),
        words,
      ))
    )
      continue
    await element.evaluate((one) => (one as HTMLElement).click())
    return
  }
  throw new Error(`Nothing to press: ${selector} ${words ?? ''}`)
}

function answerLikeTheBot(text: string) {
  if (/resept/i.test(text)) return guideAnswer('fi')
  if (/recept/i.test(text)) return guideAnswer('sv')
  if (/prescription/i.test(text)) return guideAnswer('en')
  if (/kela|fpa/i.test(text)) {
    const titles = ['OmaKelaan kirjautuminen', 'Toimeentulotuen hakeminen verkossa', 'Ei mikään näistä']
    return reply({
      text: 'Tarkoitatko jotakin näistä?',
      suggestedActions: { to: [], actions: titles.map((title) => ({ type: 'imBack', title, value: title })) },
    })
  }
  return reply({ text: `Kuulin: ${text}` })
}

function siteIn(language: Language): object {
  return {
    languages: ['fi', 'sv', 'en'],
    greeting: ['greeting', 'greeting_limits', 'greeting_trial'].map((key) => phrases.say(key, language)).join('\n\n'),
    topics: ['choice_nearby', 'choice_without_internet'].map((key) => ({
      title: phrases.say(key, language),
      value: phrases.say(key, language),
    })),
    people: '**Kansalaisneuvonta**\n- puhelin [0295 000](tel:0295000)\n- [suomi.fi](https://www.suomi.fi)',
  }
}
