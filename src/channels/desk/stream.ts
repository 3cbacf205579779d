/**
 * The desk's WebSocket: queue, what the adviser holds, and the lines of the conversations that the page follows, read from the record by
 * `seq`, so that nothing is lost and nothing doubled. Knows no cookie but through sessions.
 */
import type { WebSocket } from 'ws'
import type { Attention } from '../../handoff/attention'
import { deskTopic } from '../../handoff/handoffs'
import type { Handoff } from '../../handoff/types'
import { type SocketRoute, tooMany } from '../http'
import { storable } from '../storable'
import { linesOf, mayRead, refusals, whenAble } from './guard'
import { type Frame, frameIn } from './frames'
import { keepAlive } from './keepAlive'
import type { DeskNeeds } from './ports'
import { presenceOf, presenceView } from './presence'
import type { Sessions, SignedIn } from './sessions'
import { heartbeatSeconds, isOwn } from './signIn'
import { callbacksFor, callbackTopic } from './supervision'
import { lineView } from './views'
import { holdingOf, noteTopic, noteView, queueFor, readAs } from './work'

const socketsPerAdviser = 5
const framesPerTenSeconds = 400
/** A page whose own signs of life come more seldom is kept by its answers to our pings. */
const seldomMs = 10_000
const batch = 100
/** Many changes at once are told once. */
const coalesceMs = 80
/** A page that does not read this much is gone. */
const mostUnread = 4 * 1024 * 1024
/** As personEvents.ts publishes it. */
export const typingTopic = (conversationId: string): string => `typing:person:${conversationId}`

interface Follow {
  handoff: Handoff
  sent: number
  newest: number
  reading: boolean
  /** Ids of the notes that the page was told. */
  readonly notes: Set<string>
  end(): void
}

export function deskSocket(needs: DeskNeeds, sessions: Sessions, attention: Attention): SocketRoute {
  const open = new Map<string, number>()
  return {
    path: /^\/desk\/api\/stream$/,
    async accept(request) {
      // A browser always names its origin here: another one's page may not use the adviser's cookie.
      if (request.headers.origin !== undefined && !isOwn(request)) return refusals.forbidden
      const who = await whenAble(() => sessions.of(request), 'desk stream', needs.onFault)
      if (!who) return refusals.signedOut
      if ('status' in who) return who
      const { id } = who.account
      if ((open.get(id) ?? 0) >= socketsPerAdviser) return tooMany(10)
      return (socket) => {
        open.set(id, (open.get(id) ?? 0) + 1)
        socket.on('close', () => open.set(id, (open.get(id) ?? 1) - 1))
        keepAlive(socket, heartbeatSeconds * 1000, serve(socket, who, needs, sessions, attention))
      }
    },
  }
}

