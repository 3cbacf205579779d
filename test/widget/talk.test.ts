/** The conversation on the device against a line that breaks in every way: nothing lost, nothing doubled, always in order. */
import { WebSocket } from 'ws'
import { createTalk, type Talk, type TalkNeeds } from '../../src/widget/talk'
import type { Line } from '../../src/widget/line'
import { reply, startTalkServer, type TalkServer } from '../fakes/talkServer'

let server: TalkServer
const talks: Talk[] = []
beforeEach(async () => {
  server = await startTalkServer()
})
afterEach(async () => {
  for (const talk of talks.splice(0)) talk.close()
  await server.close()
})

/** A browser's socket fails without throwing. */
class Socket extends WebSocket {
  constructor(url: string) {
    super(url)
    this.on('error', () => undefined)
  }
}

interface Tab extends Pick<TalkNeeds, 'storage'> {
  readonly talk: Talk
  readonly arrived: Line[]
}

/** A tab: `storage` from an earlier one makes it the same tab after a reload. */
function openTab(storage = memoryStorage(), different: Partial<TalkNeeds> = {}): Tab {
  const arrived: Line[] = []
  const talk = createTalk({
    base: server.url,
    service: 'demo',
    language: () => 'fi',
    fetch,
    WebSocket: Socket as unknown as TalkNeeds['WebSocket'],
    BroadcastChannel: undefined,
    storage,
    beatMs: 20,
    onChange: () => undefined,
    onArrival: (line) => arrived.push(line),
    onWiped: () => undefined,
    ...different,
  })
  talks.push(talk)
  return { talk, storage, arrived }
}

function memoryStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}

