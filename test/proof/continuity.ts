/**
 * `npm run proof -- continuity [--runs 200] [--from 0] [--minutes N]`: a person writes in the widget while the page is reloaded, left and
 * come back to, opened in a second tab, or cut off from the network. Everything typed must stand in the server's log exactly once and in
 * order, every tab must show that very log, and a draft must still be there.
 */
import type { Browser, BrowserContext, Page } from 'puppeteer-core'
import { launchBrowser } from '../browser'
import { readActivities, startService, type RunningService } from '../startService'
import { seededRandom } from './seededRandom'

export interface ContinuityProof {
  readonly seed: number
  readonly runs: number
  readonly messages: number
  readonly disturbances: Readonly<Record<string, number>>
  /** From the page's beginning to the restored conversation on the screen, in milliseconds. */
  readonly resumeMs: { readonly p50: number; readonly p95: number }
  readonly faults: readonly string[]
}

const words = [
  'kiitos',
  'miten uusin reseptin',
  'hei',
  'haluan puhua ihmiselle',
  'muuttoilmoitus',
  'unohdin pankkitunnukset',
]
const kinds = ['reload', 'navigate', 'second tab', 'offline', 'mid-send reload', 'minimise'] as const

const unlimited = {
  MESSAGES_PER_MINUTE_PER_CONVERSATION: '1000000',
  MESSAGES_PER_MINUTE_PER_ADDRESS: '1000000',
  TOKENS_PER_MINUTE_PER_ADDRESS: '1000000',
}

export async function continuityRuns({
  seed,
  runs,
  from = 0,
  minutes = Infinity,
  tell = () => undefined,
}: {
  readonly seed: number
  readonly runs: number
  readonly from?: number
  /** No run begins after these. */
  readonly minutes?: number
  tell?(progress: string): void
}): Promise<ContinuityProof> {
  const service = await startService(unlimited)
  const browser = await launchBrowser()
  const faults: string[] = []
  const resumes: number[] = []
  const disturbances = Object.fromEntries(kinds.map((kind) => [kind, 0]))
  const until = Date.now() + minutes * 60_000
  let messages = 0
  let done = 0
  try {
    for (let run = from; run < from + runs && Date.now() < until; run++) {
      const random = seededRandom(seed * 10_000 + run)
      const trial = new Trial(service, browser, random, resumes, disturbances)
      const found = await trial
        .run()
        .catch((fault: unknown) => [
          `${String(fault)} (${trial.doing}; typed ${trial.typed.join('|')}; seen ${trial.seen})`,
        ])
      messages += trial.typed.length
      faults.push(...found.map((fault) => `run ${run}: ${fault}`))
      if (++done % 20 === 0) tell(`${done} runs, ${messages} messages, ${faults.length} faults`)
    }
  } finally {
    await browser.close()
    await service.kill()
  }
  resumes.sort((a, b) => a - b)
  const at = (share: number): number => Math.round(resumes[Math.floor(resumes.length * share)] ?? 0)
  return { seed, runs: done, messages, disturbances, resumeMs: { p50: at(0.5), p95: at(0.95) }, faults }
}

/** One person with one conversation; holds the tabs that are open. */
class Trial {
  readonly typed: string[] = []
  /** What the last disturbance was, for a fault's story. */
  doing = 'nothing yet'
  seen = ''
  #context: BrowserContext | undefined
  #pages: Page[] = []

  constructor(
    private readonly service: RunningService,
    private readonly browser: Browser,
    private readonly random: () => number,
    private readonly resumes: number[],
    private readonly disturbances: Record<string, number>,
  ) {}

  async run(): Promise<string[]> {
    this.#context = await this.browser.createBrowserContext()
    try {
      await this.#openTab()
      const steps = 4 + Math.floor(this.random() * 4)
      for (let step = 0; step < steps; step++) {
        await this.#type(`${this.#pick(words)} ${step + 1}`)
        const kind = this.#pick(kinds)
        this.disturbances[kind] = (this.disturbances[kind] ?? 0) + 1
        this.doing = `${kind} at step ${step + 1} with ${this.#pages.length} tabs`
        await this.#disturb(kind)
      }
      this.doing = 'the check'
      return await this.#check()
    } catch (fault) {
      this.seen = (await Promise.all(this.#pages.map(shownIn))).join(' // ')
      throw fault
    } finally {
      await this.#context.close()
    }
  }

  async #openTab(): Promise<Page> {
    const page = await (this.#context as BrowserContext).newPage()
    page.setDefaultTimeout(15_000)
    await page.goto(`${this.service.url}/?lang=fi`)
    await inSight(page, 'textarea')
    this.#pages.push(page)
    return page
  }

  async #type(text: string, page = this.#pick(this.#pages)): Promise<void> {
    await page.bringToFront()
    await inSight(page, 'textarea')
    await this.#write(page, text)
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      () => document.querySelector('opastin-widget')?.shadowRoot?.querySelector('textarea')?.value === '',
    )
    this.typed.push(text)
    // Messages of several tabs have an order only when one stands in the log before the next is written.
    if (this.#pages.length > 1) await this.#stands(page, text)
  }

  async #stands(page: Page, text: string): Promise<void> {
    await page.waitForFunction(
      (one: string) =>
        [...(document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll('article.person') ?? [])].some(
          (said) => said.querySelector('time') && said.querySelector('.words')?.textContent === one,
        ),
      { polling: 50 },
      text,
    )
  }

