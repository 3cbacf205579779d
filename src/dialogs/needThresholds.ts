/**
 * The chances from which on the need model is believed, by how sure the search is of the same message: what is surely a question needs much to
 * be taken for something else, what nothing answers needs little. Chosen on lines that neither model nor search had learnt from; how, and what it
 * cost on messages that nobody had seen, stands in decision 0007. Knows no text.
 */
import { isLifeDanger, type Need } from '../conversation/outcome'
import type { Sureness } from './sureness'

type BySureness = Readonly<Record<Sureness, number>>

/** Where a message stands: by itself, or in the middle of a talk about something else. */
export type Standing = 'alone' | 'underWay'

/** Of danger to life or mind the chances of both count together, for they are met alike. A missed danger costs most. */
export const dangerLikely: BySureness = { certain: 0.6, answer: 0.6, clarify: 0.5, abstain: 0.5, need: 0.5 }
/** Enough in a message that stands by itself, where no other need is likelier, once old names, places and words to explain have been ruled out. */
export const dangerPossible: BySureness = { certain: 0.45, answer: 0.4, clarify: 0.3, abstain: 0.12, need: 0.2 }
/** In the middle of a talk about something else: chosen on test/conversations/talks-tune.yml. */
export const dangerUnderWay: BySureness = { certain: 0.93, answer: 0.8, clarify: 0.65, abstain: 0.65, need: 0.65 }
/** From here on it is said, beside whatever else is answered, where help is. */
export const dangerMentioned: Readonly<Record<Standing, number>> = { underWay: 0.1, alone: 0.07 }
/** The same of money and codes that may be gone. */
export const scamMentioned: Readonly<Record<Standing, number>> = { underWay: 0.6, alone: 0.25 }

const needAlone: BySureness = { certain: 0.6, answer: 0.45, clarify: 0.45, abstain: 0.3, need: 0.3 }
const needUnderWay: BySureness = { certain: 0.9, answer: 0.85, clarify: 0.55, abstain: 0.45, need: 0.45 }
/** Needs that are told in words much like those of plain questions need more, those in words of their own less. */
const needAloneOf: Readonly<Partial<Record<Need, Partial<BySureness>>>> = {
  scam_happened: { certain: 0.7, answer: 0.75, clarify: 0.5, abstain: 0.55, need: 0.5 },
  own_case: { certain: 0.95, answer: 0.95, clarify: 0.6, abstain: 0.4, need: 0.35 },
  no_device: { certain: 0.7, clarify: 0.4 },
  cannot_use_digital: { certain: 0.9, answer: 0.75, clarify: 0.65, abstain: 0.4 },
  nearby_help: { certain: 0.85, clarify: 0.5, need: 0.35 },
  wants_person: { clarify: 0.4, need: 0.5 },
  wrong_authority: { certain: 0.85, answer: 0.6, clarify: 0.3 },
  codes_offered: { certain: 0.75, answer: 0.6, clarify: 0.45 },
  professional: { need: 0.5 },
  company: { abstain: 0.2 },
}
/** "I paid too", in the middle of a talk, is a remark in passing. */
const leastUnderWay: Readonly<Partial<Record<Need, number>>> = { scam_happened: 0.75 }

/** From where on a need other than danger to life is believed. */
export function needFrom(need: Need, sureness: Sureness, standing: Standing): number {
  if (standing === 'underWay') return Math.max(needUnderWay[sureness], leastUnderWay[need] ?? 0)
  return needAloneOf[need]?.[sureness] ?? needAlone[sureness]
}

/** That an authority is sought is seldom said in so many words; an old name that stands there is the other half of the evidence. */
export const authorityFrom: BySureness = { certain: 0.5, answer: 0.45, clarify: 0.25, abstain: 0.15, need: 0.15 }

const needDeniedBelow: BySureness = { certain: 0.15, answer: 0.1, clarify: 0.06, abstain: 0.03, need: 0.05 }
const dangerDeniedBelow: BySureness = { certain: 0.2, answer: 0.2, clarify: 0.05, abstain: 0.05, need: 0.05 }
/** Nothing is denied above this, whatever the search says. */
export const mostDenied = 0.2

/**
 * Below this the model denies what a rule says of the same message: rules see a few words, the model all of them. Of danger to life the
 * worst clause is what counts, and help is mentioned all the same.
 */
export function deniedBelow(need: Need, sureness: Sureness): number {
  return (isLifeDanger(need) ? dangerDeniedBelow : needDeniedBelow)[sureness]
}

/** The meaning of a word may be asked for, if the glossary knows the word; from `surely` on whether or not. */
export const wordAsked = { maybe: 0.2, surely: 0.3 }
