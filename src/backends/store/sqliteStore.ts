/** The store in one SQLite file, for one process. Knows libsql and its faults; what is written is conversationStore's matter. */
import type Libsql from 'libsql'
import type { Clock } from '../../turn/ports'
import type { Database } from './conversationStore'
import { logEmptier } from './emptyLog'
import { groupCommit } from './groupCommit'
import { claimDataFolder, databaseFile, inspectDatabaseFile } from './dataFolder'
import { inTurn } from './inTurn'
import { deskStatementsOf } from './deskStatements'
import { handoffStatementsOf } from './handoffStatements'
import { migrate } from './migrate'
import type { Step, Unit } from './statement'
import { type SqlStore, sqlStoreOver } from './sqlStore'
import { statementsOf } from './statements'
import { codeOf, StoreError } from './storeError'

export interface SqliteOptions {
  /** The data folder; made when it is missing. */
  readonly folder: string
  readonly clock: Clock
  /** Told when erased words cannot be removed from the files yet. */
  readonly report?: (fault: StoreError) => void
}

/** How long another process's write is waited for, in ms. */
const patienceMs = 2_000

/**
 * Opens, or makes, the database in the data folder and holds the folder until `close` or the process's death.
 * @throws StoreError `DataFolderInUse`, `DataFolderUnwritable`, `DatabaseDamaged`, `DatabaseNewer`, `DriverMissing`
 */
export async function openSqliteStore({ folder, clock, report = ignore }: SqliteOptions): Promise<SqlStore> {
  const Driver = await loadDriver()
  const release = claimDataFolder(folder, Driver)
  const file = databaseFile(folder)
  let connection: Libsql.Database | undefined
  try {
    inspectDatabaseFile(file)
    connection = new Driver(file)
    const database = openDatabase(connection, file, release, { clock, report })
    await database.transact(() => migrate(database.statements, clock, file))
    // An erasure that the last process did not live to finish.
    await database.forget()
    return sqlStoreOver(database, 'sqlite', clock)
  } catch (fault) {
    connection?.close()
    release()
    throw asStoreError(fault, file)
  }
}

function openDatabase(
  connection: Libsql.Database,
  file: string,
  release: () => void,
  { clock, report }: Required<Pick<SqliteOptions, 'clock' | 'report'>>,
): Database {
  connection.exec('pragma journal_mode = wal')
  connection.exec('pragma synchronous = full')
  connection.exec('pragma foreign_keys = on')
  connection.exec('pragma secure_delete = on')
  // `npm run switch` writes one row beside a running service: it is waited for, a moment.
  connection.exec(`pragma busy_timeout = ${patienceMs}`)
  const sound = connection.prepare('pragma quick_check(1)').all() as { quick_check: string }[]
  if (sound[0]?.quick_check !== 'ok') throw damaged(file)

  const prepared = new Map<string, Prepared>()
  const together = groupCommit(connection)
  const log = logEmptier({ connection, file, patienceMs, clock, report })
  let closed = false

  function drive<Result>(unit: Unit<Result>): Result {
    let step = unit.next()
    while (!step.done) step = unit.next(execute(step.value))
    return step.value
  }

  function execute({ statement: { sql }, values }: Step): readonly unknown[] {
    let known = prepared.get(sql)
    if (!known) {
      const statement = connection.prepare(sql)
      known = { statement, reads: statement.reader }
      prepared.set(sql, known)
    }
    if (known.reads) return known.statement.all(values)
    known.statement.run(values)
    return []
  }

  function open(): void {
    if (closed) throw new StoreError('StoreClosed', 'The store was used after it had been closed.')
  }

  return {
    statements: statementsOf('sqlite'),
    handoffs: handoffStatementsOf('sqlite'),
    desk: deskStatementsOf('sqlite'),
    exclusively: inTurn(),
    async transact(unit) {
      try {
        open()
        return await together.add(() => drive(unit()))
      } catch (fault) {
        throw asStoreError(fault, file)
      }
    },
    async ask(unit) {
      try {
        open()
        return drive(unit())
      } catch (fault) {
        throw asStoreError(fault, file)
      }
    },
    async forget() {
      // secure_delete has blanked the pages in the file; what was said also stands in the write-ahead log until that is emptied.
      log.empty()
    },
    async close() {
      if (closed) return
      closed = true
      together.flush()
      log.end()
      connection.close()
      release()
    },
  }
}

interface Prepared {
  readonly statement: Libsql.Statement<unknown[]>
  readonly reads: boolean
}

/** Only a start that keeps its data in SQLite pays for the driver. */
async function loadDriver(): Promise<typeof Libsql> {
  try {
    return (await import('libsql')).default
  } catch (cause) {
    throw new StoreError(
      'DriverMissing',
      `The SQLite driver's part for ${process.platform}-${process.arch} is not in node_modules. Run npm ci again on this ` +
        'machine, with nothing left out; or set DATABASE_URL to keep the data in PostgreSQL.',
      cause,
    )
  }
}

function asStoreError(fault: unknown, file: string): StoreError {
  if (fault instanceof StoreError) return fault
  const code = codeOf(fault)
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return damaged(file, fault)
  if (code === 'SQLITE_FULL') {
    return new StoreError(
      'StoreFull',
      `The disk that holds ${file} is full: nothing was written. Make room; no restart is needed.`,
      fault,
    )
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_PERM')) {
    return new StoreError(
      'DataFolderUnwritable',
      `The database ${file} cannot be written: check who owns it and its folder (DATA_DIR).`,
      fault,
    )
  }
  return new StoreError(
    'StoreFailed',
    `The database ${file} did not do what it was asked (${code || 'no code'}): nothing was written.`,
    fault,
  )
}

function damaged(file: string, cause?: unknown): StoreError {
  return new StoreError(
    'DatabaseDamaged',
    `The database ${file} is damaged and was left as it is. Stop, keep a copy of it, and put back the newest backup with ` +
      'npm run restore; to begin with nothing, move the file away yourself.',
    cause,
  )
}

function ignore(): void {
  return undefined
}