  async #disturb(kind: (typeof kinds)[number]): Promise<void> {
    const page = this.#pick(this.#pages)
    await page.bringToFront()
    const draft = `luonnos ${Math.floor(this.random() * 1000)}`
    switch (kind) {
      case 'second tab':
        if (this.#pages.length === 1) {
          await this.#stands(page, this.typed.at(-1) ?? '')
          await this.#openTab()
        }
        return
      case 'offline': {
        await page.setOfflineMode(true)
        await this.#typeAlone(`ilman verkkoa ${this.typed.length}`, page)
        await page.setOfflineMode(false)
        await this.#stands(page, this.typed.at(-1) ?? '')
        return
      }
      case 'minimise':
        await page.$eval('opastin-widget >>> header button:last-child', (button) => (button as HTMLElement).click())
        await inSight(page, '.launcher')
        await page.$eval('opastin-widget >>> .launcher', (button) => (button as HTMLElement).click())
        return inSight(page, 'textarea')
      case 'mid-send reload':
        await this.#typeAlone(`kesken ${this.typed.length}`, page)
        return this.#come(page, () => page.reload())
      default: {
        await this.#write(page, draft)
        await this.#come(page, async () => {
          if (kind === 'reload') return page.reload()
          await page.goto(`${this.service.url}/about`)
          return page.goto(`${this.service.url}/?lang=fi&again`)
        })
        const kept = await page.$eval('opastin-widget >>> textarea', (area) => (area as HTMLTextAreaElement).value)
        if (kept !== draft) throw new Error(`the draft "${draft}" became "${kept}" after ${kind}`)
      }
    }
  }

  /** In place of what is written there. */
  async #write(page: Page, text: string): Promise<void> {
    await page.focus('opastin-widget >>> textarea')
    await page.$eval('opastin-widget >>> textarea', (area) => (area as HTMLTextAreaElement).select())
    await page.keyboard.type(text)
  }

  /** Writes without waiting for anything: the message is on its way, or cannot be. */
  async #typeAlone(text: string, page: Page): Promise<void> {
    await this.#write(page, text)
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      () => document.querySelector('opastin-widget')?.shadowRoot?.querySelector('textarea')?.value === '',
    )
    this.typed.push(text)
  }

  async #come(page: Page, how: () => Promise<unknown>): Promise<void> {
    await how()
    await inSight(page, 'article.person')
    this.resumes.push(await page.evaluate(() => performance.now()))
    if (this.#pages.length > 1) await this.#stands(page, this.typed.at(-1) ?? '')
  }

  /** The server's log against what was typed, and every tab against the server's log. */
  async #check(): Promise<string[]> {
    const faults: string[] = []
    for (const page of this.#pages) {
      await page.bringToFront()
      await this.#stands(page, this.typed.at(-1) ?? '')
      await page.waitForFunction(() => !document.querySelector('opastin-widget')?.shadowRoot?.querySelector('.typing'))
    }
    const first = this.#pages[0] as Page
    const { id, token } = await first.evaluate(
      () =>
        (JSON.parse(sessionStorage.getItem('opastin:demo') ?? '{}') as { credentials: { id: string; token: string } })
          .credentials,
    )
    const log = await readActivities(this.service.url, { conversationId: id, token, streamUrl: '' })
    const said = log.filter(({ from }) => from.role === 'user').map(({ text }) => text ?? '')
    if (said.join('|') !== this.typed.join('|'))
      faults.push(`typed ${this.typed.join('|')}, in the log ${said.join('|')}`)
    const ids = log.filter(({ type, text }) => type === 'message' && text).length
    for (const [index, page] of this.#pages.entries()) {
      await page.waitForFunction(
        (least: number) =>
          (document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll('article').length ?? 0) >= least,
        { polling: 50 },
        ids,
      )
      const shown = await page.evaluate(() =>
        [...(document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll('article') ?? [])].map(
          (one) => one.className,
        ),
      )
      const expected = log
        .filter(({ type, text }) => type === 'message' && text)
        .map(({ from }) => (from.role === 'user' ? 'person' : 'bot'))
      if (shown.join() !== expected.join())
        faults.push(`tab ${index + 1} shows ${shown.join()} for a log of ${expected.join()}`)
    }
    return faults
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)] as T
  }
}

/** Puppeteer's own waiting does not see what changes inside a shadow root. */
async function inSight(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    (one: string) => document.querySelector('opastin-widget')?.shadowRoot?.querySelector(one),
    { polling: 50 },
    selector,
  )
}

/** What a tab shows, to tell the story of a fault. */
function shownIn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const root = document.querySelector('opastin-widget')?.shadowRoot
    return [...(root?.querySelectorAll('article.person, .alert') ?? [])].map((one) => one.textContent).join(' | ')
  })
}

export async function run(args: readonly string[]): Promise<ContinuityProof> {
  const given = (name: string, otherwise: number): number => {
    const at = args.indexOf(name)
    return at >= 0 ? Number(args[at + 1]) : otherwise
  }
  const result = await continuityRuns({
    seed: given('--seed', 1),
    runs: given('--runs', 200),
    from: given('--from', 0),
    minutes: given('--minutes', Infinity),
    tell: (progress) => console.log(progress),
  })
  const { runs, messages, resumeMs, faults } = result
  console.log(
    `${runs} runs, ${messages} messages, ${JSON.stringify(result.disturbances)}; back on the screen in ${resumeMs.p50} ms (p95 ${resumeMs.p95}); ${faults.length} faults`,
  )
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`)
  return result
}
