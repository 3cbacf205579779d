/** The plain chat: an answered guide can be taken along as a slip; nothing else offers one. */
import path from 'node:path'
import type { LogEntry } from '../../../src/conversation/conversation'
import type { Outcome } from '../../../src/conversation/outcome'
import { chatView } from '../../../src/channels/pages/chatView'
import { loadDialogs } from '../../../src/dialogs/loadDialogs'
import { languages, type Language } from '../../../src/language/languages'

const { phrases } = loadDialogs(path.resolve(__dirname, '../../../dialogs'))

function shown(outcome: Outcome, language: Language, paths: readonly string[]): string {
  const citations = paths.map((one) => ({ passage: 'x#y@fi', title: 'Ohje', excerpt: '', path: one, origin: '' }))
  const reply = { outcome, need: 'question', language, parts: [], citations, choices: [], guides: [], passages: [] }
  const entry = { seq: 1, id: 'r1', at: '2026-11-25T10:00:00Z', speaker: 'bot', text: 'Näin teet.', reply }
  const entries = [entry as unknown as LogEntry]
  return String(chatView({ language, entries, status: undefined, token: 't', conversationId: 'c' }, phrases).body)
}

test.each(languages)('an answered guide can be printed as a slip: %s', (language) => {
  const body = shown('answered_guide', language, [`/guides/${language}/muuttoilmoitus#steps`])
  const link = `href="/slip/${language}/muuttoilmoitus">${phrases.say('slip_link', language)}</a>`
  expect(body).toContain(link)
})

test('two passages of one guide are one slip', () => {
  const body = shown('answered_guide', 'fi', ['/guides/fi/muuttoilmoitus#steps', '/guides/fi/muuttoilmoitus#safety'])
  expect(body.match(/href="\/slip\//g)?.length).toBe(1)
})

test('a slip is in the language that the guide was told in', () => {
  const body = shown('answered_followup', 'fi', ['/guides/sv/muuttoilmoitus'])
  expect(body).toContain('href="/slip/sv/muuttoilmoitus"')
})

test('what is no answer from a guide offers no slip', () => {
  expect(shown('answered_guide', 'fi', [])).not.toContain('/slip/')
  expect(shown('answered_term', 'fi', ['/guides/fi/muuttoilmoitus'])).not.toContain('/slip/')
  expect(shown('referred_provider', 'fi', ['/guides/fi/digituki-mista'])).not.toContain('/slip/')
})
