/** What channels drive: takes messages in order, each exactly once, and finishes every turn. The recipe itself stands in handleTurn.ts. */
import type { Conversation, LogEntry, Turn } from '../conversation/conversation'
import type { Message, Opening } from '../conversation/message'
import { renderReply } from '../dialogs/renderReply'
import type { Handoffs } from '../handoff/handoffs'
import type { Language } from '../language/languages'
import { maskText, withoutMasks, type MaskKind } from '../privacy/mask'
import { botOff, offReply } from './botOff'
import { handleTurn, type Heard } from './handleTurn'
import { ponder, type Thinking } from './ponder'
import type { ConversationEvents, ConversationStore, SpokenReply, TurnEnd, TurnLog } from './ports'
import { greeting } from './greeting'
import { person, respond } from './respond'
import { replyOf, type Said } from './sayings'
import { allOn, type Switches } from './switches'
import type { Tools } from './tools'
import { spotDanger } from './understand'
import type { Writings } from './writings'

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
  /** Finishes the turns that the process's death cut off; returns how many. Called once at start. */
  finishCutOff(): Promise<number>
  /** Resolves when no turn is running: for a clean stop. */
  idle(): Promise<void>
}

export interface TurnsNeeds {
  readonly store: ConversationStore
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
}

/** Waits before the second, third and fourth try to write a turn's end when the store has a passing fault, in ms. */
const retryDelaysMs = [200, 1000, 3000]

