/** Joins the queue to an outside desk: tells it of everybody who waits and of every line, and does what it asks. Knows no HTTP. */
import type { LogEntry } from '../conversation/conversation'
import { deskTopic, type Handoffs, type Worked } from './handoffs'
import type { AdviserDesk, DeskStore, HandoffEvents, HandoffStore } from './ports'
import type { Handoff } from './types'

export interface OutsideDeskNeeds {
  readonly target: AdviserDesk
  readonly service: Handoffs
  readonly store: HandoffStore
  readonly desk: DeskStore
  readonly log: { read(conversationId: string, after: number, limit: number): Promise<readonly LogEntry[]> }
  readonly events: HandoffEvents
  readonly clock: { now(): Date }
  onFault(fault: unknown, where: string): void
}

/** What the outside desk asks for. */
export type OutsideWish =
  | { readonly kind: 'accepted'; readonly handoffId: string; readonly name?: string }
  | { readonly kind: 'line'; readonly handoffId: string; readonly id: string; readonly text: string }
  | { readonly kind: 'completed' | 'failed'; readonly handoffId: string }

export interface OutsideDesk {
  receive(wish: OutsideWish): Promise<Worked>
  /** Tells what has not been told; called at every change, and again after a failure. */
  sync(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/** The account under which the outside desk holds conversations. */
export const outsideAdviser = 'outside'
const aliveEveryMs = 20_000
const most = 1_000

interface Told {
  handoff: Handoff
  seq: number
  unwatch(): void
}

export function createOutsideDesk(needs: OutsideDeskNeeds): OutsideDesk {
  const { target, service, store, desk, log, events, clock, onFault } = needs
  const told = new Map<string, Told>()
  let work: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let unwatch: (() => void) | undefined

  /** One thing after the other, in order. */
  function sync(): Promise<void> {
    work = work.then(tellAll).catch((fault: unknown) => onFault(fault, 'outside desk'))
    return work
  }

  async function tellAll(): Promise<void> {
    const waiting = (await Promise.all(service.desks.map(({ id }) => store.waiting(id)))).flat()
    const held = await store.heldBy(outsideAdviser)
    const open = new Map([...waiting, ...held].map((handoff) => [handoff.id, handoff]))
    for (const handoff of open.values()) await tellOf(handoff)
    for (const [id, one] of told) {
      if (open.has(id)) continue
      await target.end((await store.find(id)) ?? one.handoff)
      one.unwatch()
      told.delete(id)
    }
  }

  async function tellOf(handoff: Handoff): Promise<void> {
    const one = told.get(handoff.id)
    const lines = await log.read(handoff.conversationId, one?.seq ?? 0, most)
    const seq = lines.at(-1)?.seq ?? one?.seq ?? 0
    if (one) {
      // Its own lines it knows.
      const news = lines.filter(({ speaker }) => speaker !== 'adviser')
      if (news.length > 0) await target.tell(handoff, news)
      Object.assign(one, { handoff, seq })
      return
    }
    await target.initiate(handoff, lines)
    told.set(handoff.id, { handoff, seq, unwatch: events.watch(handoff.conversationId, () => void sync()) })
  }

  async function showAlive(): Promise<void> {
    const languages = [...new Set(service.desks.flatMap((one) => one.languages))]
    const desks = service.desks.map(({ id }) => id)
    const seenAt = clock.now().toISOString()
    await service.alive({
      adviserId: outsideAdviser,
      status: 'available',
      capacity: most,
      languages,
      desks,
      automatic: false,
      seenAt,
    })
  }

  return {
    sync,
    async receive(wish) {
      const handoff = await store.find(wish.handoffId)
      if (!handoff) return { refused: 'unknown' }
      const by = { adviserId: outsideAdviser, epoch: handoff.epoch }
      switch (wish.kind) {
        case 'accepted':
          return service.take({ id: outsideAdviser, name: wish.name ?? 'Neuvoja', capacity: most }, wish.handoffId)
        case 'line':
          return service.say({ handoffId: wish.handoffId, ...by, clientId: wish.id, text: wish.text })
        case 'completed':
        case 'failed':
          return service.end(handoff, by, wish.kind === 'completed' ? 'helped' : 'handed_back')
      }
    },
    async start() {
      await desk.keepAdviser({ id: outsideAdviser, name: 'Neuvoja', role: 'adviser' })
      await showAlive()
      timer = setInterval(() => {
        showAlive().catch((fault: unknown) => onFault(fault, 'outside desk'))
        void sync()
      }, aliveEveryMs)
      timer.unref()
      unwatch = events.watch(deskTopic, () => void sync())
      void sync()
    },
    async stop() {
      clearInterval(timer)
      unwatch?.()
      for (const one of told.values()) one.unwatch()
      await work
    },
  }
}
