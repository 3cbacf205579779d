/** One conversation as the adviser's page holds it: what was said, what is still on its way, what is being written. Pure; knows no server. */
import type { Suggestion } from '../../channels/wire'
import type { Handoff, Language, Line, Note } from '../wire'

export type WritingMode = 'reply' | 'note'

/** What is written and not sent, the reply and the note apart: a note must never slip out as a reply. */
export interface Draft {
  readonly mode: WritingMode
  readonly reply: string
  readonly note: string
  readonly language?: Language
}

export const blankDraft: Draft = { mode: 'reply', reply: '', note: '' }

/** One's own line that does not stand in the record yet. `sent`: acknowledged, and on its way back over the stream. */
export interface Pending {
  readonly clientId: string
  readonly mode: WritingMode
  readonly text: string
  readonly language?: Language
  readonly at: string
  readonly state: 'sending' | 'sent' | 'refused'
}

/** Why a conversation is no longer this adviser's. */
export type Gone = 'person_left' | 'back_in_queue' | 'other_adviser' | 'closed' | 'unknown'

export interface Talk {
  readonly handoff: Handoff
  readonly gone?: Gone
  /** In order of `seq`, without gaps. */
  readonly lines: readonly Line[]
  readonly notes: readonly Note[]
  readonly pending: readonly Pending[]
  readonly loaded: boolean
  /** The person's messages that the adviser has not had in view. */
  readonly unread: number
  /** Until when the person is shown as writing, in milliseconds since 1970. */
  readonly typingUntil: number
  readonly suggestions: readonly Suggestion[]
  readonly draft: Draft
}

export const typingShownMs = 5_000

export function beginTalk(handoff: Handoff, kept: { draft?: Draft; pending?: readonly Pending[] } = {}): Talk {
  return {
    handoff,
    lines: [],
    notes: [],
    pending: kept.pending ?? [],
    loaded: false,
    unread: 0,
    typingUntil: 0,
    suggestions: [],
    draft: kept.draft ?? blankDraft,
  }
}

export function lastSeq(talk: Talk): number {
  return talk.lines.at(-1)?.seq ?? 0
}

/**
 * Adds lines that come right after those that are there. What is known already is passed over, and what leaves a gap is left out: whoever
 * follows the conversation gets it again in order.
 * @param seen whether the adviser has the conversation in view; else the person's lines count as unread
 */
export function takeLines(talk: Talk, lines: readonly Line[], seen: boolean): Talk {
  const all = appendInOrder(talk.lines, lines)
  const fresh = all.slice(talk.lines.length)
  if (fresh.length === 0) return talk
  const own = new Set(fresh.map(({ clientId }) => clientId))
  const said = fresh.filter(({ speaker }) => speaker === 'person').length
  return {
    ...talk,
    lines: all,
    pending: talk.pending.filter(({ clientId }) => !own.has(clientId)),
    unread: seen ? 0 : talk.unread + (talk.loaded ? said : 0),
    typingUntil: said > 0 ? 0 : talk.typingUntil,
  }
}

/** `lines` with those of `more` that come right after them; the same array when there are none. */
export function appendInOrder(lines: readonly Line[], more: readonly Line[]): readonly Line[] {
  let last = lines.at(-1)?.seq ?? 0
  const fresh: Line[] = []
  for (const line of more) {
    if (line.seq !== last + 1 && !(last === 0 && fresh.length === 0)) continue
    fresh.push(line)
    last = line.seq
  }
  return fresh.length === 0 ? lines : [...lines, ...fresh]
}

export function takeNote(talk: Talk, note: Note): Talk {
  if (talk.notes.some(({ id }) => id === note.id)) return talk
  return { ...talk, notes: [...talk.notes, note] }
}

export function beginSending(talk: Talk, pending: Pending): Talk {
  return { ...talk, pending: [...talk.pending, pending], draft: { ...talk.draft, [pending.mode]: '' } }
}

/** The server has the line. It joins the others when it is the next one, else it waits for the stream to bring what stands before it. */
export function settleLine(talk: Talk, clientId: string, line: Line): Talk {
  if (lastSeq(talk) >= line.seq)
    return { ...talk, pending: talk.pending.filter((pending) => pending.clientId !== clientId) }
  const joined = takeLines(talk, [{ ...line, clientId }], true)
  return joined === talk ? mark(talk, clientId, 'sent') : { ...joined, unread: talk.unread }
}

export function settleNote(talk: Talk, clientId: string, note: Note): Talk {
  return takeNote({ ...talk, pending: talk.pending.filter((pending) => pending.clientId !== clientId) }, note)
}

/** Nobody will take the line as it is. It stays in view until the adviser takes it back into the draft or drops it. */
export function refuseLine(talk: Talk, clientId: string): Talk {
  return mark(talk, clientId, 'refused')
}

/** A refused line's words go back to where they were written, before what stands there by now. */
export function takeBack(talk: Talk, clientId: string): Talk {
  const line = talk.pending.find((pending) => pending.clientId === clientId)
  if (!line) return talk
  const words = [line.text, talk.draft[line.mode]].filter((text) => text !== '').join('\n\n')
  return {
    ...talk,
    pending: talk.pending.filter((pending) => pending !== line),
    draft: { ...talk.draft, mode: line.mode, [line.mode]: words },
  }
}

/** The conversation has another holder now, or none. What was being written stays. */
export function loseTalk(talk: Talk, now: Handoff | undefined): Talk {
  return { ...talk, handoff: now ? { ...now, mine: false } : { ...talk.handoff, mine: false }, gone: whyGone(now) }
}

function whyGone(handoff: Handoff | undefined): Gone {
  if (!handoff) return 'unknown'
  if (handoff.closeReason === 'cancelled' || handoff.closeReason === 'left') return 'person_left'
  if (handoff.state === 'closed') return 'closed'
  if (handoff.state === 'waiting') return 'back_in_queue'
  return handoff.mine ? 'unknown' : 'other_adviser'
}

/** What the adviser has written that has not gone out: it is lost with the conversation. */
export function unsentOf({ draft, pending }: Pick<Talk, 'draft' | 'pending'>): readonly string[] {
  const waiting = pending.flatMap(({ state, text }) => (state === 'sent' ? [] : [text]))
  return [draft.reply, draft.note, ...waiting].filter((text) => text.trim() !== '')
}

/** Puts words where the adviser writes; what stands there already stays above them. Never sends. */
export function insertText(draft: Draft, text: string): Draft {
  const before = draft.reply.trimEnd()
  return { ...draft, mode: 'reply', reply: before ? `${before}\n\n${text}` : text }
}

function mark(talk: Talk, clientId: string, state: Pending['state']): Talk {
  return {
    ...talk,
    pending: talk.pending.map((pending) => (pending.clientId === clientId ? { ...pending, state } : pending)),
  }
}
