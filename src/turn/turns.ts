/** What channels drive: takes messages in order, each exactly once, and finishes every turn. The recipe itself stands in handleTurn.ts. */
import type { LogEntry, Turn } from '../conversation/conversation'
import type { Message, Opening } from '../conversation/message'
import { withDevicesBroken } from '../dialogs/saidOfDevices'
import { publishedNumbers } from '../knowledge/publishedNumbers'
import { maskText, withoutMasks, type MaskKind } from '../privacy/mask'
import { offReply } from './botOff'
import { createDeciding, languageOf, spoken, type DecidingNeeds } from './decideEnd'
import { greeting } from './greeting'
import type { Heard } from './handleTurn'
import type { ConversationStore } from './ports'
import { retried, saysErased } from './retried'
import { replyOf } from './sayings'
import { allOn } from './switches'

/** A message that is safely in the log. */
export interface Taken {
  /** The message as recorded: masked, with its `seq`. */
  readonly message: LogEntry
  /**
   * The replies, once the turn is finished (a repeat: the recorded ones). Never rejects: a turn that fails ends in a reply that
   * says so and shows the way to a person.
   */
  readonly replies: Promise<readonly LogEntry[]>
}

export interface Turns {
  /** Resolves when the message is durable: only then may a channel acknowledge it. Rejects with a StoreError when it could not be kept. */
  take(message: Message): Promise<Taken>
  /** Opens a conversation and says the greeting with the bot notice, once however often it is called. */
  greet(opening: Opening): Promise<LogEntry>
  /** The person asks for an adviser without words, by an event; `id` is the event's own. A desk that is closed is said in a reply. */
  askForPerson(conversationId: string, id: string): Promise<void>
  /**
   * Takes up the turns that were begun and not finished, which the process's death cut off – or another process is at work on: those end
   * there. Called once at start. Resolves with how many there are once each stands in line before whatever arrives later; `idle` waits
   * for their ends.
   */
  finishCutOff(): Promise<number>
  /** Resolves when no turn is running: for a clean stop. */
  idle(): Promise<void>
}

export interface TurnsNeeds extends DecidingNeeds {
  readonly store: ConversationStore
}

export function createTurns(needs: TurnsNeeds): Turns {
  const { store, events, tools, log, switches = allOn, handoffs } = needs
  const decideEnd = createDeciding(needs)
  const running = new Set<Promise<unknown>>()
  const lastBegin = new Map<string, Promise<unknown>>()
  const published = publishedNumbers(tools.knowledge)

  /** Begins are made in order of arrival, so that `seq` is that order. */
  async function beginInOrder(message: Message): Promise<Turn> {
    const { conversationId } = message
    const before = lastBegin.get(conversationId)
    const begun = (before ?? Promise.resolve()).then(() => store.begin(message))
    const settled = begun.catch(() => undefined)
    lastBegin.set(conversationId, settled)
    try {
      return await begun
    } finally {
      if (lastBegin.get(conversationId) === settled) lastBegin.delete(conversationId)
    }
  }

  function run(turn: Turn, heard: Heard): Promise<readonly LogEntry[]> {
    const { conversationId } = turn.conversation
    const work = store
      .exclusively(conversationId, () => finishOnce(turn, heard))
      .catch((cause: unknown) => {
        const facts = { conversationId, messageId: turn.message.id }
        if (saysErased(cause)) log.info(facts, 'turn erased')
        else log.error({ ...facts, err: cause }, 'turn not finished')
        return []
      })
    running.add(work)
    void work.then(() => running.delete(work))
    return work
  }

  /**
   * While the turn waited for the ones before it, they may have changed what the conversation remembers, the same message sent again may
   * have been answered – here or in another process – and everything may have been erased.
   */
  async function finishOnce(waited: Turn, heard: Heard): Promise<readonly LogEntry[]> {
    const turn = await recorded(waited.conversation.conversationId, waited.message.id)
    if (!turn) return []
    return turn.state === 'finished' ? turn.replies : finishTurn(turn, heard)
  }

  /** The turn as it stands in the record; undefined when the conversation was erased. */
  async function recorded(conversationId: string, messageId: string): Promise<Turn | undefined> {
    const conversation = await retried(() => store.find(conversationId))
    // The same id again gives back the recorded turn; nothing is written.
    return conversation && retried(() => store.begin({ ...conversation, id: messageId, text: '' }))
  }

  async function finishTurn(turn: Turn, heard: Heard): Promise<readonly LogEntry[]> {
    const { conversation, message } = turn
    const { conversationId } = conversation
    const started = performance.now()
    const end = await decideEnd(heard, conversation, turn)
    const replies = await retried(() => store.finish(conversationId, message.id, end))
    const last = replies.at(-1)
    if (last) events.publish(conversationId, last.seq)
    const reply = end.replies[0]?.reply
    log.info(
      {
        conversationId,
        messageId: message.id,
        outcome: end.outcome,
        need: reply?.need,
        language: reply?.language,
        guide: reply?.guides[0],
        confidence: reply?.confidence,
        ms: Math.round((performance.now() - started) * 10) / 10,
      },
      'turn',
    )
    return replies
  }

  return {
    async take(message) {
      const masked = maskText(message.text, published)
      const turn = await beginInOrder({ ...message, text: masked.text })
      events.publish(message.conversationId, turn.message.seq)
      if (turn.state === 'finished') return { message: turn.message, replies: Promise.resolve(turn.replies) }
      return { message: turn.message, replies: run(turn, heardIn(turn, masked.found, message.attachments ?? 0)) }
    },
    async greet(opening) {
      await store.open(opening)
      const off = await switches.read()
      const said = off.isOff('bot', opening.site)
        ? { reply: offReply(opening.site, opening.pageLanguage ?? 'fi', tools) }
        : greeting(opening, tools)
      const entry = await store.say(opening.conversationId, 'greeting', spoken(said, tools), 'bot')
      events.publish(opening.conversationId, entry.seq)
      return entry
    },
    async askForPerson(conversationId, id) {
      const conversation = await store.find(conversationId)
      if (!conversation || !handoffs) return
      const language = languageOf(conversation)
      const asked = await handoffs.request(conversation, language)
      if (!('closed' in asked)) return
      const reply = replyOf({ ...asked.closed, outcome: 'escalated_person', need: 'wants_person', language })
      const line = await store.say(conversationId, `no-desk.${id}`, spoken({ reply }, tools), 'bot')
      events.publish(conversationId, line.seq)
    },
    async finishCutOff() {
      const cutOff = await store.unfinished()
      for (const { conversationId, messageId } of cutOff) {
        const turn = await recorded(conversationId, messageId)
        if (turn && turn.state !== 'finished') void run(turn, heardIn(turn, [], 0))
      }
      return cutOff.length
    },
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

/**
 * What was heard, from the record: only the masked text exists by now. The masks themselves are nobody's words, and a device that "died" is
 * broken: read so before anything else, for danger, rules, likeness and search would each hear of somebody's death.
 */
function heardIn(turn: Turn, masked: readonly MaskKind[], attachments: number): Heard {
  return { text: withDevicesBroken(withoutMasks(turn.message.text)), masked, attachments }
}
