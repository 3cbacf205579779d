/** The record of conversations over any SQL database. Knows what is written together and in which order; not how to reach a database. */
import type { Conversation, Holder, LogEntry, Turn } from '../../conversation/conversation'
import { blankMemory } from '../../conversation/conversation'
import type { Message, Opening } from '../../conversation/message'
import type { Language } from '../../language/languages'
import type { Clock, ConversationStore, SpokenReply, TurnEnd } from '../../turn/ports'
import { appendLines } from './appendLines'
import { chainName, type Unchained } from './chain'
import type { DeskStatements } from './deskStatements'
import type { HandoffStatements } from './handoffStatements'
import { run, type Unit } from './statement'
import type { Statements } from './statements'
import { StoreError } from './storeError'
import { idLimit, idOf, storableText, storedId } from './storedText'
import { conversationOf, logEntryOf, type TurnRow } from './tables'

/** What a database offers the store. */
export interface Database {
  readonly statements: Statements
  readonly handoffs: HandoffStatements
  readonly desk: DeskStatements
  /**
   * Drives the unit in one transaction. When it resolves, what was written is on the disk; when it rejects, nothing was – unless the
   * database was cut off at the commit and stayed away, when nobody can know.
   */
  transact<Result>(unit: () => Unit<Result>): Promise<Result>
  /** Drives a unit that only reads, and reads once. */
  ask<Result>(unit: () => Unit<Result>): Promise<Result>
  exclusively<Result>(conversationId: string, work: () => Promise<Result>): Promise<Result>
  /**
   * After an erasure: what was removed must not stay readable in the files. Resolves at once; where somebody reads the database just now it is
   * done when they have ended, and until then reported by the database if that takes long.
   */
  forget(): Promise<void>
  close(): Promise<void>
}

export interface ClosableStore extends ConversationStore {
  close(): Promise<void>
}

