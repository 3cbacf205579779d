/** Turns texts into vectors with a model of Azure OpenAI or of any endpoint that speaks OpenAI's API, through LangChain. Loads its packages only when it is used. */
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import { clientOptions, entraTokens, nameModel, refuseTalkative, type ModelEndpoint } from '../model/modelEndpoint'

export interface Embedder {
  /** Names the model; vectors of another one are of no use beside its own. */
  readonly name: string
  /** For guides: many texts a call, patient. */
  readonly forTexts: EmbeddingsInterface
  /** For questions: one try, and only until the deadline. */
  readonly forQuestions: EmbeddingsInterface
}

/** Texts a call; well below what endpoints accept. */
const textsPerCall = 64
const patienceMs = 60_000
/** 64 vectors of 3 072 numbers as JSON are 4 MB. */
const longestResponseBytes = 16 * 1024 * 1024

/** Calls no network. @param deadlineMs of a question */
export async function openAiEmbedder(endpoint: ModelEndpoint, deadlineMs: number): Promise<Embedder> {
  const { AzureOpenAIEmbeddings, OpenAIEmbeddings } = await import('@langchain/openai')
  await refuseTalkative()
  const tokens = endpoint.kind === 'azure' && !endpoint.apiKey ? await entraTokens() : undefined
  const { configuration } = clientOptions(longestResponseBytes)
  const build = (timeout: number, maxRetries: number): EmbeddingsInterface => {
    // Numbers as numbers: not every endpoint writes them as Base64 when it is asked to.
    const common = { timeout, maxRetries, batchSize: textsPerCall, encodingFormat: 'float' as const }
    return endpoint.kind === 'azure'
      ? new AzureOpenAIEmbeddings({
          ...common,
          configuration,
          azureOpenAIBasePath: `${endpoint.endpoint}/openai/deployments`,
          azureOpenAIApiEmbeddingsDeploymentName: endpoint.deployment,
          model: endpoint.deployment,
          azureOpenAIApiVersion: endpoint.apiVersion,
          ...(tokens ? { azureADTokenProvider: tokens } : { azureOpenAIApiKey: endpoint.apiKey }),
        })
      : new OpenAIEmbeddings({
          ...common,
          model: endpoint.model,
          apiKey: endpoint.apiKey,
          configuration: { ...configuration, baseURL: endpoint.baseUrl },
        })
  }
  return { name: nameModel(endpoint), forTexts: build(patienceMs, 2), forQuestions: build(deadlineMs, 0) }
}
