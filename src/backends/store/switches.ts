/** What is switched off, in the database of the conversations, so that every process sees it and it outlives a restart. Knows no turn. */
import type { Clock, Switchable, SwitchStore } from '../../turn/ports'
import type { Database } from './conversationStore'
import { type Dialect, run, sqlWriter, statement } from './statement'

interface SwitchRow {
  /** '' is everywhere. */
  site: string
  what: Switchable
  at: string
}

export function switchesOver(
  database: Pick<Database, 'transact' | 'ask'>,
  dialect: Dialect,
  clock: Clock,
): SwitchStore {
  const statements = switchStatementsOf(dialect)
  return {
    async off() {
      const rows = await database.ask(() => run(statements.all, {}))
      return rows.map(({ site, what, at }) => ({ what, at, ...(site !== '' && { site }) }))
    },
    async turnOff(what, site = '') {
      await database.transact(() => run(statements.add, { site, what, at: clock.now().toISOString() }))
    },
    async turnOn(what, site = '') {
      await database.transact(() => run(statements.remove, { site, what }))
    },
  }
}

function switchStatementsOf(dialect: Dialect) {
  const db = sqlWriter(dialect).withTables<{ switched_off: SwitchRow }>()
  return {
    all: statement('switched_off', () =>
      db.selectFrom('switched_off').select(['site', 'what', 'at']).orderBy('site').orderBy('what'),
    ),
    add: statement('switch_off', (of: { site: string; what: Switchable; at: string }) =>
      db
        .insertInto('switched_off')
        .values({ site: of.site, what: of.what, at: of.at })
        .onConflict((there) => there.columns(['site', 'what']).doNothing()),
    ),
    remove: statement('switch_on', (of: { site: string; what: Switchable }) =>
      db.deleteFrom('switched_off').where('site', '=', of.site).where('what', '=', of.what),
    ),
  }
}
