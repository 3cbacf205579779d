/** What stands first on a help slip: what cannot wait, then the service's own support, general advice last. */
import path from 'node:path'
import type { HttpRequest } from '../../../src/channels/http'
import { guidePageRoutes } from '../../../src/channels/pages/guidePages'
import { slipRoutes } from '../../../src/channels/pages/slipPage'
import { loadDialogs } from '../../../src/dialogs/loadDialogs'
import { loadKnowledge } from '../../../src/knowledge/loadKnowledge'
import { languages } from '../../../src/language/languages'

const root = path.resolve(__dirname, '../../..')
const knowledge = loadKnowledge({ folder: path.join(root, 'knowledge'), mode: 'trial', today: '2026-11-22' })
const { phrases } = loadDialogs(path.join(root, 'dialogs'))
const needs = { knowledge, phrases, drafts: true, address: { url: 'https://opastin.test' } }
const routes = [...slipRoutes(needs), ...guidePageRoutes(needs)]

async function open(kind: 'slip' | 'guides', language: string, id: string): Promise<string> {
  const route = routes.find((one) => one.path === `/${kind}/:language/:id`)!
  const request = { params: { language, id }, headers: {}, query: new URLSearchParams() } as unknown as HttpRequest
  return String((await route.handle(request)).body)
}

/** The names of the contacts in large type, in their order. */
function largeNames(text: string): string[] {
  return [...text.matchAll(/class="contact"><p><strong>(.*?)<\/strong>/g)].map((match) => match[1] ?? '')
}

const nameOf = (key: string, language: (typeof languages)[number]): string =>
  knowledge.contacts.get(key)!.name[language].replace(/&/g, '&amp;')

const urgentGuides = knowledge.guides.filter(({ passages }) => passages.some(({ anchor }) => anchor === 'urgent'))

test('what cannot wait stands before everything else on the slip', async () => {
  expect(new Set(urgentGuides.map(({ id }) => id)).size).toBeGreaterThanOrEqual(5)
  for (const { id, language, passages } of urgentGuides) {
    const text = await open('slip', language, id)
    const heading = passages.find(({ anchor }) => anchor === 'urgent')!.heading
    expect([id, language, text.match(/<h2[^>]*>(.*?)<\/h2>/)?.[1]]).toEqual([id, language, heading])
    expect(text.indexOf(heading)).toBeLessThan(text.indexOf('class="summary"'))
  }
})

test.each(languages)(
  'after a scam the slip tells to call the bank and has the card blocking number first: %s',
  async (language) => {
    const text = await open('slip', language, 'huijaus-tapahtui')
    const bank = { fi: 'Soita heti omaan pankkiisi', sv: 'din egen bank', en: 'your own bank' }[language]
    expect(text.indexOf(bank)).toBeGreaterThan(0)
    expect(text.indexOf(bank)).toBeLessThan(text.indexOf('id="slip-steps"'))
    expect(largeNames(text)[0]).toBe(nameOf('korttisulku', language))
    expect(text.slice(text.indexOf('id="slip-contacts"'))).toContain('020 333')
  },
)

test('every number of what cannot wait is in large type', async () => {
  for (const { id, language, passages } of urgentGuides) {
    const keys = passages
      .filter(({ anchor }) => anchor === 'urgent')
      .flatMap(({ markdown }) => [...markdown.matchAll(/\{\{\s*([\w-]+)/g)].map((match) => match[1] ?? ''))
      .filter((key) => knowledge.contacts.get(key)?.phone)
    const names = largeNames(await open('slip', language, id))
    for (const key of keys) expect([id, names]).toEqual([id, expect.arrayContaining([nameOf(key, language)])])
  }
})

test.each(languages)("the service's own support stands before general advice: %s", async (language) => {
  for (const [guide, own] of [
    ['omakela-kirjautuminen', 'kela'],
    ['omakanta-resepti', 'omakanta'],
    ['kela-toimeentulotuki', 'kela'],
  ] as const) {
    const names = largeNames(await open('slip', language, guide))
    const [first, general] = [
      names.indexOf(nameOf(own, language)),
      names.indexOf(nameOf('kansalaisneuvonta', language)),
    ]
    expect([guide, names, first >= 0 && first < general]).toEqual([guide, names, true])
  }
})

test('general advice is on every slip, and always last', async () => {
  for (const { id, language } of knowledge.guides)
    expect([id, largeNames(await open('slip', language, id)).at(-1)]).toEqual([
      id,
      nameOf('kansalaisneuvonta', language),
    ])
})

test.each(languages)('a guide page leads to its slip: %s', async (language) => {
  const text = await open('guides', language, 'omakanta-resepti')
  expect(text).toContain(`href="/slip/${language}/omakanta-resepti">${phrases.say('slip_link', language)}</a>`)
})
