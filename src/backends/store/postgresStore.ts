/** The store in PostgreSQL, for several processes. Knows pg; what is written is conversationStore's matter. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool, PoolClient, QueryResult } from 'pg'
import type { Clock } from '../../turn/ports'
import type { Database } from './conversationStore'
import { deskStatementsOf } from './deskStatements'
import { handoffStatementsOf } from './handoffStatements'
import { migrate } from './migrate'
import { type ConversationLocks, conversationLocks } from './postgresLocks'
import { asStoreError, cameBetween, passes, patienceMs, type Server, serverAt } from './postgresServer'
import type { Step, Unit } from './statement'
import { type SqlStore, sqlStoreOver } from './sqlStore'
import { statementsOf } from './statements'
import { StoreError } from './storeError'

export interface PostgresOptions {
  /** `postgresql://user:password@host:port/database` */
  readonly url: string
  readonly clock: Clock
  /** Told of connections that were lost while idle; each is replaced when it is next needed. */
  readonly report?: (fault: StoreError) => void
}

/** Any number that no other program uses for its advisory locks in the same database. */
const migrationLock = 'select pg_advisory_xact_lock(7017284601)'

/**
 * Opens the database and brings it to the newest shape; several processes may do so at once.
 * @throws StoreError `DatabaseUrlInvalid`, `DatabaseUnreachable` (within 5 s), `DatabaseRefused`, `DatabaseNewer`
 */
export async function openPostgresStore({ url, clock, report = ignore }: PostgresOptions): Promise<SqlStore> {
  const server = await serverAt(url)
  const { Pool } = await import('pg')
  const pool = new Pool({ ...server.config, max: 10, idleTimeoutMillis: 30_000 })
  const lost = (fault: Error) => report(asStoreError(fault, server.place))
  // Without these listeners a connection that dies would end the process.
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  const database = overPool(pool, server, conversationLocks(server, lost))
  try {
    await once(pool, function* () {
      yield { statement: { name: '', sql: migrationLock }, values: [] }
      yield* migrate(database.statements, clock, server.place)
    })
  } catch (fault) {
    await database.close()
    throw asStoreError(fault, server.place)
  }
  return sqlStoreOver(database, 'postgres', clock)
}

function overPool(pool: Pool, server: Server, locks: ConversationLocks): Database {
  let closed = false

  async function patiently<Result>(drive: () => Promise<Result>): Promise<Result> {
    const until = performance.now() + patienceMs
    for (let attempt = 1; ; attempt++) {
      if (closed) throw new StoreError('StoreClosed', 'The store was used after it had been closed.')
      try {
        return await drive()
      } catch (fault) {
        const again = cameBetween(fault) ? attempt < 5 : passes(fault) && performance.now() < until
        if (!again) throw asStoreError(fault, server.place)
        await wait(Math.min(20 * 2 ** attempt, 500))
      }
    }
  }

  return {
    statements: statementsOf('postgres'),
    handoffs: handoffStatementsOf('postgres'),
    desk: deskStatementsOf('postgres'),
    transact: (unit) => patiently(certain(pool, server, unit)),
    ask: (unit) => patiently(() => withClient(pool, (client) => drive(client, unit()))),
    exclusively: (conversationId, work) => locks.exclusively(conversationId, work),
    // Rows that were removed are blanked when PostgreSQL vacuums; its operator decides when, and for how long its logs are kept.
    forget: () => Promise.resolve(),
    async close() {
      if (closed) return
      closed = true
      await locks.close()
      await pool.end()
    },
  }
}

/**
 * Drives the unit once, however often it is called: where the line was cut at the commit, the server is asked whether it has committed before
 * anything is driven again. A resume code must not be spent by the first and refused by the second.
 */
function certain<Result>(pool: Pool, server: Server, unit: () => Unit<Result>): () => Promise<Result> {
  let doubt: { readonly transaction: string; readonly result: Result } | undefined
  return async () => {
    if (doubt && (await hasCommitted(pool, server, doubt.transaction))) return doubt.result
    doubt = undefined
    return once(pool, unit, (transaction, result) => (doubt = { transaction, result }))
  }
}

/** `committing` is told which transaction, with which result, is about to be committed. */
function once<Result>(
  pool: Pool,
  unit: () => Unit<Result>,
  committing: (transaction: string, result: Result) => void = ignore,
): Promise<Result> {
  return withClient(pool, async (client) => {
    try {
      const transaction = await begin(client)
      const result = await drive(client, unit())
      committing(transaction, result)
      await client.query('commit')
      return result
    } catch (fault) {
      // A connection that cannot even take back is closed by withClient, and the server takes back by itself.
      if (!passes(fault)) await client.query('rollback')
      throw fault
    }
  })
}

/** Begins, and names the transaction, in one round trip. */
async function begin(client: PoolClient): Promise<string> {
  const text = 'begin isolation level read committed; select pg_current_xact_id()::text as transaction'
  const results = (await client.query(text)) as unknown as readonly [unknown, QueryResult<{ transaction: string }>]
  return results[1].rows[0]?.transaction ?? ''
}

/** @throws StoreError when the server itself does not know yet: its end of a cut line may live on for a while. */
async function hasCommitted(pool: Pool, server: Server, transaction: string): Promise<boolean> {
  const query = {
    name: 'status_of_transaction',
    text: 'select pg_xact_status($1::xid8) as status',
    values: [transaction],
  }
  const until = performance.now() + patienceMs
  for (;;) {
    const { rows } = await withClient(pool, (client) => client.query<{ status: string | null }>(query))
    const status = rows[0]?.status
    if (status !== 'in progress') return status === 'committed'
    if (performance.now() > until) throw inDoubt(server)
    await wait(20)
  }
}

function inDoubt({ place }: Server): StoreError {
  return new StoreError(
    'DatabaseUnreachable',
    `The line to the PostgreSQL server at ${place} broke while something was being written, and the server still holds that transaction open: ` +
      'whether it was written will be known when it ends. Look at the network between the two.',
  )
}

/** Lends a connection, and throws it away when the connection itself is in doubt. */
async function withClient<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  let doubt = false
  try {
    return await work(client)
  } catch (fault) {
    doubt = passes(fault)
    throw fault
  } finally {
    client.release(doubt)
  }
}

async function drive<Result>(client: PoolClient, unit: Unit<Result>): Promise<Result> {
  let step = unit.next()
  while (!step.done) step = unit.next(await execute(client, step.value))
  return step.value
}

async function execute(client: PoolClient, { statement: { name, sql }, values }: Step): Promise<readonly unknown[]> {
  const text = { text: sql, values: [...values] }
  const result = await client.query(name ? { ...text, name } : text)
  return result.rows as unknown[]
}

function ignore(): void {
  return undefined
}
