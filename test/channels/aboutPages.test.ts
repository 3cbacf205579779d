/** /about and the pages under it say what is true today: what has been decided, and that the rest has not. */
import path from 'node:path'
import { aboutPageRoutes, type AboutPagesNeeds } from '../../src/channels/pages/aboutPages'
import type { HttpRequest } from '../../src/channels/http'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import { languages } from '../../src/language/languages'

const root = path.resolve(__dirname, '../..')
const { phrases } = loadDialogs(path.join(root, 'dialogs'))
const knowledge = loadKnowledge({ folder: path.join(root, 'knowledge'), mode: 'trial', today: '2026-11-22' })
const nowhere = { toModel: false, toOutsideDesk: false, toMicrosoft: false }
const trial: AboutPagesNeeds = { phrases, knowledge, drafts: true, notice: {}, leaves: nowhere }
const decided: AboutPagesNeeds = {
  ...trial,
  drafts: false,
  notice: {
    owner: 'Example Agency <b>',
    contact: 'advice@example.fi.',
    accessibilityContact: 'access@example.fi',
    dataProtectionContact: 'privacy@example.fi',
    processors: 'Example Cloud, in Finland',
    retentionDecision: '2026-11-22 Head of data protection: 90 days',
  },
}

async function read(at: string, needs: AboutPagesNeeds, language = 'en'): Promise<string> {
  const route = aboutPageRoutes(needs).find(({ path: one }) => one === at)
  const request = { query: new URLSearchParams({ lang: language }), headers: {}, params: {} } as unknown as HttpRequest
  const answer = await route?.handle(request)
  return String(answer?.body).replace(/\s+/g, ' ').replaceAll('&#39;', "'")
}
const pages = ['/about', '/about/privacy', '/about/accessibility']

test.each(pages)(
  '%s is there in three languages, with links to itself in the others and to all three in its foot',
  async (at) => {
    for (const language of languages) {
      const text = await read(at, trial, language)
      expect(text).toContain(`<html lang="${language}">`)
      for (const other of languages.filter((one) => one !== language))
        expect(text).toContain(`href="${at}?lang=${other}"`)
      for (const one of pages) expect(text).toContain(`href="${one}?lang=${language}"`)
    }
  },
)

test('a trial says plainly what has not been decided', async () => {
  const say = (key: string): string => phrases.say(key, 'en')
  expect(await read('/about', trial)).toContain(say('notice_help_missing'))
  const privacy = await read('/about/privacy', trial)
  for (const key of ['controller', 'contact', 'basis', 'processors', 'long'])
    expect(privacy).toContain(say(`notice_privacy_${key}_missing`))
  expect(await read('/about/accessibility', trial)).toContain(say('notice_accessibility_feedback_missing'))
})

test('what the operator has decided takes its place, word for word and as text', async () => {
  const all = (await Promise.all(pages.map((at) => read(at, decided)))).join()
  expect(all).not.toMatch(/has not been decided|nobody has been named yet whom/)
  expect(all).toContain('Example Agency &#60;b&#62;')
  expect(all).toMatch(/contact: advice@example\.fi\.</)
  expect(all).toMatch(/contact: access@example\.fi\./)
  expect(all).toContain('2026-11-22 Head of data protection: 90 days')
})

test('the notice tells of every place where words leave the service, and of none where they do not', async () => {
  const seen = { toModel: /language model/, toOutsideDesk: /outside contact centre/, toMicrosoft: /Microsoft sees/ }
  const privacy = (leaves: AboutPagesNeeds['leaves']) => read('/about/privacy', { ...trial, leaves })
  const shut = await privacy(nowhere)
  for (const [way, words] of Object.entries(seen)) {
    expect(shut).not.toMatch(words)
    expect(await privacy({ ...nowhere, [way]: true })).toMatch(words)
  }
})

test('the supervisors are named, with an address that says it is not verified', async () => {
  expect(await read('/about/privacy', trial)).toMatch(
    /Data Protection Ombudsman[\s\S]*tietosuoja\.fi[\s\S]*not verified/,
  )
  expect(await read('/about/accessibility', trial)).toMatch(/Traficom[\s\S]*address not verified/)
})
