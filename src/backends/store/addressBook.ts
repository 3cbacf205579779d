/** Addresses of channel conversations over any SQL database. Knows no channel and no address from inside. */
import type { Address, AddressBook } from '../../channels/ports'
import type { Clock } from '../../turn/ports'
import type { Database } from './conversationStore'
import { type Dialect, run, sqlWriter, statement } from './statement'
import { idOf, storedId } from './storedText'
import type { Tables } from './tables'

type AddressTables = Pick<Tables, 'handoffs' | 'log'> & {
  channel_addresses: { conversation_id: string; address: string; delivered_seq: number; kept_at: string }
  channel_replies: { conversation_id: string; activity_id: string; reply_id: string }
}

/** Channels' ids of activities may be long; only their beginning could ever differ from ours. */
const longestActivityId = 256

export function addressBookOver(
  database: Pick<Database, 'transact' | 'ask'>,
  dialect: Dialect,
  clock: Clock,
): AddressBook {
  const sql = statementsOf(dialect)
  const find: AddressBook['find'] = async (conversationId) => {
    const [row] = await database.ask(() => run(sql.find, { conversation_id: storedId(conversationId) }))
    return row && { address: JSON.parse(row.address) as Address, deliveredSeq: row.delivered_seq }
  }
  return {
    find,
    async keep(conversationId, address) {
      const there = await find(conversationId)
      const text = JSON.stringify(address)
      if (there && JSON.stringify(there.address) === text) return
      const kept = { conversation_id: storedId(conversationId), address: text, kept_at: clock.now().toISOString() }
      await database.transact(() => run(sql.keep, kept))
    },
    async delivered(conversationId, seq) {
      await database.transact(() => run(sql.delivered, { conversation_id: storedId(conversationId), seq }))
    },
    async undelivered(askedSince, after, limit) {
      const rows = await database.ask(() => run(sql.undelivered, { since: askedSince, after: storedId(after), limit }))
      return rows.map((row) => idOf(row.conversation_id))
    },
    async keepReply(conversationId, activityId, replyId) {
      const activity_id = storedId(activityId.slice(0, longestActivityId), longestActivityId)
      const row = { conversation_id: storedId(conversationId), activity_id, reply_id: replyId }
      await database.transact(() => run(sql.keepReply, row))
    },
    async replyOf(conversationId, activityId) {
      const activity_id = storedId(activityId.slice(0, longestActivityId), longestActivityId)
      const of = { conversation_id: storedId(conversationId), activity_id }
      const [row] = await database.ask(() => run(sql.replyOf, of))
      return row && idOf(row.reply_id)
    },
  }
}

function statementsOf(dialect: Dialect) {
  const db = sqlWriter(dialect).withTables<AddressTables>()
  return {
    keep: statement('keep_address', (of: { conversation_id: string; address: string; kept_at: string }) =>
      db
        .insertInto('channel_addresses')
        .values({ conversation_id: of.conversation_id, address: of.address, delivered_seq: 0, kept_at: of.kept_at })
        .onConflict((there) =>
          there.column('conversation_id').doUpdateSet({ address: of.address, kept_at: of.kept_at }),
        ),
    ),
    find: statement('find_address', (of: { conversation_id: string }) =>
      db
        .selectFrom('channel_addresses')
        .select(['address', 'delivered_seq'])
        .where('conversation_id', '=', of.conversation_id),
    ),
    delivered: statement('delivered_to_address', (of: { conversation_id: string; seq: number }) =>
      db
        .updateTable('channel_addresses')
        .set({ delivered_seq: of.seq })
        .where('conversation_id', '=', of.conversation_id)
        .where('delivered_seq', '<', of.seq),
    ),
    undelivered: statement('undelivered_to_addresses', (of: { since: string; after: string; limit: number }) =>
      db
        .selectFrom('handoffs')
        .innerJoin('channel_addresses', 'channel_addresses.conversation_id', 'handoffs.conversation_id')
        .innerJoin('log', 'log.conversation_id', 'handoffs.conversation_id')
        .select('handoffs.conversation_id')
        .distinct()
        .where('handoffs.asked_at', '>=', of.since)
        .where('handoffs.conversation_id', '>', of.after)
        .whereRef('log.seq', '>', 'channel_addresses.delivered_seq')
        .where('log.speaker', 'in', ['adviser', 'system'])
        .orderBy('handoffs.conversation_id')
        .limit(of.limit),
    ),
    keepReply: statement(
      'keep_channel_reply',
      (of: { conversation_id: string; activity_id: string; reply_id: string }) =>
        db
          .insertInto('channel_replies')
          .values({ conversation_id: of.conversation_id, activity_id: of.activity_id, reply_id: of.reply_id })
          .onConflict((there) => there.columns(['conversation_id', 'activity_id']).doNothing()),
    ),
    replyOf: statement('channel_reply', (of: { conversation_id: string; activity_id: string }) =>
      db
        .selectFrom('channel_replies')
        .select('reply_id')
        .where('conversation_id', '=', of.conversation_id)
        .where('activity_id', '=', of.activity_id),
    ),
  }
}
