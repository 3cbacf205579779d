/** Fetches JSON from an open interface: tries again with growing waits after server errors, cut bodies and silence. Knows no interface. */
import { setTimeout as wait } from 'node:timers/promises'
import type { ZodType } from 'zod'

export interface FetchSettings {
  /** How often in all. */
  readonly attempts: number
  /** Before the second attempt; doubles for each further one. `Retry-After` wins where it is longer. */
  readonly firstWaitMs: number
  /** For one attempt, body included. */
  readonly timeoutMs: number
}

export const fetchDefaults: FetchSettings = { attempts: 5, firstWaitMs: 1000, timeoutMs: 60_000 }
const longestWaitMs = 60_000

/** The source did not give what was asked for, however often it was asked. */
export class ProviderSourceError extends Error {
  readonly code = 'PROVIDER_SOURCE'
  constructor(
    message: string,
    /** What was wrong, for reports: `http_500`, `cut_body`, `timeout`, `unreachable`, `schema`, `repeated_page`. */
    readonly reason: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
    this.name = 'ProviderSourceError'
  }
}

/**
 * The body as the schema reads it.
 * @throws ProviderSourceError after the last attempt; at once for an answer that asking again cannot mend (4xx, another shape)
 */
export async function fetchJson<T>(url: URL, schema: ZodType<T>, settings: FetchSettings = fetchDefaults): Promise<T> {
  let failure = new ProviderSourceError(`${url.href} was never asked.`, 'unreachable')
  for (let attempt = 1; attempt <= settings.attempts; attempt++) {
    const got = await attemptOnce(url, settings.timeoutMs)
    if (got.kind === 'body') {
      const parsed = schema.safeParse(got.value)
      if (parsed.success) return parsed.data
      const issue = parsed.error.issues[0]
      throw new ProviderSourceError(
        `${url.href} answered in a shape that is not known (${issue?.path.join('.') || 'top level'}: ${issue?.message}). The interface may have changed.`,
        'schema',
      )
    }
    failure = got.failure
    if (!got.again) break
    if (attempt < settings.attempts) {
      const planned = settings.firstWaitMs * 2 ** (attempt - 1)
      await wait(Math.min(longestWaitMs, Math.max(planned, got.afterMs ?? 0)))
    }
  }
  throw failure
}

type Attempt =
  | { readonly kind: 'body'; readonly value: unknown }
  | {
      readonly kind: 'failure'
      readonly failure: ProviderSourceError
      readonly again: boolean
      readonly afterMs?: number
    }

async function attemptOnce(url: URL, timeoutMs: number): Promise<Attempt> {
  const failed = (sentence: string, reason: string, again: boolean, cause?: unknown, afterMs?: number): Attempt => ({
    kind: 'failure',
    failure: new ProviderSourceError(`${url.href} ${sentence}.`, reason, { cause }),
    again,
    afterMs,
  })
  let text: string
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) {
      await response.body?.cancel()
      const afterMs = Number(response.headers.get('retry-after')) * 1000 || undefined
      const again = response.status >= 500 || response.status === 429 || response.status === 408
      return failed(`answered ${response.status}`, `http_${response.status}`, again, undefined, afterMs)
    }
    text = await response.text()
  } catch (cause) {
    const late = cause instanceof Error && cause.name === 'TimeoutError'
    return late
      ? failed('did not answer in time', 'timeout', true, cause)
      : failed('could not be reached, or broke off', 'unreachable', true, cause)
  }
  try {
    return { kind: 'body', value: JSON.parse(text) as unknown }
  } catch (cause) {
    return failed('sent a body that is not whole JSON', 'cut_body', true, cause)
  }
}
