/** Every change of holder over any SQL database: all or nothing, by compare-and-set, with exactly one line in the record. Knows no desk. */
import type { Holder, LogEntry } from '../../conversation/conversation'
import type { AdviserLine, Asking, Changed, Claim, HandoffStore, Move, Notice, Refusal } from '../../handoff/ports'
import type { Handoff } from '../../handoff/types'
import type { Clock } from '../../turn/ports'
import { appendLines } from './appendLines'
import type { Unchained } from './chain'
import type { Database } from './conversationStore'
import { run, type Unit } from './statement'
import { StoreError } from './storeError'
import { storableText, storedId } from './storedText'
import { handoffOf, type HandoffRow, logEntryOf } from './tables'

/** A conversation's new state after its holder changed. */
interface Held {
  readonly holder: Holder
  readonly epoch: number
  readonly last_seq: number
}

/** So far back is looked for what a conversation is about. */
const linesForTopic = 20

export function handoffStoreOver(database: Database, clock: Clock): HandoffStore {
  const { statements, handoffs: sql } = database

  function* append(row: Unchained): Unit<LogEntry> {
    const [line] = yield* appendLines(statements, [row])
    if (!line) throw impossible()
    return line
  }

  /** The one line that marks a change; its id follows from the change, so that the same change says it once. */
  function* mark(
    row: { id: string; conversation_id: string },
    held: Held,
    at: string,
    { text, language }: Notice,
  ): Unit<LogEntry> {
    const { holder, epoch, last_seq } = held
    const id = noticeId(row.id, epoch)
    return yield* append({
      conversation_id: row.conversation_id,
      seq: last_seq,
      at,
      speaker: 'system',
      id,
      reply_to: null,
      text: storableText(text),
      language,
      reply: null,
      adviser: null,
      holder,
    })
  }

  function* newest(conversation_id: string): Unit<readonly LogEntry[]> {
    return (yield* run(statements.newestEntries, { conversation_id, limit: linesForTopic })).map(logEntryOf).reverse()
  }

  /** What a change said that has been made already. */
  function* said(row: HandoffRow): Unit<Changed> {
    const [line] = yield* run(statements.ourEntry, {
      conversation_id: row.conversation_id,
      id: noticeId(row.id, row.epoch),
    })
    return { handoff: handoffOf(row), entries: line ? [logEntryOf(line)] : [] }
  }

  function* ask({ id, conversationId, desk, language, topic, topicIn, notice, queueLimit }: Asking): Unit<Changed> {
    const conversation_id = storedId(conversationId)
    const [open] = yield* run(sql.openOf, { conversation_id })
    if (open) return yield* said(open)
    // People who ask at once are let in one after the other, so that the queue is never longer than it may be.
    yield* run(sql.takeTurn, { at: turnAtDesk(desk) })
    const [count] = yield* run(sql.countWaiting, { desk })
    if (Number(count?.count ?? 0) >= queueLimit) return refused('full')
    const [conversation] = yield* run(statements.findConversation, { id: conversation_id })
    if (!conversation) return refused('unknown')
    const { holder, epoch } = conversation
    const at = clock.now().toISOString()
    const free = holder === 'bot' || holder === 'nobody'
    const [held] = free
      ? yield* run(sql.changeHolder, { id: conversation_id, from: holder, epoch, to: 'queue', at })
      : []
    if (!held) {
      // The same person asked twice at once, and the other asking was faster.
      const [other] = yield* run(sql.openOf, { conversation_id })
      return other ? yield* said(other) : refused('taken')
    }
    const about = topic ?? topicIn?.(yield* newest(conversation_id)) ?? null
    const asked = { id, conversation_id, desk, language, topic: about, asked_at: at, epoch: held.epoch }
    yield* run(sql.add, asked)
    const entry = yield* mark(asked, held, at, notice)
    const [row] = yield* run(sql.find, { id })
    return changed(row, [entry])
  }

  function* claim({ handoffId, adviser, leaseUntil, capacity, notice }: Claim): Unit<Changed> {
    yield* run(sql.takeTurn, { at: turnOfAdviser(adviser.id) })
    const [there] = yield* run(sql.find, { id: handoffId })
    if (!there) return refused('unknown')
    if (there.state === 'accepted' && there.adviser_id === adviser.id) return yield* said(there)
    if (there.state !== 'waiting') return refused('taken')
    const [count] = yield* run(sql.countHeld, { adviser_id: adviser.id })
    if (Number(count?.count ?? 0) >= capacity) return refused('capacity')
    const at = clock.now().toISOString()
    const [held] = yield* run(sql.changeHolder, {
      id: there.conversation_id,
      from: 'queue',
      epoch: there.epoch,
      to: 'adviser',
      at,
    })
    if (!held) return refused('taken')
    const [row] = yield* run(sql.accept, {
      id: handoffId,
      adviser_id: adviser.id,
      adviser_name: adviser.name,
      lease_until: leaseUntil,
      accepted_at: at,
      epoch: held.epoch,
    })
    return changed(row, [yield* mark(there, held, at, notice)])
  }

  function* say({ handoffId, adviserId, epoch, clientId, text, language, leaseUntil }: AdviserLine): Unit<Changed> {
    const [row] = yield* run(sql.find, { id: handoffId })
    if (!row) return refused('unknown')
    const { conversation_id } = row
    const id = storedId(adviserLineId(adviserId, clientId))
    const [there] = yield* run(statements.ourEntry, { conversation_id, id })
    if (there) return { handoff: handoffOf(row), entries: [logEntryOf(there)] }
    if (!isTheirs(row, adviserId, epoch)) return refused('not_holder')
    const at = clock.now().toISOString()
    const [next] = yield* run(sql.nextSeqOfAdviser, { id: conversation_id, epoch, at })
    if (!next) return refused('not_holder')
    const line: Unchained = {
      conversation_id,
      seq: next.last_seq,
      at,
      speaker: 'adviser',
      id,
      reply_to: null,
      text: storableText(text),
      language: language ?? row.language,
      reply: null,
      adviser: row.adviser_name,
      holder: 'adviser',
    }
    const entry = yield* append(line)
    // A line is a sign of life; writing all of the adviser's leases anew at each would cost more than the line.
    if (!isMuchLonger(leaseUntil, row.lease_until)) return { handoff: handoffOf(row), entries: [entry] }
    yield* run(sql.renew, { adviser_id: adviserId, lease_until: leaseUntil })
    return { handoff: { ...handoffOf(row), leaseUntil }, entries: [entry] }
  }

  /** Ending what has ended is said again to the one who may have ended it; all else is refused. */
  function* repeated([row]: readonly HandoffRow[], by: Move['by'], to: Move['to']): Unit<Changed> {
    const isAgain = row?.state === 'closed' && to.kind === 'closed' && mayRepeat(row, by)
    return isAgain ? yield* said(row) : refused('not_holder')
  }

  function* move({ handoffId, by, to, notice }: Move): Unit<Changed> {
    const [row] = yield* run(sql.find, { id: handoffId })
    if (!row) return refused('unknown')
    if (row.state === 'closed') return yield* repeated([row], by, to)
    const now = clock.now().toISOString()
    if (typeof by === 'object' && !isTheirs(row, by.adviserId, by.epoch)) return refused('not_holder')
    // A sign of life may have come since the lease was seen to have ended.
    if (
      by === 'service' &&
      to.kind === 'queue' &&
      to.lostAdviser &&
      !(row.state === 'accepted' && (row.lease_until ?? '') < now)
    )
      return refused('not_holder')
    // Somebody may have been taken since nobody seemed to come.
    if (by === 'service' && to.kind === 'closed' && row.state !== 'waiting') return refused('not_holder')
    const change = {
      id: row.conversation_id,
      from: row.state === 'waiting' ? 'queue' : 'adviser',
      epoch: row.epoch,
      to: to.kind === 'closed' ? 'bot' : 'queue',
      at: now,
    }
    const [held] = yield* run(sql.changeHolder, change)
    // Whoever tried the same at once was faster: the end that they made is this one's too.
    if (!held) return yield* repeated(yield* run(sql.find, { id: handoffId }), by, to)
    const [moved] =
      to.kind === 'closed'
        ? yield* run(sql.close, { id: handoffId, closed_at: now, close_reason: to.reason, epoch: held.epoch })
        : yield* run(sql.requeue, {
            id: handoffId,
            desk: to.desk ?? row.desk,
            lost_adviser: to.lostAdviser ? 1 : 0,
            queued_at: now,
            epoch: held.epoch,
          })
    return changed(moved, [yield* mark(row, held, now, notice)])
  }

  function* list(rows: Unit<readonly HandoffRow[]>): Unit<readonly Handoff[]> {
    return (yield* rows).map(handoffOf)
  }

  const first = async (rows: () => Unit<readonly HandoffRow[]>) => (await database.ask(() => list(rows())))[0]
  return {
    ask: (asking) => database.transact(() => ask(asking)),
    claim: (asked) => database.transact(() => claim(asked)),
    say: (line) => database.transact(() => say(line)),
    move: (asked) => database.transact(() => move(asked)),
    async renew(adviserId, leaseUntil) {
      await database.transact(() => run(sql.renew, { adviser_id: adviserId, lease_until: leaseUntil }))
    },
    expired: (now) => database.ask(() => list(run(sql.expired, { now }))),
    accepted: () => database.ask(() => list(run(sql.accepted, {}))),
    find: (id) => first(() => run(sql.find, { id })),
    openOf: (conversationId) => first(() => run(sql.openOf, { conversation_id: storedId(conversationId) })),
    waiting: (desk) => database.ask(() => list(run(sql.waiting, { desk }))),
    heldBy: (adviserId) => database.ask(() => list(run(sql.heldBy, { adviser_id: adviserId }))),
    lately: (desk, limit) => database.ask(() => list(run(sql.lately, { desk, limit }))),
  }
}

