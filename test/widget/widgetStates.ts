/** The states of the widget, each with the way there, and what must be true in every one of them. */
import type { Page } from 'puppeteer-core'
import type { Language } from '../../src/language/languages'
import { reply } from '../fakes/talkServer'
import { appears, draft, inWidget, openPanel, phrases, press, say, type WidgetHouse } from './widgetPage'

export interface Look {
  readonly language: Language
  readonly dark: boolean
  readonly width: number
  /** As a phone's or a screen's when absent. */
  readonly height?: number
}

interface State {
  readonly name: string
  /** True where no panel is open: then there is nothing but the launcher. */
  readonly closed?: boolean
  /** True where a human has the conversation. */
  readonly adviser?: boolean
  readonly reach: (page: Page, house: WidgetHouse, language: Language) => Promise<void>
}

const question: Record<Language, string> = { fi: 'resept', sv: 'recept', en: 'prescription' }
const status = (house: WidgetHouse, value: object): void =>
  house.server.say({ type: 'event', name: 'handoff.status', from: { id: 'opastin', role: 'bot' }, value })
const answered: State['reach'] = async (page, _, language) => {
  await openPanel(page)
  await say(page, question[language])
  await appears(page, '.sources')
}
const withStatus =
  (value: object): State['reach'] =>
  async (page, house, language) => {
    await answered(page, house, language)
    const before = await page.$eval(inWidget('#opastin-who'), (who) => who.textContent)
    status(house, value)
    await page.waitForFunction(
      (old) => document.querySelector('opastin-widget')?.shadowRoot?.querySelector('#opastin-who')?.textContent !== old,
      {},
      before,
    )
  }
const inMenu =
  (words: string, ...more: string[]): State['reach'] =>
  async (page, _, language) => {
    await openPanel(page)
    await say(page, 'hei')
    await press(page, 'header button', phrases.say('widget_menu', language))
    for (const key of [words, ...more].filter(Boolean)) await press(page, '.sheet button', phrases.say(key, language))
  }
const cut: State['reach'] = async (page, house) => {
  await openPanel(page)
  await say(page, 'hei')
  house.server.down = true
  house.server.cut()
  await draft(page, 'kuuluuko')
  await page.keyboard.press('Enter')
  await appears(page, '.alert')
}

