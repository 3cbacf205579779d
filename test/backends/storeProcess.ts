/**
 * A process of its own that opens a store and takes messages until it is killed; a line on stdout is an acknowledgement.
 * Started by test/backends/startStoreProcess.ts with `sqlite FOLDER` or `postgres URL`, and a name for its conversations.
 */
import { systemClock } from '../../src/backends/clock'
import { openPostgresStore } from '../../src/backends/store/postgresStore'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import { endOf, messageOf } from '../contracts/conversationStore.cases'

async function main([kind = '', where = '', name = '']: string[]): Promise<void> {
  const clock = systemClock
  const store =
    kind === 'sqlite' ? await openSqliteStore({ folder: where, clock }) : await openPostgresStore({ url: where, clock })
  process.stdout.write('open\n')
  for (let at = 1; ; at++) {
    const [conversationId, id] = [`${name}-${at % 3}`, `m${at}`]
    await store.exclusively(conversationId, async () => {
      await store.begin(messageOf(conversationId, id))
      process.stdout.write(`begun ${conversationId} ${id}\n`)
      await store.finish(conversationId, id, endOf(`to ${id}`))
      process.stdout.write(`finished ${conversationId} ${id}\n`)
    })
  }
}

main(process.argv.slice(2)).catch((fault: unknown) => {
  process.stdout.write(`failed ${String((fault as { code?: unknown }).code)}\n`)
  process.exitCode = 1
})
