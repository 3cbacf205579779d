/** Whether this very model has been evaluated: the record that production asks for, written by `npm run evaluate -- --writer model`. Knows no model. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** What was evaluated. A record holds for exactly this. */
export interface EvaluatedModel {
  /** As `nameModel` has it. */
  readonly model: string
  readonly promptVersion: string
}

const recordSchema = z.object({
  model: z.string(),
  promptVersion: z.string(),
  knowledgeVersion: z.string(),
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  lines: z.number().int().positive(),
  /** Answers that the model wrote and the gate let through. */
  written: z.number().int().nonnegative(),
  /** Answers that fell back to the quoted one: by the gate, and by a fault. */
  lostCore: z.number().int().nonnegative(),
  faults: z.number().int().nonnegative(),
})
export type EvaluationRecord = z.infer<typeof recordSchema>

/** Production may not use a model that nobody has evaluated. */
export class ModelNotEvaluated extends Error {
  readonly code = 'MODEL_NOT_EVALUATED'
}

/** Writes the record into the data folder, whole or not at all; returns its path. */
export function recordEvaluation(dataFolder: string, record: EvaluationRecord): string {
  const file = recordFile(dataFolder)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, JSON.stringify(recordSchema.parse(record), null, 2) + '\n')
  renameSync(`${file}.new`, file)
  return file
}

/**
 * The record for this model and these prompts. Other knowledge does not unmake it: what may be said is checked sentence by sentence.
 * @throws ModelNotEvaluated when there is none, or none of an answer that could be shown
 */
export function requireEvaluation(dataFolder: string, wanted: EvaluatedModel): EvaluationRecord {
  const file = recordFile(dataFolder)
  const refuse = (why: string, cause?: unknown): never => {
    throw new ModelNotEvaluated(
      `${why} Run "npm run evaluate -- --writer model FILE.jsonl" with the same settings, read its result, and start again.`,
      { cause },
    )
  }
  let written: unknown
  try {
    written = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    return refuse(`The model ${wanted.model} has not been evaluated: ${file} cannot be read.`, cause)
  }
  const { data } = recordSchema.safeParse(written)
  if (!data) return refuse(`${file} is not a record of an evaluation.`)
  if (data.model !== wanted.model)
    return refuse(`The evaluation in ${file} is of ${data.model}, not of ${wanted.model}.`)
  if (data.promptVersion !== wanted.promptVersion)
    return refuse(`The prompts have changed since the evaluation in ${file}.`)
  if (data.written === 0) return refuse(`In the evaluation in ${file} the model wrote no answer that could be shown.`)
  return data
}

function recordFile(dataFolder: string): string {
  return path.join(dataFolder, 'evaluations', 'model.json')
}
