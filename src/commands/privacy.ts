/**
 * `npm run privacy -- export|erase|verify|accesses CONVERSATION`: what a person may ask for by law (GDPR 15 and 17), and what must be shown
 * to who asks whether the record is as it was written and who has opened it. Ends with 1 where the record is not whole.
 */
import { composeState } from '../compose'
import { readConfig } from '../config'
import { doPrivacyDeed, privacyDeeds } from './privacyDeeds'

const usage = `Usage: npm run privacy -- ${privacyDeeds.join('|')} CONVERSATION`

async function main([what, conversationId]: readonly string[]): Promise<void> {
  const deed = privacyDeeds.find((one) => one === what)
  if (!deed || !conversationId) throw new Error(usage)
  // One process holds a SQLite folder: with SQLite the service must stand still, and the store says so in a sentence.
  const { store, close } = await composeState(readConfig())
  try {
    const { ok, said } = await doPrivacyDeed(deed, conversationId, store)
    if (ok) return console.log(said)
    console.error(said)
    process.exitCode = 1
  } finally {
    await close()
  }
}

main(process.argv.slice(2)).catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
})