async function until(isSo: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 30_000
  while (!isSo()) {
    if (Date.now() > giveUpAt) throw new Error(`It did not come to be: ${String(isSo)}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const wordsOf = (talk: Talk): string[] => talk.lines.map(({ text }) => text)
const asked = (): unknown[] =>
  server.log.filter(({ from }) => (from as { role: string }).role === 'user').map(({ text }) => text)

test('nothing goes to the server before something is said', async () => {
  openTab()
  const { talk } = openTab()
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  expect(server.requests.filter((one) => one === 'POST /v3/directline/tokens/generate')).toHaveLength(1)
})

test('what is said stands there at once, then in the log with its answer, and the first greeting is no news', async () => {
  const { talk, arrived } = openTab()
  talk.say('eka')
  expect(talk.pending).toMatchObject([{ text: 'eka', status: 'sending' }])
  await until(() => talk.lines.length === 3)
  expect(wordsOf(talk).slice(1)).toEqual(['eka', 'Kuulin: eka'])
  expect(talk.pending).toEqual([])
  expect(talk.waiting).toBe(false)
  expect(arrived.map(({ text }) => text)).toEqual(['Kuulin: eka'])
})

test('messages written faster than the line stay in order', async () => {
  server.lateMs = 15
  const { talk } = openTab()
  for (const word of ['a', 'b', 'c', 'd', 'e']) talk.say(word)
  await until(() => talk.lines.length === 11)
  expect(asked()).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('a message whose acknowledgement is lost is sent again and stands in the log once', async () => {
  const { talk } = openTab()
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  server.lateMs = 50
  talk.say('toka')
  await until(() => asked().length === 2)
  server.down = true
  server.cut()
  await until(() => !talk.online)
  server.down = false
  server.lateMs = 0
  await until(() => talk.pending.length === 0 && talk.lines.length === 5)
  expect(asked()).toEqual(['eka', 'toka'])
})

test('after a reload the tab goes on where it was, and sends what it had not', async () => {
  const first = openTab()
  first.talk.say('eka')
  await until(() => first.talk.lines.length === 3)
  server.down = true
  server.cut()
  first.talk.say('toka')
  first.talk.close()
  server.down = false
  server.requests.length = 0
  const { talk } = openTab(first.storage)
  expect(wordsOf(talk).slice(1)).toEqual(['eka', 'Kuulin: eka'])
  await until(() => talk.lines.length === 5)
  expect(wordsOf(talk).slice(3)).toEqual(['toka', 'Kuulin: toka'])
  expect(server.requests).not.toContain('POST /v3/directline/tokens/generate')
})

test('nothing is asked of its builder before the builder has it', async () => {
  const first = openTab()
  server.down = true
  first.talk.say('eka')
  first.talk.close()
  server.down = false
  let built = false
  const { talk } = openTab(first.storage, {
    language: () => {
      if (!built) throw new Error('asked too early')
      return 'fi'
    },
  })
  built = true
  await until(() => talk.lines.length === 3)
})

test('a line that was put down while it was being opened begins no conversation any more', async () => {
  const { talk, storage } = openTab(undefined, {
    async fetch(...call) {
      const answer = await fetch(...call)
      talk.close()
      return answer
    },
  })
  talk.say('eka')
  const kept = storage?.getItem('opastin:demo')
  await until(() => server.requests.length === 1)
  const later = openTab().talk
  later.say('toka')
  await until(() => later.lines.length === 3)
  const begun = (path: string): number => server.requests.filter((one) => one === `POST /v3/directline/${path}`).length
  expect([begun('tokens/generate'), begun('conversations')]).toEqual([2, 1])
  expect(storage?.getItem('opastin:demo')).toEqual(kept)
})

test('what came while the line was cut arrives when it is back, once', async () => {
  const { talk, arrived } = openTab()
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  server.down = true
  server.cut()
  for (const text of ['yksi', 'kaksi']) server.say(reply({ text }))
  server.down = false
  await until(() => talk.lines.length === 5)
  expect(arrived.map(({ text }) => text)).toEqual(['Kuulin: eka', 'yksi', 'kaksi'])
})

test('where sockets are refused the log is asked instead', async () => {
  server.noSockets = true
  const { talk } = openTab()
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  server.say(reply({ text: 'myöhemmin' }))
  await until(() => talk.lines.length === 4)
  expect(talk.online).toBe(true)
})

test('where there are no sockets at all the log is asked too', async () => {
  const { talk } = openTab(undefined, { WebSocket: undefined })
  talk.say('eka')
  await until(() => talk.lines.length === 3)
})

test('a conversation that is gone stays readable, and what was not answered goes to a new one', async () => {
  const { talk } = openTab()
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  server.forget()
  talk.say('toka')
  await until(() => asked().includes('toka') && talk.pending.length === 0)
  await until(() => wordsOf(talk).includes('Kuulin: toka'))
  expect(wordsOf(talk).slice(1)).toEqual(['eka', 'Kuulin: eka', '', 'toka', 'Kuulin: toka'])
})

test('a message that the server refuses says so, and the next ones go on', async () => {
  const { talk } = openTab()
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  server.refuse = 413
  talk.say('liikaa')
  await until(() => talk.pending[0]?.status === 'refused')
  expect(talk.waiting).toBe(false)
  server.refuse = undefined
  talk.say('toka')
  await until(() => asked().includes('toka'))
  talk.retry(talk.pending[0]?.clientId ?? '')
  await until(() => talk.pending.length === 0)
})

test('the queue, the adviser and the return of the bot come from the wire', async () => {
  const { talk } = openTab()
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  const event = (value: object): void =>
    server.say({ type: 'event', name: 'handoff.status', from: { id: 'opastin', role: 'bot' }, value })
  event({ holder: 'queue', place: 3, minutes: { from: 5, to: 10 } })
  await until(() => talk.standing.place === 3)
  event({ holder: 'adviser', adviser: 'Anna' })
  await until(() => talk.standing.adviser === 'Anna')
  server.answer = () => undefined
  talk.say('hei')
  expect(talk.waiting).toBe(false)
  server.push({
    type: 'typing',
    from: { id: 'adviser', role: 'bot' },
    channelData: { opastin: { speaker: 'adviser' } },
  })
  await until(() => talk.typing?.by === 'adviser')
  server.say(
    reply({
      text: 'Hei, olen Anna',
      from: { id: 'adviser', name: 'Anna', role: 'bot' },
      channelData: { opastin: { holder: 'adviser', speaker: 'adviser' } },
    }),
  )
  await until(() => talk.lines.at(-1)?.by === 'adviser')
  expect(talk.typing).toBeUndefined()
  event({ state: 'completed' })
  await until(() => talk.standing.holder === 'bot')
})

test('an answer that is being written can be stopped', async () => {
  const { talk } = openTab()
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  server.push({ type: 'typing', text: 'Voit pyytää', from: { id: 'opastin', role: 'bot' } })
  await until(() => talk.typing?.text === 'Voit pyytää')
  talk.stop()
  await until(() => server.events.some(({ name }) => name === 'stop'))
})

test('a second tab gets the conversation, both follow it, and wiping one wipes both', async () => {
  const tabs = [openTab(undefined, { BroadcastChannel }), openTab(undefined, { BroadcastChannel })] as const
  tabs[0].talk.say('eka')
  await until(() => tabs.every(({ talk }) => talk.lines.length === 3))
  tabs[1].talk.say('toka')
  await until(() => tabs.every(({ talk }) => talk.lines.length === 5))
  expect(wordsOf(tabs[0].talk)).toEqual(wordsOf(tabs[1].talk))
  const late = openTab(undefined, { BroadcastChannel })
  await until(() => late.talk.lines.length === 5)
  expect(late.arrived).toEqual([])
  expect(await tabs[1].talk.end(true)).toBe(true)
  await until(() => [...tabs, late].every(({ talk }) => talk.lines.length === 0))
  expect(server.events.map(({ name }) => name)).toEqual(['erase'])
  expect(tabs[0].storage?.getItem('opastin:demo')).toBeNull()
})

test('when the server cannot be told to erase, nothing is wiped', async () => {
  const { talk } = openTab()
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  server.down = true
  expect(await talk.end(true)).toBe(false)
  expect(talk.lines).toHaveLength(3)
})

test('what is done without a connection is told when it is back, in order, and the person sees that there is none', async () => {
  const { talk } = openTab()
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  server.down = true
  talk.leave()
  await until(() => !talk.online)
  const [, , answer] = talk.lines
  if (answer) talk.rate(answer, true)
  talk.speak('sv')
  talk.speak('en')
  server.down = false
  await until(() => server.events.length === 4)
  expect(server.events.map(({ name, value }) => [name, value])).toEqual([
    ['handoff.cancel', {}],
    ['feedback', { helpful: true }],
    ['language', { language: 'sv' }],
    ['language', { language: 'en' }],
  ])
  await until(() => talk.online)
})

test('a service that is busy for a while is told all the same, although the socket stands', async () => {
  const { talk } = openTab()
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  server.refuse = 503
  talk.leave()
  await until(() => !talk.online)
  server.refuse = undefined
  await until(() => server.events.length === 1)
  await until(() => talk.online)
})

test('a language chosen before anything is said needs no telling: it goes with the first message', async () => {
  const { talk } = openTab(undefined, { language: () => 'sv' })
  talk.speak('sv')
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  expect(talk.online).toBe(true)
  expect(server.log[1]).toMatchObject({ text: 'eka', locale: 'sv' })
})

test('a thumb goes out as an event about the very reply', async () => {
  const { talk } = openTab()
  talk.say('eka')
  await until(() => talk.lines.length === 3)
  const [, , answer] = talk.lines
  if (answer) talk.rate(answer, false, 'liian pitkä')
  await until(() => server.events.length === 1)
  expect(server.events[0]).toMatchObject({
    type: 'event',
    name: 'feedback',
    replyToId: answer?.id,
    value: { helpful: false, word: 'liian pitkä' },
  })
})
