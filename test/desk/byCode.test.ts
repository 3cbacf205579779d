/** A person reads a code out, and an adviser opens the conversation by it: the real service, its page in a real browser, by keyboard alone. */
import type { Browser } from 'puppeteer-core'
import { launchBrowser } from '../browser'
import { openDeskHouse, type DeskHouse } from '../channels/desk/deskHouse'
import { openConversation, read, say, until } from '../channels/directline/client'
import { openDesk, sheetOpens, type OpenDesk } from './openDesk'
import { violations } from './violations'

let house: DeskHouse
let browser: Browser
let desk: OpenDesk | undefined
beforeAll(async () => {
  house = await openDeskHouse({ Aino: 'adviser' })
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await desk?.leave()
  await browser?.close()
  await house?.stop()
})

async function codeOf(token: string): Promise<string> {
  const page = await fetch(`${house.url}/resume/code`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ lang: 'fi', c: token }),
  })
  return /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.text())?.[0] ?? ''
}

test('the adviser sees the whole conversation with its sources, and can write nothing into it', async () => {
  const talk = await openConversation(house.url, { locale: 'fi' })
  await say(house.url, talk, 'miten uusin reseptin')
  await until(async () => (await read(house.url, talk)).activities.some(({ replyToId }) => replyToId))
  const code = await codeOf(talk.token)
  desk = await openDesk(browser, house)
  const { page, press, sees } = desk
  await page.type('input[name=username]', 'Aino')
  await page.type('input[name=password]', house.passwordOf('Aino'))
  await press('Enter')
  await page.waitForSelector('.room')
  await press('c')
  await sheetOpens(page)
  await page.keyboard.type(code.toLowerCase())
  await press('Control', 'Enter')
  // Without the person's consent the sheet stays where it is.
  expect(await page.$('.fi-modal')).not.toBeNull()
  await press('Tab')
  await press('Space')
  await press('Control', 'Enter')
  await sees('Keskustelukoodilla avattu keskustelu')
  await sees('miten uusin reseptin')
  await page.waitForSelector('.reading .citations a')
  expect(await page.$('#writing')).toBeNull()
  expect(await violations(desk, 'opened by code')).toEqual([])
  await say(house.url, talk, 'vielä yksi asia')
  await page.$$eval('.reading .talk-deeds button', ([more]) => (more as HTMLElement).focus())
  await press('Enter')
  await sees('vielä yksi asia')
  await press('Tab')
  await press('Enter')
  await sees('Ei keskusteluja.')
  expect(desk.faults).toEqual([])
}, 60_000)
