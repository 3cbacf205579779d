/** How a turn can end, and what a person can need: the only list of both. The prefixes are a contract with those who measure us. */

export const needs = [
  'question',
  'emergency',
  'crisis',
  'scam_happened',
  'codes_offered',
  'own_case',
  'wrong_authority',
  'wants_person',
  'nearby_help',
  'no_device',
  'cannot_use_digital',
  'professional',
  'company',
  'term',
  'other_language',
  'greeting',
  'thanks',
  'goodbye',
  'abuse',
  'followup',
  'choice',
] as const
export type Need = (typeof needs)[number]

/** Needs that come before everything else, whoever holds the conversation: danger to life, mind or money. */
export const dangers = ['emergency', 'crisis', 'scam_happened'] as const satisfies readonly Need[]
export type Danger = (typeof dangers)[number]

/** Danger to life or mind. */
export const lifeDangers: readonly Need[] = ['emergency', 'crisis']

export const isLifeDanger = (need: Need): need is Exclude<Danger, 'scam_happened'> => lifeDangers.includes(need)

export const isDanger = (need: Need): need is Danger => dangers.some((danger) => danger === need)

export const outcomes = [
  'answered_guide',
  'answered_term',
  'answered_step',
  'answered_followup',
  'clarified_guides',
  'clarified_municipality',
  'clarified_way',
  'abstained_no_match',
  'abstained_beyond_guide',
  'abstained_not_a_question',
  'abstained_unknown_language',
  'abstained_own_case',
  'abstained_attachment',
  'escalated_person',
  'escalated_two_misses',
  'escalated_waiting',
  'escalated_cancelled',
  'referred_authority',
  'referred_provider',
  'referred_no_provider',
  'referred_professional',
  'referred_company',
  'referred_other_language',
  'referred_without_internet',
  'safety_emergency',
  'safety_crisis',
  'safety_scam',
  'safety_codes',
  'smalltalk_greeting',
  'smalltalk_thanks',
  'smalltalk_goodbye',
  'smalltalk_abuse',
  'relayed',
  'failed_internal',
] as const
export type Outcome = (typeof outcomes)[number]
