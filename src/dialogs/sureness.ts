/** How sure a search is of what it found, as triage needs to know it. Knows no need and no rule. */
import { guidesOfNeeds } from './guidesOfNeeds'

/**
 * What the search would do with the message. `certain` is an answer of hardly any doubt; `need`: what it found is a guide about a need itself,
 * which speaks for the need as much as against it.
 */
export type Sureness = 'certain' | 'answer' | 'clarify' | 'abstain' | 'need'

/** Confidence from which on an answer is certain: next to no message about danger that the model had not learnt from is found so surely. */
const certainFrom = 0.85

/** What of a search's result tells how sure it is. */
interface Result {
  readonly band: 'answer' | 'clarify' | 'abstain'
  readonly confidence: number
  readonly guides: readonly { readonly guide: { readonly id: string } }[]
}

/** How sure a search is that found this. */
export function surenessOf(found: Result): Sureness {
  if (found.band !== 'abstain' && guidesOfNeeds.has(found.guides[0]?.guide.id ?? '')) return 'need'
  return isCertain(found) ? 'certain' : found.band
}

/** Whether there is hardly any doubt about the answer. */
export function isCertain({ band, confidence }: Result): boolean {
  return band === 'answer' && confidence >= certainFrom
}