/** What those who ask at a desk take turns at, and what the claims of one adviser do. */
const turnAtDesk = (desk: string): string => `desk:${desk}`
const turnOfAdviser = (adviserId: string): string => adviserId

/** The id of the line that marks a handoff's state under an epoch. No message id looks like it: dots are escaped in those. */
export function noticeId(handoffId: string, epoch: number): string {
  return `handoff.${handoffId}.${epoch}`
}

export function adviserLineId(adviserId: string, clientId: string): string {
  return `adviser.${adviserId}.${clientId}`
}

/** By a sixth of a minute: what is left of a lease that was not renewed for that still outlasts several signs of life. */
function isMuchLonger(leaseUntil: string, than: string | null): boolean {
  return Date.parse(leaseUntil) - Date.parse(than ?? leaseUntil) >= 10_000
}

function isTheirs(row: HandoffRow, adviserId: string, epoch: number): boolean {
  return row.state === 'accepted' && row.adviser_id === adviserId && row.epoch === epoch
}

function mayRepeat(row: HandoffRow, by: Move['by']): boolean {
  return typeof by === 'string' || row.adviser_id === by.adviserId
}

function changed(row: HandoffRow | undefined, entries: readonly LogEntry[]): Changed {
  if (!row) throw impossible()
  return { handoff: handoffOf(row), entries }
}

/** Whoever changed the holder holds the conversation's row until the transaction ends: its handoff cannot have gone. */
function impossible(): StoreError {
  return new StoreError('StoreFailed', 'A handoff was not where its conversation said it was: nothing was written.')
}

function refused(why: Refusal): Changed {
  return { refused: why }
}
