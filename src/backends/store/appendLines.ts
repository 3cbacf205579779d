/** Adds lines to a conversation's record, each chained to the one before. Knows neither who speaks nor why. */
import type { LogEntry } from '../../conversation/conversation'
import { chained, type Unchained } from './chain'
import { run, type Unit } from './statement'
import type { Statements } from './statements'
import { logEntryOf } from './tables'

/** The transaction has raised `last_seq` for these rows, and so holds the conversation's row: nobody else can add a line between. */
export function* appendLines(statements: Statements, rows: readonly Unchained[]): Unit<LogEntry[]> {
  const [first] = rows
  if (!first) return []
  const { conversation_id, seq } = first
  // A statement of its own: a part of the one that waited for the row would not see what was written while it waited.
  const [before] = seq > 1 ? yield* run(statements.linkAt, { conversation_id, seq: seq - 1 }) : []
  const lines = chained(rows, before?.link ?? null)
  for (const line of lines) yield* run(statements.addEntry, { ...line })
  return lines.map(logEntryOf)
}
