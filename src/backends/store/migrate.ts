/** Brings a database to the newest shape, forwards only. Knows which migrations there are, not how a database is opened. */
import type { Clock } from '../../turn/ports'
import { conversations } from './migrations/0001-conversations'
import { handoffs } from './migrations/0002-handoffs'
import { desk } from './migrations/0003-desk'
import { resumeCodes } from './migrations/0004-resume-codes'
import { ratings } from './migrations/0005-ratings'
import { switches } from './migrations/0006-switches'
import { channelAddresses } from './migrations/0007-channel-addresses'
import { handoffsTaken } from './migrations/0008-handoffs-taken'
import { handoffsQueued } from './migrations/0009-handoffs-queued'
import { run, type Unit } from './statement'
import type { Statements } from './statements'
import { StoreError } from './storeError'

export interface Migration {
  /** From 1, without gaps. */
  readonly number: number
  readonly name: string
  readonly statements: readonly string[]
}

export const migrations: readonly Migration[] = [
  conversations,
  handoffs,
  desk,
  resumeCodes,
  ratings,
  switches,
  channelAddresses,
  handoffsTaken,
  handoffsQueued,
]

/** Runs what is missing, all or nothing. Throws `DatabaseNewer` when the database knows migrations that this program does not. */
export function* migrate(statements: Statements, clock: Clock, where: string): Unit<void> {
  yield plain(
    'create table if not exists migrations (number integer primary key not null, name text not null, applied_at text not null)',
  )
  const [newest] = yield* run(statements.newestMigration, {})
  const done = newest?.number ?? 0
  if (done > migrations.length) {
    throw new StoreError(
      'DatabaseNewer',
      `The database at ${where} has shape ${done} and this version of Opastin knows shapes up to ${migrations.length}: ` +
        'start the newer version, or restore a backup that was made before the upgrade.',
    )
  }
  for (const migration of migrations.slice(done)) {
    for (const sql of migration.statements) yield plain(sql)
    const { number, name } = migration
    yield* run(statements.addMigration, { number, name, applied_at: clock.now().toISOString() })
  }
}

function plain(sql: string) {
  return { statement: { name: '', sql }, values: [] }
}
