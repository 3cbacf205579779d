/** Where a model is, how we show who we are, and what every client of it has in common. Knows neither chat nor embeddings. */
import { WriterFault } from '../../answering/ports'
import { limitResponses } from './limitResponses'

/** Where the model is and how we show who we are. */
export type ModelEndpoint =
  | {
      readonly kind: 'azure'
      /** `https://<resource>.openai.azure.com` */
      readonly endpoint: string
      readonly deployment: string
      /** e.g. `2024-10-21` */
      readonly apiVersion: string
      /** Absent: Entra ID (managed identity, workload identity or the environment), the safer way. */
      readonly apiKey?: string
    }
  | { readonly kind: 'openai'; readonly baseUrl: string; readonly model: string; readonly apiKey: string }

/** The model's name for records and logs, without keys: `my-resource.openai.azure.com/gpt-4o-mini`. */
export function nameModel(endpoint: ModelEndpoint): string {
  return endpoint.kind === 'azure'
    ? `${new URL(endpoint.endpoint).host}/${endpoint.deployment}`
    : `${new URL(endpoint.baseUrl).host}/${endpoint.model}`
}

/** The scope of Azure's model endpoints in Entra ID. */
const entraScope = 'https://cognitiveservices.azure.com/.default'
/** With any of these LangChain sends whole prompts to a tracing service, or prints them. */
export const talkativeSettings: readonly string[] = [
  'LANGSMITH_TRACING',
  'LANGSMITH_TRACING_V2',
  'LANGCHAIN_TRACING',
  'LANGCHAIN_TRACING_V2',
  'LANGCHAIN_VERBOSE',
]

/** @throws WriterFault when LangChain would print or send away what people write */
export async function refuseTalkative(): Promise<void> {
  const { getEnvironmentVariable } = await import('@langchain/core/utils/env')
  const telltale = talkativeSettings.filter((name) => getEnvironmentVariable(name) === 'true')
  if (telltale.length > 0)
    throw new WriterFault(
      'UNREACHABLE',
      `LangChain would print or send away what people write. Remove ${telltale.join(' and ')} from the environment.`,
    )
}

/** What every client is built with: no tries of its own, no words in its log, no endless response. */
export function clientOptions(longestResponseBytes: number) {
  return {
    // What stands without the model is our second try: waiting for another one would cost the person time.
    maxRetries: 0,
    // The client would else print what it cannot read.
    configuration: { fetch: limitResponses(fetch, longestResponseBytes), logLevel: 'off' as const },
  }
}

export async function entraTokens(): Promise<() => Promise<string>> {
  const { DefaultAzureCredential, getBearerTokenProvider } = await import('@azure/identity')
  return getBearerTokenProvider(new DefaultAzureCredential(), entraScope)
}

/** What the client throws when an answer that came in whole cannot be read; a connection that failed has another name. */
const malformedNames: readonly string[] = [
  'SyntaxError',
  'TypeError',
  'LengthFinishReasonError',
  'OutputParserException',
  'ZodError',
]

/** The client's many errors as one of ours, by their codes and kinds, never by their words. */
export function faultOf(cause: unknown, signal: AbortSignal): WriterFault {
  if (cause instanceof WriterFault) return cause
  if (signal.aborted)
    return signal.reason instanceof WriterFault
      ? signal.reason
      : new WriterFault('TIMEOUT', 'The model did not answer in time.', { cause })
  const { status, code, name } = cause as { status?: number; code?: string; name?: string }
  if (code === 'content_filter' || name === 'ContentFilterFinishReasonError')
    return new WriterFault('REFUSED', "The endpoint's content filter refused the question or the answer.", { cause })
  if (status === undefined && malformedNames.includes(name ?? ''))
    return new WriterFault('MALFORMED', 'The model did not answer in the form that was asked for.', { cause })
  return new WriterFault('UNREACHABLE', `The model's endpoint failed${status ? ` with status ${status}` : ''}.`, {
    cause,
  })
}
