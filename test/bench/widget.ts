/**
 * `npm run bench -- widget`: the widget's size as it travels, and how long a page that carries it takes until it can be used ÷ the same page
 * empty, on slow 4G (1.6 Mbit/s, 150 ms) with a processor slowed four times; Microsoft's Web Chat beside it where it is installed. Pages take
 * turns, so that a machine whose speed drifts harms all alike; the median of nine is quoted.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'puppeteer-core'
import { staticFiles } from '../../src/channels/staticFiles'
import type { Answer, HttpRequest } from '../../src/channels/http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { launchBrowser } from '../browser'
import { projectRoot } from '../startService'

const rounds = 9

export interface WidgetBench {
  readonly gzBytes: { readonly widget: number; readonly whenOpened: number; readonly webChat?: number }
  readonly usableMs: Readonly<Record<string, number>>
  /** Usable ÷ empty page. */
  readonly ratio: Readonly<Record<string, number>>
}

const webChatFolder = path.join(projectRoot, 'test', 'webchat', 'node_modules', 'botframework-webchat', 'dist')
const widgetFolder = path.join(projectRoot, 'dist', 'widget')

const page = (head: string, body = ''): string =>
  `<!doctype html><html lang="fi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sivu</title><link rel="icon" href="data:,">${head}</head><body><main><h1>Palvelu</h1><p>Tekstiä.</p></main>${body}</body></html>`

/** How to tell, in the page, that it can be used. */
const pages: Readonly<Record<string, { readonly html: string; readonly usable: string }>> = {
  empty: { html: page(''), usable: 'document.readyState === "complete"' },
  widget: {
    html: page('<script async src="/w/1/widget.js" data-service="demo"></script>'),
    usable: '!!document.querySelector("opastin-widget")?.shadowRoot?.querySelector(".launcher")',
  },
  ...(existsSync(path.join(webChatFolder, 'webchat.js'))
    ? {
        webChat: {
          html: page(
            '<script src="/webchat/webchat.js"></script>',
            '<div id="chat" style="height:400px"></div><script>WebChat.renderWebChat({directLine:WebChat.createDirectLine({token:"x"})},document.getElementById("chat"))</script>',
          ),
          usable: '!!document.querySelector("#chat textarea, #chat input[type=text]")',
        },
      }
    : {}),
}

export async function run(): Promise<WidgetBench> {
  const served = await serve()
  const browser = await launchBrowser()
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(pages).map((name) => [name, []]))
  try {
    for (let round = 0; round < rounds; round++)
      for (const name of Object.keys(pages))
        times[name]?.push(await usableMs(browser, `${served.url}/${name}`, pages[name]?.usable ?? ''))
  } finally {
    await browser.close()
    served.close()
  }
  const usable = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))
  const ratio = Object.fromEntries(
    Object.entries(usable).map(([name, ms]) => [name, Number((ms / (usable['empty'] ?? 1)).toFixed(2))]),
  )
  const result: WidgetBench = {
    gzBytes: {
      widget: gzBytes(path.join(widgetFolder, 'widget.js')),
      whenOpened: gzBytes(path.join(widgetFolder, 'more.js')),
      ...('webChat' in pages ? { webChat: gzBytes(path.join(webChatFolder, 'webchat.js')) } : {}),
    },
    usableMs: usable,
    ratio,
  }
  console.table(
    Object.fromEntries(
      Object.keys(usable).map((name) => [name, { 'usable ms': usable[name], '÷ empty page': ratio[name] }]),
    ),
  )
  console.log(`Widget ${result.gzBytes.widget} B gz, ${result.gzBytes.whenOpened} B more when it is opened`)
  return result
}

async function usableMs(browser: Browser, url: string, usable: string): Promise<number> {
  const context = await browser.createBrowserContext()
  const tab: Page = await context.newPage()
  try {
    const session = await tab.createCDPSession()
    await session.send('Network.enable')
    const bytesPerSecond = (1.6 * 1024 * 1024) / 8
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: bytesPerSecond,
      uploadThroughput: bytesPerSecond,
    })
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    // The page itself looks, at every frame: asking it from outside would take time that a person does not wait.
    await tab.evaluateOnNewDocument(
      `(function look() { if (${usable}) window.usableAt = performance.now(); else requestAnimationFrame(look) })()`,
    )
    await tab.goto(url, { waitUntil: 'domcontentloaded' })
    await tab.waitForFunction('window.usableAt', { timeout: 60_000 })
    return Math.round(Number(await tab.evaluate('window.usableAt')))
  } finally {
    await context.close()
  }
}

async function serve(): Promise<{ url: string; close(): void }> {
  const folders = [
    staticFiles({ prefix: '/w/1', folder: widgetFolder, immutable: false }),
    staticFiles({ prefix: '/webchat', folder: webChatFolder, immutable: false }),
  ]
  const server = createServer((request, response) => {
    const at = (request.url ?? '/').split('?')[0] ?? '/'
    const own = pages[at.slice(1)]
    if (own) return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(own.html)
    const folder = folders.find(({ path: route }) => at.startsWith(route.replace('*', '')))
    if (!folder) return void response.writeHead(404).end()
    const asked = {
      params: { '*': at.slice(folder.path.length - 1) },
      headers: request.headers,
    } as unknown as HttpRequest
    Promise.resolve(folder.handle(asked))
      .then(({ status, headers, body }: Answer) => response.writeHead(status, headers).end(body))
      .catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => (server.close(), server.closeAllConnections()),
  }
}

function gzBytes(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).length
}

function median(of: readonly number[]): number {
  return [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0
}
