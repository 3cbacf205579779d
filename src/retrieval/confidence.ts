/** How sure the first guide is right: features of a ranking through a logistic model. Knows no guide and no text. */
import { confidenceModel } from './confidenceModel'
import type { Query } from './parseQuery'
import type { Ranking, ScoredGuide } from './rankGuides'
import type { Band } from './types'

export const featureNames = [
  'guide',
  'question',
  'passage',
  'grams',
  'coverage',
  'margin',
  'known',
  'words',
  'repaired',
  'wide',
  'elsewhere',
  'ownCase',
  'strength',
  'questionMargin',
  'affinity',
  'affinityMargin',
  'outside',
] as const
export type Features = Readonly<Record<(typeof featureNames)[number], number>>

/** A linear model over standardised features. */
export interface ConfidenceModel {
  readonly bias: number
  readonly weights: Readonly<Record<string, number>>
  readonly means: Readonly<Record<string, number>>
  readonly deviations: Readonly<Record<string, number>>
  /** From here on the first guide is given at once; below `clarify` nothing is. */
  readonly answerFrom: number
  readonly clarifyFrom: number
}

/** All in about 0 to 1. `ranked` is of the ranking, best first. */
export function featuresOf(
  query: Query,
  ranked: readonly ScoredGuide[],
  { reach, outside }: Pick<Ranking, 'reach' | 'outside'>,
): Features {
  const [first, second] = ranked
  const top = first?.score ?? 0
  let otherQuestion = 0
  let otherAffinity = 0
  for (const other of ranked.slice(1)) {
    otherQuestion = Math.max(otherQuestion, other.parts.question)
    otherAffinity = Math.max(otherAffinity, other.parts.affinity)
  }
  return {
    guide: first?.parts.guide ?? 0,
    question: first?.parts.question ?? 0,
    passage: first?.parts.passage ?? 0,
    grams: first?.parts.grams ?? 0,
    coverage: Math.min(1.5, first?.coverage ?? 0),
    margin: reach > 0 ? Math.min(2, (top - (second?.score ?? 0)) / reach) : 0,
    known: query.contentWords > 0 ? query.knownWords / query.contentWords : 0,
    words: Math.min(1, query.contentWords / 8),
    repaired: query.contentWords > 0 ? query.repairedWords / query.contentWords : 0,
    wide: Math.min(1, query.concepts.length / 6),
    elsewhere: Math.min(1, query.elsewhere / 2),
    ownCase: query.ownCase > 0 ? 1 : 0,
    strength: Math.max(-1, Math.min(1.5, top / 3)),
    affinity: first?.parts.affinity ?? 0,
    affinityMargin: (first?.parts.affinity ?? 0) - otherAffinity,
    outside,
    questionMargin: (first?.parts.question ?? 0) - otherQuestion,
  }
}

/** 0 to 1. */
export function confidenceOf(features: Features, model: ConfidenceModel = confidenceModel): number {
  let sum = model.bias
  for (const name of featureNames) {
    const deviation = model.deviations[name] ?? 1
    sum +=
      ((features[name] - (model.means[name] ?? 0)) / (deviation === 0 ? 1 : deviation)) * (model.weights[name] ?? 0)
  }
  return 1 / (1 + Math.exp(-sum))
}

export function bandOf(confidence: number, model: ConfidenceModel = confidenceModel): Band {
  if (confidence >= model.answerFrom) return 'answer'
  return confidence >= model.clarifyFrom ? 'clarify' : 'abstain'
}
