/** What takes time helps a plain question and nothing else, and never stands in an answer's way. On the real content, with a memory store. */
import type { FollowUpQuestion } from '../../src/answering/rewriteQuestion'
import type { Asked, WrittenReply } from '../../src/answering/writeAnswer'
import { inProcessEvents } from '../../src/backends/events'
import { openMemoryStore } from '../../src/backends/store/memoryStore'
import { cachesOf, composeTools } from '../../src/compose'
import { readConfig } from '../../src/config'
import type { Message } from '../../src/conversation/message'
import type { Reply } from '../../src/conversation/reply'
import type { DenseHit } from '../../src/retrieval/ports'
import type { Thinking } from '../../src/turn/ponder'
import { leansOnTalk } from '../../src/dialogs/leansOnTalk'
import type { SwitchedOff } from '../../src/turn/ports'
import { createSwitches } from '../../src/turn/switches'
import type { Tools } from '../../src/turn/tools'
import { createTurns } from '../../src/turn/turns'
import { createWritings, type Writing } from '../../src/turn/writings'

const clock = { now: () => new Date('2026-11-22T10:00:00Z') }
let tools: Tools
beforeAll(() => {
  tools = composeTools(readConfig({}), cachesOf(readConfig({})))
})

let count = 0
const message = (text: string): Message => ({
  conversationId: 'c1',
  id: `m${(count += 1)}`,
  channel: 'directline',
  person: 'dl_p',
  pageLanguage: 'fi',
  site: 'kunta',
  text,
})

function talk(thinking: Thinking, off: readonly SwitchedOff[] = []) {
  const events = inProcessEvents()
  const writings = createWritings(events)
  const silent = { info: () => undefined, error: () => undefined }
  const switches = createSwitches({ off: () => Promise.resolve(off) }, silent)
  const store = openMemoryStore({ clock })
  const turns = createTurns({ store, events, tools, log: silent, thinking, writings, switches })
  async function say(text: string): Promise<Reply | undefined> {
    const taken = await turns.take(message(text))
    return (await taken.replies).at(-1)?.reply
  }
  return { turns, writings, say }
}

describe('a follow-up question', () => {
  const question = 'entä jos se on vanhentunut'

  function rewriting(rewritten: string | undefined) {
    const seen: FollowUpQuestion[] = []
    const thinking: Thinking = {
      rewrite(asked) {
        seen.push(asked)
        return Promise.resolve(rewritten)
      },
    }
    return { seen, ...talk(thinking) }
  }

  test('is made to stand alone with what was said before, and searched with', async () => {
    const { say, seen } = rewriting('miten teen muuttoilmoituksen')
    const first = await say('miten uusin reseptin')
    expect(seen).toEqual([])
    const reply = await say(question)
    expect(seen).toEqual([{ question, before: ['miten uusin reseptin'], guide: first?.guides[0], language: 'fi' }])
    expect(reply?.guides[0]).toBe((await talk({}).say('miten teen muuttoilmoituksen'))?.guides[0])
  })

  test('is met by the words alone when nothing fit came of it', async () => {
    const { say } = rewriting(undefined)
    await say('miten uusin reseptin')
    const plain = talk({})
    await plain.say('miten uusin reseptin')
    expect(await say(question)).toEqual(await plain.say(question))
  })

  test('loses no answer to a rewritten question that finds nothing', async () => {
    const { say } = rewriting('xyzzy plugh')
    await say('miten uusin reseptin')
    expect((await say('missä se passi haetaan'))?.outcome).toBe('answered_guide')
  })

  test('is not asked about where there is no guide at hand, nor for danger, wishes and thanks', async () => {
    const { say, seen } = rewriting('mitä vain')
    for (const text of [question, 'kiitos siitä', 'haluan puhua sille ihmiselle', 'se huijari vei rahani'])
      await say(text)
    expect(seen).toEqual([])
  })

  test.each(['ja miten se tehdään', 'och hur gör man det', 'what about that one'])('leans on the talk: %s', (text) => {
    expect((['fi', 'sv', 'en'] as const).some((language) => leansOnTalk(text, language))).toBe(true)
  })

  test('that stands alone does not', () => {
    expect(leansOnTalk('miten uusin reseptin', 'fi')).toBe(false)
  })
})

describe('a ranking by meaning', () => {
  const ranked = (hits: readonly DenseHit[] | Error): Thinking => ({
    rank: { rank: () => (hits instanceof Error ? Promise.reject(hits) : Promise.resolve(hits)) },
  })

  const unsure = 'puhelin pois päältä'

  test('joins the ranking by words where the words are not sure, and is not asked where they are', async () => {
    const asked: string[] = []
    const plain = await talk({}).say(unsure)
    expect(plain?.outcome).toBe('clarified_guides')
    const last = plain?.guides.at(-1) ?? ''
    const { say } = talk({
      rank: {
        rank(text) {
          asked.push(text)
          return Promise.resolve([{ guide: last, score: 0.9 }])
        },
      },
    })
    expect((await say(unsure))?.guides[0]).toBe(last)
    await say('miten uusin reseptin')
    await say('kiitos')
    expect(asked).toEqual([unsure])
  })

  test.each([
    ['nothing', []],
    ['a fault', new Error('down')],
  ] as const)('that ends in %s changes nothing', async (_, hits) => {
    expect(await talk(ranked(hits)).say(unsure)).toEqual(await talk({}).say(unsure))
  })
})

