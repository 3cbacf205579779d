/** Two people end to end: one asks in the widget on the demo page, the other answers at the desk, in two real browser windows. */
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { launchBrowser } from '../browser'
import { projectRoot, startService, type RunningService } from '../startService'
import { sheetOpens } from '../desk/openDesk'
import { appears, inWidget, logOf } from '../widget/widgetPage'

/** A wire that can be cut: everything goes through it to the service. */
interface Wire {
  readonly url: string
  to: number
  cut(): void
  close(): void
}

async function layWire(): Promise<Wire> {
  const ends = new Set<Socket>()
  const server: Server = createServer((near) => {
    const far = connect(wire.to, '127.0.0.1')
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        ends.delete(end)
        other.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const wire: Wire = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    to: 0,
    cut() {
      for (const end of ends) end.destroy()
    },
    close() {
      wire.cut()
      server.close()
    },
  }
  return wire
}

/** As an operator does it, with the service standing still or running. */
async function addAdviser(name: string, dataFolder: string): Promise<string> {
  const command = path.join(projectRoot, 'dist', 'server', 'commands', 'adviser.js')
  const environment = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataFolder, ALLOW_LOCAL_ACCOUNTS: 'yes' }
  const child = spawn(process.execPath, [command, 'add', name], { env: environment })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await new Promise((resolve) => child.once('close', resolve))
  const password = /shown once: (\S+)/.exec(printed)?.[1]
  if (!password) throw new Error(`No adviser was added: ${printed}`)
  return password
}

let wire: Wire
let service: RunningService
let browser: Browser
let person: Page
let adviser: Page
let password: string
beforeAll(async () => {
  wire = await layWire()
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'opastin-desk-'))
  await addAdviser('Aino', dataFolder)
  service = await startService({ ALLOW_LOCAL_ACCOUNTS: 'yes', PUBLIC_URL: wire.url }, dataFolder)
  wire.to = Number(new URL(service.url).port)
  // A new password for her while the service holds the data folder: the old one is worth nothing.
  password = await addAdviser('Aino', dataFolder)
  browser = await launchBrowser()
  // Two windows of two people: neither has the other's cookies.
  person = await (await browser.createBrowserContext()).newPage()
  adviser = await (await browser.createBrowserContext()).newPage()
  await adviser.setViewport({ width: 1280, height: 800 })
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await service?.kill()
  wire?.close()
})

async function deskSees(words: string): Promise<void> {
  await adviser.waitForFunction(
    (wanted: string) => document.querySelector('#desk')?.textContent?.includes(wanted),
    { polling: 50 },
    words,
  )
}

async function personSees(words: string): Promise<void> {
  await person.waitForFunction(
    (wanted: string) => document.querySelector('opastin-widget')?.shadowRoot?.textContent?.includes(wanted),
    { polling: 50 },
    words,
  )
}

async function personSays(words: string): Promise<void> {
  await person.focus(inWidget('textarea'))
  await person.keyboard.type(words)
  await person.keyboard.press('Enter')
}

async function personPresses(words: string): Promise<void> {
  await personSees(words)
  await person.evaluate(
    (wanted) =>
      [...(document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll<HTMLElement>('button') ?? [])]
        .findLast((button) => button.textContent?.includes(wanted))
        ?.click(),
    words,
  )
}

/** From the list of commands, as the keyboard has it. */
async function command(words: string): Promise<void> {
  await adviser.keyboard.down('Control')
  await adviser.keyboard.press('k')
  await adviser.keyboard.up('Control')
  await adviser.waitForFunction(() => document.activeElement?.matches('.palette input'), { polling: 30 })
  await adviser.keyboard.type(words)
  await adviser.keyboard.press('Enter')
}

async function deskSays(words: string): Promise<void> {
  await adviser.waitForFunction(() => document.activeElement?.id === 'writing', { polling: 30 })
  await adviser.keyboard.type(words)
  await adviser.keyboard.down('Control')
  await adviser.keyboard.press('Enter')
  await adviser.keyboard.up('Control')
}

test('a person asks, an adviser takes by keyboard alone, both write, the wire is cut in the middle, and the bot goes on after the end', async () => {
  await adviser.goto(`${wire.url}/desk?lang=fi`)
  await adviser.waitForSelector('input[name=username]')
  await adviser.evaluate(() => localStorage.setItem('opastin-desk-settings', '{"language":"fi"}'))
  await adviser.reload()
  await adviser.waitForSelector('input[name=username]')
  await adviser.type('input[name=username]', 'Aino')
  await adviser.type('input[name=password]', password)
  await adviser.keyboard.press('Enter')
  await adviser.waitForSelector('.room')
  await deskSees('Kukaan ei odota.')
  await command('merkitse minut paikalle')
  await adviser.waitForSelector('.presence.available')

  await person.goto(`${wire.url}/?lang=fi`)
  await appears(person, 'textarea')
  await personSays('miten uusin reseptin')
  await appears(person, '.sources')
  await personSays('haluan puhua ihmiselle')
  await personPresses('Odotan neuvojaa')
  await personSees('Odotat nyt neuvojaa')

  await adviser.waitForSelector('.queue [data-row]')
  await adviser.keyboard.press('j')
  await adviser.waitForFunction(() => document.activeElement?.matches('[data-row]'), { polling: 30 })
  await adviser.keyboard.press('Enter')
  await adviser.waitForSelector('#writing')
  await deskSees('miten uusin reseptin')
  await adviser.waitForSelector('.citations a')
  await personSees('Nyt sinulle vastaa ihminen')

  await deskSays('Hei, täällä Aino.')
  await personSees('Hei, täällä Aino.')
  await personSays('äidin resepti vanheni, tunnus 131052-308T')
  await personPresses('Lähetä peitettynä')
  await deskSees('henkilötunnus (peitetty)')
  expect(await adviser.$eval('#desk', (desk) => desk.textContent)).not.toContain('131052-308T')

  await adviser.keyboard.type('Apteekki voi ')
  wire.cut()
  await adviser.keyboard.type('uusia sen.')
  await adviser.keyboard.down('Control')
  await adviser.keyboard.press('Enter')
  await adviser.keyboard.up('Control')
  await personSays('kuuletko?')
  await personSees('Apteekki voi uusia sen.')
  await deskSees('kuuletko?')
  await adviser.waitForFunction(() => !document.querySelector('.pending'), { polling: 50 })
  const heard = (await logOf(person)).join('\n')
  expect(heard.split('Apteekki voi uusia sen.')).toHaveLength(2)
  expect(
    await adviser.$$eval('.said.person', (all) => all.filter((one) => one.textContent?.includes('kuuletko?')).length),
  ).toBe(1)

  await adviser.keyboard.down('Alt')
  await adviser.keyboard.press('e')
  await adviser.keyboard.up('Alt')
  await sheetOpens(adviser)
  await adviser.keyboard.down('Control')
  await adviser.keyboard.press('Enter')
  await adviser.keyboard.up('Control')
  await personSees('Neuvoja päätti keskustelun.')
  await deskSees('Ei keskusteluja.')
  await personSays('miten haen asumistukea')
  await person.waitForFunction(
    () => (document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll('.sources').length ?? 0) > 1,
    { polling: 50 },
  )
}, 60_000)
