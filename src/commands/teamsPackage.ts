/** `npm run teams:package [FILE]`: writes the Teams app package, which an administrator uploads. Without a file: into the data folder. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { composeTeamsPackage } from '../composeTeamsPackage'
import { readConfig } from '../config'

function main([file]: readonly string[]): void {
  const config = readConfig()
  const made = composeTeamsPackage(config)
  if ('faults' in made) {
    console.error(`The Teams package was not made.\n${made.faults.map((fault) => `  - ${fault}`).join('\n')}`)
    process.exitCode = 1
    return
  }
  const target = path.resolve(file ?? path.join(config.dataFolder, 'opastin-teams.zip'))
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, made.archive)
  console.log(`${target}: ${made.archive.length} bytes. What to do with it: src/channels/teams/README.md`)
}

try {
  main(process.argv.slice(2))
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}
