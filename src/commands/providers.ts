/** `npm run providers -- import ptv|kirkanta… [--municipality CODE]… [--from URL] [--accept-fewer]`: fetches providers into a snapshot and says what was left out and why. */
import { parseArgs } from 'node:util'
import { importProviders } from '../composeProviders'
import { readConfig } from '../config'
import { loadKnowledge } from '../knowledge/loadKnowledge'
import { todayInFinland } from '../knowledge/todayInFinland'

const usage =
  'Usage: npm run providers -- import ptv|kirkanta… [--municipality CODE]… [--from URL] [--accept-fewer]   (--from: one source)'

const sources = ['ptv', 'kirkanta'] as const

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      municipality: { type: 'string', multiple: true, default: [] },
      from: { type: 'string' },
      'accept-fewer': { type: 'boolean', default: false },
    },
    allowPositionals: true,
  })
  const [verb, ...named] = positionals
  const wanted = sources.filter((source) => named.includes(source))
  if (verb !== 'import' || named.length === 0 || named.length !== wanted.length) return refuse(usage)
  if (values.from && wanted.length > 1) return refuse(usage)
  if (values.from && !URL.canParse(values.from)) return refuse(`"${values.from}" is not an address. ${usage}`)
  const config = readConfig()
  const today = todayInFinland()
  const knowledge = loadKnowledge({ folder: config.knowledgeFolder, mode: 'trial', today })
  const unknown = values.municipality.filter((code) => !knowledge.municipalities.some((one) => one.code === code))
  if (unknown.length > 0)
    return refuse(
      `There is no municipality with the code ${unknown.join(', ')}. Codes stand in knowledge/places/municipalities.csv.`,
    )

  let written = 0
  for (const source of wanted) {
    try {
      const { imported, snapshot, summary, leftOut } = await importProviders(config, knowledge, {
        source,
        municipalities: values.municipality,
        ...(values.from ? { from: values.from } : {}),
        acceptFewer: values['accept-fewer'],
        now: new Date(),
        today,
        progress: showProgress,
      })
      written++
      console.log(
        `${imported.providers.length} providers imported from ${source}; the snapshot holds ${snapshot.providers.length}.`,
      )
      for (const line of summary) console.log(line)
      if (imported.dropped.length > 0) console.log(`All that was left out: ${leftOut}`)
    } catch (fault) {
      // One register's fault is no reason to go without the other; its old snapshot stays.
      console.error(`${source}: ${fault instanceof Error ? fault.message : String(fault)}`)
      process.exitCode = 1
    }
  }
  if (written > 0) console.log('Restart Opastin to use it.')
}

function refuse(sentence: string): void {
  console.error(sentence)
  process.exitCode = 2
}

/** A bar on a terminal; one line a stage elsewhere. */
function showProgress(what: string, done: number, all: number): void {
  const share = all === 0 ? 1 : done / all
  const bar = '#'.repeat(Math.round(share * 30)).padEnd(30, '.')
  if (process.stderr.isTTY) process.stderr.write(`\r[${bar}] ${what} ${done}/${all}\u001b[K${done >= all ? '\n' : ''}`)
  else if (done >= all) console.error(`${what}: ${done}`)
}

main().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
})
