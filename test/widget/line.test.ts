/** What is read from the wire: messages, who holds the conversation, and nothing that is malformed. */
import { lineOf, standingOf, type Arrived } from '../../src/widget/line'

const bot = { id: 'opastin', role: 'bot' as const }

test('two passages of one guide are one source, at the exact place', () => {
  const citation = ['summary', 'steps'].map((anchor, index) => ({
    '@type': 'Claim' as const,
    position: index + 1,
    appearance: { '@type': 'DigitalDocument' as const, name: 'Ohje', url: `/guides/fi/a#${anchor}`, abstract: '' },
  }))
  const entities = [
    { type: 'https://schema.org/Message', '@type': 'Message', '@context': 'https://schema.org', '@id': '', citation },
  ] as const
  expect(lineOf({ type: 'message', id: '1', from: bot, text: 'a', entities })?.sources).toEqual([
    { name: 'Ohje', url: '/guides/fi/a#steps' },
  ])
})

test.each<[string, object, object]>([
  [
    'the holder in a reply’s data',
    { channelData: { opastin: { holder: 'adviser', speaker: 'adviser' } } },
    { holder: 'adviser' },
  ],
  [
    'our event with a place and a wait',
    { type: 'event', name: 'handoff.status', value: { holder: 'queue', place: 2, minutes: { from: 4, to: 8 } } },
    { holder: 'queue', place: 2, minutes: { from: 4, to: 8 } },
  ],
  [
    'a wait without an end',
    { type: 'event', name: 'handoff.status', value: { holder: 'queue', minutes: { from: 15 } } },
    { holder: 'queue', minutes: { from: 15 } },
  ],
  [
    'Bot Framework’s own word for it',
    { type: 'event', name: 'handoff.status', value: { state: 'accepted', adviser: 'Anna' } },
    { holder: 'adviser', adviser: 'Anna' },
  ],
  ['the end of it', { type: 'event', name: 'handoff.status', value: { state: 'completed' } }, { holder: 'bot' }],
  ['nothing in another event', { type: 'event', name: 'other', value: { place: 2 } }, {}],
  ['nothing in a holder we do not know', { channelData: { opastin: { holder: 'king', speaker: 'bot' } } }, {}],
  ['nothing in a value that is no object', { type: 'event', name: 'handoff.status', value: 'accepted' }, {}],
])('reads %s', (_, activity, expected) => {
  expect(standingOf({ type: 'message', id: '1', from: bot, ...activity } as unknown as Arrived)).toEqual(expected)
})

test('a person cannot say who holds the conversation', () => {
  expect(
    standingOf({
      type: 'message',
      from: { id: 'x', role: 'user' },
      channelData: { opastin: { holder: 'adviser', speaker: 'adviser' } },
    }),
  ).toEqual({})
})
