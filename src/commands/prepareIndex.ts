/** Builds the search's indexes into dist/index, so that a start finds them ready. Called by the build; a fault in the content is left for the start to tell. */
import { builtIndexes, cachesIn, composeTools } from '../compose'
import { readConfig } from '../config'

try {
  const config = readConfig({})
  composeTools(config, cachesIn(builtIndexes(config)))
} catch (fault) {
  console.error(
    `The search's indexes were not prepared: ${fault instanceof Error ? fault.message.split('\n')[0] : String(fault)}`,
  )
}
