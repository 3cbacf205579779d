/** What a person does beside writing, over its ports: well-formed events are kept, masked and counted; anything else changes nothing. */
import { inProcessEvents } from '../../../src/backends/events'
import { readArrival } from '../../../src/channels/directline/arrival'
import { createPersonEvents } from '../../../src/channels/directline/personEvents'
import type { PersonEvent } from '../../../src/channels/directline/ports'
import type { Rating } from '../../../src/conversation/personMarks'

function open() {
  const done: string[] = []
  const ratings: Rating[] = []
  const person = createPersonEvents({
    handoffs: {
      cancel: async () => done.push('cancel') > 0,
      status: async () => undefined,
    },
    events: inProcessEvents(),
    marks: {
      rate: async (rating) => rating.replyId === 'm1.1' && ratings.push(rating) > 0,
      speak: async (_, language) => done.push(`speak ${language}`) > 0,
      end: async (conversationId, id, words) => {
        done.push(`end ${id} ${words('fi')}`)
        return { conversationId, id, seq: 3, at: '', speaker: 'system', text: words('fi') }
      },
    },
    endedWords: (language) => `loppu ${language}`,
    onRating: (helpful) => done.push(`counted ${helpful}`),
    askForPerson: async () => void done.push('ask'),
    push: () => true,
    botName: 'Opastin',
    onFault: (fault) => done.push(String(fault)),
  })
  const take = (event: Omit<PersonEvent, 'id'>): Promise<void> => person.take('c1', { id: 'e1', ...event })
  return { done, ratings, take }
}

test('a judgment is kept with its word masked and cut, and counted once it is kept', async () => {
  const { done, ratings, take } = open()
  const word = `hetu 131052-308T puuttui ${'x'.repeat(4_000)}`
  await take({ name: 'feedback', replyToId: 'm1.1', value: { helpful: false, word } })
  expect(ratings[0]).toMatchObject({ conversationId: 'c1', replyId: 'm1.1', helpful: false })
  expect(ratings[0]?.word).toMatch(/^hetu ⟦ID⟧ puuttui x{1900,1990}$/)
  expect(done).toEqual(['counted false'])
})

test.each([
  ['no line', { value: { helpful: true } }],
  ['another’s line', { replyToId: 'm1', value: { helpful: true } }],
  ['no judgment', { replyToId: 'm1.1', value: { helpful: 'yes' } }],
  ['no value', { replyToId: 'm1.1' }],
])('a judgment with %s changes nothing', async (_, event) => {
  const { done, ratings, take } = open()
  await take({ name: 'feedback', ...event })
  expect(ratings).toEqual([])
  expect(done).toEqual([])
})

test('a language is chosen by its tag, and one that we do not speak is not', async () => {
  const { done, take } = open()
  for (const language of ['sv-FI', 'de', 7, undefined]) await take({ name: 'language', value: { language } })
  expect(done).toEqual(['speak sv'])
})

test('an end gives up the adviser first and then stands in the record', async () => {
  const { done, take } = open()
  await take({ name: 'endOfConversation' })
  expect(done).toEqual(['cancel', 'end e1 loppu fi'])
})

test('before an erasure nobody is left waiting', async () => {
  const { done, take } = open()
  await take({ name: 'erase' })
  expect(done).toEqual(['cancel'])
})

test('an event that nobody knows does nothing', async () => {
  const { done, take } = open()
  await take({ name: 'toString', value: { a: 1 } })
  expect(done).toEqual([])
})

test('from the wire come the event’s name, value and line; what is none of them is left out', () => {
  const claims = { conv: 'c1', user: 'dl_1' }
  const read = (activity: object): unknown => readArrival(activity, 0, claims, 2000)
  expect(
    read({
      type: 'event',
      id: 'x',
      name: 'feedback',
      value: { helpful: true },
      replyToId: 'm1.1',
      from: { id: 'evil' },
    }),
  ).toEqual({
    nothing: true,
    id: 'a-x',
    event: { name: 'feedback', id: 'a-x', value: { helpful: true }, replyToId: 'm1.1' },
  })
  expect(read({ type: 'event', id: 'x', name: 'n', value: 'text', replyToId: 7 })).toEqual({
    nothing: true,
    id: 'a-x',
    event: { name: 'n', id: 'a-x' },
  })
  expect(read({ type: 'endOfConversation', id: 'x' })).toEqual({
    nothing: true,
    id: 'a-x',
    event: { name: 'endOfConversation', id: 'a-x' },
  })
})
