import { askedCanned, fillCanned, findCanned, putCanned } from '../../src/desk/model/canned'
import { commandOf, type Press } from '../../src/desk/model/keys'
import { splitMasks } from '../../src/desk/model/masked'
import { readSettings } from '../../src/desk/model/settings'
import {
  blankState,
  changeTalk,
  dropTalk,
  foundInView,
  lookAtOpen,
  openTalk,
  takeFrame,
  takeHolding,
  unreadCount,
  type DeskState,
} from '../../src/desk/model/state'
import { waitLevel, waitMinutes } from '../../src/desk/model/waiting'
import type { Handoff } from '../../src/desk/wire'
import { masks } from '../../src/privacy/mask'

const handoff = (id: string): Handoff => ({
  id,
  desk: 'yleinen',
  state: 'accepted',
  language: 'fi',
  askedAt: '2026-03-02T10:00:00Z',
  waitSeconds: 90,
  lostAdviser: false,
  mine: true,
  epoch: 1,
})
const nothingKept = () => ({})

describe('the state', () => {
  test('counts a wait by this computer’s own clock, whatever the server’s says', () => {
    const state = takeFrame(blankState, { type: 'queue', items: [handoff('h1')] }, 1_000_000, true, nothingKept)
    expect(waitMinutes(state.queue[0]?.since ?? 0, 1_000_000 + 30_000)).toBe(2)
  })

  test('begins what the adviser holds, with the draft that was kept, and marks as lost what is missing', () => {
    const kept = (id: string) => (id === 'h1' ? { draft: { mode: 'reply', reply: 'kesken', note: '' } as const } : {})
    const two = takeHolding(blankState, [handoff('h1'), handoff('h2')], true, kept)
    expect(two.talks['h1']?.draft.reply).toBe('kesken')
    const one = takeHolding(two, [handoff('h2')], true, kept)
    expect(one.order).toEqual(['h1', 'h2'])
    expect([one.talks['h1']?.gone, one.talks['h2']?.gone]).toEqual(['unknown', undefined])
    expect(takeHolding(one, [handoff('h1'), handoff('h2')], true, kept).talks['h1']?.gone).toBeUndefined()
  })

  test('does not call lost what the adviser is ending', () => {
    const two = { ...takeHolding(blankState, [handoff('h1'), handoff('h2')], true, nothingKept), leaving: ['h1'] }
    expect(takeHolding(two, [handoff('h2')], true, nothingKept).talks['h1']?.gone).toBeUndefined()
  })

  test('reads what is opened, and opens the neighbour of what is dropped', () => {
    let state = takeHolding(blankState, [handoff('h1'), handoff('h2'), handoff('h3')], true, nothingKept)
    state = changeTalk(state, 'h2', (talk) => ({ ...talk, unread: 2 }))
    expect(unreadCount(state)).toBe(2)
    state = openTalk(state, 'h2')
    expect(unreadCount(state)).toBe(0)
    expect(dropTalk(state, 'h2').open).toBe('h3')
    expect(dropTalk(dropTalk(state, 'h3'), 'h2').open).toBe('h1')
  })

  test('whom the service gives is unread until looked at, and whom the adviser had or takes is not', () => {
    const give = (state: DeskState, ids: string[], looking: boolean) =>
      takeFrame(state, { type: 'holding', items: ids.map(handoff) }, 0, looking, nothingKept)
    const first = give(blankState, ['h1'], false)
    expect(unreadCount(first)).toBe(0)
    expect(unreadCount(give({ ...first, taking: ['h2'] }, ['h1', 'h2'], true))).toBe(0)
    const two = give(first, ['h1', 'h2'], true)
    expect([two.talks['h1']?.unread, two.talks['h2']?.unread]).toEqual([0, 1])
    expect(unreadCount(give(two, ['h1', 'h2'], true))).toBe(1)
    expect(unreadCount(openTalk(two, 'h2'))).toBe(0)
  })

  test('whom the service gives into an empty page is in view there, if anybody looks', () => {
    const empty = takeHolding(blankState, [], true, nothingKept)
    expect(unreadCount(takeHolding(empty, [handoff('h1')], true, nothingKept))).toBe(0)
    expect(unreadCount(takeHolding({ ...empty, view: 'callbacks' }, [handoff('h1')], true, nothingKept))).toBe(1)
    const hidden = takeHolding(empty, [handoff('h1')], false, nothingKept)
    expect([hidden.open, unreadCount(hidden)]).toEqual(['h1', 1])
    expect(unreadCount(lookAtOpen(hidden))).toBe(0)
  })

  test('who went back and is given again is unread again', () => {
    const had = takeHolding(blankState, [handoff('h1')], true, nothingKept)
    const back = takeHolding(takeHolding(had, [], false, nothingKept), [handoff('h1')], false, nothingKept)
    expect(unreadCount(back)).toBe(1)
  })

  test('what was found for one conversation is not in view in another', () => {
    const two = takeHolding(blankState, [handoff('h1'), handoff('h2')], true, nothingKept)
    const searched = { ...two, knowledge: { words: 'resepti', of: 'h1', searching: false, found: [] } }
    expect(foundInView(searched)).toEqual([])
    expect(foundInView(openTalk(searched, 'h2'))).toBeUndefined()
    expect(foundInView(openTalk(openTalk(searched, 'h2'), 'h1'))).toEqual([])
  })

  test('a line in a page that nobody looks at is unread, open or not', () => {
    const line = { seq: 1, at: '2026-03-02T10:00:00Z', speaker: 'person', id: 'l1', text: 'hei' } as const
    const open = changeTalk(takeHolding(blankState, [handoff('h1')], true, nothingKept), 'h1', (talk) => ({
      ...talk,
      loaded: true,
    }))
    const frame = { type: 'lines', handoffId: 'h1', lines: [line] } as const
    expect(unreadCount(takeFrame(open, frame, 0, false, nothingKept))).toBe(1)
    expect(unreadCount(takeFrame(open, frame, 0, true, nothingKept))).toBe(0)
  })
})

