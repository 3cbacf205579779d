/** The desk's accounts, sessions, presence, notes, callbacks and accesses over any SQL database. Knows no password and no cookie. */
import type {
  Access,
  AdviserAccount,
  Attempt,
  Callback,
  DeskSession,
  DeskStore,
  Note,
  Presence,
  PresenceChange,
  RecordKeeper,
} from '../../handoff/ports'
import type { Language } from '../../language/languages'
import type { Clock } from '../../turn/ports'
import { type ChainLine, chainName, verifyChain } from './chain'
import type { Database } from './conversationStore'
import { run, type Unit } from './statement'
import { StoreError } from './storeError'
import { idOf, storableText, storedId } from './storedText'
import {
  type AdviserRow,
  type CallbackRow,
  handoffOf,
  type NoteRow,
  type PresenceRow,
  type SessionRow,
  type Tables,
} from './tables'

/** Sessions end after eight hours; what is older than a day is swept away when the next one opens. */
const longestSessionMs = 24 * 60 * 60 * 1000

export function deskStoreOver(database: Database, clock: Clock): DeskStore {
  const { desk: sql } = database
  const write = async (unit: () => Unit<unknown>): Promise<void> => void (await database.transact(unit))
  const list = <Row, Out>(unit: () => Unit<readonly Row[]>, of: (row: Row) => Out): Promise<readonly Out[]> =>
    database.ask(function* () {
      return (yield* unit()).map(of)
    })
  const first = async <Row, Out>(unit: () => Unit<readonly Row[]>, of: (row: Row) => Out): Promise<Out | undefined> =>
    (await list(unit, of))[0]

  function* keep({ id, name, role, password }: Parameters<DeskStore['keepAdviser']>[0]): Unit<boolean> {
    const [other] = yield* run(sql.adviserNamed, { name: storableText(name) })
    if (other && other.id !== id) return false
    const created_at = clock.now().toISOString()
    yield* run(sql.keepAdviser, {
      id: storedId(id),
      name: storableText(name),
      role,
      password: password ?? null,
      created_at,
    })
    return true
  }

  function* addNote(note: Note): Unit<Note> {
    const { handoffId: handoff_id, id, at, adviser, text } = note
    yield* run(sql.addNote, {
      handoff_id,
      id,
      at,
      adviser_id: adviser.id,
      adviser_name: adviser.name,
      text: storableText(text),
    })
    const there = yield* run(sql.notes, { handoff_id })
    return there.filter((row) => row.id === id).map(noteOf)[0] ?? note
  }

  function* countAttempt(...[id, { now, most, lockUntil }]: Parameters<DeskStore['countAttempt']>): Unit<Attempt> {
    const counted = yield* run(sql.countAttempt, { id, now, most, lock_until: lockUntil })
    if (counted.length > 0) return { counted: true }
    const [row] = yield* run(sql.adviser, { id })
    return { counted: false, lockedUntil: row?.locked_until ?? now }
  }

  function* changePresence(
    ...[adviserId, change, newcomer, seenAt]: Parameters<DeskStore['changePresence']>
  ): Unit<Required<PresenceChange>> {
    yield* run(sql.beginPresence, { adviser_id: adviserId, ...presenceRow(newcomer), seen_at: seenAt })
    const [row] = yield* run(sql.changePresence, { adviser_id: adviserId, ...changeRow(change), seen_at: seenAt })
    if (!row) throw new StoreError('StoreFailed', 'The presence of an adviser was not there after it was written.')
    return chosenOf(row)
  }

  return {
    keepAdviser: (account) => database.transact(() => keep(account)),
    adviserNamed: (name) => first(() => run(sql.adviserNamed, { name }), accountOf),
    adviser: (id) => first(() => run(sql.adviser, { id }), accountOf),
    countAttempt: (...of) => database.transact(() => countAttempt(...of)),
    forgetAttempts: (id) => write(() => run(sql.forgetAttempts, { id })),
    openSession: ({ id, adviserId, csrf, createdAt, seenAt }) =>
      write(function* () {
        const before = new Date(clock.now().getTime() - longestSessionMs).toISOString()
        yield* run(sql.endOldSessions, { before })
        yield* run(sql.openSession, { id, adviser_id: adviserId, csrf, created_at: createdAt, seen_at: seenAt })
      }),
    session: (id) => first(() => run(sql.session, { id }), sessionOf),
    seeSession: (id, seenAt) => write(() => run(sql.seeSession, { id, seen_at: seenAt })),
    endSession: (id) => write(() => run(sql.endSession, { id })),
    changePresence: (...of) => database.transact(() => changePresence(...of)),
    seePresence: (adviserId, seenAt) => write(() => run(sql.seePresence, { adviser_id: adviserId, seen_at: seenAt })),
    presences: () => list(() => run(sql.presences, {}), presenceOf),
    addNote: (note) => database.transact(() => addNote(note)),
    notes: (handoffId) => list(() => run(sql.notes, { handoff_id: handoffId }), noteOf),
    addCallback: ({ id, desk, language, askedAt, contact, topic }) =>
      write(() => run(sql.addCallback, { id, desk, language, asked_at: askedAt, contact, topic: topic ?? null })),
    openCallbacks: () => list(() => run(sql.openCallbacks, {}), callbackOf),
    async finishCallback(id, adviserId, at) {
      const done = await database.transact(() => run(sql.finishCallback, { id, done_at: at, done_by: adviserId }))
      await database.forget()
      return done.length > 0
    },
    addAccess: ({ at, adviserId, what, handoffId, conversationId }) =>
      write(() =>
        run(sql.addAccess, {
          at,
          adviser_id: adviserId,
          what,
          handoff_id: handoffId ?? null,
          conversation_id: conversationId === undefined ? null : storedId(conversationId),
        }),
      ),
    accesses: (conversationId) =>
      list(() => run(sql.accesses, { conversation_id: storedId(conversationId) }), accessOf),
    askedSince: (since, limit) => list(() => run(sql.askedSince, { since, limit }), handoffOf),
  }
}

