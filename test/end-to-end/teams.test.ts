/**
 * An adviser in Teams and a citizen, through real processes: in the widget in a real browser, and over two processes that share a
 * PostgreSQL, of which one is killed in the middle. Teams itself is the Bot Connector of test/fakes.
 */
import type { Browser, Page } from 'puppeteer-core'
import { launchBrowser } from '../browser'
import { wordsOf } from '../channels/teams/teamsHouse'
import { type Connector, startConnector } from '../fakes/connector'
import { testDatabase } from '../postgres'
import { openConversation, readActivities, type RunningService, sendMessage, startService } from '../startService'
import { appears, inWidget } from '../widget/widgetPage'

const directoryId = 'aaaaaaaa-0000-4000-8000-000000000001'
const environment = {
  ALLOW_ANONYMOUS_MESSAGES: 'yes',
  TEAMS_ADVISERS: directoryId,
  TEAMS_RETENTION_DECISION: '2026-11-22 Head of data protection: kept for 30 days',
}
const chat = 'a:aino'

let connector: Connector
const running: RunningService[] = []
beforeEach(async () => {
  connector = await startConnector()
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.kill()))
  await connector.stop()
})

async function start(more: Record<string, string> = {}): Promise<RunningService> {
  const service = await startService({ ...environment, ...more })
  running.push(service)
  return service
}

let count = 0
async function post(service: RunningService, more: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${service.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      id: `in-${++count}`,
      channelId: 'msteams',
      serviceUrl: connector.url,
      locale: 'fi-FI',
      from: { id: '29:aino', name: 'Aino', aadObjectId: directoryId },
      recipient: { id: '28:bot', name: 'Opastin' },
      conversation: { id: chat, conversationType: 'personal' },
      ...more,
    }),
  })
  if (response.status !== 200) throw new Error(`/api/messages answered ${response.status}: ${await response.text()}`)
  const text = await response.text()
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}
const says = (service: RunningService, text: string): Promise<unknown> => post(service, { text })
const presses = (service: RunningService, verb: string, data: object): Promise<unknown> =>
  post(service, { type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb, data } } })

/** Waits until something like it stands in the adviser's chat; resolves with the activity. */
async function teamsSees(words: RegExp): Promise<Record<string, unknown>> {
  return eventually(() => connector.standing(chat).findLast((raw) => words.test(wordsOf(raw))), words)
}

async function eventually<T>(look: () => T | undefined | Promise<T | undefined>, what: unknown): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`It never came: ${String(what)}. Teams shows: ${connector.standing(chat).map(wordsOf).join(' | ')}`)
}

const handoffIn = (card: Record<string, unknown>): { handoffId: string } => ({
  handoffId: /"handoffId":"([^"]+)"/.exec(JSON.stringify(card))?.[1] ?? '',
})

test('over two processes: each can be written to, either writes to Teams, and the death of one loses nothing', async () => {
  const shared = { DATABASE_URL: await testDatabase('teams_end_to_end'), TOKEN_SECRET: 'x'.repeat(40) }
  const [one, other] = [await start(shared), await start(shared)]
  await says(one, 'vapaa')
  await teamsSees(/päivystysvuorossa/)

  const talk = await openConversation(other.url)
  await sendMessage(other.url, talk, 'miten saan reseptin uusittua')
  await sendMessage(other.url, talk, 'haluan puhua ihmiselle')
  await sendMessage(other.url, talk, 'Odotan neuvojaa')
  const card = await teamsSees(/Asiakas odottaa neuvojaa/)
  await presses(one, 'take', handoffIn(card))
  await teamsSees(/Keskustelu asiakkaan kanssa/)

  const citizenSees = (words: RegExp): Promise<unknown> =>
    eventually(async () => (await readActivities(other.url, talk)).find(({ text }) => words.test(text ?? '')), words)
  await citizenSees(/Aino liittyi keskusteluun/)
  await says(one, 'Hei, täällä Aino')
  await citizenSees(/^Hei, täällä Aino$/)
  await sendMessage(other.url, talk, 'Hyvä, kiitos')
  await teamsSees(/^Asiakas: \nHyvä, kiitos$/)

  await one.kill()
  running.splice(running.indexOf(one), 1)
  await sendMessage(other.url, talk, 'Entä nyt?')
  await teamsSees(/^Asiakas: \nEntä nyt\?$/)
  await says(other, 'Olen yhä täällä')
  await citizenSees(/^Olen yhä täällä$/)

  await presses(other, 'end', { ...handoffIn(card), reason: 'helped' })
  await teamsSees(/Keskustelu on päättynyt/)
  await eventually(
    () =>
      connector.standing(chat).some((raw) => /Entä nyt|Hyvä, kiitos|reseptin uusittua/.test(wordsOf(raw)))
        ? undefined
        : true,
    'the removal of the person’s words',
  )
  const said = (await readActivities(other.url, talk)).map(({ text }) => text)
  expect(said.filter((text) => text === 'Hei, täällä Aino' || text === 'Olen yhä täällä')).toHaveLength(2)
}, 120_000)

describe('with a citizen in the widget', () => {
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await launchBrowser()
    page = await browser.newPage()
  }, 60_000)
  afterAll(() => browser?.close())

  const widgetSees = (words: string): Promise<unknown> =>
    page.waitForFunction(
      (wanted: string) => document.querySelector('opastin-widget')?.shadowRoot?.textContent?.includes(wanted),
      { polling: 50 },
      words,
    )

  async function widgetSays(words: string): Promise<void> {
    await page.focus(inWidget('textarea'))
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
  }

  test('asked in the widget, taken in Teams, both write, closed in Teams, and the bot goes on', async () => {
    const service = await start()
    await says(service, 'vapaa')
    await page.goto(`${service.url}/?lang=fi`)
    await appears(page, 'textarea')
    await widgetSays('haluan puhua ihmiselle')
    await widgetSees('Odotan neuvojaa')
    await widgetSays('Odotan neuvojaa')
    const card = await teamsSees(/Asiakas odottaa neuvojaa/)
    await presses(service, 'take', handoffIn(card))
    await widgetSees('Aino liittyi keskusteluun')
    await says(service, 'Hei, miten voin auttaa?')
    await widgetSees('Hei, miten voin auttaa?')
    await widgetSays('resepti vanheni')
    await teamsSees(/^Asiakas: \nresepti vanheni$/)
    await presses(service, 'end', { ...handoffIn(card), reason: 'helped' })
    await widgetSees('Neuvoja päätti keskustelun')
    await teamsSees(/Keskustelu on päättynyt/)
    await eventually(
      () => (connector.standing(chat).some((raw) => /resepti vanheni/.test(wordsOf(raw))) ? undefined : true),
      'the removal of the person’s words',
    )
  }, 120_000)
})
