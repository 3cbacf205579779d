/** The part of compose for a model: built only when one is configured, and in production only when it has been evaluated. */
import path from 'node:path'
import type { Logger } from 'pino'
import { writeWithModel, type WriteReply, type WritingReport } from './answering/writeAnswer'
import { systemClock } from './backends/clock'
import { nameModel, recordEvaluation, requireEvaluation } from './backends/model/evaluationRecord'
import { guardWriter } from './backends/model/guardWriter'
import { openAiWriter, type ModelEndpoint } from './backends/model/openAiWriter'
import type { Config } from './config'
import { loadPrompts } from './dialogs/prompts'
import type { Tools } from './turn/tools'

export interface ComposedModel {
  readonly write: WriteReply
  /** Records that the model has been evaluated with these prompts and this knowledge; returns the file. */
  record(lines: number, reports: readonly WritingReport[]): string
}

const answerTokens = 700
const breaker = { failures: 5, openMs: 30_000 }

/**
 * Undefined where no model is configured. `evaluating` lets a model run that has no record yet.
 * @throws ModelNotEvaluated in production, for a model or prompts without a record
 */
export async function composeModel(
  config: Config,
  tools: Tools,
  log: Pick<Logger, 'info'>,
  evaluating?: (report: WritingReport) => void,
): Promise<ComposedModel | undefined> {
  const { model, dataFolder } = config
  if (!model) return undefined
  const endpoint = endpointOf(model)
  const prompts = loadPrompts(path.resolve(config.dialogsFolder))
  const evaluated = { model: nameModel(endpoint), promptVersion: prompts.version }
  if (config.mode === 'production' && !evaluating) requireEvaluation(dataFolder, evaluated)
  const client = openAiWriter({ endpoint, answerTokens })
  await client.ready()
  const budget = { tokens: model.tokensPerDay, euros: model.eurosPerDay, pricePerMillion: model.eurosPerMillion }
  const writer = guardWriter(client, { breaker, atOnce: model.atOnce, budget, answerTokens }, systemClock)
  const write = writeWithModel({
    ...tools,
    prompts,
    writer,
    deadlineMs: model.deadlineMs,
    isOn: () => true,
    report(report) {
      evaluating?.(report)
      log.info({ ...report, cut: report.cut.join(' ') }, 'answer written')
    },
  })
  return {
    write,
    record: (lines, reports) =>
      recordEvaluation(dataFolder, {
        ...evaluated,
        knowledgeVersion: tools.knowledge.version,
        at: systemClock.now().toISOString(),
        lines,
        written: reports.filter(({ outcome }) => outcome === 'written').length,
        lostCore: reports.filter(({ outcome }) => outcome === 'lost_its_core').length,
        faults: reports.filter(({ outcome }) => outcome === 'fault').length,
      }),
  }
}

function endpointOf({ endpoint, name, apiVersion, apiKey }: NonNullable<Config['model']>): ModelEndpoint {
  return apiVersion
    ? { kind: 'azure', endpoint, deployment: name, apiVersion, apiKey }
    : { kind: 'openai', baseUrl: endpoint, model: name, apiKey: apiKey ?? '' }
}
