/** `npm run check`: every fault of knowledge/ and dialogs/ as `file:line sentence`, in seconds; exit 1 when there is one. No server, no network. */
import { readConfig } from '../config'
import { DialogsError, loadDialogs } from '../dialogs/loadDialogs'
import { checkContent } from '../knowledge/check/checkContent'
import { faultLines } from '../knowledge/faults'
import { todayInFinland } from '../knowledge/todayInFinland'

const { knowledgeFolder, dialogsFolder } = readConfig()
const { content, faults: knowledgeFaults, toVerify } = checkContent(knowledgeFolder, todayInFinland())
const faults = [...knowledgeFaults, ...dialogsFaults()]

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

function dialogsFaults(): DialogsError['faults'] {
  try {
    loadDialogs(dialogsFolder).needLines()
    return []
  } catch (fault) {
    if (fault instanceof DialogsError) return fault.faults
    throw fault
  }
}
