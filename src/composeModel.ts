/** The part of compose for models: built only when one is configured, and in production a writing one only when it has been evaluated. */
import path from 'node:path'
import type { Logger } from 'pino'
import { rewriteWithModel } from './answering/rewriteQuestion'
import { writeWithModel, type WritingReport } from './answering/writeAnswer'
import { systemClock } from './backends/clock'
import { recordEvaluation, requireEvaluation } from './backends/model/evaluationRecord'
import { guardWriter } from './backends/model/guardWriter'
import { nameModel, type ModelEndpoint } from './backends/model/modelEndpoint'
import { openAiWriter } from './backends/model/openAiWriter'
import { openGuideRanking, type GuideRanking } from './backends/vectors/guideRanking'
import { openAiEmbedder } from './backends/vectors/openAiEmbedder'
import type { Config } from './config'
import type { EndpointConfig } from './configModel'
import { loadPrompts } from './dialogs/prompts'
import type { Thinking } from './turn/ponder'
import type { Tools } from './turn/tools'

export interface ComposedModel {
  readonly thinking: Thinking
  /** Whether a model writes; else only the ranking by meaning is configured. */
  readonly writes: boolean
  /** Records that the model has been evaluated with these prompts and this knowledge; returns the file. Only where a model writes. */
  record(lines: number, reports: readonly WritingReport[]): string
  /** Resolves when vectors that are being built are there, or have failed. */
  ready(): Promise<void>
  close(): Promise<void>
}

type Log = Pick<Logger, 'info' | 'warn'>

const answerTokens = 700
const breaker = { failures: 5, openMs: 30_000 }
/** Of the deadline, what a follow-up question may take before the answer is begun. */
const rewritingShare = 0.35

/**
 * Undefined where no model is configured. `evaluating` lets a model run that has no record yet.
 * @throws ModelNotEvaluated in production, for a model or prompts without a record
 */
export async function composeModel(
  config: Config,
  tools: Tools,
  log: Log,
  evaluating?: (report: WritingReport) => void,
): Promise<ComposedModel | undefined> {
  if (!config.model && !config.embeddings) return undefined
  const writing = await composeWriting(config, tools, log, evaluating)
  const ranking = await composeRanking(config, tools, log)
  return {
    thinking: { ...writing?.thinking, ...(ranking && { rank: ranking }) },
    writes: writing !== undefined,
    record(lines, reports) {
      if (!writing) throw new Error('No model writes: set MODEL_ENDPOINT and MODEL_NAME.')
      return writing.record(lines, reports)
    },
    ready: () => ranking?.built ?? Promise.resolve(),
    close: () => ranking?.close() ?? Promise.resolve(),
  }
}

async function composeWriting(
  { model, mode, dataFolder, dialogsFolder }: Config,
  tools: Tools,
  log: Log,
  evaluating?: (report: WritingReport) => void,
): Promise<(Pick<ComposedModel, 'record'> & { readonly thinking: Thinking }) | undefined> {
  if (!model) return undefined
  const endpoint = endpointOf(model)
  const prompts = loadPrompts(path.resolve(dialogsFolder))
  const evaluated = { model: nameModel(endpoint), promptVersion: prompts.version }
  if (mode === 'production' && !evaluating) requireEvaluation(dataFolder, evaluated)
  const client = openAiWriter({ endpoint, answerTokens })
  await client.ready()
  const budget = { tokens: model.tokensPerDay, euros: model.eurosPerDay, pricePerMillion: model.eurosPerMillion }
  const guarded = guardWriter(client, { breaker, atOnce: model.atOnce, budget, answerTokens }, systemClock)
  const { knowledge } = tools
  return {
    thinking: {
      write: writeWithModel({
        ...tools,
        prompts,
        writer: guarded,
        deadlineMs: model.deadlineMs,
        report(report) {
          evaluating?.(report)
          const { cut, refused, ...facts } = report
          log.info({ ...facts, cut: cut.join(' ') }, 'answer written')
          if (refused.length > 0) log.warn({ passages: refused.join(' ') }, 'passages speak to a machine: look at them')
        },
      }),
      rewrite: rewriteWithModel({
        prompts,
        knowledge,
        rewriter: guarded,
        deadlineMs: model.deadlineMs * rewritingShare,
        report: (report) => log.info({ ...report }, 'question rewritten'),
      }),
    },
    record: (lines, reports) =>
      recordEvaluation(dataFolder, {
        ...evaluated,
        knowledgeVersion: knowledge.version,
        at: systemClock.now().toISOString(),
        lines,
        written: reports.filter(({ outcome }) => outcome === 'written').length,
        lostCore: reports.filter(({ outcome }) => outcome === 'lost_its_core').length,
        faults: reports.filter(({ outcome }) => outcome === 'fault').length,
      }),
  }
}

async function composeRanking(
  { embeddings, dataFolder }: Config,
  tools: Tools,
  log: Log,
): Promise<GuideRanking | undefined> {
  if (!embeddings) return undefined
  const { deadlineMs } = embeddings
  return openGuideRanking({
    guides: tools.knowledge.guides,
    embedder: await openAiEmbedder(endpointOf(embeddings), deadlineMs),
    folder: path.join(dataFolder, 'vectors'),
    deadlineMs,
    breaker,
    report: (facts, event) => (facts['fault'] === undefined ? log.info(facts, event) : log.warn(facts, event)),
  })
}

function endpointOf({ endpoint, name, apiVersion, apiKey }: EndpointConfig): ModelEndpoint {
  return apiVersion
    ? { kind: 'azure', endpoint, deployment: name, apiVersion, apiKey }
    : { kind: 'openai', baseUrl: endpoint, model: name, apiKey: apiKey ?? '' }
}
