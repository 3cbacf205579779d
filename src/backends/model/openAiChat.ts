/** Asks a chat model for JSON and hands its text over as it comes, through LangChain. Loads its packages only when it is used. Knows neither answers nor limits. */
import { WriterFault } from '../../answering/ports'
import { clientOptions, entraTokens, faultOf, refuseTalkative, type ModelEndpoint } from './modelEndpoint'
import type { TokenUse } from './writerUsage'

export interface ModelSettings {
  readonly endpoint: ModelEndpoint
  /** The most tokens an answer may have. */
  readonly answerTokens: number
  /** Absent: the model's own; some models accept no other. */
  readonly temperature?: number
}

export interface ChatQuestion {
  readonly instructions: string
  /** Everything else as one piece of JSON, out of which no question and no passage can break. */
  readonly material: object
  /** What the answer must look like: a name for it, and its JSON schema. */
  readonly form: { readonly name: string; readonly schema: Record<string, unknown> }
}

export interface Chat {
  /** Loads the packages and builds the client; for the start, so that a wrong setting is said then. Calls no network. */
  ready(): Promise<void>
  /**
   * The whole text of the answer.
   * @param onText is told of each piece as it comes
   * @throws WriterFault
   */
  ask(
    question: ChatQuestion,
    signal: AbortSignal,
    onText?: (piece: string) => void,
  ): Promise<{ readonly text: string; readonly used: TokenUse | undefined }>
}

/** An answer is a few kilobytes, in as many events as it has words; whoever sends more is not read to the end. */
const longestResponseBytes = 1024 * 1024

/** What we read of LangChain's message chunks. */
interface Chunk {
  readonly content: unknown
  readonly usage_metadata?: { readonly input_tokens: number; readonly output_tokens: number }
  readonly response_metadata: object
  readonly additional_kwargs: Readonly<Record<string, unknown>>
}

type Stream = (
  messages: [string, string][],
  form: ChatQuestion['form'],
  signal: AbortSignal,
) => Promise<AsyncIterable<Chunk>>

export function openAiChat(settings: ModelSettings): Chat {
  let loading: Promise<Stream> | undefined
  return {
    async ready() {
      loading ??= loadClient(settings)
      await loading
    },
    async ask({ instructions, material, form }, signal, onText) {
      loading ??= loadClient(settings)
      try {
        const stream = await loading
        const messages: [string, string][] = [
          ['system', instructions],
          ['human', JSON.stringify(material)],
        ]
        let text = ''
        let used: TokenUse | undefined
        let ended: unknown
        for await (const chunk of await stream(messages, form, signal)) {
          const piece = typeof chunk.content === 'string' ? chunk.content : ''
          text += piece
          used = usedBy(chunk) ?? used
          ended = (chunk.response_metadata as { finish_reason?: string }).finish_reason ?? ended
          if (typeof chunk.additional_kwargs.refusal === 'string') ended = 'content_filter'
          if (piece !== '') onText?.(piece)
        }
        // The client ends its stream without a word when it is aborted.
        signal.throwIfAborted()
        if (ended === 'content_filter')
          throw new WriterFault('REFUSED', 'The model or its content filter would not write.')
        return { text, used }
      } catch (cause) {
        throw faultOf(cause, signal)
      }
    },
  }
}

async function loadClient({ endpoint, answerTokens, temperature }: ModelSettings): Promise<Stream> {
  const { AzureChatOpenAI, ChatOpenAI } = await import('@langchain/openai')
  await refuseTalkative()
  const { configuration, ...options } = clientOptions(longestResponseBytes)
  const common = { ...options, maxTokens: answerTokens, ...(temperature === undefined ? {} : { temperature }) }
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
  return (messages, { name, schema }, signal) =>
    model.stream(messages, {
      signal,
      response_format: { type: 'json_schema', json_schema: { name, schema, strict: true } },
    })
}

function usedBy({ usage_metadata: usage }: Chunk): TokenUse | undefined {
  return usage && { input: usage.input_tokens, output: usage.output_tokens }
}
