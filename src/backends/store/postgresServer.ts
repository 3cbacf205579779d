/** A PostgreSQL server seen from outside: how to connect, which of its faults pass, and what to say of the others. Knows no tables. */
import type { ClientConfig } from 'pg'
import { codeOf, StoreError } from './storeError'

export const connectTimeoutMs = 4_000
/** How long a passing fault (a restart of the server) is waited out before the caller is told. */
export const patienceMs = 5_000

export interface Server {
  readonly config: ClientConfig
  /** `host:port`, to name the server without its password. */
  readonly place: string
}

/** @throws StoreError `DatabaseUrlInvalid`; the cause is left out, because it would repeat the password. */
export async function serverAt(url: string): Promise<Server> {
  const config: ClientConfig = {
    connectionString: url,
    application_name: 'opastin',
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: 10_000,
    query_timeout: 12_000,
    idle_in_transaction_session_timeout: 20_000,
    keepAlive: true,
  }
  const { Client } = await import('pg')
  try {
    if (!/^postgres(ql)?:/.test(url)) throw new Error('not a PostgreSQL address')
    const { host, port } = new Client(config)
    return { config, place: `${host}:${port}` }
  } catch {
    throw new StoreError(
      'DatabaseUrlInvalid',
      'DATABASE_URL is not an address of a PostgreSQL database: it looks like postgresql://user:password@host:5432/database.',
    )
  }
}

/** True for a fault of the connection or of a server that stops or starts: it may be gone in a moment. */
export function passes(fault: unknown): boolean {
  const code = codeOf(fault)
  return /^(08...|57P0[123]|E(?!RR_)[A-Z_]+)$/.test(code) || (code === '' && isLost(fault))
}

/** True for a transaction that the server took back because another came between: doing it again from the start is right. */
export function cameBetween(fault: unknown): boolean {
  return ['23505', '40001', '40P01'].includes(codeOf(fault))
}

/** pg tells of a lost connection and of its own time limits without a code, in these words only. */
function isLost(fault: unknown): boolean {
  return (
    fault instanceof Error &&
    /^(Connection terminated|timeout e|Query read timeout|Client (was closed|has encountered))/.test(fault.message)
  )
}

export function asStoreError(fault: unknown, place: string): StoreError {
  if (fault instanceof StoreError) return fault
  const code = codeOf(fault)
  if (passes(fault)) {
    return new StoreError(
      'DatabaseUnreachable',
      `The PostgreSQL server at ${place} does not answer (${code || 'connection lost'}): check that it runs and that ` +
        'DATABASE_URL names its host and port.',
      fault,
    )
  }
  if (/^(28|3D|42501)/.test(code)) {
    return new StoreError(
      'DatabaseRefused',
      `The PostgreSQL server at ${place} answers and refuses us (${code}): check the user, the password and the database in ` +
        'DATABASE_URL, and that the user may create tables.',
      fault,
    )
  }
  if (code.startsWith('53')) {
    return new StoreError(
      'StoreFull',
      `The PostgreSQL server at ${place} is out of room or of connections (${code}): nothing was written.`,
      fault,
    )
  }
  return new StoreError(
    'StoreFailed',
    `The PostgreSQL server at ${place} did not do what it was asked (${code || 'no code'}): nothing was written.`,
    fault,
  )
}
