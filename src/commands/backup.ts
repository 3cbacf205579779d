/** `npm run backup [-- FILE]` and `npm run restore -- FILE`: the SQLite store, with a checksum. PostgreSQL has tools of its own. */
import path from 'node:path'
import { backUp, restore } from '../compose'
import { readConfig } from '../config'

async function main([what, given]: readonly string[]): Promise<void> {
  const { dataFolder, databaseUrl } = readConfig()
  if (databaseUrl !== undefined)
    throw new Error('DATABASE_URL is set: use pg_dump and pg_restore, which know PostgreSQL better than we do.')
  if (what === 'restore') {
    if (!given) throw new Error('Usage: npm run restore -- FILE')
    const { keptAs } = await restore(dataFolder, given)
    console.log(`Restored ${given}.${keptAs ? ` What was there is kept as ${keptAs}.` : ''}`)
    return
  }
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  const { file, sha256 } = await backUp(
    dataFolder,
    given ?? path.join(dataFolder, 'backups', `opastin-${stamp}.sqlite`),
  )
  console.log(`${file}\nsha256 ${sha256}`)
}

main(process.argv.slice(2)).catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
})
