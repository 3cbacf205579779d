/** `npm run adviser -- add "NAME" [--role supervisor]`: makes a local account for the desk, or gives it a new password. */
import { parseArgs } from 'node:util'
import { addAdviser } from '../compose'
import { addAdviserWhileRunning } from '../composeDesk'
import { readConfig, type Config } from '../config'

const usage = 'Usage: npm run adviser -- add "NAME" [--role adviser|supervisor]'

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { role: { type: 'string', default: 'adviser' } },
    allowPositionals: true,
  })
  const [what, name] = positionals
  const { role } = values
  if (what !== 'add' || !name?.trim() || (role !== 'adviser' && role !== 'supervisor')) {
    console.error(usage)
    process.exitCode = 2
    return
  }
  const config = readConfig()
  const password = await add(config, name.trim(), role)
  console.log(`${name.trim()} (${role}) signs in at /desk with this password, shown once: ${password}`)
  if (!config.desk.localAccounts)
    console.log('Set ALLOW_LOCAL_ACCOUNTS=yes for the service, or nobody can sign in with it.')
}

/** A running service holds the folder of a SQLite store; then it is asked to add the adviser itself. */
async function add(config: Config, name: string, role: 'adviser' | 'supervisor'): Promise<string> {
  try {
    return await addAdviser(config, name, role)
  } catch (fault) {
    if ((fault as { code?: string }).code !== 'DataFolderInUse') throw fault
    return addAdviserWhileRunning(config, name, role)
  }
}

main().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
})
