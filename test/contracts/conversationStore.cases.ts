/** What every ConversationStore must do, written once. The implementations are named in conversationStore.test.ts. */
import type { Message } from '../../src/conversation/message'
import type { Reply } from '../../src/conversation/reply'
import type { ConversationStore, SpokenReply, TurnEnd } from '../../src/turn/ports'

export interface StoreUnderTest {
  readonly name: string
  /** Opens the store; a second call opens the same data again, where there is something durable to open. */
  open(): Promise<ConversationStore & { close(): Promise<void> }>
  readonly durable: boolean
}

export function messageOf(conversationId: string, id: string, text = 'Miten uusin reseptin?'): Message {
  return { conversationId, id, text, channel: 'directline', person: 'dl_1', pageLanguage: 'fi', site: 'suomi' }
}

export function spoken(text: string): SpokenReply {
  const reply: Reply = {
    outcome: 'answered_guide',
    need: 'question',
    language: 'fi',
    parts: [{ kind: 'passage', text, citation: 1 }],
    citations: [
      { passage: 'a#steps@fi', title: 'A', excerpt: 'a', path: '/guides/fi/a#steps', origin: 'dvv.fi, 2026-02' },
    ],
    choices: [{ label: 'Kyllä', say: 'kyllä' }],
    guides: ['a'],
    passages: ['a#steps@fi'],
    confidence: 0.8,
    providers: [],
  }
  return { reply, text }
}

export function endOf(...texts: string[]): TurnEnd {
  return { outcome: 'answered_guide', replies: texts.map(spoken), memory: { misses: 0, guide: 'a', language: 'fi' } }
}

/** Ids and texts that clients have sent and that one of the databases refuses or changes when it is not told otherwise. */
export const oddStrings = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udc00b',
  '\udfff\ud800',
  'u16:0041',
  "'; drop table log; --",
  '%_\\',
  'ääkköset 🙂 \u202e\u200b',
  'a\r\nb',
  'x'.repeat(200),
  '🙂'.repeat(100),
]

