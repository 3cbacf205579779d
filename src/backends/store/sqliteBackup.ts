/** Copies of the SQLite store that can be put back: made while the service runs, checked by a hash. Knows no conversation. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type Libsql from 'libsql'
import { claimDataFolder, databaseFile } from './dataFolder'
import { codeOf } from './storeError'

/** Something about a backup is not as it should be; the message says what to do. */
export class BackupError extends Error {
  readonly code = 'BACKUP'
}

/**
 * Writes a consistent copy of the folder's database to `file`, and its hash beside it as `<file>.sha256`. The service may run meanwhile. An older
 * backup of that name stays until the new one is whole.
 * @throws BackupError when there is no database or the copy cannot be written
 */
export async function backUp(
  dataFolder: string,
  file: string,
): Promise<{ readonly file: string; readonly sha256: string }> {
  const { default: Driver } = await import('libsql')
  const source = databaseFile(dataFolder)
  await mkdir(path.dirname(path.resolve(file)), { recursive: true })
  const made = `${file}.being-made`
  await rm(made, { force: true })
  try {
    copyDatabase(new Driver(source, { readonly: true, fileMustExist: true }), path.resolve(made))
  } catch (cause) {
    await rm(made, { force: true })
    throw new BackupError(
      `The database ${source} could not be copied to ${file}. Check both paths and the room on the disk.`,
      { cause },
    )
  }
  const sha256 = await hashOf(made)
  await writeFile(`${made}.sha256`, `${sha256}  ${path.basename(file)}\n`)
  await rename(made, file)
  await rename(`${made}.sha256`, `${file}.sha256`)
  return { file, sha256 }
}

/**
 * Puts a backup in the place of the folder's database; what was there is kept beside it. The service must not run.
 * @throws BackupError when the backup is damaged; StoreError `DataFolderInUse` when the service runs
 */
export async function restore(dataFolder: string, file: string): Promise<{ readonly keptAs: string | undefined }> {
  const { default: Driver } = await import('libsql')
  const noted = (await readFile(`${file}.sha256`, 'utf8').catch(() => '')).split(/\s/)[0]
  if (noted !== (await hashOf(file)))
    throw new BackupError(
      `${file} is not what was backed up: its hash is not the one in ${file}.sha256. Take another backup.`,
    )
  const release = claimDataFolder(dataFolder, Driver)
  const target = databaseFile(dataFolder)
  const copy = `${target}.restoring`
  try {
    const keptAs = `${target}.before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`
    await copyFile(file, copy)
    const database = new Driver(copy)
    const [sound] = database.prepare('pragma quick_check(1)').all() as { quick_check: string }[]
    database.close()
    if (sound?.quick_check !== 'ok') throw new BackupError(`${file} is no sound database. Take another backup.`)
    const isKept = await keep(target, keptAs, Driver)
    await rename(copy, target)
    return { keptAs: isKept ? keptAs : undefined }
  } finally {
    await rm(copy, { force: true })
    release()
  }
}

/** VACUUM INTO reads one snapshot and writes a whole, compact database; writers go on. */
function copyDatabase(database: Libsql.Database, file: string): void {
  try {
    database.prepare('vacuum into ?').run(file)
  } finally {
    database.close()
  }
}

/**
 * Gives the database a second name, so that the first is never without a file: whatever ends the process now, the next start finds the old
 * database or the new one. False when there is none. What a killed process wrote last stands in the log of writes alone: a sound database takes
 * it in, and with a damaged one it is kept beside it, as it is.
 */
async function keep(target: string, keptAs: string, Driver: typeof Libsql): Promise<boolean> {
  const [size, logged] = [await sizeOf(target), await sizeOf(`${target}-wal`)]
  if (size === 0 && logged === 0) return false
  // SQLite throws away a log that stands beside an empty file.
  if (size > 0 && logged > 0) takeIn(target, Driver)
  await link(target, keptAs).catch(() => copyFile(target, keptAs))
  for (const side of ['-wal', '-shm'])
    if (await sizeOf(`${target}${side}`)) await rename(`${target}${side}`, `${keptAs}${side}`)
  return true
}

/** @throws BackupError when somebody has the database open, who would lose what it holds */
function takeIn(file: string, Driver: typeof Libsql): void {
  const database = new Driver(file)
  try {
    const [row] = database.prepare('pragma wal_checkpoint(truncate)').all([]) as { busy: number }[]
    if (row?.busy !== 0)
      throw new BackupError(`Another process still reads ${file}: a backup, perhaps. Wait for it and try again.`)
  } catch (fault) {
    if (fault instanceof BackupError || !isDamage(fault)) throw fault
  } finally {
    database.close()
  }
}

/** Restoring is for damaged databases above all: those are kept as they are. */
function isDamage(fault: unknown): boolean {
  const code = codeOf(fault)
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(file), hash)
  } catch (cause) {
    throw new BackupError(`${file} cannot be read. Check the path.`, { cause })
  }
  return hash.digest('hex')
}
