/** A writer with its limits: breaker, how many at once, the day's budget. Knows no vendor; never waits in a queue: a refusal costs nothing. */
import {
  WriterFault,
  type AnswerWriter,
  type DraftSentence,
  type WriteRequest,
  type WriterFaultCode,
} from '../../answering/ports'
import type { Clock } from '../../turn/ports'
import { createBreaker, type BreakerLimits, type CircuitBreaker } from './circuitBreaker'
import { openBudget, type BudgetAccount, type DailyBudget, type TokenUse } from './writerUsage'

/** What a model vendor's client does: writes, and tells what it took. */
export interface MeteredWriter {
  write(
    request: WriteRequest,
    signal: AbortSignal,
  ): Promise<{ readonly sentences: readonly DraftSentence[]; readonly used: TokenUse | undefined }>
}

export interface WriterLimits {
  readonly breaker: BreakerLimits
  /** Answers being written at the same time. */
  readonly atOnce: number
  readonly budget: DailyBudget
  /** The most tokens an answer may have. */
  readonly answerTokens: number
}

export interface GuardedWriter extends AnswerWriter {
  readonly breaker: Pick<CircuitBreaker, 'state'>
  readonly budget: Pick<BudgetAccount, 'spent'>
}

/**
 * What speaks against the endpoint and opens the breaker. A refusal does not: whoever asks can provoke one, and must not be able to
 * switch the model off for everybody.
 */
const endpointFaults: readonly WriterFaultCode[] = ['TIMEOUT', 'UNREACHABLE', 'MALFORMED']

/** `now` is monotone, in ms. */
export function guardWriter(
  inner: MeteredWriter,
  limits: WriterLimits,
  clock: Clock,
  now: () => number = () => performance.now(),
): GuardedWriter {
  const breaker = createBreaker(limits.breaker, now)
  const budget = openBudget(limits.budget, clock)
  let writing = 0

  async function write(request: WriteRequest, signal: AbortSignal): Promise<readonly DraftSentence[]> {
    if (writing >= limits.atOnce) throw new WriterFault('BUSY', `${limits.atOnce} answers are being written already.`)
    const book = budget.reserve({ input: mostTokensOf(request), output: limits.answerTokens })
    if (!breaker.mayCall()) {
      book({ input: 0, output: 0 })
      throw new WriterFault('OPEN', 'The last calls of the model failed; it is left alone for a while.')
    }
    writing++
    try {
      const { sentences, used } = await orAborted(inner.write(request, signal), signal)
      book(used)
      breaker.succeeded()
      return sentences
    } catch (cause) {
      const fault =
        cause instanceof WriterFault
          ? cause
          : new WriterFault('UNREACHABLE', 'The model could not be asked.', { cause })
      book(fault.code === 'UNREACHABLE' ? { input: 0, output: 0 } : undefined)
      if (endpointFaults.includes(fault.code)) breaker.failed()
      else breaker.saidNothing()
      throw fault
    } finally {
      writing--
    }
  }

  return { write, breaker, budget }
}

/** A bound that needs no tokeniser: no token is shorter than a byte, and two bytes to a token is dense even for Finnish. */
function mostTokensOf(request: WriteRequest): number {
  return Math.ceil(Buffer.byteLength(JSON.stringify(request)) / 2)
}

/** The work, or, once `signal` is aborted, its reason: also when the client does not listen. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    stop = () =>
      reject(
        signal.reason instanceof WriterFault
          ? signal.reason
          : new WriterFault('TIMEOUT', 'The answer is no longer waited for.'),
      )
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    if (stop) signal.removeEventListener('abort', stop)
  }
}
