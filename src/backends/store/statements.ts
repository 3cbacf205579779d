/** Every statement of the store, for one dialect. Knows the tables and not what the statements are used for together. */
import { type Dialect, sqlWriter, statement, type Value } from './statement'
import type { ConversationRow, LogRow, Tables, TurnRow } from './tables'

export type Statements = ReturnType<typeof statementsOf>

type Of<Row, Key extends keyof Row> = Pick<Row, Key> & Record<string, Value>
type NewConversation = Of<
  ConversationRow,
  'id' | 'channel' | 'person' | 'site' | 'page_language' | 'memory' | 'created_at' | 'updated_at'
>

export function statementsOf(dialect: Dialect) {
  const db = sqlWriter(dialect)
  const newConversation = (row: NewConversation, lastSeq: number): Tables['conversations'] => ({
    id: row.id,
    channel: row.channel,
    person: row.person,
    site: row.site,
    page_language: row.page_language,
    holder: 'bot',
    epoch: 0,
    memory: row.memory,
    last_seq: lastSeq,
    created_at: row.created_at,
    updated_at: row.updated_at,
  })

  return {
    findConversation: statement('find_conversation', (of: Of<ConversationRow, 'id'>) =>
      db.selectFrom('conversations').selectAll().where('id', '=', of.id),
    ),
    /** Leaves a conversation that is there as it is. */
    addConversation: statement('add_conversation', (of: NewConversation) =>
      db
        .insertInto('conversations')
        .values(newConversation(of, 0))
        .onConflict((there) => there.column('id').doNothing()),
    ),
    /** Takes the next `seq` for a message, in a conversation that may be new. */
    nextSeqOfMessage: statement('next_seq_of_message', (of: NewConversation) =>
      db
        .insertInto('conversations')
        .values(newConversation(of, 1))
        .onConflict((there) =>
          there.column('id').doUpdateSet((now) => ({
            last_seq: now('conversations.last_seq', '+', 1),
            updated_at: of.updated_at,
          })),
        )
        .returningAll(),
    ),
    /** Takes the next `count` of `seq` and keeps the memory; nothing while an adviser holds the conversation. */
    nextSeqOfReplies: statement(
      'next_seq_of_replies',
      (of: Of<ConversationRow, 'id' | 'memory' | 'updated_at'> & { count: number }) =>
        db
          .updateTable('conversations')
          .set((now) => ({ last_seq: now('last_seq', '+', of.count), memory: of.memory, updated_at: of.updated_at }))
          .where('id', '=', of.id)
          .where('holder', '<>', 'adviser')
          .returning(['last_seq', 'holder']),
    ),
    nextSeqOfNotice: statement('next_seq_of_notice', (of: Of<ConversationRow, 'id' | 'updated_at'>) =>
      db
        .updateTable('conversations')
        .set((now) => ({ last_seq: now('last_seq', '+', 1), updated_at: of.updated_at }))
        .where('id', '=', of.id)
        .returning(['last_seq', 'holder']),
    ),
    /** Keeps the chain of a conversation that is about to be removed. */
    keepChain: statement('keep_chain', (of: { chain: string; conversation_id: string }) =>
      db
        .insertInto('erased_lines')
        .columns(['chain', 'seq', 'digest', 'link'])
        .expression((all) =>
          all
            .selectFrom('log')
            .select((line) => [line.cast<string>(line.val(of.chain), 'text').as('chain'), 'seq', 'digest', 'link'])
            .where('conversation_id', '=', of.conversation_id),
        )
        .onConflict((there) => there.doNothing()),
    ),
    erasedLines: statement('erased_lines', (of: { chain: string }) =>
      db.selectFrom('erased_lines').select(['seq', 'digest', 'link']).where('chain', '=', of.chain).orderBy('seq'),
    ),
    /** Its log and turns go with it: they refer to it `on delete cascade`. */
    removeConversation: statement('remove_conversation', (of: Of<ConversationRow, 'id'>) =>
      db.deleteFrom('conversations').where('id', '=', of.id).returning('id'),
    ),

    addEntry: statement('add_entry', (of: LogRow & Record<string, Value>) =>
      db.insertInto('log').values({
        conversation_id: of.conversation_id,
        seq: of.seq,
        at: of.at,
        speaker: of.speaker,
        id: of.id,
        reply_to: of.reply_to,
        text: of.text,
        language: of.language,
        reply: of.reply,
        adviser: of.adviser,
        holder: of.holder,
        salt: of.salt,
        digest: of.digest,
        link: of.link,
      }),
    ),
    /** The chain's link at a line; asked for only while the conversation's row is locked, when nobody else can add a line. */
    linkAt: statement('link_at', (of: Of<LogRow, 'conversation_id' | 'seq'>) =>
      db.selectFrom('log').select('link').where('conversation_id', '=', of.conversation_id).where('seq', '=', of.seq),
    ),
    entryAt: statement('entry_at', (of: Of<LogRow, 'conversation_id' | 'seq'>) =>
      db.selectFrom('log').selectAll().where('conversation_id', '=', of.conversation_id).where('seq', '=', of.seq),
    ),
    /** A person may choose an id that one of our lines has: the two never stand for each other. */
    ourEntry: statement('our_entry', (of: Of<LogRow, 'conversation_id' | 'id'>) =>
      db
        .selectFrom('log')
        .selectAll()
        .where('conversation_id', '=', of.conversation_id)
        .where('id', '=', of.id)
        .where('speaker', '<>', 'person'),
    ),
    repliesTo: statement('replies_to', (of: { conversation_id: string; message_id: string; seq: number }) =>
      db
        .selectFrom('log')
        .selectAll()
        .where('conversation_id', '=', of.conversation_id)
        .where('seq', '>', of.seq)
        .where('reply_to', '=', of.message_id)
        .orderBy('seq'),
    ),
    entriesAfter: statement('entries_after', (of: { conversation_id: string; after: number; limit: number }) =>
      db
        .selectFrom('log')
        .selectAll()
        .where('conversation_id', '=', of.conversation_id)
        .where('seq', '>', of.after)
        .orderBy('seq')
        .limit(of.limit),
    ),

    newestEntries: statement('newest_entries', (of: { conversation_id: string; limit: number }) =>
      db
        .selectFrom('log')
        .selectAll()
        .where('conversation_id', '=', of.conversation_id)
        .orderBy('seq', 'desc')
        .limit(of.limit),
    ),

    findTurn: statement('find_turn', (of: Of<TurnRow, 'conversation_id' | 'message_id'>) =>
      db
        .selectFrom('turns')
        .selectAll()
        .where('conversation_id', '=', of.conversation_id)
        .where('message_id', '=', of.message_id),
    ),
    addTurn: statement('add_turn', (of: Of<TurnRow, 'conversation_id' | 'message_id' | 'seq' | 'begun_at'>) =>
      db.insertInto('turns').values({
        conversation_id: of.conversation_id,
        message_id: of.message_id,
        seq: of.seq,
        state: 'begun',
        outcome: null,
        begun_at: of.begun_at,
        finished_at: null,
      }),
    ),
    finishTurn: statement(
      'finish_turn',
      (of: Of<TurnRow, 'conversation_id' | 'message_id' | 'outcome' | 'finished_at'>) =>
        db
          .updateTable('turns')
          .set({ state: 'finished', outcome: of.outcome, finished_at: of.finished_at })
          .where('conversation_id', '=', of.conversation_id)
          .where('message_id', '=', of.message_id)
          .where('state', '=', 'begun')
          .returning('seq'),
    ),
    /** The turn of a message that an adviser answers: the bot has nothing to say to it. */
    relayTurn: statement('relay_turn', (of: Of<TurnRow, 'conversation_id' | 'message_id'>) =>
      db
        .updateTable('turns')
        .set({ outcome: 'relayed' })
        .where('conversation_id', '=', of.conversation_id)
        .where('message_id', '=', of.message_id),
    ),
    unfinishedTurns: statement('unfinished_turns', (_: Record<string, never>) =>
      db
        .selectFrom('turns')
        .select(['conversation_id', 'message_id'])
        .where('state', '=', 'begun')
        .orderBy('begun_at')
        .orderBy('conversation_id')
        .orderBy('seq'),
    ),

    newestMigration: statement('newest_migration', (_: Record<string, never>) =>
      db.selectFrom('migrations').select((of) => of.fn.max('number').as('number')),
    ),
    addMigration: statement('add_migration', (of: Of<Tables['migrations'], 'number' | 'name' | 'applied_at'>) =>
      db.insertInto('migrations').values({ number: of.number, name: of.name, applied_at: of.applied_at }),
    ),
  }
}
