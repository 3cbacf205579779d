/** The topic of who waits and had no answer: what the bot named, never what the person wrote. */
import type { LogEntry } from '../../src/conversation/conversation'
import { authorityNamed } from '../../src/handoff/authorityNamed'

const bot = (outcome: string, ...keys: string[]): LogEntry =>
  ({
    speaker: 'bot',
    reply: { outcome, parts: keys.map((key) => ({ kind: 'contact', key })) },
  }) as unknown as LogEntry
const person = { speaker: 'person', text: 'kela' } as LogEntry

test('is the authority that the bot named last, also behind the offer of a human being', () => {
  const abstained = bot('abstained_no_match', 'kela', 'kansalaisneuvonta')
  expect(authorityNamed([person, bot('abstained_no_match', 'vero'), person, abstained])).toBe('kela')
  expect(authorityNamed([person, abstained, person, bot('escalated_person', 'kansalaisneuvonta')])).toBe('kela')
})

test('is nothing where only the general advice was named, or another matter was answered since', () => {
  expect(authorityNamed([person, bot('abstained_no_match', 'kansalaisneuvonta')])).toBeUndefined()
  expect(authorityNamed([bot('abstained_no_match', 'kela'), person, bot('answered_guide')])).toBeUndefined()
  expect(authorityNamed([])).toBeUndefined()
})
