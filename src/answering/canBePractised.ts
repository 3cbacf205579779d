/** Whether what a guide tells can be learnt or tried out beforehand: by a course on devices, or on a service's pages before one signs in. Knows no wording of ours. */
import type { Guide, Knowledge } from '../knowledge/types'

/** The guide that holds courses, peer guides and ways to try without harm. */
export const practiceGuide = 'digikurssi-ja-harjoittelu'

/** "Kirjaudu" and "tunnistaudu" as a step, but not "kirjaudu ulos": the Finnish guide is the one that the others are made of. */
const signsIn = /(?<!\p{L})(?:kirjaudu|tunnistaudu)(?!\p{L})(?!(?: \p{L}+){0,2} ulos)/iu

/**
 * Courses teach devices, and public services can be looked at without signing in and left before anything is sent (the practice guide
 * says so). Neither is there for what is done by phone, on paper or in a bank, nor for a scam that has happened.
 */
export function canBePractised(guide: Guide, knowledge: Pick<Knowledge, 'guide'>): boolean {
  if (!knowledge.guide(practiceGuide, guide.language)) return false
  if (guide.topics.includes('laitteet')) return true
  const steps = knowledge.guide(guide.id, 'fi')?.passages.find(({ anchor }) => anchor === 'steps')
  return steps !== undefined && signsIn.test(steps.markdown)
}