export function conversationStoreOver(database: Database, clock: Clock): ClosableStore {
  const { statements } = database

  function* open(opening: Opening): Unit<Conversation> {
    yield* run(statements.addConversation, newRow(opening, clock.now().toISOString()))
    const [row] = yield* run(statements.findConversation, { id: storedId(opening.conversationId) })
    return conversationOf(known(row))
  }

  function* begin(message: Message, language?: Language): Unit<Turn> {
    const conversation_id = storedId(message.conversationId)
    const message_id = storedId(message.id)
    const [turn] = yield* run(statements.findTurn, { conversation_id, message_id })
    if (turn) return yield* recorded(turn)
    const at = clock.now().toISOString()
    const [conversation] = yield* run(statements.nextSeqOfMessage, newRow(message, at))
    const unchained = {
      conversation_id,
      seq: known(conversation).last_seq,
      at,
      speaker: 'person' as const,
      id: message_id,
      reply_to: null,
      text: storableText(message.text),
      language: language ?? null,
      reply: null,
      adviser: null,
      holder: null,
    }
    const [entry] = yield* appendLines(statements, [unchained])
    yield* run(statements.addTurn, { conversation_id, message_id, seq: unchained.seq, begun_at: at })
    return { conversation: conversationOf(known(conversation)), message: known(entry), state: 'new', replies: [] }
  }

  function* recorded(turn: TurnRow): Unit<Turn> {
    const [conversation] = yield* run(statements.findConversation, { id: turn.conversation_id })
    const [message] = yield* run(statements.entryAt, { conversation_id: turn.conversation_id, seq: turn.seq })
    const replies = turn.state === 'finished' ? yield* recordedReplies(turn) : []
    return {
      conversation: conversationOf(known(conversation)),
      message: logEntryOf(known(message)),
      state: turn.state,
      replies,
      ...(turn.outcome !== null && { outcome: turn.outcome }),
    }
  }

  function* recordedReplies({ conversation_id, message_id, seq }: TurnRow): Unit<readonly LogEntry[]> {
    return (yield* run(statements.repliesTo, { conversation_id, message_id, seq })).map(logEntryOf)
  }

  function* finish(conversationId: string, messageId: string, end: TurnEnd): Unit<readonly LogEntry[]> {
    const conversation_id = storedId(conversationId)
    const message_id = storedId(messageId)
    const at = clock.now().toISOString()
    const ended = { conversation_id, message_id, outcome: end.outcome, finished_at: at }
    const [finished] = yield* run(statements.finishTurn, ended)
    if (!finished) {
      const [turn] = yield* run(statements.findTurn, { conversation_id, message_id })
      if (turn) return yield* recordedReplies(turn)
      throw new StoreError(
        'TurnUnknown',
        'A turn was to be finished that was never begun, or whose conversation was erased.',
      )
    }
    const count = end.replies.length
    const update = { id: conversation_id, memory: JSON.stringify(end.memory), updated_at: at, count }
    const [conversation] = yield* run(statements.nextSeqOfReplies, update)
    if (!conversation) {
      yield* run(statements.relayTurn, { conversation_id, message_id })
      return []
    }
    const { last_seq, holder } = conversation
    const first = last_seq - count + 1
    const rows = end.replies.map((spoken, place) =>
      ourRow(conversation_id, first + place, at, replyId(messageId, place), spoken, 'bot', message_id, holder),
    )
    return yield* appendLines(statements, rows)
  }

  function* say(conversationId: string, id: string, spoken: SpokenReply, speaker: 'bot' | 'system'): Unit<LogEntry> {
    const conversation_id = storedId(conversationId)
    const [there] = yield* run(statements.ourEntry, { conversation_id, id: storedId(id) })
    if (there) return logEntryOf(there)
    const at = clock.now().toISOString()
    const [conversation] = yield* run(statements.nextSeqOfNotice, { id: conversation_id, updated_at: at })
    const { last_seq, holder } = known(conversation)
    const row = ourRow(conversation_id, last_seq, at, storedId(id), spoken, speaker, null, holder)
    return known((yield* appendLines(statements, [row]))[0])
  }

  function* find(conversationId: string): Unit<Conversation | undefined> {
    const [row] = yield* run(statements.findConversation, { id: storedId(conversationId) })
    return row && conversationOf(row)
  }

  function* read(conversationId: string, after: number, limit: number): Unit<readonly LogEntry[]> {
    const page = { conversation_id: storedId(conversationId), after, limit }
    return (yield* run(statements.entriesAfter, page)).map(logEntryOf)
  }

  function* readLast(conversationId: string, limit: number): Unit<readonly LogEntry[]> {
    const newest = yield* run(statements.newestEntries, { conversation_id: storedId(conversationId), limit })
    return newest.map(logEntryOf).reverse()
  }

  function* unfinished(): Unit<readonly { conversationId: string; messageId: string }[]> {
    const rows = yield* run(statements.unfinishedTurns, {})
    return rows.map((row) => ({ conversationId: idOf(row.conversation_id), messageId: idOf(row.message_id) }))
  }

  function* remove(conversationId: string): Unit<boolean> {
    const id = storedId(conversationId)
    yield* run(statements.keepChain, { chain: chainName(conversationId), conversation_id: id })
    return (yield* run(statements.removeConversation, { id })).length > 0
  }

  return {
    async open(opening) {
      const there = await database.ask(() => find(opening.conversationId))
      return there ?? database.transact(() => open(opening))
    },
    find: (conversationId) => database.ask(() => find(conversationId)),
    begin: (message, language) => database.transact(() => begin(message, language)),
    finish: (conversationId, messageId, end) => database.transact(() => finish(conversationId, messageId, end)),
    say: (conversationId, id, spoken, speaker) => database.transact(() => say(conversationId, id, spoken, speaker)),
    read: (conversationId, after, limit) => database.ask(() => read(conversationId, after, limit)),
    readLast: (conversationId, limit) => database.ask(() => readLast(conversationId, limit)),
    unfinished: () => database.ask(() => unfinished()),
    async erase(conversationId) {
      const erased = await database.transact(() => remove(conversationId))
      await database.forget()
      return erased
    },
    exclusively: (conversationId, work) => database.exclusively(conversationId, work),
    close: () => database.close(),
  }
}

/** The id of the reply at `place` (from 0) to a message: the message's own, which may be as long as ids get, and a number. */
function replyId(messageId: string, place: number): string {
  return storedId(`${messageId}.${place + 1}`, idLimit + 8)
}

function newRow(opening: Opening, at: string) {
  return {
    id: storedId(opening.conversationId),
    channel: opening.channel,
    person: storedId(opening.person),
    site: opening.site === undefined ? null : storedId(opening.site),
    page_language: opening.pageLanguage ?? null,
    memory: JSON.stringify(blankMemory),
    created_at: at,
    updated_at: at,
  }
}

function ourRow(
  conversation_id: string,
  seq: number,
  at: string,
  id: string,
  { reply, text }: SpokenReply,
  speaker: 'bot' | 'system',
  reply_to: string | null,
  holder: Holder,
): Unchained {
  const language = reply.language
  return {
    conversation_id,
    seq,
    at,
    speaker,
    id,
    reply_to,
    text: storableText(text),
    language,
    reply: JSON.stringify(reply),
    adviser: null,
    holder,
  }
}

function known<Row>(row: Row | undefined): Row {
  if (row === undefined)
    throw new StoreError('ConversationUnknown', 'The conversation was never opened, or it was erased.')
  return row
}
