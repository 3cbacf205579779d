/** Hop 5 as a whole: our own quick replies, the bot's own open question, words to explain, then the triage rules. Knows no answer. */
import type { Conversation } from '../conversation/conversation'
import type { Need } from '../conversation/outcome'
import type { Verdict } from '../dialogs/triage'
import { wordsOf } from '../dialogs/matchPhrases'
import type { Term } from '../knowledge/types'
import type { Language } from '../language/languages'
import type { Tools } from './tools'

/** What the person needs, with what was found out on the way. */
export interface Understood {
  readonly need: Need
  readonly language: Language
  readonly section?: string
  /** The guide that a choice named. */
  readonly guide?: string
  /** The word to explain, or the outdated name that was used. */
  readonly term?: Term
}

/** Needs that come before everything else, whoever holds the conversation. */
export const dangers: readonly Need[] = ['emergency', 'crisis', 'scam_happened']

/** Spots danger to life, mind or money in what was said. */
export function spotDanger(text: string, language: Language | undefined, tools: Tools): Verdict | undefined {
  const verdict = tools.spotDanger(text, { language, guideAtHand: false })
  return dangers.includes(verdict.need) ? verdict : undefined
}

/** What the person needs; `question` when nothing else fits. */
export function understand(
  text: string,
  spoken: Language | undefined,
  language: Language,
  conversation: Conversation,
  tools: Tools,
): Understood {
  const { memory } = conversation
  const chosen = chosenGuide(text, conversation)
  if (chosen) return { need: 'choice', language, guide: chosen }
  const pressed = tools.choiceIn(text)
  if (pressed && (pressed.need !== 'followup' || memory.guide)) return { ...pressed, language }
  const verdict = tools.triage(text, { language: spoken, guideAtHand: memory.guide !== undefined })
  if (verdict.need !== 'question') return { need: verdict.need, language, section: verdict.section }
  const term = tools.termAsked(text, language)
  if (term) return { need: term.outdated ? 'wrong_authority' : 'term', language, term }
  return { need: 'question', language }
}

/** The guide whose title, or number in the list, answers the bot's "did you mean". */
function chosenGuide(text: string, { memory: { question } }: Conversation): string | undefined {
  if (question?.kind !== 'guide') return undefined
  const said = wordsOf(text).join(' ')
  const byLabel = question.labels.findIndex((label) => wordsOf(label).join(' ') === said)
  const byNumber = /^[1-9]$/.test(said) ? Number(said) - 1 : -1
  return question.guides[byLabel >= 0 ? byLabel : byNumber]
}
