/** Whether the bot, or the model, is switched off for a site: read from the store, a moment old at most. Knows no command and no store. */
import type { Switchable, SwitchedOff, SwitchStore, TurnLog } from './ports'

export interface Switches {
  /** The switches as they stand. Never rejects: when the store cannot be read, what was known last holds. */
  read(): Promise<SwitchState>
}

export interface SwitchState {
  isOff(what: Switchable, site: string | undefined): boolean
}

/** How old what was read may be, in ms: switching takes this long at most. */
const freshMs = 1_000

/** @param now monotone, in ms */
export function createSwitches(
  store: Pick<SwitchStore, 'off'>,
  log: Pick<TurnLog, 'error'>,
  now: () => number = () => performance.now(),
): Switches {
  let state = stateOf([])
  let readAt = -Infinity
  let reading: Promise<SwitchState> | undefined

  async function readAgain(): Promise<SwitchState> {
    try {
      state = stateOf(await store.off())
    } catch (cause) {
      log.error({ err: cause }, 'switches not read')
    }
    readAt = now()
    reading = undefined
    return state
  }

  return {
    read: () => (now() - readAt < freshMs ? Promise.resolve(state) : (reading ??= readAgain())),
  }
}

/** Nothing is ever off: for commands that have no store. */
export const allOn: Switches = { read: () => Promise.resolve(stateOf([])) }

function stateOf(off: readonly SwitchedOff[]): SwitchState {
  const keys = new Set(off.map(({ what, site }) => `${what} ${site ?? ''}`))
  return {
    isOff: (what, site) => keys.has(`${what} `) || (site !== undefined && keys.has(`${what} ${site}`)),
  }
}
