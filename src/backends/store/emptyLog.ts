/**
 * Empties SQLite's write-ahead log, in which erased words still stand after their rows are gone. While somebody else reads the database (a
 * backup does, for as long as it copies) that cannot be done: it is tried again until it was, and told of when it takes long. Knows no tables.
 */
import type Libsql from 'libsql'
import type { Clock } from '../../turn/ports'
import { StoreError } from './storeError'

export interface LogEmptier {
  /** Empties the log now, or soon and as often as it takes; returns at once either way. */
  empty(): void
  /** Tries once more and then never again; before the connection is closed. */
  end(): void
}

export interface LogEmptierNeeds {
  readonly connection: Libsql.Database
  /** The database's own. */
  readonly file: string
  /** What the connection otherwise waits for a lock. */
  readonly patienceMs: number
  readonly clock: Clock
  readonly report: (fault: StoreError) => void
}

const firstPauseMs = 50
const longestPauseMs = 10_000
/** A backup of a large database takes less. */
const toldAfterMs = 60_000

export function logEmptier({ connection, file, patienceMs, clock, report }: LogEmptierNeeds): LogEmptier {
  const checkpoint = connection.prepare('pragma wal_checkpoint(truncate)')
  /** Since when the log could not be emptied. */
  let since: number | undefined
  let told = false
  let pauseMs = firstPauseMs
  let timer: NodeJS.Timeout | undefined

  function isEmptied(): boolean {
    // Waiting for a reader would hold up the whole process: who comes back later need not wait now.
    connection.exec('pragma busy_timeout = 0')
    try {
      const [row] = checkpoint.all([]) as { busy: number }[]
      return row?.busy === 0
    } finally {
      connection.exec(`pragma busy_timeout = ${patienceMs}`)
    }
  }

  function attempt(): void {
    clearTimeout(timer)
    timer = undefined
    let cause: unknown
    try {
      if (isEmptied()) return settle()
    } catch (fault) {
      cause = fault
    }
    const now = clock.now().getTime()
    since ??= now
    if (cause !== undefined || now - since >= toldAfterMs) tell(cause)
    timer = setTimeout(attempt, pauseMs)
    timer.unref()
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }

  function settle(): void {
    since = undefined
    told = false
    pauseMs = firstPauseMs
  }

  /** Once for as long as it lasts. */
  function tell(cause?: unknown): void {
    if (told) return
    told = true
    report(
      new StoreError(
        'ErasedWordsRemain',
        `Erased words may still stand in ${file}-wal, because another process reads the database: end what reads it. The log is emptied ` +
          'as soon as nobody does, at the latest at the next start.',
        cause,
      ),
    )
  }

  return {
    empty() {
      // An erasure of its own time: the next attempt is soon again.
      pauseMs = firstPauseMs
      attempt()
    },
    end() {
      clearTimeout(timer)
      let cause: unknown
      try {
        if (isEmptied()) return
      } catch (fault) {
        cause = fault
      }
      tell(cause)
    },
  }
}
