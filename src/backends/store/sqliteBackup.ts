/** Copies of the SQLite store that can be put back: made while the service runs, checked by a hash. Knows no conversation. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { claimDataFolder, databaseFile } from './dataFolder'

/** Something about a backup is not as it should be; the message says what to do. */
export class BackupError extends Error {
  readonly code = 'BACKUP'
}

/**
 * Writes a consistent copy of the folder's database to `file`, and its hash beside it as `<file>.sha256`. The service may run meanwhile.
 * @throws BackupError when there is no database or the copy cannot be written
 */
export async function backUp(
  dataFolder: string,
  file: string,
): Promise<{ readonly file: string; readonly sha256: string }> {
  const { default: Driver } = await import('libsql')
  const source = databaseFile(dataFolder)
  await mkdir(path.dirname(path.resolve(file)), { recursive: true })
  await rm(file, { force: true })
  try {
    const database = new Driver(source, { readonly: true, fileMustExist: true })
    // VACUUM INTO reads one snapshot and writes a whole, compact database; writers go on.
    database.prepare('vacuum into ?').run(path.resolve(file))
    database.close()
  } catch (cause) {
    throw new BackupError(
      `The database ${source} could not be copied to ${file}. Check both paths and the room on the disk.`,
      { cause },
    )
  }
  const sha256 = await hashOf(file)
  await writeFile(`${file}.sha256`, `${sha256}  ${path.basename(file)}\n`)
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
  try {
    const target = databaseFile(dataFolder)
    const keptAs = `${target}.before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`
    const copy = `${target}.restoring`
    await copyFile(file, copy)
    const database = new Driver(copy)
    const [sound] = database.prepare('pragma quick_check(1)').all() as { quick_check: string }[]
    database.close()
    if (sound?.quick_check !== 'ok') throw new BackupError(`${file} is no sound database. Take another backup.`)
    const there = await rename(target, keptAs).then(
      () => true,
      () => false,
    )
    for (const side of ['-wal', '-shm']) await rm(`${target}${side}`, { force: true })
    await rename(copy, target)
    return { keptAs: there ? keptAs : undefined }
  } finally {
    release()
  }
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
