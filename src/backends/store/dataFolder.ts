/** The folder that holds a SQLite store: made, kept to its owner, and held by one process. Knows files, no tables. */
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type Libsql from 'libsql'
import { codeOf, StoreError } from './storeError'

export function databaseFile(folder: string): string {
  return join(resolve(folder), 'opastin.sqlite')
}

/**
 * Makes the folder where it is missing and takes it for this process alone. The lock is the operating system's lock on an open
 * file, through SQLite, which knows how on every system: it goes with the process, however that ends.
 * Returns the function that gives the folder back. Throws `DataFolderInUse` or `DataFolderUnwritable`.
 */
export function claimDataFolder(folder: string, Driver: typeof Libsql): () => void {
  const file = join(resolve(folder), 'opastin.lock')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    makePrivately(file)
    makePrivately(databaseFile(folder))
  } catch (cause) {
    throw unwritable(folder, cause)
  }
  let lock: Libsql.Database | undefined
  try {
    lock = new Driver(file, { timeout: 0 })
    lock.exec('begin exclusive')
  } catch (cause) {
    lock?.close()
    if (codeOf(cause).startsWith('SQLITE_BUSY') || codeOf(cause).startsWith('SQLITE_LOCKED')) {
      throw new StoreError(
        'DataFolderInUse',
        `Another process of Opastin holds the data folder ${resolve(folder)}: stop that one, or give this one a folder of its ` +
          'own (DATA_DIR). Several processes can share a PostgreSQL database (DATABASE_URL).',
        cause,
      )
    }
    throw unwritable(folder, cause)
  }
  const held = lock
  return () => {
    if (!held.open) return
    held.exec('rollback')
    held.close()
  }
}

/** An empty file beside a log of writes is what is left of a database, and SQLite would begin anew in silence. */
export function inspectDatabaseFile(file: string): void {
  if (sizeOf(file) > 0 || sizeOf(`${file}-wal`) === 0) return
  throw new StoreError(
    'DatabaseDamaged',
    `The database ${file} is empty though ${file}-wal holds writes: it was cut or removed. Keep a copy of both and put back ` +
      'the newest backup with npm run restore; to begin with nothing, move both away yourself.',
  )
}

/** SQLite gives its side files the permissions of the file that is there. */
function makePrivately(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function unwritable(folder: string, cause: unknown): StoreError {
  const code = codeOf(cause) || 'no code'
  return new StoreError(
    'DataFolderUnwritable',
    `The data folder ${resolve(folder)} cannot be made or written (${code}): check its path, its owner and the room on the ` +
      'disk, or set DATA_DIR to another folder.',
    cause,
  )
}
