/** Whoever waits for an adviser leaves the queue by a plain answer and never by a word that may mean something else. */
import { inProcessEvents } from '../../src/backends/events'
import { openMemoryStore } from '../../src/backends/store/memoryStore'
import { cachesOf, composeTools } from '../../src/compose'
import { readConfig } from '../../src/config'
import type { LogEntry } from '../../src/conversation/conversation'
import type { Language } from '../../src/language/languages'
import type { ConversationStore } from '../../src/turn/ports'
import { givesUpWaiting } from '../../src/turn/leaveQueue'
import { createTurns } from '../../src/turn/turns'

const tools = composeTools(readConfig(), cachesOf(readConfig()))
const log = { info: () => undefined, error: () => undefined }

/** Somebody who waits: what they write, and whether they still wait after it. */
function waiting(language: Language) {
  const store = openMemoryStore({ clock: { now: () => new Date('2026-11-22T12:00:00Z') } })
  let waits = true
  const holder = () => (waits ? 'queue' : 'bot')
  const held: ConversationStore = {
    ...store,
    begin: async (message) => {
      const turn = await store.begin(message)
      return { ...turn, conversation: { ...turn.conversation, holder: holder() } }
    },
  }
  const cancel = tools.phrases.say('handoff_choice_cancel', language)
  const turns = createTurns({
    store: held,
    events: inProcessEvents(),
    log,
    tools: {
      ...tools,
      desk: {
        wishIn: (text) => (waits && text === cancel ? 'cancel' : undefined),
        offerHandoff: () => ({ kind: 'already', parts: [], choices: [] }),
      },
    },
    handoffs: {
      request: () => Promise.reject(new Error('Nobody asks twice.')),
      cancel: () => {
        waits = false
        return Promise.resolve(true)
      },
    },
  })
  let number = 0
  return {
    cancel,
    stillWaits: () => waits,
    async say(text: string): Promise<LogEntry | undefined> {
      const message = { conversationId: 'c', id: String(++number), channel: 'directline', person: 'p', text } as const
      return (await (await turns.take({ ...message, pageLanguage: language })).replies).at(-1)
    },
  }
}

test.each([
  ['fi', 'ei sittenkään', 'en', 'Haluatko vielä odottaa'],
  ['fi', 'en jaksa enää odottaa', 'ei', 'Haluatko vielä odottaa'],
  ['fi', 'peru jonotus', 'ei', 'Haluatko vielä odottaa'],
  ['sv', 'strunt i det', 'nej', 'Vill du fortfarande vänta'],
  ['sv', 'jag vill lämna kön', 'nej', 'Vill du fortfarande vänta'],
  ['en', 'never mind', 'no', 'Do you still want to wait'],
  ['en', 'I don’t want to wait any longer', 'no', 'Do you still want to wait'],
] as const)('in %s "%s" asks with one way out, and "%s" then leaves the queue', async (language, taken, no, asked) => {
  const person = waiting(language)
  const reply = await person.say(taken)
  expect(reply?.text).toContain(asked)
  expect(reply?.reply?.choices.map(({ say }) => say)).toContain(person.cancel)
  expect(person.stillWaits()).toBe(true)
  await person.say(no)
  expect(person.stillWaits()).toBe(false)
})

test.each([
  ['fi', 'ei sittenkään', 'joo'],
  ['sv', 'glöm det', 'ja'],
  ['en', 'forget it', 'yes'],
] as const)('in %s whoever goes on waiting after "%s" keeps their place', async (language, taken, yes) => {
  const person = waiting(language)
  await person.say(taken)
  await person.say(yes)
  expect(person.stillWaits()).toBe(true)
})

test('the button leaves at once, and a no to anything else leaves nothing', async () => {
  const pressing = waiting('fi')
  await pressing.say('ei sittenkään')
  await pressing.say(pressing.cancel)
  expect(pressing.stillWaits()).toBe(false)
  const asking = waiting('fi')
  await asking.say('ei sittenkään')
  await asking.say('miten uusin reseptin')
  await asking.say('ei')
  expect(asking.stillWaits()).toBe(true)
})

test('what may be said of more than the queue shows the way to help as well', async () => {
  const reply = await waiting('fi').say('en jaksa enää odottaa')
  expect(reply?.reply?.choices.map(({ label }) => label)).toContain('Minulla on vaikeaa')
})

test.each([
  ['en jaksa enää', false],
  ['en halua enää elää', false],
  ['en jaksa enää odottaa Kelan päätöstä', false],
  ['jag orkar inte längre', false],
  ['I can’t go on', false],
  ['how long is the queue', false],
  ['haluan pois jonosta', true],
  ['en odota enää', true],
  ['jag orkar inte vänta längre', true],
  ['leave the queue', true],
  ['how do I get out of the queue', true],
])('"%s" is said of the waiting and of nothing else: %s', (text, expected) => {
  expect(givesUpWaiting(text)).toBe(expected)
})
