/** The desk's page in a real browser, on a server that does as it is told. Needs the built page (`npm run build`). */
import type { Browser } from 'puppeteer-core'
import { launchBrowser } from '../browser'
import { fakePassword, startDeskServer, type DeskServer } from '../fakes/deskServer'
import { openDesk, type OpenDesk } from './openDesk'
import { fillQueue, prescription, suggestions, topicOf } from './scene'

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
  await server.close()
  expect(desk?.faults ?? []).toEqual([])
  desk = undefined
})

const said = (): string[] =>
  server.deeds.filter(({ call }) => /lines$/.test(call)).map(({ body }) => String(body['text']))
const calls = (): string[] => server.deeds.map(({ call }) => call).filter((call) => call.startsWith('POST'))
const draft = (): Promise<string> =>
  desk?.page.$eval('#writing', (field) => (field as HTMLTextAreaElement).value) ?? Promise.resolve('')

test('an adviser signs in with a name and a password, and is told when they are wrong', async () => {
  server.signedIn = false
  desk = await openDesk(browser, server)
  await desk.page.type('input[name=username]', 'Aino')
  await desk.page.type('input[name=password]', 'arvaus')
  await desk.press('Enter')
  await desk.sees('Nimi tai salasana on väärin.')
  await desk.page.$eval('input[name=password]', (field) => (field as HTMLInputElement).select())
  await desk.page.type('input[name=password]', fakePassword)
  await desk.press('Enter')
  await desk.page.waitForSelector('.room')
})

test('a whole round by keyboard alone takes at most twelve strokes beside the words', async () => {
  fillQueue(server)
  desk = await openDesk(browser, server)
  await desk.sees('Terveys')
  const { press, page } = desk
  // Take the second in the queue, put in a suggestion, send it, write a note, transfer with a note.
  await press('j')
  await press('j')
  await press('Enter')
  await page.waitForSelector('#writing')
  await desk.sees('Suomi.fi-fullmakt')
  await press('Alt', 'Shift', '1')
  expect(said()).toEqual([])
  expect(await draft()).toContain('Suomi.fi-fullmakt')
  await press('Control', 'Enter')
  await press('Alt', 'n')
  await page.keyboard.type('Ei pankkitunnuksia.')
  await press('Control', 'Enter')
  await press('Alt', 't')
  await page.keyboard.type('Auta lomakkeen kanssa.')
  await press('Control', 'Enter')
  await desk.sees('Keskustelu siirrettiin.')
  // The focus goes to the next in the queue: take and end it.
  await page.waitForFunction(() => document.activeElement?.matches('[data-row]'), { polling: 30 })
  await press('Enter')
  await page.waitForSelector('#writing')
  await press('Alt', 'e')
  await press('Control', 'Enter')
  await desk.sees('Keskustelu päättyi.')
  expect(calls()).toEqual([
    'POST handoffs/h1/take',
    'POST handoffs/h1/lines',
    'POST handoffs/h1/notes',
    'POST handoffs/h1/transfer',
    'POST handoffs/h0/take',
    'POST handoffs/h0/end',
  ])
  expect(server.deeds.find(({ call }) => /transfer/.test(call))?.body).toMatchObject({
    desk: 'digituki',
    note: 'Auta lomakkeen kanssa.',
  })
  expect(desk.strokes()).toBeLessThanOrEqual(12)
})

test('ready replies come by a slash in the language of the conversation', async () => {
  fillQueue(server)
  desk = await openDesk(browser, server)
  await desk.sees('Terveys')
  await desk.press('j')
  await desk.press('j')
  await desk.press('Enter')
  await desk.page.waitForSelector('#writing')
  await desk.page.keyboard.type('/terv')
  await desk.page.waitForSelector('[role=option][aria-selected=true]')
  await desk.press('Enter')
  expect(await draft()).toBe('Hej! Jag är Aino, rådgivare. Jag har läst ditt samtal. Hur kan jag hjälpa?')
  expect(said()).toEqual([])
})

