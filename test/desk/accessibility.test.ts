/** axe-core in a real browser: no violation in any state of the desk, light and dark, wide and at 200 % zoom (640 px). */
import type { Browser } from 'puppeteer-core'
import { launchBrowser } from '../browser'
import { startDeskServer, type DeskServer } from '../fakes/deskServer'
import { openDesk, sheetOpens, type Look, type OpenDesk } from './openDesk'
import { violations } from './violations'
import { fillQueue, prescription, topicOf } from './scene'

let browser: Browser
let server: DeskServer
let desk: OpenDesk | undefined
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  server = await startDeskServer()
})
afterEach(async () => {
  await desk?.leave()
  desk = undefined
  await server.close()
})

const present = {
  status: 'available',
  capacity: 6,
  languages: ['fi', 'sv', 'en'],
  desks: ['yleinen'],
  automatic: false,
}

const looks: Look[] = [1280, 640].flatMap((width) => (['light', 'dark'] as const).map((theme) => ({ width, theme })))

test.each(looks)(
  'no state has a violation: $width px, $theme',
  async (look) => {
    const found: string[] = []
    server.signedIn = false
    desk = await openDesk(browser, server, look)
    const { page, press, sees } = desk
    const check = async (state: string): Promise<void> => {
      if (desk) found.push(...(await violations(desk, state)))
    }
    await check('door')
    await page.type('input[name=password]', 'arvaus')
    await press('Enter')
    await sees('väärin')
    await check('door, refused')

    server.signedIn = true
    server.role = 'supervisor'
    await page.reload()
    await page.waitForSelector('.room')
    await check('nobody there')
    fillQueue(server)
    await sees('Terveys')
    await check('queue')
    await press('j')
    await press('j')
    await press('Enter')
    await page.waitForSelector('#writing')
    await page.waitForFunction(() => document.querySelector('.log')?.getAttribute('aria-busy') === 'false', {
      polling: 30,
    })
    await check('conversation')
    await press('Alt', 'n')
    await page.keyboard.type('muistiinpano')
    await check('writing a note')
    await press('Control', 'Enter')
    await page.keyboard.type('/')
    await page.waitForSelector('#canned')
    await check('ready replies')
    await press('Backspace')
    for (const [name, key] of [
      ['transfer', 't'],
      ['end', 'e'],
      ['help', 'h'],
      ['code', 'c'],
    ] as const) {
      await press('Alt', key)
      await sheetOpens(page)
      await check(name)
      await press('Escape')
      await page.waitForFunction(() => !document.querySelector('.fi-modal'), { polling: 30 })
    }
    await press('Alt', 'c')
    await page.keyboard.type('7K3F-9QXM-2D4A')
    await press('Tab')
    await press('Space')
    await press('Control', 'Enter')
    await sees('Keskustelukoodi ei avaa keskustelua')
    await check('code, refused')
    await press('Escape')
    await page.click('.tools button:last-child')
    await sheetOpens(page)
    await check('leaving')
    await press('Escape')
    server.push({ type: 'presence', presence: { ...present, status: 'away' } })
    server.push({ type: 'away', why: 'missed' })
    await sees('sinut merkittiin poissa olevaksi')
    await check('set to away')
    server.push({ type: 'presence', presence: present })
    await press('Control', 'k')
    await page.waitForSelector('.palette')
    await check('commands')
    await page.keyboard.type('asetukset')
    await press('Enter')
    await sheetOpens(page)
    await check('settings')
    await press('Escape')
    await press('Alt', 'f')
    await page.keyboard.type('recept')
    await press('Enter')
    await sees('Löytyi 3')
    await check('search')
    server.refuse = { call: /lines$/, status: 409, code: 'not_holder' }
    await press('Alt', '1')
    await page.keyboard.type('ei mene perille')
    await press('Control', 'Enter')
    await page.waitForSelector('.refused')
    await check('a line refused')
    server.lose('h1', { state: 'closed', closeReason: 'left' })
    await sees('Asiakas lähti')
    await check('lost')
    server.down = true
    server.cut()
    await sees('Yhteys katkesi')
    await check('without a connection')
    server.down = false
    await page.waitForFunction(() => !document.body.innerText.includes('Yhteys katkesi'), { polling: 50 })
    for (const [name, words] of [
      ['Yhteydenottopyynnöt', '040 123 4567'],
      ['Tilanne', 'Björn'],
    ] as const) {
      await page.$$eval(
        '.views button',
        (buttons, wanted) => (buttons.find((one) => one.textContent?.includes(wanted)) as HTMLElement).click(),
        name,
      )
      await sees(words)
      await check(name)
    }
    server.arrive({ id: 'h9', state: 'accepted', topic: topicOf.terveys, language: 'sv' }, prescription)
    await page.$eval('.table button', (button) => (button as HTMLElement).click())
    await sees('Luet hiljaa')
    await sees('ja tack')
    await check('reading along')
    server.push({ type: 'unfollowed', handoffId: 'h9' })
    await sees('Uusia viestejä ei enää näytetä')
    await check('reading along, ended')
    expect(found).toEqual([])
    expect(desk.faults).toEqual([])
  },
  60_000,
)
