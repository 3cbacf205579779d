/** Work that is waited for until a deadline, or until somebody wants no more of it. Knows nothing of the work. */
import { WriterFault } from './ports'

/**
 * The work, or a WriterFault: `TIMEOUT` when `deadlineMs` have passed, `STOPPED` when `stopped` is aborted – also when the work does not
 * listen to the signal it is given.
 */
export async function byDeadline<T>(
  work: (ended: AbortSignal) => Promise<T>,
  deadlineMs: number,
  stopped?: AbortSignal,
): Promise<T> {
  const ending = new AbortController()
  const timeOut = (): void => ending.abort(new WriterFault('TIMEOUT', `The model did not answer in ${deadlineMs} ms.`))
  const stop = (): void => ending.abort(new WriterFault('STOPPED', 'The answer was no longer wanted.'))
  const timer = setTimeout(timeOut, Math.max(0, deadlineMs))
  stopped?.addEventListener('abort', stop, { once: true })
  if (stopped?.aborted) stop()
  try {
    const ended = new Promise<never>((_, reject) => {
      const refuse = (): void => reject(ending.signal.reason as WriterFault)
      if (ending.signal.aborted) refuse()
      else ending.signal.addEventListener('abort', refuse, { once: true })
    })
    return await Promise.race([work(ending.signal), ended])
  } finally {
    clearTimeout(timer)
    stopped?.removeEventListener('abort', stop)
  }
}