test('a wait has a level of its own before it becomes late', () => {
  expect([0, 2, 3, 7, 8, 60].map(waitLevel)).toEqual(['fresh', 'fresh', 'long', 'long', 'late', 'late'])
})

describe('keys', () => {
  const press = (key: string, more: Partial<Press> = {}): Press => ({
    key,
    code: /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    altGraph: false,
    ...more,
  })

  test('single letters are commands on the page, letters where one writes, and off when switched off', () => {
    expect(commandOf(press('j'), 'page', true)).toEqual({ do: 'next' })
    expect(commandOf(press('j'), 'text', true)).toBeUndefined()
    expect(commandOf(press('j'), 'page', false)).toBeUndefined()
    expect(commandOf(press('?', { shiftKey: true }), 'page', true)).toEqual({ do: 'help' })
  })

  test('Alt works while writing and with the letters off, also where Alt makes another character', () => {
    expect(commandOf(press('˜', { code: 'KeyN', altKey: true }), 'text', false)).toEqual({ do: 'note' })
    expect(commandOf(press('3', { altKey: true }), 'text', false)).toEqual({ do: 'open', at: 2 })
    expect(commandOf(press('1', { altKey: true, shiftKey: true }), 'text', false)).toEqual({ do: 'insert', at: 0 })
  })

  test('AltGr writes, as € on a Nordic keyboard', () => {
    expect(
      commandOf(press('€', { code: 'KeyE', ctrlKey: true, altKey: true, altGraph: true }), 'text', true),
    ).toBeUndefined()
    expect(commandOf(press('e', { altKey: true, altGraph: true }), 'text', true)).toBeUndefined()
  })

  test('Ctrl+Enter sends and Ctrl+K lists commands; a sheet keeps its own keys', () => {
    expect(commandOf(press('Enter', { ctrlKey: true }), 'text', true)).toEqual({ do: 'send' })
    expect(commandOf(press('Enter', { ctrlKey: true }), 'dialog', true)).toBeUndefined()
    expect(commandOf(press('k', { metaKey: true }), 'text', false)).toEqual({ do: 'palette' })
    expect(commandOf(press('Escape'), 'text', true)).toEqual({ do: 'leave' })
  })
})

describe('ready replies', () => {
  const hello = {
    id: 'hei',
    title: { fi: 'Tervehdys', sv: 'Hälsning', en: 'Greeting' },
    text: { fi: 'Hei! Olen {adviser}.', sv: 'Hej! Jag är {adviser}.', en: 'Hello! I am {adviser}.' },
  }

  test('are asked for by a slash at the beginning of a line only', () => {
    expect(askedCanned('/ter', 4)).toEqual({ words: 'ter', from: 0 })
    expect(askedCanned('Hei\n/', 5)).toEqual({ words: '', from: 4 })
    expect(askedCanned('ja/tai', 6)).toBeUndefined()
    expect(askedCanned('/etc/hosts', 10)).toBeUndefined()
  })

  test('are found by their name in any language and put in the language of the reply', () => {
    expect(findCanned([hello], 'häls')).toEqual([hello])
    expect(findCanned([hello], 'xyz')).toEqual([])
    expect(putCanned('Jo.\n/häl sen', 8, 4, fillCanned(hello, 'sv', 'Aino'))).toEqual({
      text: 'Jo.\nHej! Jag är Aino. sen',
      caret: 21,
    })
  })
})

test('every mask that privacy makes is shown by a kind of its own', () => {
  const keys = Object.values(masks).flatMap((mask) =>
    splitMasks(`a ${mask} b`).filter((piece) => typeof piece !== 'string'),
  )
  expect(keys).toHaveLength(Object.keys(masks).length)
  expect(keys).toEqual(Object.keys(masks).map((kind) => ({ maskKey: `mask_${kind}` })))
  expect(splitMasks('ei mitään')).toEqual(['ei mitään'])
})

test('settings that make no sense fall back, one by one; sound and notifications are off until asked for', () => {
  expect(readSettings('{"language":"sv","theme":"pink","sound":1}', ['en-GB'])).toEqual({
    language: 'sv',
    theme: 'auto',
    notifications: false,
    sound: false,
    letters: true,
  })
  expect(readSettings('not json', ['de', 'en-GB']).language).toBe('en')
})
