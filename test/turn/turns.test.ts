/** Messages are taken in order, each exactly once, and every turn ends in exactly one outcome. On the real content, with the memory store. */
import { inProcessEvents } from '../../src/backends/events'
import { openMemoryStore } from '../../src/backends/store/memoryStore'
import { StoreError } from '../../src/backends/store/storeError'
import { cachesOf, composeTools } from '../../src/compose'
import { readConfig } from '../../src/config'
import type { Message } from '../../src/conversation/message'
import type { ConversationStore, TurnLog } from '../../src/turn/ports'
import type { Tools } from '../../src/turn/tools'
import { createTurns, type TurnsNeeds } from '../../src/turn/turns'

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

function turnsOver(
  store: ConversationStore,
  with_: Partial<Tools> = {},
  log = listeningLog(),
  more: Partial<TurnsNeeds> = {},
) {
  return { log, turns: createTurns({ store, events: inProcessEvents(), tools: { ...tools, ...with_ }, log, ...more }) }
}

/** A desk that is asked with "Odotan" and given up with "Peru", and what was done there. */
function deskInMemory() {
  const done: string[] = []
  let waits = false
  const desk: Tools['desk'] = {
    wishIn: (text) => (text === 'Odotan' && !waits ? 'ask' : text === 'Peru' && waits ? 'cancel' : undefined),
    offerHandoff: (_, __, now) => {
      done.push(`offered at ${now.toISOString()}`)
      return { kind: 'closed', reason: 'closed', parts: [], choices: [] }
    },
  }
  const handoffs: TurnsNeeds['handoffs'] = {
    request: () => {
      waits = true
      done.push('asked')
      return Promise.resolve({ position: 1, wait: { kind: 'unknown' } } as never)
    },
    cancel: () => {
      waits = false
      done.push('cancelled')
      return Promise.resolve(true)
    },
  }
  return { done, desk, handoffs }
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

  test('is done once, although its message is sent again while it waits for the ones before it', async () => {
    const { done, desk, handoffs } = deskInMemory()
    const { turns } = turnsOver(openMemoryStore({ clock }), { desk }, undefined, { handoffs })
    const taken = await Promise.all(
      [message('m1', 'Odotan'), message('m2', 'Peru'), message('m1', 'Odotan')].map((one) => turns.take(one)),
    )
    const [first, , again] = await Promise.all(taken.map(({ replies }) => replies))
    expect(done).toEqual(['asked', 'cancelled'])
    expect(again).toEqual(first)
  })

  test('that another process has finished meanwhile gives back what is recorded, and does nothing', async () => {
    const store = openMemoryStore({ clock })
    const { done, desk, handoffs } = deskInMemory()
    const { turns } = turnsOver(store, { desk }, undefined, { handoffs })
    const end = { outcome: 'escalated_waiting', replies: [], memory: { misses: 0 } } as const
    const elsewhere = store.exclusively('c1', async () => {
      const taken = turns.take(message('m1', 'Odotan'))
      const { replies } = await taken
      await store.finish('c1', 'm1', end)
      return { replies }
    })
    expect(await (await elsewhere).replies).toEqual([])
    expect(done).toEqual([])
  })

  test('whose conversation is erased while it waits ends quietly, and brings nothing back', async () => {
    const store = openMemoryStore({ clock })
    const { turns, log } = turnsOver(store)
    const erased = store.exclusively('c1', async () => {
      const { replies } = await turns.take(message('m1', 'miten uusin reseptin'))
      await store.erase('c1')
      return { replies }
    })
    expect(await (await erased).replies).toEqual([])
    expect(await store.find('c1')).toBeUndefined()
    expect(log.lines.join()).not.toContain('not finished')
  })

  test.each(['ConversationUnknown', 'TurnUnknown', 'StoreClosed'] as const)(
    'does not try again what cannot succeed (%s)',
    async (code) => {
      let tries = 0
      const gone = {
        ...openMemoryStore({ clock }),
        finish: () => {
          tries++
          return Promise.reject(new StoreError(code, 'for good'))
        },
      }
      const { turns } = turnsOver(gone)
      expect(await (await turns.take(message('m1', 'kiitos'))).replies).toEqual([])
      expect(tries).toBe(1)
    },
  )

  test('offers the desk by the clock of the house', async () => {
    const { done, desk } = deskInMemory()
    const { turns } = turnsOver(openMemoryStore({ clock }), { desk }, undefined, { clock })
    await (
      await turns.take(message('m1', 'haluan puhua ihmisen kanssa'))
    ).replies
    expect(done).toEqual(['offered at 2026-11-22T10:00:00.000Z'])
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
        within: () => undefined,
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
    await turns.idle()
    expect(await turns.finishCutOff()).toBe(0)
    expect((await store.read('c1', 0, 100)).filter(({ speaker }) => speaker === 'bot')).toHaveLength(1)
  })

  test('that another process still works on keeps nobody from starting, and is done there', async () => {
    const store = openMemoryStore({ clock })
    const { done, desk, handoffs } = deskInMemory()
    const { turns } = turnsOver(store, { desk }, undefined, { handoffs })
    await store.begin(message('m1', 'Odotan'))
    await store.begin({ ...message('m1', 'miten uusin reseptin'), conversationId: 'c2' })
    const { replies } = await store.exclusively('c1', async () => {
      expect(await turns.finishCutOff()).toBe(2)
      const replies = turns.take(message('m2', 'kiitos'))
      await store.finish('c1', 'm1', { outcome: 'escalated_waiting', replies: [], memory: { misses: 0 } })
      return { replies }
    })
    await turns.idle()
    expect(done).toEqual([])
    expect(await (await replies).replies).toHaveLength(1)
    expect((await store.read('c2', 0, 100)).map(({ replyTo }) => replyTo)).toEqual([undefined, 'm1'])
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

test('beside an adviser the service warns of danger, and of no ordinary remark', async () => {
  const store = openMemoryStore({ clock })
  const held: ConversationStore = {
    ...store,
    begin: async (asked) => {
      const turn = await store.begin(asked)
      return { ...turn, conversation: { ...turn.conversation, holder: 'adviser' } }
    },
  }
  const { turns } = turnsOver(held)
  const noticesAfter = async (id: string, text: string): Promise<number> => {
    await (
      await turns.take(message(id, text))
    ).replies
    return (await store.read('c1', 0, 100)).filter(({ speaker }) => speaker === 'system').length
  }
  expect(await noticesAfter('m1', 'en halua enää odottaa')).toBe(0)
  expect(await noticesAfter('m2', 'hän on kotona nyt')).toBe(0)
  expect(await noticesAfter('m3', 'nyt multa kuoli puhelin, puhelin kuoli')).toBe(0)
  expect(await noticesAfter('m4', 'isä ei hengitä')).toBe(1)
})