/** Returns what is to be called when the page has shown that it is there, without a word. */
function serve(
  socket: WebSocket,
  who: SignedIn,
  needs: DeskNeeds,
  sessions: Sessions,
  attention: Attention,
): () => void {
  const { events, log, store, clock } = needs
  const follows = new Map<string, Follow>()
  const told = new Map<string, string>()
  let count = 0
  let telling = false
  let aliveAt = 0
  const counter = setInterval(() => (count = 0), 10_000)
  counter.unref()

  function send(frame: object): void {
    if (socket.readyState !== 1) return
    if (socket.bufferedAmount > mostUnread) return socket.terminate()
    socket.send(JSON.stringify(frame))
  }

  /** Waits in a queue grow by themselves: a list is sent again when who stands in it has changed. */
  function sendChanged(type: string, body: object, mark: unknown): void {
    const now = JSON.stringify(mark)
    if (told.get(type) === now) return
    told.set(type, now)
    send({ type, ...body })
  }

  async function tellAll(): Promise<void> {
    const queue = await queueFor(who, needs)
    sendChanged(
      'queue',
      { items: queue },
      queue.map(({ id, epoch, position }) => [id, epoch, position]),
    )
    const holding = await holdingOf(who, needs)
    sendChanged(
      'holding',
      { items: holding },
      holding.map(({ id, epoch }) => [id, epoch]),
    )
    const presence = presenceView(await presenceOf(who.account, needs))
    sendChanged('presence', { presence }, presence)
    const callbacks = (await callbacksFor(who, needs)).length
    sendChanged('callbacks', { open: callbacks }, callbacks)
    for (const [id, follow] of follows) {
      const handoff = await store.find(id)
      if (handoff?.state === 'accepted' && mayRead(who, handoff, clock.now())) continue
      // The last lines and the mark of the end are shown still, and nothing that is said afterwards.
      if (handoff && mayRead(who, handoff, clock.now())) await drain(Object.assign(follow, { handoff }))
      follow.end()
      send({ type: 'unfollowed', handoffId: id })
    }
  }

  function tellSoon(): void {
    if (telling) return
    telling = true
    setTimeout(() => {
      telling = false
      if (socket.readyState === 1) guard(tellAll())
    }, coalesceMs)
  }

  async function follow(id: string, after: number): Promise<void> {
    const handoff = await store.find(id)
    if (!handoff || !mayRead(who, handoff, clock.now()))
      return send({ type: 'refused', for: 'follow', handoffId: id, code: handoff ? 'not_holder' : 'unknown' })
    follows.get(id)?.end()
    const { conversationId } = handoff
    const unwatch = [
      events.watch(conversationId, (seq) => {
        one.newest = Math.max(one.newest, seq)
        guard(drain(one))
      }),
      events.watch(
        typingTopic(conversationId),
        (at) => at > 0 && send({ type: 'typing', handoffId: id, by: 'person' }),
      ),
      events.watch(noteTopic(id), () => guard(tellNotes(one))),
    ]
    const one: Follow = {
      handoff,
      sent: after,
      newest: 0,
      reading: false,
      notes: new Set(),
      end() {
        unwatch.forEach((stop) => stop())
        follows.delete(id)
      },
    }
    follows.set(id, one)
    await needs.desk.addAccess({
      at: clock.now().toISOString(),
      adviserId: who.account.id,
      what: readAs(who, handoff),
      handoffId: id,
      conversationId,
    })
    await drain(one)
    await tellNotes(one)
  }

  async function drain(one: Follow): Promise<void> {
    if (one.reading) return
    one.reading = true
    try {
      for (let more = true; more && socket.readyState === 1;) {
        const known = one.newest
        const lines = await log.read(one.handoff.conversationId, one.sent, batch)
        const last = lines.at(-1)
        if (last) {
          one.sent = last.seq
          const theirs = linesOf(one.handoff, lines)
          if (theirs.length > 0) send({ type: 'lines', handoffId: one.handoff.id, lines: theirs.map(lineView) })
        }
        more = lines.length === batch || one.newest > Math.max(known, one.sent)
      }
    } finally {
      one.reading = false
    }
  }

  /** All that the page was not told here: notes may come at once, or between its reading and its following. It shows each once. */
  async function tellNotes({ handoff: { id }, notes }: Follow): Promise<void> {
    for (const note of await needs.desk.notes(id)) {
      if (notes.has(note.id)) continue
      notes.add(note.id)
      send({ type: 'note', handoffId: id, note: noteView(note) })
    }
  }

  async function showAlive(isActive: boolean): Promise<void> {
    aliveAt = clock.now().getTime()
    if (!(await sessions.stands(who.session.id))) return socket.close(4401, 'signed out')
    if (isActive) attention.act(who.account.id)
    const presence = await presenceOf(who.account, needs)
    await needs.handoffs.alive(who.account.id)
    const why = await attention.check(presence)
    if (why) send({ type: 'away', why })
  }

  async function take(frame: Frame): Promise<void> {
    switch (frame.type) {
      case 'alive':
        return showAlive(frame.active)
      case 'follow':
        return follow(frame.handoffId, frame.after)
      case 'unfollow':
        return follows.get(frame.handoffId)?.end()
      case 'typing': {
        const handoff = await store.find(frame.handoffId)
        if (handoff?.state !== 'accepted' || handoff.adviser?.id !== who.account.id) return
        attention.act(who.account.id)
        return needs.typing(handoff.conversationId, who.account.name)
      }
      case 'say': {
        const { handoffId: id, clientId, epoch, language } = frame
        attention.act(who.account.id)
        const text = storable(frame.text).trim()
        if (text === '') return send({ type: 'refused', for: 'say', handoffId: id, clientId, code: 'bad_request' })
        const said = await needs.handoffs.say({
          handoffId: id,
          adviserId: who.account.id,
          epoch,
          clientId,
          text,
          language,
        })
        if ('refused' in said) return send({ type: 'refused', for: 'say', handoffId: id, clientId, code: said.refused })
        return send({ type: 'said', handoffId: id, clientId, line: said.entries[0] && lineView(said.entries[0]) })
      }
    }
  }

  /** What fails is told to ours; the page reads again after it has come back. */
  function guard(work: Promise<unknown>): void {
    work.catch((fault: unknown) => {
      needs.onFault(fault, 'desk stream')
      socket.close(1011, 'try again')
    })
  }

  const unwatch = [events.watch(deskTopic, tellSoon), events.watch(callbackTopic, tellSoon)]
  socket.on('close', () => {
    clearInterval(counter)
    unwatch.forEach((stop) => stop())
    for (const one of follows.values()) one.end()
  })
  // Frames of one page are done in the order in which they came.
  let before: Promise<void> = Promise.resolve()
  socket.on('message', (data, isBinary) => {
    count += 1
    if (count > framesPerTenSeconds || isBinary) return socket.close(1008, 'too many frames')
    const frame = frameIn(String(data))
    if (!frame) return send({ type: 'refused', for: 'frame', code: 'bad_request' })
    next(() => take(frame))
  })
  send({ type: 'hello', me: who.account.id })
  guard(tellAll())
  return () => {
    if (clock.now().getTime() - aliveAt > seldomMs) next(() => showAlive(false))
  }

  function next(work: () => Promise<void>): void {
    before = before.then(work)
    guard(before)
    before = before.catch(() => undefined)
  }
}