/** Reads a conversation's chain, or what is left of it, and follows it. */
export function recordKeeperOver(database: Database): RecordKeeper {
  const { statements } = database
  return {
    verify: (conversationId) =>
      database.ask(function* () {
        const conversation_id = storedId(conversationId)
        const lines: ChainLine[] = []
        for (let more = true; more;) {
          const rows = yield* run(statements.entriesAfter, { conversation_id, after: lines.length, limit: 500 })
          lines.push(...rows.map((row) => ({ seq: row.seq, digest: row.digest, link: row.link, content: row })))
          more = rows.length === 500
        }
        return verifyChain(
          lines.length > 0 ? lines : yield* run(statements.erasedLines, { chain: chainName(conversationId) }),
        )
      }),
  }
}

function accountOf(row: AdviserRow): AdviserAccount {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    ...(row.password !== null && { password: row.password }),
    failures: row.failures,
    ...(row.locked_until !== null && { lockedUntil: row.locked_until }),
  }
}

function sessionOf(row: SessionRow): DeskSession {
  return { id: row.id, adviserId: row.adviser_id, csrf: row.csrf, createdAt: row.created_at, seenAt: row.seen_at }
}

function presenceOf(row: PresenceRow & { name: string }): Presence {
  return { adviserId: row.adviser_id, name: row.name, ...chosenOf(row), seenAt: row.seen_at }
}

function chosenOf(row: PresenceRow): Required<PresenceChange> {
  return {
    status: row.status,
    capacity: row.capacity,
    languages: JSON.parse(row.languages) as Language[],
    desks: JSON.parse(row.desks) as string[],
    automatic: row.automatic === 1,
  }
}

function presenceRow({ status, capacity, languages, desks, automatic }: Required<PresenceChange>) {
  const lists = { languages: JSON.stringify(languages), desks: JSON.stringify(desks) }
  return { status, capacity, ...lists, automatic: automatic ? 1 : 0 }
}

/** Null for what stays as it is. */
function changeRow({ status, capacity, languages, desks, automatic }: PresenceChange) {
  return {
    status: status ?? null,
    capacity: capacity ?? null,
    languages: languages ? JSON.stringify(languages) : null,
    desks: desks ? JSON.stringify(desks) : null,
    automatic: automatic === undefined ? null : Number(automatic),
  }
}

function noteOf(row: NoteRow): Note {
  return {
    handoffId: row.handoff_id,
    id: row.id,
    at: row.at,
    adviser: { id: row.adviser_id, name: row.adviser_name },
    text: row.text,
  }
}

function callbackOf(row: CallbackRow): Callback {
  const { id, desk, language, asked_at, contact, topic } = row
  return { id, desk, language, askedAt: asked_at, contact: contact ?? '', ...(topic !== null && { topic }) }
}

function accessOf(row: Tables['accesses']): Access {
  return {
    at: row.at,
    adviserId: row.adviser_id,
    what: row.what as Access['what'],
    ...(row.handoff_id !== null && { handoffId: row.handoff_id }),
    ...(row.conversation_id !== null && { conversationId: idOf(row.conversation_id) }),
  }
}
