/** A model with its limits: breaker, how many at once, the day's budget. Knows no vendor; never waits in a queue: a refusal costs nothing. */
import {
  WriterFault,
  type AnswerWriter,
  type DraftSentence,
  type QuestionRewriter,
  type RewriteRequest,
  type WriteRequest,
  type WriterFaultCode,
} from '../../answering/ports'
import type { Clock } from '../../turn/ports'
import { createBreaker, type BreakerLimits, type CircuitBreaker } from './circuitBreaker'
import { openBudget, type BudgetAccount, type DailyBudget, type TokenUse } from './writerUsage'

export interface Metered<Result> {
  readonly result: Result
  readonly used: TokenUse | undefined
}

/** What a model vendor's client does: writes, and tells what it took. */
export interface MeteredModel {
  write(
    request: WriteRequest,
    signal: AbortSignal,
    onSentence?: (sentence: DraftSentence) => void,
  ): Promise<Metered<readonly DraftSentence[]>>
  rewrite(request: RewriteRequest, signal: AbortSignal): Promise<Metered<string>>
}

export interface WriterLimits {
  readonly breaker: BreakerLimits
  /** Calls of the model at the same time. */
  readonly atOnce: number
  readonly budget: DailyBudget
  /** The most tokens an answer may have. */
  readonly answerTokens: number
}

export interface GuardedWriter extends AnswerWriter, QuestionRewriter {
  readonly breaker: Pick<CircuitBreaker, 'state'>
  readonly budget: Pick<BudgetAccount, 'spent'>
}

/**
 * What speaks against the endpoint and opens the breaker. A refusal and a stop do not: whoever asks can provoke them, and must not be able
 * to switch the model off for everybody.
 */
const endpointFaults: readonly WriterFaultCode[] = ['TIMEOUT', 'UNREACHABLE', 'MALFORMED']

/** `now` is monotone, in ms. */
export function guardWriter(
  inner: MeteredModel,
  limits: WriterLimits,
  clock: Clock,
  now: () => number = () => performance.now(),
): GuardedWriter {
  const breaker = createBreaker(limits.breaker, now)
  const budget = openBudget(limits.budget, clock)
  let running = 0

  async function guarded<Result>(
    request: object,
    signal: AbortSignal,
    call: () => Promise<Metered<Result>>,
  ): Promise<Result> {
    if (running >= limits.atOnce) throw new WriterFault('BUSY', `${limits.atOnce} answers are being written already.`)
    const book = budget.reserve({ input: mostTokensOf(request), output: limits.answerTokens })
    if (!breaker.mayCall()) {
      book({ input: 0, output: 0 })
      throw new WriterFault('OPEN', 'The last calls of the model failed; it is left alone for a while.')
    }
    running++
    try {
      const { result, used } = await orAborted(call(), signal)
      book(used)
      breaker.succeeded()
      return result
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
      running--
    }
  }

  return {
    write: (request, signal, onSentence) => guarded(request, signal, () => inner.write(request, signal, onSentence)),
    rewrite: (request, signal) => guarded(request, signal, () => inner.rewrite(request, signal)),
    breaker,
    budget,
  }
}

/** A bound that needs no tokeniser: no token is shorter than a byte, and two bytes to a token is dense even for Finnish. */
function mostTokensOf(request: object): number {
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
