/** How a turn ends: the adviser's, a wish about the handoff, or the bot's reply. Knows no order and no record; turns.ts runs and keeps. */
import type { Conversation, Turn } from '../conversation/conversation'
import { renderReply } from '../dialogs/renderReply'
import type { Handoffs } from '../handoff/handoffs'
import type { Language } from '../language/languages'
import { botOff } from './botOff'
import { handleTurn, type Heard } from './handleTurn'
import { declinesToWait } from './leaveQueue'
import { offerPerson } from './offerPerson'
import { ponder, type Thinking } from './ponder'
import type { Clock, ConversationEvents, ConversationStore, SpokenReply, TurnEnd, TurnLog } from './ports'
import { respond } from './respond'
import { retried } from './retried'
import { replyOf, type Said } from './sayings'
import { allOn, type Switches } from './switches'
import type { Tools } from './tools'
import { spotDanger } from './understand'
import type { Writings } from './writings'

export interface DecidingNeeds {
  readonly store: Pick<ConversationStore, 'find' | 'read' | 'say'>
  readonly events: ConversationEvents
  readonly tools: Tools
  readonly log: TurnLog
  /** What a model and a ranking by meaning add; absent: guides are found by words, and every answer is quoted. */
  readonly thinking?: Thinking
  /** Shows answers while they are being written; absent where nobody watches. */
  readonly writings?: Writings
  /** What the operator has switched off; absent: nothing. */
  readonly switches?: Switches
  /** Absent where there are no advisers. */
  readonly handoffs?: Pick<Handoffs, 'request' | 'cancel'>
  /** Absent: the machine's own. */
  readonly clock?: Clock
}

/** `conversation` as it stands now. Runs under the conversation's lock, once for each turn: it may ask for an adviser. */
export type DecideEnd = (heard: Heard, conversation: Conversation, turn: Turn) => Promise<TurnEnd>

export function createDeciding(needs: DecidingNeeds): DecideEnd {
  const { store, events, tools, log, thinking, writings, switches = allOn, handoffs } = needs
  const clock = needs.clock ?? { now: () => new Date() }

  /** Undefined when the message is no wish about the handoff. */
  async function doWish(heard: Heard, conversation: Conversation): Promise<TurnEnd | undefined> {
    const { conversationId, memory } = conversation
    if (!handoffs) return undefined
    const wish = tools.desk?.wishIn(heard.text, conversation)
    const leaves = wish === 'cancel' || (conversation.holder === 'queue' && declinesToWait(heard.text, memory))
    if (leaves && (await retried(() => handoffs.cancel(conversationId))))
      return { outcome: 'escalated_cancelled', replies: [], memory }
    if (wish !== 'ask') return undefined
    const language = languageOf(conversation)
    const asked = await retried(() => handoffs.request(conversation, language))
    const blank = { ...memory, question: undefined }
    // The line that says so stands in the record with the change itself.
    if (!('closed' in asked)) return { outcome: 'escalated_waiting', replies: [], memory: blank }
    const reply = replyOf({ ...asked.closed, outcome: 'escalated_person', need: 'wants_person', language })
    return endOf({ reply, memory: blank }, tools)
  }

  /** The reply; a fault of ours becomes one that says so and shows the way to a person. */
  function reply(heard: Heard, conversation: Conversation, turn: Turn): Said {
    try {
      return handleTurn(heard, conversation, tools)
    } catch (cause) {
      log.error({ conversationId: conversation.conversationId, messageId: turn.message.id, err: cause }, 'turn failed')
      const failed = { opening: 'failed', outcome: 'failed_internal' } as const
      return offerPerson(failed, languageOf(conversation), conversation.memory, tools)
    }
  }

  async function think(heard: Heard, conversation: Conversation, turn: Turn, modelOff: boolean): Promise<Said> {
    const first = reply(heard, conversation, turn)
    if (!thinking || modelOff || first.reply.outcome === 'failed_internal') return first
    const { id, seq } = turn.message
    const { conversationId } = conversation
    const writing = writings?.begin(conversationId, id)
    const unwatch = events.watch(conversationId, () => void stopForAdviser(conversationId))
    try {
      return await ponder({ first, heard, conversation, seq, writing }, thinking, tools, store)
    } catch (cause) {
      log.error({ conversationId, messageId: id, err: cause }, 'thinking failed')
      return first
    } finally {
      unwatch()
      writing?.end()
    }
  }

  /** Nothing is shown beside an adviser who has just come. */
  async function stopForAdviser(conversationId: string): Promise<void> {
    const conversation = await store.find(conversationId).catch(() => undefined)
    if (conversation?.holder === 'adviser') writings?.stop(conversationId)
  }

  /** Danger is answered at once, whoever holds the conversation: by the service, not by the bot. */
  async function warn(heard: Heard, conversation: Conversation, turn: Turn): Promise<void> {
    const danger = spotDanger(heard.text, tools, { conversation })
    if (!danger) return
    const { reply } = respond({ ...danger, language: languageOf(conversation) }, heard.text, conversation, tools)
    const id = `notice.${turn.message.id}`
    const line = await retried(() => store.say(conversation.conversationId, id, spoken({ reply }, tools), 'system'))
    events.publish(conversation.conversationId, line.seq)
  }

  return async (heard, conversation, turn) => {
    if (conversation.holder === 'adviser') {
      await warn(heard, conversation, turn)
      return { outcome: 'relayed', replies: [], memory: conversation.memory }
    }
    const done = await doWish(heard, conversation)
    if (done) return done
    const off = await switches.read()
    const said =
      off.isOff('bot', conversation.site) && !spotDanger(heard.text, tools, { conversation })
        ? botOff(heard.text, conversation, tools)
        : await think(heard, conversation, turn, off.isOff('model', conversation.site))
    return endOf(withDeskOffer(said, conversation, tools, clock.now()), tools)
  }
}

/** A reply that shows the way to a person begins with the desk: a place in the queue, or when somebody is there. */
function withDeskOffer(said: Said, conversation: Conversation, { desk }: Tools, now: Date): Said {
  const { reply, memory } = said
  if (!desk || !(reply.outcome === 'escalated_person' || reply.outcome === 'escalated_two_misses')) return said
  const offer = desk.offerHandoff(conversation, reply.language, now)
  const opening = reply.parts.slice(0, 1)
  return {
    reply: {
      ...reply,
      parts: [...opening, ...offer.parts, ...reply.parts.slice(1)],
      choices: [...offer.choices, ...reply.choices],
    },
    memory: offer.kind === 'open' ? { ...memory, question: { kind: 'person' } } : memory,
  }
}

function endOf(said: Said, tools: Tools): TurnEnd {
  return { outcome: said.reply.outcome, replies: [spoken(said, tools)], memory: said.memory }
}

/** The reply with its words. */
export function spoken({ reply }: Pick<Said, 'reply'>, { knowledge, phrases }: Tools): SpokenReply {
  return { reply, text: renderReply(reply, knowledge, phrases) }
}

/** What the person is spoken to in. */
export function languageOf({ memory, pageLanguage }: Conversation): Language {
  return memory.language ?? pageLanguage ?? 'fi'
}
