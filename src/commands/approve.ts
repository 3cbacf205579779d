/** `npm run approve -- --by "NAME, ROLE" PATH…`: a person of the operator approves content files as they are now. */
import { parseArgs } from 'node:util'
import { approveFiles } from '../knowledge/approveFiles'
import { todayInFinland } from '../knowledge/todayInFinland'

const { values, positionals } = parseArgs({
  options: { by: { type: 'string', default: '' }, folder: { type: 'string', default: 'knowledge' } },
  allowPositionals: true,
})
const result = approveFiles({ folder: values.folder, by: values.by, paths: positionals, today: todayInFinland() })

if (result.kind === 'approved') {
  for (const file of result.files) console.log(`approved ${file}`)
  console.log(`${result.files.length} file(s) approved by ${values.by}. A file that changes loses its approval.`)
} else {
  for (const reason of result.reasons) console.error(reason)
  console.error('Nothing was approved. Usage: npm run approve -- --by "NAME, ROLE" PATH…')
  process.exitCode = 1
}