describe('a model’s wording', () => {
  const written = (draft: Reply): WrittenReply => ({ ...draft, writtenBy: 'model' })

  test('is asked for with the question and the guide before, and shown while it is written', async () => {
    const asked: Asked[] = []
    const shown: Writing[] = []
    const { say, writings } = talk({
      write(draft, given, watching) {
        asked.push(given)
        watching?.show?.(written({ ...draft, parts: draft.parts.slice(0, 1) }))
        watching?.show?.(written(draft))
        return Promise.resolve(written(draft))
      },
    })
    const unwatch = writings.watch((writing) => shown.push(writing))
    expect(await say('miten uusin reseptin')).toMatchObject({ writtenBy: 'model' })
    unwatch()
    expect(asked).toMatchObject([{ question: 'miten uusin reseptin', guideBefore: undefined }])
    expect(asked[0]?.spentMs).toBeGreaterThanOrEqual(0)
    expect(shown.map(({ sequence, conversationId, language }) => [sequence, conversationId, language])).toEqual([
      [1, 'c1', 'fi'],
      [2, 'c1', 'fi'],
    ])
    expect(shown[1]?.text.startsWith(shown[0]?.text ?? '?')).toBe(true)
  })

  test('ends when the person stops it, and only theirs', async () => {
    const stopped: string[] = []
    const { turns, writings } = talk({
      write: (draft, _, watching) =>
        new Promise((resolve) => {
          watching?.stopped?.addEventListener('abort', () => {
            stopped.push('c1')
            resolve(draft)
          })
          writings.stop('c2')
          writings.stop('c1')
        }),
    })
    const taken = await turns.take(message('miten uusin reseptin'))
    expect((await taken.replies).at(-1)?.reply?.outcome).toBe('answered_guide')
    expect(stopped).toEqual(['c1'])
  })

  test('ends when an adviser takes the conversation, and is not shown beside them', async () => {
    const events = inProcessEvents()
    const writings = createWritings(events)
    const store = openMemoryStore({ clock })
    let holder: 'bot' | 'adviser' = 'bot'
    const silent = { info: () => undefined, error: () => undefined }
    const held: typeof store = {
      ...store,
      async find(conversationId) {
        const conversation = await store.find(conversationId)
        return conversation && { ...conversation, holder }
      },
    }
    const write: Thinking['write'] = (draft, _, watching) =>
      new Promise((resolve) => {
        watching?.stopped?.addEventListener('abort', () => resolve(draft))
        // Somebody else's line: the first changes nothing, at the second the adviser is there.
        events.publish('c1', 90)
        holder = 'adviser'
        events.publish('c1', 91)
      })
    const turns = createTurns({ store: held, events, tools, log: silent, thinking: { write }, writings })
    const taken = await turns.take(message('miten uusin reseptin'))
    await taken.replies
    expect(holder).toBe('adviser')
  })

  test('is not asked for where the model is switched off', async () => {
    let calls = 0
    const thinking: Thinking = {
      write: (draft) => Promise.resolve(((calls += 1), draft)),
      rank: { rank: () => Promise.resolve(((calls += 1), [])) },
    }
    const { say } = talk(thinking, [{ what: 'model', site: 'kunta', at: '' }])
    expect((await say('miten uusin reseptin'))?.outcome).toBe('answered_guide')
    expect(calls).toBe(0)
  })
})

describe('a bot that is switched off', () => {
  const off = [{ what: 'bot', site: 'kunta', at: '' }] as const

  test('says so, in the person’s language, and shows the site’s support and Kansalaisneuvonta', async () => {
    const reply = await talk({}, off).say('hur förnyar jag mitt recept')
    expect(reply).toMatchObject({ outcome: 'escalated_person', language: 'sv', guides: [], citations: [] })
    expect(reply?.parts).toEqual([
      { kind: 'phrase', key: 'bot_off' },
      { kind: 'contact', key: 'kansalaisneuvonta' },
    ])
  })

  test('still answers danger', async () => {
    expect((await talk({}, off).say('huijari vei rahani, annoin pankkitunnukset'))?.outcome).toBe('safety_scam')
  })

  test('says it in place of the greeting', async () => {
    const { turns } = talk({}, off)
    const greeting = await turns.greet({
      conversationId: 'c1',
      channel: 'directline',
      person: 'p',
      site: 'kunta',
      pageLanguage: 'en',
    })
    expect(greeting.reply?.parts[0]).toEqual({ kind: 'phrase', key: 'bot_off' })
  })

  test('answers on other sites', async () => {
    const { turns } = talk({}, off)
    const taken = await turns.take({ ...message('miten uusin reseptin'), conversationId: 'c9', site: 'demo' })
    expect((await taken.replies).at(-1)?.reply?.outcome).toBe('answered_guide')
  })
})
