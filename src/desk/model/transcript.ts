/** A conversation's record as a list to show: lines and notes by time, what is on its way last, a mark where a new day begins. Pure. */
import type { Line, Note } from '../wire'
import { dayInFinland } from './finland'
import type { Pending, Talk } from './talk'

export type Item =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'line'; readonly key: string; readonly line: Line; readonly again: boolean }
  | { readonly kind: 'note'; readonly key: string; readonly note: Note }
  | { readonly kind: 'pending'; readonly key: string; readonly pending: Pending }

/** `again`: the same one goes on speaking, so the name need not be shown once more. */
export function listItems(talk: Pick<Talk, 'lines' | 'notes' | 'pending'>): Item[] {
  const items: Item[] = []
  const notes = [...talk.notes].sort((one, other) => one.at.localeCompare(other.at))
  let day = ''
  let hour = ''
  const beginDay = (at: string): void => {
    // No day begins within an hour of the server's clock; most lines are of the same one as the line before.
    if (at.slice(0, 13) === hour) return
    hour = at.slice(0, 13)
    const date = dayInFinland(at)
    if (date !== day) items.push({ kind: 'day', key: `day-${date}`, at })
    day = date
  }
  const addNotes = (before: string | undefined): void => {
    for (let note = notes[0]; note && (before === undefined || note.at < before); note = notes[0]) {
      notes.shift()
      beginDay(note.at)
      items.push({ kind: 'note', key: `note-${note.id}`, note })
    }
  }
  for (const line of talk.lines) {
    addNotes(line.at)
    beginDay(line.at)
    const before = items.at(-1)
    const again =
      before?.kind === 'line' && before.line.speaker === line.speaker && before.line.adviser === line.adviser
    items.push({ kind: 'line', key: line.clientId ?? `line-${line.seq}`, line, again })
  }
  addNotes(undefined)
  for (const pending of talk.pending) items.push({ kind: 'pending', key: pending.clientId, pending })
  return items
}
