/** What people leave beside messages, in the database of the conversations. Knows no channel and no masking: texts come masked. */
import type { LogEntry, Memory } from '../../conversation/conversation'
import { blankMemory } from '../../conversation/conversation'
import type { PersonMarks, RatedReply, Rating } from '../../conversation/personMarks'
import type { Reply } from '../../conversation/reply'
import type { Language } from '../../language/languages'
import type { Clock } from '../../turn/ports'
import { appendLines } from './appendLines'
import type { Database } from './conversationStore'
import { type Dialect, run, sqlWriter, statement, type Unit } from './statement'
import { idOf, storableText, storedId } from './storedText'
import { logEntryOf } from './tables'

interface RatingRow {
  conversation_id: string
  reply_id: string
  /** 1 or 0. */
  helpful: number
  word: string | null
  /** ISO 8601, UTC. */
  at: string
}

type MarksDatabase = Pick<Database, 'transact' | 'ask' | 'exclusively' | 'statements'>

export function personMarksOver(database: MarksDatabase, dialect: Dialect, clock: Clock): PersonMarks {
  const { statements } = database
  const own = markStatementsOf(dialect)

  function* rate({ conversationId, replyId, helpful, word }: Rating): Unit<boolean> {
    const line = { conversation_id: storedId(conversationId), id: storedId(replyId) }
    const [reply] = yield* run(statements.ourEntry, line)
    if (reply?.speaker !== 'bot') return false
    yield* run(own.keepRating, {
      conversation_id: line.conversation_id,
      reply_id: line.id,
      helpful: helpful ? 1 : 0,
      word: word === undefined ? null : storableText(word),
      at: clock.now().toISOString(),
    })
    return true
  }

  function* ratings(after: string, limit: number): Unit<readonly RatedReply[]> {
    return (yield* run(own.ratingsAfter, { after, limit })).map(ratedOf)
  }

  function* remember(conversationId: string, change: (memory: Memory) => Memory): Unit<boolean> {
    const id = storedId(conversationId)
    const [row] = yield* run(statements.findConversation, { id })
    if (!row) return false
    const memory = change(JSON.parse(row.memory) as Memory)
    yield* run(own.keepMemory, { id, memory: JSON.stringify(memory) })
    return true
  }

  function* end(conversationId: string, id: string, words: (language: Language) => string): Unit<LogEntry | undefined> {
    const conversation_id = storedId(conversationId)
    const lineId = storedId(`ended.${id}`)
    const [there] = yield* run(statements.ourEntry, { conversation_id, id: lineId })
    if (there) return logEntryOf(there)
    const [row] = yield* run(statements.findConversation, { id: conversation_id })
    if (!row) return undefined
    const language = (JSON.parse(row.memory) as Memory).language ?? row.page_language ?? 'fi'
    yield* remember(conversationId, () => ({ ...blankMemory, language }))
    yield* run(own.forgetCodes, { conversation_id })
    const at = clock.now().toISOString()
    const [next] = yield* run(statements.nextSeqOfNotice, { id: conversation_id, updated_at: at })
    if (!next) return undefined
    const [line] = yield* appendLines(statements, [
      {
        conversation_id,
        seq: next.last_seq,
        at,
        speaker: 'system',
        id: lineId,
        reply_to: null,
        text: storableText(words(language)),
        language,
        reply: null,
        adviser: null,
        holder: next.holder,
      },
    ])
    return line
  }

  return {
    rate: (rating) => database.transact(() => rate(rating)),
    ratings: (after, limit) => database.ask(() => ratings(after, limit)),
    // A turn that is under way writes its memory at its end: it is waited for, or it would take the choice back.
    speak: (conversationId, language) =>
      database.exclusively(conversationId, () =>
        database.transact(() => remember(conversationId, (memory) => ({ ...memory, language }))),
      ),
    end: (conversationId, id, words) =>
      database.exclusively(conversationId, () => database.transact(() => end(conversationId, id, words))),
  }
}

interface RatedRow extends RatingRow {
  reply: string | null
  language: Language | null
}

function ratedOf(row: RatedRow): RatedReply {
  const reply = row.reply === null ? undefined : (JSON.parse(row.reply) as Reply)
  const guide = reply?.guides[0]
  return {
    conversationId: idOf(row.conversation_id),
    replyId: idOf(row.reply_id),
    helpful: row.helpful === 1,
    at: row.at,
    ...(row.word !== null && { word: row.word }),
    ...(reply && { need: reply.need }),
    ...(guide !== undefined && { guide }),
    ...(row.language !== null && { language: row.language }),
  }
}

function markStatementsOf(dialect: Dialect) {
  const db = sqlWriter(dialect).withTables<{ ratings: RatingRow; resume_codes: { conversation_id: string } }>()
  return {
    keepRating: statement('keep_rating', (of: RatingRow & Record<string, string | number | null>) =>
      db
        .insertInto('ratings')
        .values({
          conversation_id: of.conversation_id,
          reply_id: of.reply_id,
          helpful: of.helpful,
          word: of.word,
          at: of.at,
        })
        .onConflict((there) =>
          there.columns(['conversation_id', 'reply_id']).doUpdateSet({ helpful: of.helpful, word: of.word, at: of.at }),
        ),
    ),
    ratingsAfter: statement('ratings_after', (of: { after: string; limit: number }) =>
      db
        .selectFrom('ratings')
        .innerJoin('log', (join) =>
          join
            .onRef('log.conversation_id', '=', 'ratings.conversation_id')
            .onRef('log.id', '=', 'ratings.reply_id')
            .on('log.speaker', '<>', 'person'),
        )
        .select(['ratings.conversation_id', 'reply_id', 'helpful', 'word', 'ratings.at', 'reply', 'language'])
        .where('ratings.at', '>', of.after)
        .orderBy('ratings.at')
        .limit(of.limit),
    ),
    keepMemory: statement('keep_memory', (of: { id: string; memory: string }) =>
      db.updateTable('conversations').set({ memory: of.memory }).where('id', '=', of.id),
    ),
    forgetCodes: statement('forget_codes_of_ended', (of: { conversation_id: string }) =>
      db.deleteFrom('resume_codes').where('conversation_id', '=', of.conversation_id),
    ),
  }
}
