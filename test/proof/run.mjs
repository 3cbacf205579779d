// `npm run proof -- NAME [--seed N]`: the long proofs, with real processes.
import { runModule } from '../runModule.mjs'

await runModule('proof', process.argv.slice(2))
