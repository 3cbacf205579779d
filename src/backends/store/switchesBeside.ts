/** The switches of a SQLite store that a running service holds: one row written beside it. Knows no other table. */
import type Libsql from 'libsql'
import type { Clock, SwitchStore } from '../../turn/ports'
import { databaseFile } from './dataFolder'
import type { Step, Unit } from './statement'
import { StoreError } from './storeError'
import { switchesOver } from './switches'

/** How long somebody else's write is waited for, in ms. */
const patienceMs = 5_000

/**
 * Opens the service's database for the switches alone; SQLite keeps the two writers apart.
 * @throws StoreError `StoreFailed` when the database cannot be opened so
 */
export async function openSwitchesBeside(
  folder: string,
  clock: Clock,
): Promise<{ readonly switches: SwitchStore; close(): void }> {
  const file = databaseFile(folder)
  let connection: Libsql.Database
  try {
    const { default: Driver } = await import('libsql')
    connection = new Driver(file, { fileMustExist: true })
    connection.exec(`pragma busy_timeout = ${patienceMs}`)
  } catch (cause) {
    throw failed(file, cause)
  }
  const attempt = async <Result>(unit: () => Unit<Result>): Promise<Result> => {
    try {
      return drive(unit())
    } catch (cause) {
      throw failed(file, cause)
    }
  }
  function drive<Result>(unit: Unit<Result>): Result {
    let step = unit.next()
    while (!step.done) step = unit.next(execute(step.value))
    return step.value
  }
  function execute({ statement: { sql }, values }: Step): readonly unknown[] {
    const prepared = connection.prepare(sql)
    if (prepared.reader) return prepared.all([...values])
    prepared.run([...values])
    return []
  }
  // Each unit here is a single statement, which is a transaction of its own.
  return {
    switches: switchesOver({ ask: attempt, transact: attempt }, 'sqlite', clock),
    close: () => connection.close(),
  }
}

function failed(file: string, cause: unknown): StoreError {
  return new StoreError(
    'StoreFailed',
    `The switches in ${file} could not be read or written beside the running service: check that this is its data folder ` +
      '(DATA_DIR) and that the service is of this version.',
    cause,
  )
}