export const states: readonly State[] = [
  { name: 'closed', closed: true, reach: async () => undefined },
  {
    name: 'closed with unread messages',
    closed: true,
    async reach(page, house, language) {
      await answered(page, house, language)
      await press(page, 'header button', phrases.say('widget_minimise', language))
      house.server.say(reply({ text: 'Vielä yksi asia.' }))
      await appears(page, '.badge')
    },
  },
  { name: 'open for the first time', reach: (page) => openPanel(page) },
  {
    name: 'open without what the site says',
    async reach(page, house) {
      house.server.page('/w/1/site/demo', 'application/json', 'broken')
      await press(page, '.launcher')
    },
  },
  { name: 'an answer in short', reach: answered },
  {
    name: 'an answer in full',
    async reach(page, house, language) {
      await answered(page, house, language)
      await press(page, '.more')
    },
  },
  {
    name: 'an answer rated good',
    async reach(page, house, language) {
      await answered(page, house, language)
      await press(page, '.helped button', phrases.say('widget_yes', language))
    },
  },
  {
    name: 'an answer whose no is asked about',
    async reach(page, house, language) {
      await answered(page, house, language)
      await press(page, '.helped button', phrases.say('widget_no', language))
      await appears(page, '.word input')
    },
  },
  {
    name: 'a question which guide is meant',
    async reach(page) {
      await openPanel(page)
      await say(page, 'kela')
    },
  },
  {
    name: 'an answer being waited for',
    async reach(page, house) {
      await openPanel(page)
      await say(page, 'hei')
      house.server.answer = () => undefined
      await draft(page, 'missä')
      await page.keyboard.press('Enter')
      await appears(page, '.typing')
    },
  },
  {
    name: 'an answer being streamed',
    async reach(page, house) {
      await openPanel(page)
      await say(page, 'hei')
      house.server.push({ type: 'typing', from: { id: 'opastin', role: 'bot' }, text: 'Voit pyytää reseptin' })
      await appears(page, '.typing')
    },
  },
  { name: 'offline with a message waiting', reach: cut },
  {
    name: 'offline, asked for a person',
    async reach(page, house, language) {
      await cut(page, house, language)
      await press(page, '.always button')
      await appears(page, '.sheet')
    },
  },
  {
    name: 'a message refused',
    async reach(page, house) {
      await openPanel(page)
      await say(page, 'hei')
      house.server.refuse = 400
      await draft(page, 'liikaa')
      await page.keyboard.press('Enter')
      await appears(page, '.person button')
    },
  },
  {
    name: 'personal data found before sending',
    async reach(page) {
      await openPanel(page)
      await draft(page, 'tunnus 131052-308T')
      await page.keyboard.press('Enter')
      await appears(page, '.found')
    },
  },
  {
    name: 'in the queue with place and time',
    reach: withStatus({ holder: 'queue', place: 2, minutes: { from: 4, to: 8 } }),
  },
  {
    name: 'in the queue, asked for other ways to people',
    async reach(page, house, language) {
      await withStatus({ holder: 'queue', place: 2 })(page, house, language)
      await press(page, '.always button')
      await appears(page, '.sheet')
    },
  },
  { name: 'in a long queue', reach: withStatus({ holder: 'queue', place: 9, minutes: { from: 15 } }) },
  { name: 'with an adviser', adviser: true, reach: withStatus({ holder: 'adviser', adviser: 'Anna' }) },
  {
    name: 'an adviser writing',
    adviser: true,
    async reach(page, house, language) {
      await withStatus({ holder: 'adviser', adviser: 'Anna' })(page, house, language)
      house.server.say(
        reply({
          text: 'Hei, olen Anna. Miten voin auttaa?',
          from: { id: 'adviser', role: 'bot' },
          channelData: { opastin: { speaker: 'adviser', holder: 'adviser', adviser: 'Anna' } },
        }),
      )
      house.server.push({
        type: 'typing',
        from: { id: 'adviser', role: 'bot' },
        channelData: { opastin: { speaker: 'adviser' } },
      })
      await appears(page, '.adviser')
    },
  },
  {
    name: 'with an adviser, asked for other ways to people',
    adviser: true,
    async reach(page, house, language) {
      await withStatus({ holder: 'adviser', adviser: 'Anna' })(page, house, language)
      await press(page, '.always button')
      await appears(page, '.sheet')
    },
  },
  {
    name: 'read further up while news came',
    async reach(page, house, language) {
      await answered(page, house, language)
      await press(page, '.more')
      await say(page, question[language])
      for (const box of ['.log', '.panel']) await page.$eval(inWidget(box), (one) => one.scrollTo(0, 0))
      await appears(page, '.newest')
    },
  },
  { name: 'settings', reach: inMenu('') },
  { name: 'settings with the largest text', reach: inMenu('widget_text_larger') },
  { name: 'settings with whole answers', reach: inMenu('widget_answers_whole') },
  {
    name: 'saving',
    async reach(page, house, language) {
      await answered(page, house, language)
      await press(page, '.always button', phrases.say('widget_save', language))
      await appears(page, '.sheet')
    },
  },
  { name: 'asking whether to end', reach: inMenu('widget_end') },
  {
    name: 'ending failed',
    async reach(page, house, language) {
      await inMenu('widget_end')(page, house, language)
      house.server.down = true
      await press(page, '.sheet button', phrases.say('widget_end_all', language))
      await appears(page, '.sheet .alert')
    },
  },
  {
    name: 'ended and wiped',
    async reach(page, house, language) {
      await inMenu('widget_end', 'widget_end_here')(page, house, language)
      await page.waitForFunction(() => !document.querySelector('opastin-widget')?.shadowRoot?.querySelector('.person'))
    },
  },
  {
    name: 'an expired conversation that goes on anew',
    async reach(page, house) {
      await openPanel(page)
      await say(page, 'hei')
      house.server.forget()
      await say(page, 'vieläkö')
    },
  },
]
