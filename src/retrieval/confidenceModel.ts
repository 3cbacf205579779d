/** Made by src/commands/trainConfidence.ts from test/retrieval/tune-*.yml: do not edit by hand. */
import type { ConfidenceModel } from './confidence'

export const confidenceModel: ConfidenceModel = {
  bias: -4.5,
  weights: { guide: 2, question: 3, coverage: 2, margin: 2, known: 1 },
  means: {},
  deviations: {},
  answerFrom: 0.6,
  clarifyFrom: 0.25,
}
