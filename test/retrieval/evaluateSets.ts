/** Runs labelled question sets through a search and counts. Prints and judges nothing. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Language } from '../../src/language/languages'

export interface LabelledQuestion {
  readonly text: string
  readonly lang: Language
  readonly style: string
  /** Acceptable guides, best first; empty when no guide is right. */
  readonly guides: readonly string[]
  readonly because: string
}

/** What any engine says of a question: guides best first, and how sure it is (any scale, higher is surer). */
export interface Verdict {
  readonly guides: readonly string[]
  readonly confidence: number
}

export interface Measured {
  readonly questions: number
  /** Shares of 1. */
  readonly first: number
  readonly firstThree: number
  readonly meanReciprocalRank: number
}

export interface Abstention {
  /** Chance that a question with a guide is surer than one without. */
  readonly auroc: number
  /** Share of the questions with a guide that are answered rightly when the threshold makes 95 % of all answers right. */
  readonly coverageAt95: number
}

/** `split` is `tune` or `test`; a set that is not there is left out. */
export function readSets(
  split: 'tune' | 'test',
  folder = __dirname,
): { inScope: LabelledQuestion[]; outOfScope: LabelledQuestion[] } {
  const read = (name: string): LabelledQuestion[] => {
    const file = join(folder, `${split}-${name}.yml`)
    return existsSync(file) ? (parse(readFileSync(file, 'utf8')) as LabelledQuestion[]) : []
  }
  return { inScope: ['fi', 'sv', 'en'].flatMap(read), outOfScope: read('none') }
}

export function measure(questions: readonly LabelledQuestion[], verdicts: readonly Verdict[]): Measured {
  let first = 0
  let firstThree = 0
  let reciprocal = 0
  questions.forEach(({ guides }, i) => {
    const rank = verdicts[i]?.guides.findIndex((guide) => guides.includes(guide)) ?? -1
    if (rank === 0) first++
    if (rank >= 0 && rank < 3) firstThree++
    if (rank >= 0) reciprocal += 1 / (rank + 1)
  })
  const count = Math.max(1, questions.length)
  return {
    questions: questions.length,
    first: first / count,
    firstThree: firstThree / count,
    meanReciprocalRank: reciprocal / count,
  }
}

export function measureAbstention(
  questions: readonly LabelledQuestion[],
  verdicts: readonly Verdict[],
  outOfScope: readonly Verdict[],
): Abstention {
  let wins = 0
  for (const inside of verdicts) {
    for (const outside of outOfScope) {
      wins += inside.confidence > outside.confidence ? 1 : inside.confidence === outside.confidence ? 0.5 : 0
    }
  }
  const all = [
    ...questions.map(({ guides }, i) => ({
      confidence: verdicts[i]?.confidence ?? 0,
      right: guides.includes(verdicts[i]?.guides[0] ?? ''),
    })),
    ...outOfScope.map(({ confidence }) => ({ confidence, right: false })),
  ].sort((one, two) => two.confidence - one.confidence)
  let right = 0
  let best = 0
  all.forEach((entry, i) => {
    if (entry.right) right++
    if (right / (i + 1) >= 0.95) best = right
  })
  return {
    auroc: wins / Math.max(1, verdicts.length * outOfScope.length),
    coverageAt95: best / Math.max(1, questions.length),
  }
}
