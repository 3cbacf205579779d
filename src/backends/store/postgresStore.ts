/** The store in PostgreSQL, for several processes. Knows pg; what is written is conversationStore's matter. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
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

  /** A unit says the same however often it is driven, so that one cut off at its commit may be driven again: see `begin`. */
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
    transact: (unit) => patiently(() => once(pool, unit)),
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

function once<Result>(pool: Pool, unit: () => Unit<Result>): Promise<Result> {
  return withClient(pool, async (client) => {
    await client.query('begin isolation level read committed')
    try {
      const result = await drive(client, unit())
      await client.query('commit')
      return result
    } catch (fault) {
      // A connection that cannot even take back is closed by withClient, and the server takes back by itself.
      if (!passes(fault)) await client.query('rollback')
      throw fault
    }
  })
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
