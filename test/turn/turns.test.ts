/** Messages are taken in order, each exactly once, and every turn ends in exactly one outcome. On the real content, with the memory store. */
import { inProcessEvents } from '../../src/backends/events'
import { openMemoryStore } from '../../src/backends/store/memoryStore'
import { cachesOf, composeTools } from '../../src/compose'
import { readConfig } from '../../src/config'
import type { Message } from '../../src/conversation/message'
import type { ConversationStore, TurnLog } from '../../src/turn/ports'
import type { Tools } from '../../src/turn/tools'
import { createTurns } from '../../src/turn/turns'

const clock = { now: () => new Date('2026-11-22T10:00:00Z') }
let tools: Tools
beforeAll(() => {
  tools = composeTools(readConfig({}), cachesOf(readConfig({})))
})

/** A log that keeps what it was told, to see that it holds none of a person's words. */
function listeningLog(): TurnLog & { lines: string[] } {
  const lines: string[] = []
  const keep = (facts: object, event: string): void => void lines.push(`${event} ${JSON.stringify(facts)}`)
  return { lines, info: keep, error: keep }
}

function turnsOver(store: ConversationStore, with_: Partial<Tools> = {}, log = listeningLog()) {
  return { log, turns: createTurns({ store, events: inProcessEvents(), tools: { ...tools, ...with_ }, log }) }
}

const message = (id: string, text: string): Message => ({
  conversationId: 'c1',
  id,
  channel: 'directline',
  person: 'dl_p',
  pageLanguage: 'fi',
  text,
})

describe('a turn', () => {
  test('answers a repeated message with the recorded replies, and writes nothing', async () => {
    const store = openMemoryStore({ clock })
    const { turns } = turnsOver(store)
    const first = await (await turns.take(message('m1', 'miten uusin reseptin'))).replies
    const again = await (await turns.take(message('m1', 'miten uusin reseptin'))).replies
    expect(again).toEqual(first)
    expect(await store.read('c1', 0, 100)).toHaveLength(2)
  })

  test('keeps the order of messages that arrive together, each with its own reply', async () => {
    const store = openMemoryStore({ clock })
    const { turns } = turnsOver(store)
    const texts = ['miten uusin reseptin', 'kiitos', 'miten teen muuttoilmoituksen', 'hei', 'unohdin salasanan']
    const taken = await Promise.all(texts.map((text, index) => turns.take(message(`m${index}`, text))))
    await Promise.all(taken.map(({ replies }) => replies))
    const log = await store.read('c1', 0, 100)
    expect(log.filter(({ speaker }) => speaker === 'person').map(({ text }) => text)).toEqual(texts)
    expect(log.filter(({ speaker }) => speaker === 'bot').map(({ replyTo }) => replyTo)).toEqual(
      texts.map((_, index) => `m${index}`),
    )
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
  })

  test('that fails ends in one reply that says so and shows the way to a person', async () => {
    const store = openMemoryStore({ clock })
    const broken = {
      search: {
        search: () => {
          throw new Error('index gone')
        },
      },
    }
    const { turns } = turnsOver(store, broken)
    const [reply] = await (await turns.take(message('m1', 'miten uusin reseptin'))).replies
    expect(reply?.reply?.outcome).toBe('failed_internal')
    expect(reply?.text).toMatch(/Kansalaisneuvonta/)
  })

  test('that was cut off is finished at the next start, once', async () => {
    const store = openMemoryStore({ clock })
    await store.begin(message('m1', 'miten uusin reseptin'))
    const { turns } = turnsOver(store)
    expect(await turns.finishCutOff()).toBe(1)
    expect(await turns.finishCutOff()).toBe(0)
    expect((await store.read('c1', 0, 100)).filter(({ speaker }) => speaker === 'bot')).toHaveLength(1)
  })

  test('masks before anything is kept, tells the person, and logs none of their words', async () => {
    const store = openMemoryStore({ clock })
    const { turns, log } = turnsOver(store)
    const [reply] = await (await turns.take(message('m1', 'hetuni on 131052-308T ja unohdin pankkitunnukset'))).replies
    expect(JSON.stringify(await store.read('c1', 0, 100))).not.toContain('131052-308T')
    expect(reply?.text).toMatch(/Peitin viestistäsi[\s\S]*henkilötunnus/)
    expect(log.lines.join('\n')).not.toMatch(/131052|hetuni|unohdin/)
  })

  test('that the store refuses is not acknowledged', async () => {
    const refusing = { ...openMemoryStore({ clock }), begin: () => Promise.reject(new Error('disk full')) }
    const { turns } = turnsOver(refusing)
    await expect(turns.take(message('m1', 'hei'))).rejects.toThrow('disk full')
  })

  test('tries again when the store has a passing fault at its end', async () => {
    const store = openMemoryStore({ clock })
    let faults = 2
    const shaky = {
      ...store,
      finish: (...args: Parameters<typeof store.finish>) =>
        faults-- > 0 ? Promise.reject(new Error('busy')) : store.finish(...args),
    }
    const { turns } = turnsOver(shaky)
    expect(await (await turns.take(message('m1', 'kiitos'))).replies).toHaveLength(1)
  })

  test('greets once, however often it is asked to', async () => {
    const store = openMemoryStore({ clock })
    const { turns } = turnsOver(store)
    const opening = { conversationId: 'c1', channel: 'directline', person: 'dl_p', pageLanguage: 'sv' } as const
    await Promise.all([turns.greet(opening), turns.greet(opening)])
    await turns.greet(opening)
    const log = await store.read('c1', 0, 100)
    expect(log).toHaveLength(1)
    expect(log[0]?.text).toMatch(/inte en människa/)
  })
})
