/** Snapshots of imported providers in the data folder: one file a source, written beside the old one and put in its place whole. Knows no interface. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { providerSchema, type Provider } from '../../knowledge/ports'
import { tableOf, type ProviderImport } from './importReport'

/** Raised when the file's shape changes; a file of another version is not read. */
const version = 1

const snapshotFile = z.object({
  version: z.literal(version),
  source: z.enum(['ptv', 'kirkanta']),
  /** ISO 8601, UTC. */
  madeAt: z.string(),
  /** SHA-256 of the providers as JSON. */
  hash: z.string(),
  providers: z.array(providerSchema),
})
export type Snapshot = z.infer<typeof snapshotFile>

/** A snapshot cannot be read, or must not be replaced. The message says which and what to do. */
export class SnapshotError extends Error {
  readonly code = 'PROVIDER_SNAPSHOT'
}

const sources = ['ptv', 'kirkanta'] as const
const folderOf = (dataFolder: string): string => path.join(dataFolder, 'providers')
const fileOf = (dataFolder: string, source: string): string => path.join(folderOf(dataFolder), `${source}.json`)

/**
 * What has been imported, of every source; none when nothing has.
 * @throws SnapshotError when a file is not what was written
 */
export function readSnapshots(dataFolder: string): Snapshot[] {
  return sources.flatMap((source) => readSnapshot(dataFolder, source) ?? [])
}

function readSnapshot(dataFolder: string, source: (typeof sources)[number]): Snapshot | undefined {
  const file = fileOf(dataFolder, source)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new SnapshotError(`${file} cannot be read. Check who may read it.`, { cause })
  }
  const parsed = snapshotFile.safeParse(jsonOf(text))
  if (parsed.success && parsed.data.hash === hashOf(parsed.data.providers)) return parsed.data
  throw new SnapshotError(
    `${file} is not a whole snapshot of version ${version}. Remove it and import again: npm run providers -- import ${source}`,
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Not JSON is one more way of not being a snapshot; the caller says so.
    return undefined
  }
}

/** A new snapshot with fewer records than this share of the old one is more likely a fault of the source than the truth. */
const leastShare = 0.5

/**
 * Puts the import in the place of the source's snapshot. An import of some municipalities replaces those only. A reader sees the old
 * file or the new one, never a part: the new one is written beside it, flushed to the disk and renamed.
 * @throws SnapshotError when nothing was imported, or far less than before and `acceptFewer` is not set; the old file stays
 */
export async function writeSnapshot(
  dataFolder: string,
  imported: ProviderImport,
  { now, acceptFewer }: { readonly now: Date; readonly acceptFewer: boolean },
): Promise<Snapshot> {
  const { source, municipalities } = imported
  const old = readIfWhole(dataFolder, source)
  const replaced = new Set(municipalities ?? [])
  const isReplaced = (one: Provider): boolean =>
    municipalities === undefined || one.municipality === undefined || replaced.has(one.municipality)
  const before = (old?.providers ?? []).filter(isReplaced).length
  if (imported.providers.length === 0)
    throw new SnapshotError(`Nothing was imported from ${source}; the old snapshot stays.`)
  if (!acceptFewer && imported.providers.length < before * leastShare)
    throw new SnapshotError(
      `Only ${imported.providers.length} providers came from ${source}, and there were ${before}; the old snapshot stays. If that is right, import with --accept-fewer.`,
    )
  const added = new Set(imported.providers.map(({ id }) => id))
  // Parsed once more, so that keys stand in the schema's order and the hash is the same when it is read.
  const providers = [
    ...(old?.providers ?? []).filter((one) => !isReplaced(one) && !added.has(one.id)),
    ...imported.providers,
  ]
    .map((one) => providerSchema.parse(one))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const snapshot: Snapshot = { version, source, madeAt: now.toISOString(), hash: hashOf(providers), providers }
  await replaceFile(fileOf(dataFolder, source), `${JSON.stringify(snapshot)}\n`)
  return snapshot
}

/** Writes all that the source's last import left out beside its snapshot. Returns the file's path. */
export async function writeLeftOut(
  dataFolder: string,
  { source, dropped }: Pick<ProviderImport, 'source' | 'dropped'>,
): Promise<string> {
  const file = path.join(folderOf(dataFolder), `${source}-left-out.tsv`)
  await replaceFile(file, tableOf(dropped))
  return file
}

async function replaceFile(file: string, text: string): Promise<void> {
  const folder = path.dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const beside = `${file}.${process.pid}.new`
  try {
    const handle = await open(beside, 'w', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
  } catch (fault) {
    await rm(beside, { force: true })
    throw fault
  }
  // The rename is safe on the disk only when the folder is.
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A broken old file is no reason to keep it. */
function readIfWhole(dataFolder: string, source: (typeof sources)[number]): Snapshot | undefined {
  try {
    return readSnapshot(dataFolder, source)
  } catch (fault) {
    if (fault instanceof SnapshotError) return undefined
    throw fault
  }
}

function hashOf(providers: readonly Provider[]): string {
  return createHash('sha256').update(JSON.stringify(providers)).digest('hex')
}