export function createTurns(needs: TurnsNeeds): Turns {
  const { store, events, tools, log, thinking, writings, switches = allOn, handoffs } = needs
  const running = new Set<Promise<unknown>>()
  const lastBegin = new Map<string, Promise<unknown>>()
  const published = publishedNumbers(tools)

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
    const work = store
      .exclusively(turn.conversation.conversationId, () => finishTurn(turn, heard))
      .catch((cause: unknown) => {
        log.error(
          { conversationId: turn.conversation.conversationId, messageId: turn.message.id, err: cause },
          'turn not finished',
        )
        return []
      })
    running.add(work)
    void work.then(() => running.delete(work))
    return work
  }

  async function finishTurn(turn: Turn, heard: Heard): Promise<readonly LogEntry[]> {
    const started = performance.now()
    // Turns before this one may have changed what the conversation remembers since the message was taken.
    const conversation = (await store.find(turn.conversation.conversationId)) ?? turn.conversation
    const end = await decideEnd(heard, conversation, turn)
    const replies = await retried(() => store.finish(conversation.conversationId, turn.message.id, end))
    const last = replies.at(-1)
    if (last) events.publish(conversation.conversationId, last.seq)
    const reply = end.replies[0]?.reply
    log.info(
      {
        conversationId: conversation.conversationId,
        messageId: turn.message.id,
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

  /** An adviser who holds the conversation is the only one who answers; a wish about the handoff is done; all else is the bot's. */
  async function decideEnd(heard: Heard, conversation: Conversation, turn: Turn): Promise<TurnEnd> {
    const { holder, memory } = conversation
    if (holder === 'adviser') {
      await warn(heard, conversation, turn)
      return { outcome: 'relayed', replies: [], memory }
    }
    const wish = handoffs && tools.desk?.wishIn(heard.text, conversation)
    if (wish === 'cancel' && handoffs && (await retried(() => handoffs.cancel(conversation.conversationId))))
      return { outcome: 'escalated_cancelled', replies: [], memory }
    if (wish === 'ask' && handoffs) {
      const language = languageOf(conversation)
      const asked = await retried(() => handoffs.request(conversation, language))
      const blank = { ...memory, question: undefined }
      // The line that says so stands in the record with the change itself.
      if (!('closed' in asked)) return { outcome: 'escalated_waiting', replies: [], memory: blank }
      return endOf(
        {
          reply: replyOf({ ...asked.closed, outcome: 'escalated_person', need: 'wants_person', language }),
          memory: blank,
        },
        tools,
      )
    }
    const off = await switches.read()
    const said =
      off.isOff('bot', conversation.site) && !spotDanger(heard.text, tools)
        ? botOff(heard.text, conversation, tools)
        : await think(heard, conversation, turn, off.isOff('model', conversation.site))
    return endOf(withDeskOffer(said, conversation, tools), tools)
  }

  async function think(heard: Heard, conversation: Conversation, turn: Turn, modelOff: boolean): Promise<Said> {
    const first = decide(heard, conversation, turn)
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
    const danger = spotDanger(heard.text, tools)
    if (!danger) return
    const { reply } = respond({ ...danger, language: languageOf(conversation) }, heard.text, conversation, tools)
    const id = `notice.${turn.message.id}`
    const line = await retried(() => store.say(conversation.conversationId, id, spoken({ reply }, tools), 'system'))
    events.publish(conversation.conversationId, line.seq)
  }

  /** The reply; a fault of ours becomes one that says so and shows the way to a person. */
  function decide(heard: Heard, conversation: Conversation, turn: Turn): Said {
    try {
      return handleTurn(heard, conversation, tools)
    } catch (cause) {
      log.error({ conversationId: conversation.conversationId, messageId: turn.message.id, err: cause }, 'turn failed')
      const language = conversation.memory.language ?? conversation.pageLanguage ?? 'fi'
      const said = person(language, conversation.memory, tools, 'failed', 'failed_internal')
      return said
    }
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
        const conversation = await store.find(conversationId)
        if (!conversation) continue
        // The same id again gives back the recorded turn; nothing is written.
        const turn = await store.begin({ ...conversation, conversationId, id: messageId, text: '' })
        if (turn.state !== 'finished') await run(turn, heardIn(turn, [], 0))
      }
      return cutOff.length
    },
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

/** What was heard, from the record: only the masked text exists by now. The masks themselves are nobody's words. */
function heardIn(turn: Turn, masked: readonly MaskKind[], attachments: number): Heard {
  return { text: withoutMasks(turn.message.text), masked, attachments }
}

function languageOf({ memory, pageLanguage }: Conversation): Language {
  return memory.language ?? pageLanguage ?? 'fi'
}

/** A reply that shows the way to a person begins with the desk: a place in the queue, or when somebody is there. */
function withDeskOffer(said: Said, conversation: Conversation, { desk }: Tools): Said {
  const { reply, memory } = said
  if (!desk || !(reply.outcome === 'escalated_person' || reply.outcome === 'escalated_two_misses')) return said
  const offer = desk.offerHandoff(conversation, reply.language, new Date())
  const [opening = [], rest = []] = [reply.parts.slice(0, 1), reply.parts.slice(1)]
  return {
    reply: { ...reply, parts: [...opening, ...offer.parts, ...rest], choices: [...offer.choices, ...reply.choices] },
    memory: offer.kind === 'open' ? { ...memory, question: { kind: 'person' } } : memory,
  }
}

/** Numbers and addresses of public services: what we publish ourselves need not be hidden. */
function publishedNumbers({ knowledge }: Tools): readonly string[] {
  return [...knowledge.contacts.values()].flatMap(({ phone, sms, email }) =>
    [phone?.number, sms?.number, email?.address].filter((known) => known !== undefined),
  )
}

function endOf(said: Said, tools: Tools): TurnEnd {
  return { outcome: said.reply.outcome, replies: [spoken(said, tools)], memory: said.memory }
}

function spoken({ reply }: Pick<Said, 'reply'>, { knowledge, phrases }: Tools): SpokenReply {
  return { reply, text: renderReply(reply, knowledge, phrases) }
}

async function retried<T>(write: () => Promise<T>): Promise<T> {
  for (const delayMs of retryDelaysMs) {
    try {
      return await write()
    } catch {
      // The next try reports the fault if it stays; finish() writes all or nothing, so trying again is safe.
      await new Promise((resolve) => setTimeout(resolve, delayMs))
    }
  }
  return write()
}
