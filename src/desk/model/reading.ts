/** A conversation that is read and not held: along with a colleague, or opened by the person's code. Pure; knows no server. */
import type { Handoff, Line, Note, Opened } from '../wire'
import { appendInOrder } from './talk'

export interface Reading {
  /** Of a colleague's conversation; absent when it was opened by a code. */
  readonly handoff?: Handoff
  /** Opens what is said later, of a conversation that was opened by a code. */
  readonly pass?: string
  readonly until?: string
  /** In order of `seq`, without gaps. */
  readonly lines: readonly Line[]
  readonly notes: readonly Note[]
  readonly loaded: boolean
  /** Nothing new is shown any more: the conversation or the time for reading is over. */
  readonly ended: boolean
}

export function readAlong(handoff: Handoff): Reading {
  return { handoff, lines: [], notes: [], loaded: false, ended: false }
}

export function readOpened({ pass, until, lines, more }: Opened): Reading {
  return { pass, until, lines, notes: [], loaded: !more, ended: false }
}

export function takeReadLines(reading: Reading, lines: readonly Line[]): Reading {
  const all = appendInOrder(reading.lines, lines)
  return all === reading.lines ? reading : { ...reading, lines: all }
}

export function endReading(reading: Reading): Reading {
  return { ...reading, loaded: true, ended: true }
}

export function lastRead({ lines }: Reading): number {
  return lines.at(-1)?.seq ?? 0
}
