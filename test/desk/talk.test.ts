import {
  beginSending,
  beginTalk,
  insertText,
  loseTalk,
  refuseLine,
  settleLine,
  takeBack,
  takeLines,
  unsentOf,
  type Pending,
} from '../../src/desk/model/talk'
import { listItems } from '../../src/desk/model/transcript'
import type { Handoff, Line } from '../../src/desk/wire'

const handoff: Handoff = {
  id: 'h1',
  desk: 'yleinen',
  state: 'accepted',
  language: 'fi',
  askedAt: '2026-03-02T10:00:00Z',
  waitSeconds: 90,
  lostAdviser: false,
  mine: true,
  epoch: 3,
}
const line = (seq: number, more: Partial<Line> = {}): Line => ({
  seq,
  at: `2026-03-02T10:${String(seq).padStart(2, '0')}:00Z`,
  speaker: 'person',
  id: `l${seq}`,
  text: `sanoin ${seq}`,
  ...more,
})
const pending: Pending = { clientId: 'p1', mode: 'reply', text: 'Hei', at: '2026-03-02T10:09:00Z', state: 'sending' }
const open = { ...beginTalk(handoff), loaded: true }

test('the same line twice stands once, and a line after a gap waits for the one before it', () => {
  const talk = takeLines(takeLines(open, [line(1), line(2)], true), [line(2), line(4), line(3)], true)
  expect(talk.lines.map(({ seq }) => seq)).toEqual([1, 2, 3])
})

test('only the person’s lines count as unread, and only while nobody looks', () => {
  const unseen = takeLines(open, [line(1), line(2, { speaker: 'bot' }), line(3)], false)
  expect(unseen.unread).toBe(2)
  expect(takeLines(unseen, [line(4)], true).unread).toBe(0)
})

test('what stood there when the conversation was opened is not unread', () => {
  expect(takeLines(beginTalk(handoff), [line(1), line(2)], false).unread).toBe(0)
})

test('a sent line empties its own draft and leaves the other', () => {
  const talk = beginSending({ ...open, draft: { mode: 'reply', reply: 'Hei', note: 'muista' } }, pending)
  expect(talk.draft).toMatchObject({ reply: '', note: 'muista' })
  expect(talk.pending).toEqual([pending])
})

test('a line on its way is replaced by the same line of the record, whichever comes first', () => {
  const own = line(1, { speaker: 'adviser', clientId: 'p1' })
  const sent = beginSending(open, pending)
  const streamFirst = settleLine(takeLines(sent, [own], true), 'p1', own)
  const answerFirst = takeLines(settleLine(sent, 'p1', own), [own], true)
  for (const talk of [streamFirst, answerFirst]) {
    expect(talk.pending).toEqual([])
    expect(talk.lines.map(({ seq }) => seq)).toEqual([1])
  }
})

test('an acknowledged line does not jump over lines that are still on their way from the person', () => {
  const talk = settleLine(beginSending(takeLines(open, [line(1)], true), pending), 'p1', line(3, { clientId: 'p1' }))
  expect(talk.lines.map(({ seq }) => seq)).toEqual([1])
  expect(talk.pending.map(({ state }) => state)).toEqual(['sent'])
})

test('a refused line’s words go back to the draft, before what has been written since', () => {
  const refused = refuseLine(beginSending(open, pending), 'p1')
  const back = takeBack({ ...refused, draft: { ...refused.draft, reply: 'lisää' } }, 'p1')
  expect(back.draft.reply).toBe('Hei\n\nlisää')
  expect(back.pending).toEqual([])
})

test('a suggestion goes below what is written and never sends', () => {
  expect(insertText({ mode: 'note', reply: 'Hei! ', note: 'n' }, '1. Kirjaudu')).toEqual({
    mode: 'reply',
    reply: 'Hei!\n\n1. Kirjaudu',
    note: 'n',
  })
})

test.each([
  [{ ...handoff, state: 'closed', closeReason: 'left' } as const, 'person_left'],
  [{ ...handoff, state: 'closed', closeReason: 'helped' } as const, 'closed'],
  [{ ...handoff, state: 'waiting' } as const, 'back_in_queue'],
  [{ ...handoff, mine: false } as const, 'other_adviser'],
  [undefined, 'unknown'],
])('a lost conversation says why, and its draft stays', (now, why) => {
  const lost = loseTalk({ ...open, draft: { mode: 'reply', reply: 'kesken', note: '' } }, now)
  expect(lost.gone).toBe(why)
  expect(lost.draft.reply).toBe('kesken')
})

test('the record shows notes where they were written, a mark for each day, and lines on their way last', () => {
  const items = listItems({
    lines: [line(1), line(2), line(3, { at: '2026-03-03T09:00:00Z', speaker: 'bot' })],
    notes: [{ id: 'n1', at: '2026-03-02T10:01:30Z', adviser: { id: 'a', name: 'Aino' }, text: 'soita' }],
    pending: [pending],
  })
  expect(items.map(({ kind }) => kind)).toEqual(['day', 'line', 'note', 'line', 'day', 'line', 'pending'])
})

test('a name is not repeated while the same one goes on', () => {
  const items = listItems({ lines: [line(1), line(2), line(3, { speaker: 'bot' })], notes: [], pending: [] })
  expect(items.flatMap((item) => (item.kind === 'line' ? [item.again] : []))).toEqual([false, true, false])
})

test('a new day begins at midnight in Finland, wherever the computer is', () => {
  const lines = ['2026-03-02T21:30:00Z', '2026-03-02T22:30:00Z', '2026-03-03T03:30:00Z', '2026-03-03T05:30:00Z']
  const items = listItems({ lines: lines.map((at, place) => line(place + 1, { at })), notes: [], pending: [] })
  expect(items.map(({ kind }) => kind)).toEqual(['day', 'line', 'day', 'line', 'line', 'line'])
})

test('what has not gone out is told, what the server has is not', () => {
  const talk = { ...open, draft: { mode: 'reply', reply: 'kesken', note: ' ' } as const }
  expect(unsentOf(beginSending(talk, { ...pending, mode: 'note' }))).toEqual(['kesken', 'Hei'])
  expect(unsentOf(beginSending(talk, { ...pending, mode: 'note', state: 'sent' }))).toEqual(['kesken'])
})
