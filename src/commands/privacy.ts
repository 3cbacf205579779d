/** `npm run privacy -- export|erase CONVERSATION`: what a person may ask for by law (GDPR 15 and 17). Prints the record, or removes it. */
import { composeState } from '../compose'
import { readConfig } from '../config'

const usage = 'Usage: npm run privacy -- export|erase CONVERSATION'

async function main([what, conversationId]: readonly string[]): Promise<void> {
  if ((what !== 'export' && what !== 'erase') || !conversationId) throw new Error(usage)
  // One process holds a SQLite folder: with SQLite the service must stand still, and the store says so in a sentence.
  const { store, close } = await composeState(readConfig())
  try {
    const conversation = await store.find(conversationId)
    if (!conversation) throw new Error('There is no such conversation: never opened, or erased.')
    if (what === 'export') {
      const entries = []
      for (
        let page = await store.read(conversationId, 0, 500);
        page.length > 0;
        page = await store.read(conversationId, page.at(-1)?.seq ?? 0, 500)
      )
        entries.push(...page)
      console.log(JSON.stringify({ conversation, entries }, null, 2))
    } else {
      await store.erase(conversationId)
      console.log('Erased: the conversation and everything said in it.')
    }
  } finally {
    await close()
  }
}

main(process.argv.slice(2)).catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
})
