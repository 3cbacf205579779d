/**
 * Keeps something outside in step with the store: compares at the start, at every change of the desks and at intervals, one comparison at a
 * time; acts at once where a conversation that is watched changes. Knows neither what is compared nor where it is shown.
 */
import { deskTopic } from './handoffs'
import type { HandoffEvents } from './ports'

export interface InStepNeeds {
  readonly events: HandoffEvents
  /** Compares all and does what is missing; says what to watch by `watchOnly` and `watch`. */
  sync(): Promise<void>
  /** What else is done at the start and at intervals, before the comparison. */
  showAlive?(): Promise<void>
  onFault(fault: unknown): void
}

export interface InStep {
  /** Calls `act` at every change of the topic, until it is watched no more. */
  watch(key: string, topic: string, act: () => void): void
  watches(key: string): boolean
  /** Ends the watching of all other keys. */
  watchOnly(keys: ReadonlySet<string>): void
  /** Work that a clean stop waits for; gives it back. */
  track<Work extends Promise<unknown>>(work: Work): Work
  readonly stopped: boolean
  start(): void
  /** Resolves when nothing of it is running any more. */
  stop(): Promise<void>
}

const syncEveryMs = 20_000

export function keepInStep({ events, sync, showAlive, onFault }: InStepNeeds): InStep {
  const watched = new Map<string, () => void>()
  const running = new Set<Promise<unknown>>()
  let timer: NodeJS.Timeout | undefined
  let unwatch: (() => void) | undefined
  let work: Promise<void> = Promise.resolve()
  let waiting = false
  let stopped = false

  function soon(task: () => Promise<void>): void {
    work = work.then(() => (stopped ? undefined : task())).catch(onFault)
  }

  /** Changes that come while one comparison waits for its turn make no more. */
  function syncSoon(): void {
    if (waiting || stopped) return
    waiting = true
    soon(() => {
      waiting = false
      return sync()
    })
  }

  function beat(): void {
    if (showAlive) soon(showAlive)
    syncSoon()
  }

  return {
    watch(key, topic, act) {
      watched.set(key, events.watch(topic, act))
    },
    watches: (key) => watched.has(key),
    watchOnly(keys) {
      for (const [key, end] of watched) {
        if (keys.has(key)) continue
        end()
        watched.delete(key)
      }
    },
    track(done) {
      const leave = (): boolean => running.delete(done)
      running.add(done)
      done.then(leave, leave)
      return done
    },
    get stopped() {
      return stopped
    },
    start() {
      timer = setInterval(beat, syncEveryMs)
      timer.unref()
      unwatch = events.watch(deskTopic, syncSoon)
      beat()
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      unwatch?.()
      for (const end of watched.values()) end()
      await work
      await Promise.allSettled(running)
    },
  }
}
