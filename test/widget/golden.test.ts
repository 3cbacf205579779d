/**
 * What assistive technology gets, against golden files in three languages: everything the live region says in a conversation with a streamed
 * answer, a broken line, a queue and an adviser; and the tree of the open panel. After a wanted change: GOLDEN=write npx jest test/widget/golden.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page, SerializedAXNode } from 'puppeteer-core'
import { guideAnswer, reply } from '../fakes/talkServer'
import {
  appears,
  draft,
  inWidget,
  openPanel,
  openWidgetHouse,
  phrases,
  press,
  say,
  type WidgetHouse,
} from './widgetPage'

let house: WidgetHouse
let page: Page
beforeAll(async () => {
  house = await openWidgetHouse()
}, 60_000)
afterEach(async () => {
  house.server.down = false
  await page.close()
  house.server.forget()
})
afterAll(() => house.close())

const languages = ['fi', 'sv', 'en'] as const
const question = { fi: 'resepti', sv: 'recept', en: 'prescription' }

function compare(name: string, found: string): void {
  const file = path.join(__dirname, 'golden', name)
  if (process.env['GOLDEN'] === 'write') writeFileSync(file, found)
  expect(existsSync(file) ? readFileSync(file, 'utf8') : 'there is no such file').toBe(found)
}

async function listen(): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const region = document.querySelector('opastin-widget')?.shadowRoot?.querySelector('[aria-live=polite]') as Element
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) heard.push(`${(node as HTMLElement).lang}: ${node.textContent}`)
    }).observe(region, { childList: true })
  })
}

const heard = (): Promise<string[]> => page.evaluate(() => (window as unknown as { heard: string[] }).heard)

async function isHeard(part: string): Promise<void> {
  await page.waitForFunction(
    (wanted: string) => (window as unknown as { heard: string[] }).heard.some((one) => one.includes(wanted)),
    { polling: 30 },
    part,
  )
}

test.each(languages)('in %s every message is heard once, in order, in its own language', async (language) => {
  page = await house.open({ language })
  await listen()
  await openPanel(page)
  await isHeard(phrases.say('greeting', language).slice(0, 20))
  await say(page, question[language])

  // An answer of three hundred pieces, streamed: heard once, when it is whole.
  const answer = house.server.answer
  house.server.answer = () => undefined
  await draft(page, '300')
  await page.keyboard.press('Enter')
  await appears(page, '.typing')
  const pieces = Array.from({ length: 300 }, (_, at) => `s${at}`)
  for (let at = 1; at <= pieces.length; at++)
    house.server.push({ type: 'typing', from: { id: 'opastin', role: 'bot' }, text: pieces.slice(0, at).join(' ') })
  await page.waitForFunction(
    () => document.querySelector('opastin-widget')?.shadowRoot?.querySelector('.typing')?.textContent?.includes('s299'),
    { polling: 30 },
  )
  house.server.say(reply({ text: `${pieces.slice(0, 3).join(' ')} … ${pieces.slice(-1).join()}`, locale: language }))
  await isHeard('s299')

  // An answer in another language than the page's.
  house.server.say(guideAnswer(language === 'sv' ? 'fi' : 'sv'))
  await page.waitForFunction(
    () => (document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll('.sources').length ?? 0) === 2,
  )
  house.server.say(
    reply({
      text: phrases.say('handoff_waiting_notice', language),
      locale: language,
      channelData: { opastin: { speaker: 'system', holder: 'queue' } },
    }),
  )
  house.server.say(
    reply({
      text: 'Hei, olen **Anna**.',
      locale: 'fi',
      from: { id: 'adviser', role: 'bot' },
      channelData: { opastin: { speaker: 'adviser', holder: 'adviser', adviser: 'Anna' } },
    }),
  )
  await isHeard('Anna')
  house.server.answer = answer
  compare(
    `heard.${language}.txt`,
    // Whether the second in which "is being written" is said has passed is the machine's affair, and tested elsewhere.
    (await heard()).filter((one) => !one.endsWith(`: ${phrases.say('widget_typing', language)}`)).join('\n---\n') +
      '\n',
  )
})

test.each(languages)('in %s the open panel is a region with its parts named, in reading order', async (language) => {
  page = await house.open({ language })
  await openPanel(page)
  await say(page, question[language])
  await press(page, '.more')
  await appears(page, '.words ol')
  const root = await page.$(inWidget('dialog'))
  const tree = await page.accessibility.snapshot({ root: root ?? undefined, interestingOnly: true })
  compare(`tree.${language}.txt`, tree ? `${linesOf(tree, 0).join('\n')}\n` : '')
})

/** Roles and names, indented; times are the machine's affair. */
function linesOf({ role, name = '', expanded, multiline, children = [] }: SerializedAXNode, depth: number): string[] {
  const words = name.replace(/\b\d{1,2}[.:]\d{2}(?!\d)(?: [AP]M)?/g, 'TIME').replace(/\s+/g, ' ')
  const state = [expanded !== undefined && (expanded ? 'expanded' : 'collapsed'), multiline && 'multiline']
  const line = `${'  '.repeat(depth)}${role} ${JSON.stringify(words)} ${state.filter(Boolean).join(' ')}`.trimEnd()
  return [line, ...children.flatMap((child) => linesOf(child, depth + 1))]
}
