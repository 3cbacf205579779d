// `npm run bench [-- NAME]`: ratios against a baseline in the same run.
import { runModule } from '../runModule.mjs'

await runModule('bench', process.argv.slice(2))
