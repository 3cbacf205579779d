/** On `/chat`: what people have written shows its line breaks, what an adviser names can be pressed, what was masked is told by its kind. */
import path from 'node:path'
import type { LogEntry } from '../../src/conversation/conversation'
import { chatView } from '../../src/channels/pages/chatView'
import { markdownToHtml, writtenToHtml } from '../../src/channels/pages/markdown'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { projectRoot } from '../startService'

const { phrases } = loadDialogs(path.join(projectRoot, 'dialogs'))

test('an adviser’s line breaks stay, and what can be called or opened is a link', () => {
  expect(writtenToHtml('Soita:\nPoliisi 0295 419 800\nKatso www.kanta.fi/oma_kanta_nyt.').text).toBe(
    '<p>Soita:<br>\nPoliisi <a href="tel:0295419800">0295 419 800</a><br>\nKatso <a href="https://www.kanta.fi/oma_kanta_nyt">www.kanta.fi/oma_kanta_nyt</a>.</p>\n',
  )
})

test('a link that stands there already is one link, and nothing else becomes one', () => {
  expect(writtenToHtml('[0295 000 000](tel:0295000000) https://a.fi').text).toBe(
    '<p><a href="tel:0295000000">0295 000 000</a> <a href="https://a.fi">https://a.fi</a></p>\n',
  )
  expect(writtenToHtml('<b>04-05-2026</b> javascript:alert(1)').text).not.toMatch(/<a|<b>/)
})

test('the bot’s Markdown looks as it did', () => {
  expect(markdownToHtml('Soita\n0295 419 800').text).toBe('<p>Soita\n0295 419 800</p>\n')
})

test('the page tells what was masked, and keeps a person’s line breaks', () => {
  const entries = [
    {
      seq: 1,
      at: '2026-01-01T10:00:00Z',
      speaker: 'person',
      id: 'a',
      text: 'hetuni on ⟦ID⟧\nja muuta',
      language: 'fi',
    },
    { seq: 2, at: '2026-01-01T10:01:00Z', speaker: 'adviser', id: 'b', text: 'Soita 116 117', adviser: 'Anna' },
  ] as unknown as LogEntry[]
  const { body } = chatView({ language: 'fi', entries, status: undefined, token: 't', conversationId: 'c' }, phrases)
  expect(String(body)).toContain('<p class="typed">hetuni on henkilötunnus (peitetty)\nja muuta</p>')
  expect(String(body)).toContain('<a href="tel:116117">116 117</a>')
})