test('a draft outlives a reload, and a line written while the server is away arrives once when it is back', async () => {
  server.arrive({ id: 'h1', topic: topicOf.terveys, language: 'sv' }, prescription)
  desk = await openDesk(browser, server)
  await desk.sees('Terveys')
  await desk.press('j')
  await desk.press('Enter')
  await desk.page.waitForSelector('#writing')
  await desk.page.keyboard.type('kesken jäänyt')
  await desk.page.reload()
  await desk.page.waitForSelector('#writing')
  expect(await draft()).toBe('kesken jäänyt')
  server.down = true
  server.cut()
  await desk.sees('Yhteys katkesi')
  await desk.page.focus('#writing')
  await desk.press('Control', 'Enter')
  await desk.sees('Lähetetään…')
  server.down = false
  server.say('h1', { text: 'Är du kvar?', language: 'sv' })
  await desk.sees('Är du kvar?')
  await desk.page.waitForFunction(() => !document.querySelector('.pending'), { polling: 30 })
  expect(server.logs.get('h1')?.filter(({ text }) => text === 'kesken jäänyt')).toHaveLength(1)
})

test('a conversation that is no longer the adviser’s says why and keeps what was written in view', async () => {
  server.arrive({ id: 'h1', topic: topicOf.terveys }, prescription)
  desk = await openDesk(browser, server)
  await desk.sees('Terveys')
  await desk.press('j')
  await desk.press('Enter')
  await desk.page.waitForSelector('#writing')
  await desk.page.keyboard.type('melkein valmis')
  server.lose('h1', { state: 'closed', closeReason: 'left' })
  await desk.sees('Asiakas lähti keskustelusta.')
  await desk.sees('melkein valmis')
  expect(await desk.page.$('#writing')).toBeNull()
})

test('masked data is shown by its kind, and the person’s own words never become markup', async () => {
  server.arrive({ id: 'h1' }, [{ text: 'hetu ⟦ID⟧ <img src=x onerror=alert(1)> **ei lihavaa**' }])
  desk = await openDesk(browser, server)
  await desk.sees('Aihe ei tiedossa')
  await desk.press('j')
  await desk.press('Enter')
  await desk.sees('henkilötunnus (peitetty)')
  await desk.sees('<img src=x onerror=alert(1)> **ei lihavaa**')
  expect(await desk.page.$('.log img')).toBeNull()
})

test('unread messages are counted on the conversation that is not in view, and said aloud on the one that is', async () => {
  server.arrive({ id: 'h1', topic: topicOf.terveys }, prescription)
  server.arrive({ id: 'h2', topic: topicOf.raha }, [{ text: 'moi' }])
  desk = await openDesk(browser, server)
  await desk.sees('Raha-asiat')
  for (const row of [0, 1]) {
    await desk.page.waitForFunction(
      (left: number) => document.querySelectorAll('.queue [data-row]').length === left,
      { polling: 30 },
      2 - row,
    )
    await desk.page.click('.queue [data-row]')
    await desk.page.waitForFunction(
      (held: number) => document.querySelectorAll('.own .row').length === held,
      { polling: 30 },
      row + 1,
    )
    await desk.page.waitForFunction(() => document.querySelector('.log')?.getAttribute('aria-busy') === 'false', {
      polling: 30,
    })
  }
  server.say('h1', { text: 'oletko siellä?' })
  await desk.page.waitForSelector('.row.unread .count')
  expect(await desk.page.title()).toMatch(/^\(1\)/)
  await desk.press('Alt', '1')
  expect(await desk.page.$('.row.unread')).toBeNull()
  server.say('h1', { text: 'huhuu' })
  await desk.page.waitForFunction(() => document.getElementById('said')?.textContent?.includes('Asiakas: huhuu'), {
    polling: 20,
  })
})

test('sound and notification come only when the adviser has asked for them, and tell no words of a person', async () => {
  desk = await openDesk(browser, server)
  const { page } = desk
  await page.evaluateOnNewDocument(() => {
    const told: string[] = []
    Object.assign(window, { told })
    Object.assign(window, {
      Notification: class {
        static permission = 'granted'
        constructor(title: string, { body }: { body: string }) {
          told.push(`${title}: ${body}`)
        }
      },
      AudioContext: class extends AudioContext {
        constructor() {
          super()
          told.push('sound')
        }
      },
    })
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true })
  })
  const arrive = async (id: string): Promise<unknown> => {
    server.arrive({ id, topic: topicOf.raha }, [{ text: 'salainen asia' }])
    await page.waitForFunction(
      (rows: number) => document.querySelectorAll('.queue [data-row]').length === rows,
      { polling: 30 },
      server.handoffs.size,
    )
    return page.evaluate('window.told')
  }
  await page.reload()
  await page.waitForSelector('.room')
  await page.waitForFunction(() => !document.querySelector('.line-state .fi-inline-alert'), { polling: 30 })
  expect(await arrive('h1')).toEqual([])
  await page.evaluate(() =>
    localStorage.setItem('opastin-desk-settings', '{"language":"fi","sound":true,"notifications":true}'),
  )
  await page.reload()
  await desk.sees('Raha-asiat')
  expect(await arrive('h2')).toEqual(['sound', 'Opastin: Uusi jonottaja odottaa'])
  // Whom the service gives without being asked is told like a message, and counts until somebody looks.
  const given = server.handoffs.get('h1')
  if (given) Object.assign(given, { state: 'accepted', mine: true })
  server.lose('', {})
  await page.waitForSelector('.row.unread .count')
  expect(await page.title()).toMatch(/^\(1\)/)
  await page.waitForFunction('window.told.length === 4', { polling: 30 })
  expect(await page.evaluate('window.told.slice(2)')).toEqual(['sound', 'Opastin: Uusi viesti odottaa sinua'])
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'visible' })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.waitForFunction(() => !document.title.startsWith('('), { polling: 30 })
})

