/**
 * What happens at the desks by itself, every few seconds and at every change: people of lost advisers go back to the queue, waiting for
 * nobody ends, who lets the service choose is given the next person. Decides who; knows neither words nor how a holder changes.
 */
import type { DeskHours } from '../dialogs/hours'
import type { Duty } from './duty'
import { createWaitingEnds } from './endWaiting'
import type { HandoffEvents, HandoffStore } from './ports'
import type { Handoff } from './types'

const sweepEveryMs = 2_000
const coalesceMs = 50

export interface SweepNeeds {
  readonly store: Pick<HandoffStore, 'expired'>
  readonly duty: Duty
  readonly desks: readonly DeskHours[]
  readonly events: HandoffEvents
  /** The topic under which changes at the desks are told. */
  readonly topic: string
  readonly clock: { now(): Date }
  /** The adviser's lease has run out. */
  lose(handoff: Handoff): Promise<unknown>
  endUnserved(handoff: Handoff): Promise<unknown>
  /** Resolves with false when the person could not be taken. */
  take(adviser: { readonly id: string; readonly name: string; readonly capacity: number }, id: string): Promise<boolean>
  onFault(fault: unknown, where: string): void
}

export interface Sweep {
  sweep(): Promise<void>
  /** Resolves when the desks were read for the first time. */
  start(): Promise<void>
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>
}

export function createSweep(needs: SweepNeeds): Sweep {
  const { store, duty, events, clock } = needs
  const waitingEnds = createWaitingEnds(needs.desks, duty)
  let timer: NodeJS.Timeout | undefined
  let unwatch: (() => void) | undefined
  let sweeping: Promise<void> = Promise.resolve()
  let refreshing = false

  async function takeForThem(): Promise<void> {
    for (const { adviserId, name, automatic, status, capacity, desks, languages } of duty.advisers(clock.now())) {
      if (!automatic || status !== 'available' || duty.heldBy(adviserId) >= capacity) continue
      const next = desks.flatMap((id) => duty.waiting(id)).find(({ language }) => languages.includes(language))
      if (next && (await needs.take({ id: adviserId, name, capacity }, next.id))) await duty.refresh()
    }
  }

  async function sweep(): Promise<void> {
    for (const lost of await store.expired(clock.now().toISOString())) await needs.lose(lost)
    await duty.refresh()
    for (const alone of waitingEnds.unserved(clock.now())) await needs.endUnserved(alone)
    await takeForThem()
  }

  function sweepAgain(): void {
    sweeping = sweeping.then(sweep).catch((fault: unknown) => needs.onFault(fault, 'handoff sweep'))
  }

  /** Many changes at once are read once. */
  function refreshSoon(): void {
    if (refreshing) return
    refreshing = true
    setTimeout(() => {
      refreshing = false
      sweepAgain()
    }, coalesceMs).unref()
  }

  return {
    sweep,
    async start() {
      // Whoever asks from now on hears who is there: nothing may be said of the desks before they were seen.
      await duty.refresh()
      sweepAgain()
      timer = setInterval(sweepAgain, sweepEveryMs)
      timer.unref()
      unwatch = events.watch(needs.topic, refreshSoon)
    },
    async stop() {
      clearInterval(timer)
      unwatch?.()
      await sweeping
    },
  }
}
