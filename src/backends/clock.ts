/** The real time. Knows nothing else; tests hand in a clock of their own. */
import type { Clock } from '../turn/ports'

export const systemClock: Clock = { now: () => new Date() }
