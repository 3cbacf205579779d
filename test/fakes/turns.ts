/** Turns without thoughts: every message gets one reply with the same words, through a real store and real events. */
import type { LogEntry } from '../../src/conversation/conversation'
import { blankMemory } from '../../src/conversation/conversation'
import type { Message, Opening } from '../../src/conversation/message'
import type { Reply } from '../../src/conversation/reply'
import type { ConversationEvents, ConversationStore } from '../../src/turn/ports'
import type { Taken, Turns } from '../../src/turn/turns'

export interface EchoTurns extends Turns {
  /** What was taken, in order, repeats included. */
  readonly heard: Message[]
  /** While set, `take` rejects with it, as a store that cannot write would. */
  fault: Error | undefined
  /** How long the next turns think, in milliseconds. */
  thinkMs: number
}

export function echoTurns(store: ConversationStore, events: ConversationEvents): EchoTurns {
  const running = new Set<Promise<unknown>>()
  const turns: EchoTurns = {
    heard: [],
    fault: undefined,
    thinkMs: 0,
    async take(message): Promise<Taken> {
      if (turns.fault) throw turns.fault
      turns.heard.push(message)
      const turn = await store.begin(message)
      events.publish(message.conversationId, turn.message.seq)
      const replies = turn.state === 'finished' ? Promise.resolve(turn.replies) : answer(message)
      running.add(replies)
      void replies.finally(() => running.delete(replies))
      return { message: turn.message, replies }
    },
    async greet(opening: Opening) {
      await store.open(opening)
      const entry = await store.say(
        opening.conversationId,
        'greeting',
        { reply: replyTo('smalltalk_greeting'), text: 'Hei!' },
        'bot',
      )
      events.publish(opening.conversationId, entry.seq)
      return entry
    },
    askForPerson: () => Promise.resolve(),
    finishCutOff: () => Promise.resolve(0),
    async idle() {
      await Promise.all(running)
    },
  }
  return turns

  async function answer({ conversationId, id, text, attachments }: Message): Promise<readonly LogEntry[]> {
    if (turns.thinkMs > 0) await new Promise((resolve) => setTimeout(resolve, turns.thinkMs))
    const said = attachments ? `${text} (${attachments} files)`.trim() : text
    const replies = await store.finish(conversationId, id, {
      outcome: 'answered_guide',
      replies: [{ reply: replyTo('answered_guide'), text: `echo: ${said}` }],
      memory: blankMemory,
    })
    events.publish(conversationId, replies.at(-1)?.seq ?? 0)
    return replies
  }
}

export function replyTo(outcome: Reply['outcome']): Reply {
  return {
    outcome,
    need: outcome === 'smalltalk_greeting' ? 'greeting' : 'question',
    language: 'fi',
    parts: [],
    citations:
      outcome === 'answered_guide'
        ? [
            {
              passage: 'omakanta-resepti#steps@fi',
              title: 'Reseptin uusiminen',
              excerpt: 'Kirjaudu Omakantaan.',
              path: '/guides/fi/omakanta-resepti#steps',
              origin: 'kanta.fi, 2026-02',
            },
          ]
        : [],
    choices: [{ label: 'Haluan puhua ihmiselle', say: 'Haluan puhua ihmiselle' }],
    guides: ['omakanta-resepti'],
    passages: ['omakanta-resepti#steps@fi'],
    confidence: 0.9,
    asOf: '2026-02-01',
    providers: [],
  }
}
