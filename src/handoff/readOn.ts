/** All that a conversation's log holds after a line, however long it is. Knows no reader. */
import type { LogEntry } from '../conversation/conversation'

/** Lines asked for at once. */
const batch = 500

export interface LogToRead {
  read(conversationId: string, after: number, limit: number): Promise<readonly LogEntry[]>
}

/** @param after the `seq` of the last line that is known; 0 for all */
export async function readOn(log: LogToRead, conversationId: string, after: number): Promise<LogEntry[]> {
  const lines: LogEntry[] = []
  for (let more = true; more;) {
    const read = await log.read(conversationId, lines.at(-1)?.seq ?? after, batch)
    lines.push(...read)
    more = read.length === batch
  }
  return lines
}