export function conversationStoreCases(under: StoreUnderTest): void {
  let store: Awaited<ReturnType<StoreUnderTest['open']>>
  beforeAll(async () => {
    store = await under.open()
  })
  afterAll(() => store.close())

  let last = 0
  const newId = () => `c${++last}`
  const all = (id: string) => store.read(id, 0, 1000)

  it('opens a conversation once and keeps how it was opened', async () => {
    const conversationId = newId()
    expect(await store.find(conversationId)).toBeUndefined()
    const opening = { conversationId, channel: 'directline', person: 'dl_1', pageLanguage: 'sv', site: 'dvv' } as const
    const expected = { ...opening, holder: 'bot', epoch: 0, memory: { misses: 0 } }
    expect(await store.open(opening)).toEqual(expected)
    expect(await store.open({ conversationId, channel: 'page', person: 'other' })).toEqual(expected)
    expect(await store.find(conversationId)).toEqual(expected)
  })

  it('opens one conversation when many ask for it at once', async () => {
    const conversationId = newId()
    const people = Array.from(
      { length: 20 },
      (_, at) => ({ conversationId, channel: 'page', person: `p${at}` }) as const,
    )
    const opened = await Promise.all(people.map((opening) => store.open(opening)))
    expect(new Set(opened.map(({ person }) => person)).size).toBe(1)
  })

  it('takes a message into the log and marks its turn begun', async () => {
    const conversationId = newId()
    const turn = await store.begin(messageOf(conversationId, 'm1'), 'fi')
    expect(turn).toMatchObject({
      state: 'new',
      replies: [],
      conversation: { conversationId, holder: 'bot', site: 'suomi' },
    })
    expect(turn.message).toMatchObject({
      seq: 1,
      speaker: 'person',
      id: 'm1',
      text: 'Miten uusin reseptin?',
      language: 'fi',
    })
    expect(turn.message.at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(await all(conversationId)).toEqual([turn.message])
    const again = await store.begin(messageOf(conversationId, 'm1', 'something else'), 'sv')
    expect(again).toEqual({ ...turn, state: 'begun' })
  })

  it('reads the newest lines, in order', async () => {
    const conversationId = newId()
    expect(await store.readLast(conversationId, 5)).toEqual([])
    for (let at = 1; at <= 12; at++) await store.begin(messageOf(conversationId, `m${at}`))
    const lines = await all(conversationId)
    expect(await store.readLast(conversationId, 5)).toEqual(lines.slice(-5))
    expect(await store.readLast(conversationId, 12)).toEqual(lines)
    expect(await store.readLast(conversationId, 100)).toEqual(lines)
    expect(await store.readLast(conversationId, 0)).toEqual([])
  })

  it('answers a repeat with the recorded replies', async () => {
    const conversationId = newId()
    await store.begin(messageOf(conversationId, 'm1'), 'fi')
    const replies = await store.finish(conversationId, 'm1', endOf('yksi', 'kaksi'))
    expect(replies.map(({ seq, id, replyTo, text, speaker }) => ({ seq, id, replyTo, text, speaker }))).toEqual([
      { seq: 2, id: 'm1.1', replyTo: 'm1', text: 'yksi', speaker: 'bot' },
      { seq: 3, id: 'm1.2', replyTo: 'm1', text: 'kaksi', speaker: 'bot' },
    ])
    expect(replies[0]?.reply).toEqual(spoken('yksi').reply)
    const repeat = await store.begin(messageOf(conversationId, 'm1'))
    expect(repeat).toMatchObject({ state: 'finished', outcome: 'answered_guide' })
    expect(repeat.replies).toEqual(replies)
    expect(repeat.conversation.memory).toEqual({ misses: 0, guide: 'a', language: 'fi' })
    expect(await all(conversationId)).toHaveLength(3)
  })

  it('leaves a finished turn as it is when it is finished again', async () => {
    const conversationId = newId()
    await store.begin(messageOf(conversationId, 'm1'))
    const first = await store.finish(conversationId, 'm1', endOf('yksi'))
    const second = await store.finish(conversationId, 'm1', { ...endOf('toinen', 'kolmas'), memory: { misses: 9 } })
    expect(second).toEqual(first)
    expect((await store.find(conversationId))?.memory.misses).toBe(0)
    expect(await all(conversationId)).toHaveLength(2)
  })

  it('finishes a turn once when two finish it at the same time', async () => {
    const conversationId = newId()
    await store.begin(messageOf(conversationId, 'm1'))
    const ends = ['a', 'b', 'c', 'd'].map((text) => store.finish(conversationId, 'm1', endOf(text)))
    const replies = await Promise.all(ends)
    expect(new Set(replies.map((entries) => JSON.stringify(entries))).size).toBe(1)
    expect((await all(conversationId)).map(({ seq }) => seq)).toEqual([1, 2])
  })

  it('finishes a turn that has no replies', async () => {
    const conversationId = newId()
    await store.begin(messageOf(conversationId, 'm1'))
    const relayed = { outcome: 'relayed', replies: [], memory: { misses: 0 } } as const
    expect(await store.finish(conversationId, 'm1', relayed)).toEqual([])
    expect(await store.begin(messageOf(conversationId, 'm1'))).toMatchObject({
      state: 'finished',
      outcome: 'relayed',
      replies: [],
    })
  })

  it('refuses to finish what was never begun, and says so by code', async () => {
    await expect(store.finish(newId(), 'm1', endOf('x'))).rejects.toMatchObject({
      name: 'StoreError',
      code: 'TurnUnknown',
    })
    const conversationId = newId()
    await store.begin(messageOf(conversationId, 'm1'))
    await expect(store.finish(conversationId, 'm2', endOf('x'))).rejects.toMatchObject({ code: 'TurnUnknown' })
    await expect(store.say(newId(), 'hello', spoken('hei'), 'bot')).rejects.toMatchObject({
      code: 'ConversationUnknown',
    })
  })

  it('numbers 50 messages that come at once to 5 conversations without a gap', async () => {
    const ids = Array.from({ length: 5 }, newId)
    const messages = Array.from({ length: 50 }, (_, at) => messageOf(ids[at % 5] ?? '', `m${at}`))
    const turns = await Promise.all(messages.map((message) => store.begin(message)))
    expect(turns.every(({ state }) => state === 'new')).toBe(true)
    for (const id of ids) {
      expect((await all(id)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    }
  })

  it('takes the same message once when it is delivered many times at once', async () => {
    const conversationId = newId()
    const turns = await Promise.all(Array.from({ length: 12 }, () => store.begin(messageOf(conversationId, 'm1'))))
    expect(turns.filter(({ state }) => state === 'new')).toHaveLength(1)
    expect(turns.every(({ message }) => message.seq === 1)).toBe(true)
    const next = await store.begin(messageOf(conversationId, 'm2'))
    expect(next.message.seq).toBe(2)
  })

  it('says a notice once for its id', async () => {
    const conversationId = newId()
    await store.open({ conversationId, channel: 'page', person: 'p' })
    const [first, ...others] = await Promise.all(
      Array.from({ length: 5 }, () => store.say(conversationId, 'greeting', spoken('Hei'), 'bot')),
    )
    expect(first).toMatchObject({ seq: 1, id: 'greeting', speaker: 'bot', text: 'Hei' })
    for (const other of others) expect(other).toEqual(first)
    expect(await store.say(conversationId, 'notice', spoken('Huomio'), 'system')).toMatchObject({
      seq: 2,
      speaker: 'system',
    })
    expect(await all(conversationId)).toHaveLength(2)
  })

  it('keeps a message apart from a reply or a notice that has the same id', async () => {
    const conversationId = newId()
    await store.begin(messageOf(conversationId, 'm.1', 'a person may choose any id'))
    await store.begin(messageOf(conversationId, 'm'))
    const replies = await store.finish(conversationId, 'm', endOf('vastaus'))
    expect(replies[0]).toMatchObject({ id: 'm.1', speaker: 'bot', seq: 3 })
    await store.begin(messageOf(conversationId, 'greeting'))
    expect(await store.say(conversationId, 'greeting', spoken('Hei'), 'bot')).toMatchObject({ speaker: 'bot', seq: 5 })
  })

  it('reads on from a place, at most as many as asked', async () => {
    const conversationId = newId()
    for (const id of ['a', 'b', 'c', 'd']) await store.begin(messageOf(conversationId, id))
    expect((await store.read(conversationId, 1, 2)).map(({ id }) => id)).toEqual(['b', 'c'])
    expect(await store.read(conversationId, 4, 10)).toEqual([])
    expect(await store.read('nobody', 0, 10)).toEqual([])
  })

  it('lists what was begun and not finished, oldest first', async () => {
    const [one, two] = [newId(), newId()]
    for (const [id, message] of [
      [one, 'm1'],
      [two, 'm1'],
      [one, 'm2'],
    ] as const) {
      await store.begin(messageOf(id, message))
      await new Promise((resolve) => setTimeout(resolve, 3))
    }
    await store.finish(two, 'm1', endOf('x'))
    const mine = (await store.unfinished()).filter(({ conversationId }) => [one, two].includes(conversationId))
    expect(mine).toEqual([
      { conversationId: one, messageId: 'm1' },
      { conversationId: one, messageId: 'm2' },
    ])
  })

  it('erases a conversation whole and begins it anew from 1', async () => {
    const [conversationId, other] = [newId(), newId()]
    for (const id of [conversationId, other]) {
      await store.begin(messageOf(id, 'm1'))
      await store.finish(id, 'm1', endOf('x'))
    }
    expect(await store.erase(conversationId)).toBe(true)
    expect(await store.erase(conversationId)).toBe(false)
    expect(await store.find(conversationId)).toBeUndefined()
    expect(await all(conversationId)).toEqual([])
    expect(await all(other)).toHaveLength(2)
    expect(await store.begin(messageOf(conversationId, 'm1'))).toMatchObject({ state: 'new', message: { seq: 1 } })
  })

  it('works for one conversation in order of arrival and for others meanwhile', async () => {
    const [conversationId, other] = [newId(), newId()]
    const seen: string[] = []
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const first = store.exclusively(conversationId, async () => {
      seen.push('first began')
      await held
      seen.push('first ended')
      return 1
    })
    const second = store.exclusively(conversationId, async () => void seen.push('second'))
    const third = store.exclusively(conversationId, async () => void seen.push('third'))
    await store.exclusively(other, async () => void seen.push('other'))
    release()
    expect(await first).toBe(1)
    await Promise.all([second, third])
    expect(seen.filter((line) => line !== 'other')).toEqual(['first began', 'first ended', 'second', 'third'])
    expect(seen.indexOf('other')).toBeLessThan(seen.indexOf('first ended'))
  })

  it('lets the next one work after one that failed', async () => {
    const conversationId = newId()
    const failed = store.exclusively(conversationId, () => Promise.reject(new Error('no luck')))
    const next = store.exclusively(conversationId, () => Promise.resolve('done'))
    await expect(failed).rejects.toThrow('no luck')
    expect(await next).toBe('done')
  })

  it('keeps the order of two messages at once: each is answered before the next is taken', async () => {
    const conversationId = newId()
    const turn = (id: string) =>
      store.exclusively(conversationId, async () => {
        await store.begin(messageOf(conversationId, id))
        await store.finish(conversationId, id, endOf(`to ${id}`))
      })
    await Promise.all([turn('a'), turn('b'), turn('c')])
    expect((await all(conversationId)).map(({ id }) => id)).toEqual(['a', 'a.1', 'b', 'b.1', 'c', 'c.1'])
  })

  it('serves more conversations at once than it has connections', async () => {
    const ids = Array.from({ length: 40 }, newId)
    await Promise.all(
      ids.map((id) =>
        store.exclusively(id, async () => {
          await store.begin(messageOf(id, 'm'))
          await store.finish(id, 'm', endOf('x'))
        }),
      ),
    )
    for (const id of ids) expect(await all(id)).toHaveLength(2)
  })

  it('gives back any string as an id and keeps different ones apart', async () => {
    const conversationId = newId()
    for (const id of oddStrings) {
      expect(await store.begin(messageOf(conversationId, id))).toMatchObject({ state: 'new', message: { id } })
      expect(await store.begin(messageOf(conversationId, id))).toMatchObject({ state: 'begun', message: { id } })
      const [reply] = await store.finish(conversationId, id, endOf('x'))
      expect(reply).toMatchObject({ id: `${id}.1`, replyTo: id })
      expect((await store.begin(messageOf(conversationId, id))).replies).toEqual([reply])
    }
    const log = await all(conversationId)
    expect(log.filter(({ speaker }) => speaker === 'person').map(({ id }) => id)).toEqual(oddStrings)
    for (const odd of oddStrings) {
      await store.begin(messageOf(`odd ${odd}`.slice(0, 200), 'm'))
      expect((await store.find(`odd ${odd}`.slice(0, 200)))?.conversationId).toBe(`odd ${odd}`.slice(0, 200))
    }
  })

  it('keeps any text, with U+FFFD for what cannot be kept', async () => {
    const conversationId = newId()
    const texts = [...oddStrings, 'rivi\n\n* lista\t"\\', 'a'.repeat(100_000)]
    for (const [at, text] of texts.entries()) {
      const kept = Buffer.from(text).toString().replaceAll('\0', '\ufffd')
      const { message } = await store.begin(messageOf(conversationId, `m${at}`, text))
      expect(message.text).toBe(kept)
      const [reply] = await store.finish(conversationId, `m${at}`, endOf(text))
      expect(reply?.text).toBe(kept)
      expect(await store.read(conversationId, message.seq - 1, 2)).toEqual([message, reply])
    }
  })

  it('refuses an id of more than 200 characters by code', async () => {
    await expect(store.begin(messageOf(newId(), 'x'.repeat(201)))).rejects.toMatchObject({ code: 'IdTooLong' })
    await expect(store.find('x'.repeat(201))).rejects.toMatchObject({ code: 'IdTooLong' })
  })

  if (under.durable) {
    it('has everything again after it was closed and opened', async () => {
      const conversationId = newId()
      await store.begin(messageOf(conversationId, 'm1'), 'fi')
      const replies = await store.finish(conversationId, 'm1', endOf('x'))
      await store.begin(messageOf(conversationId, 'm2'), 'fi')
      await store.close()
      await expect(store.find(conversationId)).rejects.toMatchObject({ code: 'StoreClosed' })
      store = await under.open()
      expect((await store.begin(messageOf(conversationId, 'm1'))).replies).toEqual(replies)
      expect(await store.unfinished()).toContainEqual({ conversationId, messageId: 'm2' })
      expect(await store.begin(messageOf(conversationId, 'm2'))).toMatchObject({ state: 'begun', message: { seq: 3 } })
    })
  }
}
