import type { LogEntry } from '../../../src/conversation/conversation'
import { createActivityRenderer } from '../../../src/channels/botframework/toActivity'
import { replyTo } from '../../fakes/turns'

const renderer = createActivityRenderer({ pageUrl: (path) => `https://opastin.test${path}`, botName: 'Opastin' })
const entry = (more: Partial<LogEntry>): LogEntry => ({
  conversationId: 'c',
  seq: 7,
  at: '2026-11-22T10:00:00.000Z',
  speaker: 'bot',
  id: 'm.1',
  text: 'Hei',
  ...more,
})

test('what a person said comes back as theirs, with the id their client gave it', () => {
  expect(renderer.line(entry({ speaker: 'person', id: 'c-abc', text: 'moi', language: 'fi' }), 'dl_me')).toEqual({
    type: 'message',
    id: 'c-abc',
    timestamp: '2026-11-22T10:00:00.000Z',
    channelId: 'directline',
    conversation: { id: 'c' },
    from: { id: 'dl_me', role: 'user' },
    locale: 'fi',
    text: 'moi',
    textFormat: 'plain',
    channelData: { clientActivityID: 'abc', 'webchat:sequence-id': Date.parse('2026-11-22T10:00:00.000Z') + 0.007 },
  })
})

test.each([
  ['bot', 'bot', 'opastin'],
  ['system', 'bot', 'opastin'],
  ['adviser', 'adviser', 'adviser'],
] as const)('who speaks, and who holds the conversation, is in the data: %s', (speaker, holder, id) => {
  const { from, channelData } = renderer.line(entry({ speaker }), 'dl_me')
  expect([from.role, from.id, channelData?.opastin?.speaker, channelData?.opastin?.holder]).toEqual([
    'bot',
    id,
    speaker,
    holder,
  ])
})

test('a reply of a channel has neither an id nor a place in our log', () => {
  const reply = renderer.reply(entry({ reply: replyTo('answered_guide'), replyTo: 'm' }))
  expect(Object.keys(reply)).not.toEqual(expect.arrayContaining(['id']))
  expect(reply.channelData?.['webchat:sequence-id']).toBeUndefined()
  expect(reply.replyToId).toBe('m')
})

test('names and abstracts keep the lengths that Teams takes', () => {
  const long = replyTo('answered_guide')
  const citation = {
    passage: 'g#a@fi',
    title: 't'.repeat(200),
    excerpt: 'e'.repeat(500),
    path: '/guides/fi/g#a',
    origin: 'x',
  }
  const { entities } = renderer.reply(entry({ reply: { ...long, citations: [citation, citation] } }))
  const [first, second] = entities?.[0]?.citation ?? []
  expect([first?.appearance.name.length, first?.appearance.abstract.length]).toEqual([80, 160])
  expect([first?.position, second?.position]).toEqual([1, 2])
})

test('without citations and choices there are no entities and no suggested actions', () => {
  const { entities, suggestedActions } = renderer.reply(
    entry({ reply: { ...replyTo('smalltalk_thanks'), choices: [] } }),
  )
  expect([entities, suggestedActions]).toEqual([undefined, undefined])
})
