/** The settings of a model: one that puts answers into words, and one that turns texts into vectors. Part of config.ts. */
import { z } from 'zod'
import { webAddress, wholeNumber } from './configForms'

export const modelSettings = {
  MODEL_ENDPOINT: webAddress.optional(),
  MODEL_NAME: z.string().min(1).optional(),
  MODEL_API_VERSION: z.string().min(1).optional(),
  MODEL_API_KEY: z.string().min(1).optional(),
  MODEL_DEADLINE_MS: wholeNumber(500, 60_000).default(8000),
  MODEL_AT_ONCE: wholeNumber(1, 1000).default(8),
  MODEL_TOKENS_PER_DAY: wholeNumber(1, 1_000_000_000).default(2_000_000),
  MODEL_EUROS_PER_DAY: wholeNumber(1, 100_000).default(20),
  MODEL_EUROS_PER_MILLION_IN: wholeNumber(0, 1000).default(1),
  MODEL_EUROS_PER_MILLION_OUT: wholeNumber(0, 1000).default(4),
  EMBEDDING_NAME: z.string().min(1).optional(),
  EMBEDDING_DEADLINE_MS: wholeNumber(100, 10_000).default(1000),
}
type Settings = z.infer<z.ZodObject<typeof modelSettings>>

/** Where a model is. */
export interface EndpointConfig {
  readonly endpoint: string
  /** The deployment (Azure) or the model. */
  readonly name: string
  /** Set for Azure OpenAI alone. */
  readonly apiVersion?: string
  /** Absent with Azure: Entra ID. */
  readonly apiKey?: string
  readonly deadlineMs: number
}

export interface ModelConfig extends EndpointConfig {
  readonly atOnce: number
  readonly tokensPerDay: number
  readonly eurosPerDay: number
  readonly eurosPerMillion: { readonly input: number; readonly output: number }
}

/** What is wrong only in combination. */
export function modelFaults(s: Settings): string[] {
  const faults: string[] = []
  if (s.MODEL_ENDPOINT && !s.MODEL_NAME && !s.EMBEDDING_NAME)
    faults.push(
      'MODEL_ENDPOINT and MODEL_NAME belong together: set both, or neither. EMBEDDING_NAME alone would do, too.',
    )
  if (!s.MODEL_ENDPOINT && s.MODEL_NAME)
    faults.push('MODEL_ENDPOINT and MODEL_NAME belong together: set both, or neither.')
  if (!s.MODEL_ENDPOINT && s.EMBEDDING_NAME) faults.push('EMBEDDING_NAME needs MODEL_ENDPOINT, which says where it is.')
  if (s.MODEL_ENDPOINT && !s.MODEL_API_VERSION && !s.MODEL_API_KEY)
    faults.push(
      'MODEL_API_KEY is needed unless MODEL_API_VERSION says that the model is in Azure (then Entra ID can serve).',
    )
  return faults
}

/** Each undefined where nothing is configured. */
export function modelConfigs(s: Settings): { readonly model?: ModelConfig; readonly embeddings?: EndpointConfig } {
  if (!s.MODEL_ENDPOINT) return {}
  const where = {
    endpoint: s.MODEL_ENDPOINT.replace(/\/+$/, ''),
    apiVersion: s.MODEL_API_VERSION,
    apiKey: s.MODEL_API_KEY,
  }
  return {
    ...(s.MODEL_NAME && {
      model: {
        ...where,
        name: s.MODEL_NAME,
        deadlineMs: s.MODEL_DEADLINE_MS,
        atOnce: s.MODEL_AT_ONCE,
        tokensPerDay: s.MODEL_TOKENS_PER_DAY,
        eurosPerDay: s.MODEL_EUROS_PER_DAY,
        eurosPerMillion: { input: s.MODEL_EUROS_PER_MILLION_IN, output: s.MODEL_EUROS_PER_MILLION_OUT },
      },
    }),
    ...(s.EMBEDDING_NAME && {
      embeddings: { ...where, name: s.EMBEDDING_NAME, deadlineMs: s.EMBEDDING_DEADLINE_MS },
    }),
  }
}
