/**
 * Work about many things, of which each is slow: one at a time for each thing, a few things at once, and changes that come while one is
 * under way make one more, however many they are. Knows nothing of what is told.
 */

export interface TellingsNeeds {
  tell(id: string): Promise<void>
  /** Nothing new is begun then. */
  isStopped(): boolean
  onFault(fault: unknown): void
}

export interface Tellings {
  /** Resolves when what had changed until now has been told, or has failed. */
  soon(id: string): Promise<void>
}

const atOnce = 8

export function createTellings({ tell, isStopped, onFault }: TellingsNeeds): Tellings {
  const running = new Map<string, { again: boolean; done: Promise<void> }>()
  const lanes = Array.from({ length: atOnce }, () => Promise.resolve())
  let next = 0

  async function tellUntilDone(id: string, one: { again: boolean }): Promise<void> {
    try {
      while (one.again && !isStopped()) {
        one.again = false
        await tell(id)
      }
    } catch (fault) {
      onFault(fault)
    } finally {
      running.delete(id)
    }
  }

  return {
    soon(id) {
      const there = running.get(id)
      if (there) {
        there.again = true
        return there.done
      }
      const lane = next++ % atOnce
      const one = { again: true, done: Promise.resolve() }
      running.set(id, one)
      one.done = (lanes[lane] ?? Promise.resolve()).then(() => tellUntilDone(id, one))
      lanes[lane] = one.done
      return one.done
    },
  }
}
