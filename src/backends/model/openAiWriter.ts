/** Writes with a model of Azure OpenAI, or of any endpoint that speaks OpenAI's API, through LangChain. Loads its packages only when it is used. Knows no gate and no limits. */
import type { BaseMessage } from '@langchain/core/messages'
import { z } from 'zod'
import { WriterFault, type WriteRequest } from '../../answering/ports'
import type { MeteredWriter } from './guardWriter'
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

export interface ModelSettings {
  readonly endpoint: ModelEndpoint
  /** The most tokens an answer may have. */
  readonly answerTokens: number
  /** Absent: the model's own; some models accept no other. */
  readonly temperature?: number
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
/** An answer is a few kilobytes; whoever sends more is not read to the end. */
const longestResponseBytes = 256 * 1024

const answerSchema = z.strictObject({
  sentences: z.array(
    z.strictObject({
      text: z.string().describe('One sentence, plain text.'),
      sources: z
        .array(z.number().int())
        .describe('Numbers of the sources that the sentence rests on, the most important first.'),
    }),
  ),
})

type Ask = (messages: [string, string][], signal: AbortSignal) => Promise<{ raw: BaseMessage; parsed: unknown }>

export interface OpenAiWriter extends MeteredWriter {
  /** Loads the packages and builds the client; for the start, so that a wrong setting is said then. Calls no network. */
  ready(): Promise<void>
}

export function openAiWriter(settings: ModelSettings): OpenAiWriter {
  let loading: Promise<Ask> | undefined
  return {
    async ready() {
      loading ??= loadClient(settings)
      await loading
    },
    async write(request, signal) {
      loading ??= loadClient(settings)
      try {
        const ask = await loading
        const { raw, parsed } = await ask(messagesOf(request), signal)
        const answer = answerSchema.safeParse(parsed)
        if (!answer.success)
          throw (
            refusalIn(raw) ?? new WriterFault('MALFORMED', 'The model did not answer in the form that was asked for.')
          )
        return { sentences: answer.data.sentences, used: usedBy(raw) }
      } catch (cause) {
        throw faultOf(cause, signal)
      }
    },
  }
}

/** The instructions, and everything else as one piece of JSON, out of which no question and no passage can break. */
function messagesOf({ instructions, question, about, sources }: WriteRequest): [string, string][] {
  const material = {
    question,
    ...(about ? { before: about } : {}),
    sources: sources.map(({ number, title, text, marks }) => ({
      number,
      title,
      text,
      marks: Object.fromEntries(marks.map(({ mark, label }) => [mark, label])),
    })),
  }
  return [
    ['system', instructions],
    ['human', JSON.stringify(material)],
  ]
}

async function loadClient({ endpoint, answerTokens, temperature }: ModelSettings): Promise<Ask> {
  const [{ AzureChatOpenAI, ChatOpenAI }, { getEnvironmentVariable }] = await Promise.all([
    import('@langchain/openai'),
    import('@langchain/core/utils/env'),
  ])
  const telltale = talkativeSettings.filter((name) => getEnvironmentVariable(name) === 'true')
  if (telltale.length > 0)
    throw new WriterFault(
      'UNREACHABLE',
      `LangChain would print or send away what people write. Remove ${telltale.join(' and ')} from the environment.`,
    )
  const common = {
    // The quoted answer is our second try: waiting for another one would cost the person time.
    maxRetries: 0,
    maxTokens: answerTokens,
    ...(temperature === undefined ? {} : { temperature }),
  }
  const configuration = { fetch: limitResponses(fetch, longestResponseBytes) }
  const model =
    endpoint.kind === 'azure'
      ? new AzureChatOpenAI({
          ...common,
          configuration,
          azureOpenAIEndpoint: endpoint.endpoint,
          azureOpenAIApiDeploymentName: endpoint.deployment,
          model: endpoint.deployment,
          azureOpenAIApiVersion: endpoint.apiVersion,
          ...(endpoint.apiKey ? { azureOpenAIApiKey: endpoint.apiKey } : { azureADTokenProvider: await entraTokens() }),
        })
      : new ChatOpenAI({
          ...common,
          model: endpoint.model,
          apiKey: endpoint.apiKey,
          configuration: { ...configuration, baseURL: endpoint.baseUrl },
        })
  const structured = model.withStructuredOutput(answerSchema, {
    name: 'answer',
    method: 'jsonSchema',
    strict: true,
    includeRaw: true,
  })
  return (messages, signal) => structured.invoke(messages, { signal })
}

async function entraTokens(): Promise<() => Promise<string>> {
  const { DefaultAzureCredential, getBearerTokenProvider } = await import('@azure/identity')
  return getBearerTokenProvider(new DefaultAzureCredential(), entraScope)
}

function usedBy(raw: BaseMessage) {
  const usage = (raw as { usage_metadata?: { input_tokens: number; output_tokens: number } }).usage_metadata
  return usage && { input: usage.input_tokens, output: usage.output_tokens }
}

function refusalIn(raw: BaseMessage): WriterFault | undefined {
  const { finish_reason: ended } = raw.response_metadata as { finish_reason?: string }
  const refused = typeof raw.additional_kwargs.refusal === 'string' || ended === 'content_filter'
  return refused ? new WriterFault('REFUSED', 'The model or its content filter would not write.') : undefined
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
function faultOf(cause: unknown, signal: AbortSignal): WriterFault {
  if (cause instanceof WriterFault) return cause
  if (signal.aborted) return new WriterFault('TIMEOUT', 'The model did not answer in time.', { cause })
  const { status, code, name } = cause as { status?: number; code?: string; name?: string }
  if (code === 'content_filter' || name === 'ContentFilterFinishReasonError')
    return new WriterFault('REFUSED', "The endpoint's content filter refused the question or the answer.", { cause })
  if (status === undefined && malformedNames.includes(name ?? ''))
    return new WriterFault('MALFORMED', 'The model did not answer in the form that was asked for.', { cause })
  return new WriterFault('UNREACHABLE', `The model's endpoint failed${status ? ` with status ${status}` : ''}.`, {
    cause,
  })
}
