/**
 * One conversation, one worker, over all processes that share a PostgreSQL server: an advisory lock for each conversation at work.
 * All locks of a process live on one connection of their own, so that waiting for a lock never takes a connection from the pool. If
 * that connection is lost the server gives the locks away; what two workers could then write twice is caught by the store's keys.
 */
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import { inTurn } from './inTurn'
import { asStoreError, passes, patienceMs, type Server } from './postgresServer'
import { StoreError } from './storeError'

/** A turn takes far less; a process that holds a conversation for longer hangs. */
const longestWaitMs = 30_000

export interface ConversationLocks {
  exclusively<Result>(conversationId: string, work: () => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** A connection on which locks are held. */
interface LockLine {
  readonly client: Client
  /** No new lock is taken on it. A newer line that has taken its place stays. */
  forget(): void
}

/** `lost` is told of a connection that died; the next lock opens another. */
export function conversationLocks(server: Server, lost: (fault: Error) => void): ConversationLocks {
  const inThisProcess = inTurn()
  const onTheConnection = inTurn()
  let connection: Promise<LockLine> | undefined
  let closed = false

  function connected(): Promise<LockLine> {
    if (closed) throw new StoreError('StoreClosed', 'The store was used after it had been closed.')
    if (connection) return connection
    const opened = connect(() => {
      if (connection === opened) connection = undefined
    })
    connection = opened
    return opened
  }

  async function connect(forget: () => void): Promise<LockLine> {
    const { Client } = await import('pg')
    const client = new Client(server.config)
    client.on('error', (fault) => {
      forget()
      lost(fault)
    })
    client.on('end', forget)
    try {
      await client.connect()
    } catch (fault) {
      forget()
      throw fault
    }
    return { client, forget }
  }

  async function asks({ client }: LockLine, name: string, text: string, key: string): Promise<boolean> {
    const query = { name, text, values: [key] }
    const { rows } = await onTheConnection('', () => client.query<{ yes: boolean }>(query))
    return rows[0]?.yes === true
  }

  /** Takes the lock and returns the connection that holds it. */
  async function take(key: string): Promise<LockLine> {
    const began = performance.now()
    for (let attempt = 0; ; attempt++) {
      let line: LockLine | undefined
      try {
        line = await connected()
        if (await asks(line, 'take_lock', 'select pg_try_advisory_lock($1::bigint) as yes', key)) return line
        if (performance.now() - began > longestWaitMs) throw busy()
      } catch (fault) {
        if (!passes(fault) || performance.now() - began > patienceMs) throw asStoreError(fault, server.place)
        if (line) hangUp(line)
      }
      await wait(Math.min(4 + 4 * attempt, 60) * (0.5 + Math.random()))
    }
  }

  async function give(line: LockLine, key: string): Promise<void> {
    try {
      await asks(line, 'give_lock', 'select pg_advisory_unlock($1::bigint) as yes', key)
    } catch (fault) {
      // A lock lives as long as its connection: when that cannot be asked any more, ending it frees the lock.
      lost(fault as Error)
      hangUp(line)
    }
  }

  /** Not awaited: a server that hangs would never answer the goodbye. */
  function hangUp({ client, forget }: LockLine): void {
    forget()
    client.end().catch(lost)
  }

  return {
    exclusively: (conversationId, work) =>
      inThisProcess(conversationId, async () => {
        const key = lockKey(conversationId)
        const line = await take(key)
        try {
          return await work()
        } finally {
          await give(line, key)
        }
      }),
    async close() {
      closed = true
      const open = connection
      connection = undefined
      await open?.then(({ client }) => client.end(), lost)
    },
  }
}

/** 64 bits of SHA-256; two conversations that should share a key would only wait for each other. */
function lockKey(conversationId: string): string {
  return createHash('sha256').update(`opastin conversation ${conversationId}`).digest().readBigInt64BE().toString()
}

function busy(): StoreError {
  return new StoreError(
    'ConversationBusy',
    `Another process has worked on the conversation for more than ${longestWaitMs / 1000} s: the message was not taken. ` +
      'Look for a process of Opastin that hangs.',
  )
}
