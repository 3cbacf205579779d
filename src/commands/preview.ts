/** `npm run preview`: the demo page with drafts, started anew whenever a content file is saved and has no fault. Conversations go on. */
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import path from 'node:path'
import { readConfig } from '../config'
import { loadDialogs } from '../dialogs/loadDialogs'
import { loadKnowledge } from '../knowledge/loadKnowledge'
import { todayInFinland } from '../knowledge/todayInFinland'
import { oneService } from './oneService'

/** An editor's program may write a file in several goes, in ms. */
const settleMs = 300

function main(): void {
  const config = readConfig()
  const program = path.join(config.root, 'dist', 'server', 'main.js')
  const service = oneService(() => spawn(process.execPath, [program], { stdio: 'inherit' }))
  let timer: NodeJS.Timeout | undefined

  const faults = (): string | undefined => {
    try {
      loadDialogs(config.dialogsFolder)
      loadKnowledge({ folder: config.knowledgeFolder, mode: 'trial', today: todayInFinland(new Date()) })
      return undefined
    } catch (fault) {
      return fault instanceof Error ? fault.message : String(fault)
    }
  }
  const restart = (): void => {
    const found = faults()
    if (found !== undefined) {
      console.error(`\nThe content has faults; the last sound version stays.\n${found}`)
      return
    }
    service.restart()
  }
  restart()
  for (const folder of [config.knowledgeFolder, config.dialogsFolder])
    watch(folder, { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(restart, settleMs)
    })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      service.stop(signal)
      process.exit(0)
    })
  console.log('Preview: save a file in knowledge/ or dialogs/, then ask again. Ctrl+C ends it.')
}

main()
