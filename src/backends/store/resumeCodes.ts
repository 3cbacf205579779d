/** Resume codes in the database of the conversations, so that they outlive a restart and are spent once among all processes. Knows no page. */
import { createHmac } from 'node:crypto'
import { newResumeCode, readResumeCode, resumeHours, type ResumeCodes } from '../../conversation/resumeCode'
import type { Clock } from '../../turn/ports'
import { type Dialect, run, sqlWriter, statement, type Unit } from './statement'

interface ResumeCodeRow {
  digest: string
  conversation_id: string
  person: string
  /** ISO 8601, UTC. */
  expires_at: string
}

/** What drives a unit of work: the store's `Database` is one. */
export interface ResumeDatabase {
  transact<Result>(unit: () => Unit<Result>): Promise<Result>
}

/** @param secret keys the digests, so that a copy of the database opens nothing */
export function resumeCodesOver(database: ResumeDatabase, dialect: Dialect, clock: Clock, secret: Buffer): ResumeCodes {
  const statements = resumeStatementsOf(dialect)
  const digestOf = (code: string): string => createHmac('sha256', secret).update(`resume ${code}`).digest('base64url')
  return {
    async issue({ conversationId, person }) {
      const code = newResumeCode()
      const now = clock.now()
      const expiresAt = new Date(now.getTime() + resumeHours * 3_600_000)
      const digest = digestOf(readResumeCode(code) ?? code)
      await database.transact(function* () {
        yield* run(statements.forgetOld, { now: now.toISOString() })
        yield* run(statements.forgetConversation, { conversation_id: conversationId })
        yield* run(statements.keep, {
          digest,
          conversation_id: conversationId,
          person,
          expires_at: expiresAt.toISOString(),
        })
      })
      return { code, expiresAt }
    },
    async redeem(typed) {
      const code = readResumeCode(typed)
      if (code === undefined) return undefined
      const now = clock.now().toISOString()
      // One statement takes the code away and tells what it was: of two who redeem it at once only one is told.
      const [row] = await database.transact(() => run(statements.spend, { digest: digestOf(code), now }))
      return row && { conversationId: row.conversation_id, person: row.person }
    },
    async revoke(conversationId) {
      await database.transact(() => run(statements.forgetConversation, { conversation_id: conversationId }))
    },
  }
}

function resumeStatementsOf(dialect: Dialect) {
  const db = sqlWriter(dialect).withTables<{ resume_codes: ResumeCodeRow }>()
  return {
    keep: statement(
      'keep_resume_code',
      (of: { digest: string; conversation_id: string; person: string; expires_at: string }) =>
        db.insertInto('resume_codes').values({
          digest: of.digest,
          conversation_id: of.conversation_id,
          person: of.person,
          expires_at: of.expires_at,
        }),
    ),
    spend: statement('spend_resume_code', (of: { digest: string; now: string }) =>
      db
        .deleteFrom('resume_codes')
        .where('digest', '=', of.digest)
        .where('expires_at', '>', of.now)
        .returning(['conversation_id', 'person']),
    ),
    forgetOld: statement('forget_old_resume_codes', (of: { now: string }) =>
      db.deleteFrom('resume_codes').where('expires_at', '<=', of.now),
    ),
    forgetConversation: statement('forget_resume_codes', (of: { conversation_id: string }) =>
      db.deleteFrom('resume_codes').where('conversation_id', '=', of.conversation_id),
    ),
  }
}
