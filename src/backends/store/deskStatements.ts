/** Every statement of the desk's own tables, for one dialect. Knows the tables and not what the statements are used for together. */
import { sql } from 'kysely'
import { type Dialect, sqlWriter, statement, type Value } from './statement'
import type { AdviserRow, CallbackRow, NoteRow, PresenceRow, SessionRow, Tables } from './tables'

export type DeskStatements = ReturnType<typeof deskStatementsOf>

type Of<Row, Key extends keyof Row = keyof Row> = Pick<Row, Key> & Record<string, Value>
type None = Record<string, never>

export function deskStatementsOf(dialect: Dialect) {
  const db = sqlWriter(dialect)
  return {
    keepAdviser: statement('keep_adviser', (of: Of<AdviserRow, 'id' | 'name' | 'role' | 'password' | 'created_at'>) =>
      db
        .insertInto('advisers')
        .values({
          id: of.id,
          name: of.name,
          role: of.role,
          password: of.password,
          failures: 0,
          locked_until: null,
          created_at: of.created_at,
        })
        .onConflict((there) =>
          there
            .column('id')
            .doUpdateSet({ name: of.name, role: of.role, password: of.password, failures: 0, locked_until: null }),
        ),
    ),
    adviser: statement('adviser', (of: { id: string }) =>
      db.selectFrom('advisers').selectAll().where('id', '=', of.id),
    ),
    adviserNamed: statement('adviser_named', (of: { name: string }) =>
      db.selectFrom('advisers').selectAll().where('name', '=', of.name),
    ),
    /** Counts on, or anew after a lock; the attempt that fills the number locks. Changes nothing while a lock holds. */
    countAttempt: statement('count_attempt', (of: { id: string; now: string; most: number; lock_until: string }) =>
      db
        .updateTable('advisers')
        .set({
          failures: sql<number>`case when locked_until is null then failures + 1 else 1 end`,
          locked_until: sql<
            string | null
          >`case when locked_until is null and failures + 1 >= ${of.most} then ${of.lock_until} end`,
        })
        .where('id', '=', of.id)
        .where((row) => row.or([row('locked_until', 'is', null), row('locked_until', '<=', of.now)]))
        .returning('id'),
    ),
    forgetAttempts: statement('forget_attempts', (of: { id: string }) =>
      db.updateTable('advisers').set({ failures: 0, locked_until: null }).where('id', '=', of.id),
    ),
    openSession: statement('open_session', (of: Of<SessionRow>) =>
      db.insertInto('desk_sessions').values({
        id: of.id,
        adviser_id: of.adviser_id,
        csrf: of.csrf,
        created_at: of.created_at,
        seen_at: of.seen_at,
      }),
    ),
    session: statement('session', (of: { id: string }) =>
      db.selectFrom('desk_sessions').selectAll().where('id', '=', of.id),
    ),
    seeSession: statement('see_session', (of: { id: string; seen_at: string }) =>
      db.updateTable('desk_sessions').set({ seen_at: of.seen_at }).where('id', '=', of.id),
    ),
    endSession: statement('end_session', (of: { id: string }) =>
      db.deleteFrom('desk_sessions').where('id', '=', of.id),
    ),
    endOldSessions: statement('end_old_sessions', (of: { before: string }) =>
      db.deleteFrom('desk_sessions').where('created_at', '<', of.before),
    ),
    /** What is not changed is null, and stays as it is. */
    changePresence: statement('change_presence', (of: Of<{ [Key in keyof PresenceRow]: PresenceRow[Key] | null }>) =>
      db
        .updateTable('presences')
        .set((row) => ({
          status: row.fn.coalesce(row.val(of.status), 'status'),
          capacity: row.fn.coalesce(row.val(of.capacity), 'capacity'),
          languages: row.fn.coalesce(row.val(of.languages), 'languages'),
          desks: row.fn.coalesce(row.val(of.desks), 'desks'),
          automatic: row.fn.coalesce(row.val(of.automatic), 'automatic'),
          seen_at: row.fn.coalesce(row.val(of.seen_at), 'seen_at'),
        }))
        .where('adviser_id', '=', of.adviser_id)
        .returningAll(),
    ),
    beginPresence: statement('begin_presence', (of: Of<PresenceRow>) => {
      const { adviser_id, status, capacity, languages, desks, automatic, seen_at } = of
      return db
        .insertInto('presences')
        .values({ adviser_id, status, capacity, languages, desks, automatic, seen_at })
        .onConflict((there) => there.column('adviser_id').doNothing())
    }),
    seePresence: statement('see_presence', (of: Of<PresenceRow, 'adviser_id' | 'seen_at'>) =>
      db.updateTable('presences').set({ seen_at: of.seen_at }).where('adviser_id', '=', of.adviser_id),
    ),
    presences: statement('presences', (_: None) =>
      db
        .selectFrom('presences')
        .innerJoin('advisers', 'advisers.id', 'presences.adviser_id')
        .selectAll('presences')
        .select('advisers.name')
        .orderBy('advisers.name'),
    ),
    addNote: statement('add_note', (of: Of<NoteRow>) => {
      const { handoff_id, id, at, adviser_id, adviser_name, text } = of
      return db
        .insertInto('notes')
        .values({ handoff_id, id, at, adviser_id, adviser_name, text })
        .onConflict((there) => there.columns(['handoff_id', 'id']).doNothing())
    }),
    notes: statement('notes', (of: { handoff_id: string }) =>
      db.selectFrom('notes').selectAll().where('handoff_id', '=', of.handoff_id).orderBy('at').orderBy('id'),
    ),
    addCallback: statement(
      'add_callback',
      (of: Of<CallbackRow, 'id' | 'desk' | 'language' | 'asked_at' | 'contact' | 'topic'>) => {
        const { id, desk, language, asked_at, contact, topic } = of
        return db
          .insertInto('callbacks')
          .values({ id, desk, language, asked_at, contact, topic, done_at: null, done_by: null })
          .onConflict((there) => there.column('id').doNothing())
      },
    ),
    openCallbacks: statement('open_callbacks', (_: None) =>
      db.selectFrom('callbacks').selectAll().where('done_at', 'is', null).orderBy('asked_at').orderBy('id'),
    ),
    finishCallback: statement('finish_callback', (of: { id: string; done_at: string; done_by: string }) =>
      db
        .updateTable('callbacks')
        .set({ done_at: of.done_at, done_by: of.done_by, contact: null, topic: null })
        .where('id', '=', of.id)
        .where('done_at', 'is', null)
        .returning('id'),
    ),
    addAccess: statement('add_access', (of: Of<Tables['accesses']>) => {
      const { at, adviser_id, what, handoff_id, conversation_id } = of
      return db.insertInto('accesses').values({ at, adviser_id, what, handoff_id, conversation_id })
    }),
    accesses: statement('accesses', (of: { conversation_id: string }) =>
      db.selectFrom('accesses').selectAll().where('conversation_id', '=', of.conversation_id).orderBy('at'),
    ),
    askedSince: statement('asked_since', (of: { since: string; limit: number }) =>
      db
        .selectFrom('handoffs')
        .selectAll()
        .where('asked_at', '>=', of.since)
        .orderBy('asked_at', 'desc')
        .limit(of.limit),
    ),
  }
}
