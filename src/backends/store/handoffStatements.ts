/** Every statement about handoffs, for one dialect. Knows the tables and not what the statements are used for together. */
import type { Holder } from '../../conversation/conversation'
import { type Dialect, sqlWriter, statement, type Value } from './statement'
import type { HandoffRow } from './tables'

export type HandoffStatements = ReturnType<typeof handoffStatementsOf>

type Of<Row, Key extends keyof Row> = Pick<Row, Key> & Record<string, Value>

export function handoffStatementsOf(dialect: Dialect) {
  const db = sqlWriter(dialect)
  const handoffs = () => db.selectFrom('handoffs').selectAll()
  return {
    find: statement('find_handoff', (of: Of<HandoffRow, 'id'>) => handoffs().where('id', '=', of.id)),
    openOf: statement('open_handoff_of', (of: Of<HandoffRow, 'conversation_id'>) =>
      handoffs().where('conversation_id', '=', of.conversation_id).where('state', '<>', 'closed'),
    ),
    waiting: statement('waiting_handoffs', (of: Of<HandoffRow, 'desk'>) =>
      handoffs()
        .where('desk', '=', of.desk)
        .where('state', '=', 'waiting')
        .orderBy('lost_adviser', 'desc')
        .orderBy('asked_at')
        .orderBy('id'),
    ),
    heldBy: statement('held_handoffs', (of: { adviser_id: string }) =>
      handoffs().where('adviser_id', '=', of.adviser_id).where('state', '=', 'accepted').orderBy('accepted_at'),
    ),
    accepted: statement('accepted_handoffs', (_: Record<string, never>) =>
      handoffs().where('state', '=', 'accepted').orderBy('accepted_at').orderBy('id'),
    ),
    expired: statement('expired_handoffs', (of: { now: string }) =>
      handoffs().where('state', '=', 'accepted').where('lease_until', '<', of.now).orderBy('lease_until'),
    ),
    lately: statement('lately_accepted', (of: Of<HandoffRow, 'desk'> & { limit: number }) =>
      handoffs()
        .where('desk', '=', of.desk)
        .where('accepted_at', 'is not', null)
        .orderBy('accepted_at', 'desc')
        .limit(of.limit),
    ),
    countWaiting: statement('count_waiting', (of: Of<HandoffRow, 'desk'>) =>
      db
        .selectFrom('handoffs')
        .select((all) => all.fn.countAll<number | string>().as('count'))
        .where('desk', '=', of.desk)
        .where('state', '=', 'waiting'),
    ),
    countHeld: statement('count_held', (of: { adviser_id: string }) =>
      db
        .selectFrom('handoffs')
        .select((all) => all.fn.countAll<number | string>().as('count'))
        .where('adviser_id', '=', of.adviser_id)
        .where('state', '=', 'accepted'),
    ),
    /** Whoever counts first and then adds takes this until the transaction ends. Rows of desks stand beside those of advisers. */
    takeTurn: statement('take_turn', (of: { at: string }) =>
      db
        .insertInto('adviser_claims')
        .values({ adviser_id: of.at, claims: 1 })
        .onConflict((there) =>
          there.column('adviser_id').doUpdateSet((now) => ({ claims: now('adviser_claims.claims', '+', 1) })),
        ),
    ),
    add: statement(
      'add_handoff',
      (of: Of<HandoffRow, 'id' | 'conversation_id' | 'desk' | 'language' | 'topic' | 'asked_at' | 'epoch'>) =>
        db.insertInto('handoffs').values({
          id: of.id,
          conversation_id: of.conversation_id,
          desk: of.desk,
          state: 'waiting',
          language: of.language,
          topic: of.topic,
          asked_at: of.asked_at,
          queued_at: of.asked_at,
          lost_adviser: 0,
          adviser_id: null,
          adviser_name: null,
          lease_until: null,
          accepted_at: null,
          closed_at: null,
          close_reason: null,
          epoch: of.epoch,
        }),
    ),
    accept: statement(
      'accept_handoff',
      (of: Of<HandoffRow, 'id' | 'adviser_id' | 'adviser_name' | 'lease_until' | 'accepted_at' | 'epoch'>) =>
        db
          .updateTable('handoffs')
          .set({
            state: 'accepted',
            adviser_id: of.adviser_id,
            adviser_name: of.adviser_name,
            lease_until: of.lease_until,
            accepted_at: of.accepted_at,
            lost_adviser: 0,
            epoch: of.epoch,
          })
          .where('id', '=', of.id)
          .where('state', '=', 'waiting')
          .returningAll(),
    ),
    requeue: statement(
      'requeue_handoff',
      (of: Of<HandoffRow, 'id' | 'desk' | 'lost_adviser' | 'epoch' | 'queued_at'>) =>
        db
          .updateTable('handoffs')
          .set({
            state: 'waiting',
            desk: of.desk,
            lost_adviser: of.lost_adviser,
            queued_at: of.queued_at,
            // Nobody has taken them since they came into the queue.
            accepted_at: null,
            adviser_id: null,
            adviser_name: null,
            lease_until: null,
            epoch: of.epoch,
          })
          .where('id', '=', of.id)
          .returningAll(),
    ),
    close: statement('close_handoff', (of: Of<HandoffRow, 'id' | 'closed_at' | 'close_reason' | 'epoch'>) =>
      db
        .updateTable('handoffs')
        .set({
          state: 'closed',
          closed_at: of.closed_at,
          close_reason: of.close_reason,
          lease_until: null,
          epoch: of.epoch,
        })
        .where('id', '=', of.id)
        .returningAll(),
    ),
    renew: statement('renew_leases', (of: { adviser_id: string; lease_until: string }) =>
      db
        .updateTable('handoffs')
        .set({ lease_until: of.lease_until })
        .where('adviser_id', '=', of.adviser_id)
        .where('state', '=', 'accepted'),
    ),
    /** Compare-and-set: the holder changes only from the one that is expected, under the epoch that is expected. */
    changeHolder: statement(
      'change_holder',
      (of: { id: string; from: string; epoch: number; to: string; at: string }) =>
        db
          .updateTable('conversations')
          .set((now) => ({
            holder: of.to as Holder,
            epoch: now('epoch', '+', 1),
            last_seq: now('last_seq', '+', 1),
            updated_at: of.at,
          }))
          .where('id', '=', of.id)
          .where('holder', '=', of.from as Holder)
          .where('epoch', '=', of.epoch)
          .returning(['holder', 'epoch', 'last_seq']),
    ),
    /** Takes the next `seq` for an adviser's line, if the conversation is still theirs. */
    nextSeqOfAdviser: statement('next_seq_of_adviser', (of: { id: string; epoch: number; at: string }) =>
      db
        .updateTable('conversations')
        .set((now) => ({ last_seq: now('last_seq', '+', 1), updated_at: of.at }))
        .where('id', '=', of.id)
        .where('holder', '=', 'adviser')
        .where('epoch', '=', of.epoch)
        .returning('last_seq'),
    ),
  }
}
