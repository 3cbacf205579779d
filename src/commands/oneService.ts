/** One child process at a time: a restart waits until the one before has gone, for it holds the data folder. Knows no content. */
import type { ChildProcess } from 'node:child_process'

export interface OneService {
  /** Starts it, or stops the one that runs and starts anew once that has gone; asked again meanwhile, it starts once. */
  restart(): void
  /** Ends it, and starts none any more. */
  stop(signal: NodeJS.Signals): void
}

export function oneService(start: () => ChildProcess): OneService {
  let service: ChildProcess | undefined
  let stopped = false
  let leaving = false

  function begin(): void {
    leaving = false
    if (!stopped) service = start()
  }

  return {
    restart() {
      if (stopped || leaving) return
      if (!service || service.exitCode !== null || service.signalCode !== null) return begin()
      leaving = true
      service.once('exit', begin)
      service.kill('SIGTERM')
    },
    stop(signal) {
      stopped = true
      service?.kill(signal)
    },
  }
}
