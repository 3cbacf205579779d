/** Prepares one part, `needs` or `search`, of what a start finds ready in dist/index. Called by the build; a fault in the content is left for the start to tell. */
import { builtIndexes, cachesIn, preparations } from '../compose'
import { readConfig } from '../config'

const part = process.argv[2] === 'needs' ? 'needs' : 'search'
try {
  const config = readConfig({})
  preparations[part](config, cachesIn(builtIndexes(config)))
} catch (fault) {
  console.error(
    `The start was not prepared (${part}): ${fault instanceof Error ? fault.message.split('\n')[0] : String(fault)}`,
  )
}
