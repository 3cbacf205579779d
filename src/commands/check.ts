/** `npm run check [-- FOLDER]`: every fault of the content as `file:line sentence`, in seconds; exit 1 when there is one. Content only: no server, no network. */
import { checkContent } from '../knowledge/check/checkContent'
import { faultLines } from '../knowledge/faults'
import { todayInFinland } from './todayInFinland'

const folder = process.argv[2] ?? 'knowledge'
const { content, faults, toVerify } = checkContent(folder, todayInFinland())

for (const line of faultLines(faults)) console.log(line)
if (toVerify.length > 0) {
  console.log(
    `\nFor a person to verify before launch (${toVerify.length}; no faults, but production shows none of these):`,
  )
  for (const { file, line, sentence } of toVerify) console.log(`${file}:${line} ${sentence}`)
}
const size = `${content.guideFiles.length} guide files, ${content.termFiles.length} terms, ${content.contacts.size} contacts`
console.log(`\n${faults.length === 0 ? 'No faults' : `${faults.length} fault(s)`} in ${size}.`)
process.exitCode = faults.length === 0 ? 0 : 1
