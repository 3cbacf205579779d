/** `npm run talk`: talk to the bot in a terminal, with the passages that its words rest on. Keeps nothing. */
import { composeTurns } from '../compose'
import { readConfig } from '../config'
import { talkInTerminal } from '../channels/console'

async function main(): Promise<void> {
  const { turns, close } = await composeTurns({ ...readConfig(), logLevel: 'silent' })
  await talkInTerminal(turns, process.stdin, process.stdout)
  await close()
}

main().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
})
