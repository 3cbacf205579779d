/** Joins the queue to an outside desk: tells it of everybody who waits and of every line, and does what it asks. Knows no HTTP. */
import type { LogEntry } from '../conversation/conversation'
import type { PhraseBook } from '../dialogs/phraseBook'
import type { Handoffs, Worked } from './handoffs'
import { keepAccount } from './keepAccount'
import { keepInStep } from './keepInStep'
import { type AdviserDesk, DeskRefusal, type DeskStore, type HandoffEvents, type HandoffStore } from './ports'
import { createTellings } from './tellings'
import type { Handoff, PresenceStatus } from './types'
import { readOn } from './readOn'

export interface OutsideDeskNeeds {
  readonly target: AdviserDesk
  readonly service: Handoffs
  readonly store: HandoffStore
  readonly desk: DeskStore
  readonly log: { read(conversationId: string, after: number, limit: number): Promise<readonly LogEntry[]> }
  readonly events: HandoffEvents
  readonly phrases: PhraseBook
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
  /** Shows whether the desk is there and tells what has not been told; happens by itself at every change and at intervals. */
  sync(): Promise<void>
  start(): Promise<void>
  /** Resolves when what is being told has been told or has failed; nothing new is begun. */
  stop(): Promise<void>
}

/** The account under which the outside desk holds conversations. */
export const outsideAdviser = 'outside'
/** A desk that has not answered for longer has lost the people it holds. */
const lostMs = 5 * 60_000
/** What was closed so lately is told to be over once more at a start: the process before may have died on the way. */
const toldAgainMs = 24 * 3_600_000
const most = 1_000

/** Up to which line of a handoff the desk knows. */
interface Told {
  readonly handoff: Handoff
  readonly seq: number
}

export function createOutsideDesk(needs: OutsideDeskNeeds): OutsideDesk {
  const { target, service, store, desk, log, events, phrases, clock } = needs
  const onFault = (fault: unknown): void => needs.onFault(fault, 'outside desk')
  const told = new Map<string, Told>()
  /** Handoffs of which the desk could not be told when it was last tried. */
  const untold = new Set<string>()
  let silentSince: number | undefined
  let shown: PresenceStatus | undefined
  const inStep = keepInStep({ events, sync: async () => void (await compare()), showAlive, onFault })
  const tellings = createTellings({ tell: tellOf, isStopped: () => inStep.stopped, onFault })

  /** Begins what is to be told; resolves with the tellings, which go on by themselves. */
  async function compare(): Promise<readonly Promise<void>[]> {
    const waiting = (await Promise.all(service.desks.map(({ id }) => store.waiting(id)))).flat()
    const open = new Map([...waiting, ...(await store.heldBy(outsideAdviser))].map((one) => [one.id, one]))
    inStep.watchOnly(new Set(open.keys()))
    for (const { id, conversationId } of open.values())
      if (!inStep.watches(id)) inStep.watch(id, conversationId, () => void tellSoon(id))
    // Nothing is left to be said of who gave up before the desk could be told.
    for (const id of untold) if (!open.has(id) && !told.has(id)) untold.delete(id)
    if (untold.size === 0) silentSince = undefined
    return [...new Set([...open.keys(), ...told.keys()])].map(tellSoon)
  }

  const tellSoon = (id: string): Promise<void> => inStep.track(tellings.soon(id))

  async function tellOf(id: string): Promise<void> {
    const handoff = await store.find(id)
    const one = told.get(id)
    if (!handoff || !isTheirs(handoff)) {
      if (one && (await reaches(id, () => target.end(handoff ?? one.handoff))) !== 'failed') told.delete(id)
      return
    }
    // Who was lost to the desk waits for it anew.
    const isNew = !one || (one.handoff.state === 'accepted' && handoff.state === 'waiting')
    const lines = await readOn(log, handoff.conversationId, isNew ? 0 : one.seq)
    const seq = lines.at(-1)?.seq ?? one?.seq ?? 0
    const result = isNew ? await reaches(id, () => target.initiate(handoff, lines)) : await tellLines(handoff, lines)
    if (result !== 'failed') told.set(id, { handoff, seq })
    // Nobody will come to whom the desk will never take.
    if (isNew && result === 'refused') await service.endUnserved(handoff)
  }

  /** Its own lines it knows. */
  async function tellLines(handoff: Handoff, lines: readonly LogEntry[]): Promise<Reached> {
    const news = lines.filter(({ speaker }) => speaker !== 'adviser')
    return news.length === 0 ? 'told' : reaches(handoff.id, () => target.tell(handoff, news))
  }

  /** What fails is told to us, tried again at the next comparison, and holds up no other; what is refused is passed over. */
  async function reaches(id: string, call: () => Promise<void>): Promise<Reached> {
    try {
      await call()
    } catch (fault) {
      onFault(fault)
      if (!(fault instanceof DeskRefusal)) {
        untold.add(id)
        silentSince ??= clock.now().getTime()
        await showAlive()
        return 'failed'
      }
      await answered(id)
      return 'refused'
    }
    await answered(id)
    return 'told'
  }

  async function answered(id?: string): Promise<void> {
    if (id !== undefined) untold.delete(id)
    const wasSilent = silentSince !== undefined
    silentSince = undefined
    if (wasSilent) await showAlive()
  }

  /** A desk that does not answer takes nobody, and after a while has lost who it holds. With nothing to be told the next to ask is the trial. */
  async function showAlive(): Promise<void> {
    const status = silentSince === undefined ? 'available' : 'away'
    if (status !== shown) {
      const languages = [...new Set(service.desks.flatMap((one) => one.languages))]
      const desks = service.desks.map(({ id }) => id)
      await service.changePresence(outsideAdviser, { status, capacity: most, languages, desks, automatic: false })
      shown = status
    } else if (clock.now().getTime() - (silentSince ?? Infinity) < lostMs || silentSince === undefined)
      await service.alive(outsideAdviser)
  }

  return {
    async sync() {
      const tellingsOfAll = await compare()
      await showAlive()
      await Promise.all(tellingsOfAll)
    },
    async receive(wish) {
      const handoff = await store.find(wish.handoffId)
      await answered()
      if (!handoff) return { refused: 'unknown' }
      const by = { adviserId: outsideAdviser, epoch: handoff.epoch }
      switch (wish.kind) {
        case 'accepted': {
          const name = wish.name ?? phrases.say('speaker_adviser', handoff.language)
          return service.take({ id: outsideAdviser, name, capacity: most }, wish.handoffId)
        }
        case 'line':
          return service.say({ handoffId: wish.handoffId, ...by, clientId: wish.id, text: wish.text })
        case 'completed':
        case 'failed':
          return service.end(handoff, by, wish.kind === 'completed' ? 'helped' : 'handed_back')
      }
    },
    async start() {
      const name = phrases.say('speaker_adviser', 'fi')
      await keepAccount(desk, { id: outsideAdviser, name, role: 'adviser' }, outsideAdviser)
      const since = new Date(clock.now().getTime() - toldAgainMs).toISOString()
      for (const handoff of await desk.askedSince(since, most))
        if (handoff.state === 'closed') told.set(handoff.id, { handoff, seq: 0 })
      await showAlive()
      inStep.start()
    },
    stop: () => inStep.stop(),
  }
}

type Reached = 'told' | 'refused' | 'failed'

function isTheirs({ state, adviser }: Handoff): boolean {
  return state === 'waiting' || (state === 'accepted' && adviser?.id === outsideAdviser)
}
