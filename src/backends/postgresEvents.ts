/**
 * Tells watchers in every process that shares a PostgreSQL database that a conversation has grown, by LISTEN and NOTIFY. Knows no
 * tables. What was said while the connection was lost is not repeated by the server: after a reconnect every watcher is told `0`,
 * which means "look".
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import type { ConversationEvents } from '../turn/ports'
import { inProcessEvents } from './events'
import { inTurn } from './store/inTurn'
import { asStoreError, passes, patienceMs, type Server, serverAt } from './store/postgresServer'
import { type StoreError } from './store/storeError'
import { idOf, storedId } from './store/storedText'

export interface PostgresEventsOptions {
  readonly url: string
  /** Told when the connection is lost, when it cannot be had, and of a watcher that threw. */
  readonly report?: (fault: unknown) => void
  /** How often a quiet connection is asked whether it is still there. */
  readonly heartbeatMs?: number
}

export interface ClosableEvents extends ConversationEvents {
  close(): Promise<void>
}

const channel = 'opastin_growth'

/** @throws StoreError when there is no connection to begin with; later losses are mended in the background. */
export async function postgresEvents(options: PostgresEventsOptions): Promise<ClosableEvents> {
  const { url, report = () => undefined, heartbeatMs = 15_000 } = options
  const server = await serverAt(url)
  const here = inProcessEvents(report)
  const onTheConnection = inTurn()
  /** What other processes have not been told yet: the newest `seq` of each conversation. */
  const untold = new Map<string, number>()
  const closing = new AbortController()
  let sending = false
  // Declared before anything is heard: `lose` may be called while the first connection is being made.
  let client: Client | undefined
  client = await listen(server, { hear, lose, report }).catch((fault: unknown) => {
    throw asStoreError(fault, server.place)
  })
  const heartbeat = setInterval(() => void beat(), heartbeatMs)
  heartbeat.unref()

  function hear(from: number, payload: string): void {
    if (from === (client as (Client & { processID?: number }) | undefined)?.processID) return
    const space = payload.indexOf(' ')
    here.publish(idOf(payload.slice(space + 1)), Number(payload.slice(0, space)))
  }

  function lose(lost: Client, fault?: StoreError): void {
    if (lost !== client || closing.signal.aborted) return
    client = undefined
    if (fault) report(fault)
    void reconnect()
  }

  async function reconnect(): Promise<void> {
    for (let attempt = 0; !closing.signal.aborted; attempt++) {
      try {
        const opened = await listen(server, { hear, lose, report })
        if (closing.signal.aborted) return await opened.end()
        client = opened
        for (const conversationId of here.watched()) here.publish(conversationId, 0)
        return await send()
      } catch (fault) {
        report(asStoreError(fault, server.place))
        await wait(Math.min(100 * 2 ** attempt, patienceMs / 2), undefined, { ref: false })
      }
    }
  }

  /** One statement for all that waits, and no second one before the first has been taken. */
  async function send(): Promise<void> {
    if (sending || !client || untold.size === 0) return
    sending = true
    const told = [...untold]
    untold.clear()
    try {
      const payloads = told.map(([conversationId, seq]) => `${seq} ${storedId(conversationId)}`)
      const text = `select pg_notify('${channel}', payload) from unnest($1::text[]) as payload`
      const teller = client
      await onTheConnection('', () => teller.query({ name: 'tell_growth', text, values: [payloads] }))
    } catch (fault) {
      for (const [conversationId, seq] of told)
        untold.set(conversationId, Math.max(seq, untold.get(conversationId) ?? 0))
      if (passes(fault)) drop()
      // What is left is told after the reconnect, or with the next heartbeat.
      return report(asStoreError(fault, server.place))
    } finally {
      sending = false
    }
    await send()
  }

  async function beat(): Promise<void> {
    try {
      const asked = client
      if (asked) await onTheConnection('', () => asked.query('select 1'))
      await send()
    } catch (fault) {
      report(asStoreError(fault, server.place))
      drop()
    }
  }

  /** A connection in doubt is not waited for. */
  function drop(): void {
    if (!client) return
    client.end().catch(report)
    lose(client)
  }

  return {
    publish(conversationId, seq) {
      here.publish(conversationId, seq)
      if (untold.size === 0) setImmediate(() => void send())
      untold.set(conversationId, Math.max(seq, untold.get(conversationId) ?? 0))
    },
    watch: (conversationId, onGrowth) => here.watch(conversationId, onGrowth),
    async close() {
      if (closing.signal.aborted) return
      await send()
      closing.abort()
      clearInterval(heartbeat)
      await client?.end()
    },
  }
}

interface Hearing {
  hear(from: number, payload: string): void
  lose(lost: Client, fault?: StoreError): void
  report(fault: unknown): void
}

async function listen(server: Server, { hear, lose, report }: Hearing): Promise<Client> {
  const { Client } = await import('pg')
  const client = new Client(server.config)
  client.on('error', (fault) => lose(client, asStoreError(fault, server.place)))
  client.on('end', () => lose(client))
  client.on('notification', ({ processId, payload }) => hear(processId, payload ?? ''))
  try {
    await client.connect()
    await client.query(`listen ${channel}`)
  } catch (fault) {
    // A connection on which nobody can be heard is nobody's: it is closed here or never.
    client.end().catch(report)
    throw fault
  }
  return client
}