test('single-letter keys can be switched off, and then only combinations work', async () => {
  fillQueue(server)
  desk = await openDesk(browser, server)
  await desk.sees('Terveys')
  await desk.page.evaluate(() => localStorage.setItem('opastin-desk-settings', '{"letters":false,"language":"fi"}'))
  await desk.page.reload()
  await desk.sees('Terveys')
  await desk.press('j')
  expect(await desk.page.evaluate(() => document.activeElement?.matches('[data-row]'))).toBe(false)
  await desk.press('Alt', 'j')
  expect(await desk.page.evaluate(() => document.activeElement?.matches('[data-row]'))).toBe(true)
})

test('300 in the queue and 5 000 messages in one conversation leave the page light', async () => {
  for (let at = 0; at < 300; at++) server.arrive({ id: `q${at}`, topic: topicOf.raha, waitSeconds: 600 - at })
  server.arrive(
    { id: 'h1', state: 'accepted', mine: true, topic: topicOf.terveys },
    Array.from({ length: 5000 }, (_, at) => ({
      text: `viesti ${at + 1}`,
      speaker: at % 2 ? ('bot' as const) : ('person' as const),
    })),
  )
  desk = await openDesk(browser, server)
  await desk.sees('viesti 5000')
  expect(await desk.page.$$eval('.queue li', (rows) => rows.length)).toBe(300)
  expect(await desk.page.$$eval('.log article', (lines) => lines.length)).toBeLessThanOrEqual(80)
  await desk.page.focus('#writing')
  await desk.page.keyboard.type('tämä kulkee')
  await desk.press('Control', 'Enter')
  await desk.page.waitForFunction(
    () => [...document.querySelectorAll('.said.adviser')].some((one) => one.textContent?.includes('tämä kulkee')),
    { polling: 30 },
  )
  await desk.page.$eval('.earlier', (button) => (button as HTMLElement).click())
  await desk.page.waitForFunction(() => document.querySelectorAll('.log article').length > 200, { polling: 30 })
})

test('a search stays with its conversation, and the key puts in what stands on the screen', async () => {
  server.suggestions = [{ ...suggestions[0], text: 'ehdotus' }]
  server.arrive({ id: 'h1', state: 'accepted', mine: true, topic: topicOf.raha, language: 'fi' }, [{ text: 'moi' }])
  server.arrive({ id: 'h2', state: 'accepted', mine: true, topic: topicOf.terveys, language: 'sv' }, [{ text: 'hej' }])
  desk = await openDesk(browser, server)
  await desk.sees('ehdotus')
  server.suggestions = [{ ...suggestions[0], title: 'Haettu ohje', text: 'haettu kohta' }]
  await desk.page.type('#knowledge-words', 'resepti')
  await desk.press('Enter')
  await desk.sees('haettu kohta')
  await desk.press('Alt', 'Shift', '1')
  expect(await draft()).toBe('haettu kohta')
  await desk.press('Alt', '2')
  const found = (): Promise<string[] | undefined> =>
    desk?.page.$$eval('.suggestions h4', (all) => all.map((one) => `${one.lang} ${one.textContent}`)) ??
    Promise.resolve(undefined)
  expect(await desk.page.$eval('#knowledge-words', (field) => (field as HTMLInputElement).value)).toBe('')
  await desk.sees('Ehdotuksia viimeiseen viestiin')
  expect(await found()).toEqual([expect.not.stringContaining('Haettu')])
  await desk.press('Alt', 'Shift', '1')
  expect(await draft()).toBe('ehdotus')
  await desk.press('Alt', '1')
  expect(await found()).toEqual([expect.stringContaining('fi Haettu')])
})
