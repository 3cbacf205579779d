/**
 * Helpers that were listed stay in reach for a few messages, so that "which of them is open" still finds them after a word about something
 * else. What is kept is what was wished of them, and no place. Knows no words.
 */
import type { ListedHelpers, Memory } from '../conversation/conversation'
import { isDanger, type Outcome } from '../conversation/outcome'
import type { Said } from './sayings'

/** Three messages about something else, and the list may still be asked about. */
const messagesInReach = 4

/** What leaves "it" and "they" to what was listed. */
const tellsNothing: readonly Outcome[] = [
  'abstained_no_match',
  'abstained_not_a_question',
  'abstained_attachment',
  'clarified_guides',
  'smalltalk_greeting',
  'smalltalk_thanks',
  'smalltalk_goodbye',
  'smalltalk_abuse',
]

/** What was said, with what it leaves of the helpers that were listed before or are listed by it. */
export function keepListed(before: Memory, { reply, memory }: Said): Said {
  return { reply, memory: { ...memory, helpers: leftAfter(before, reply, memory) } }
}

function leftAfter(before: Memory, reply: Said['reply'], { question, guide }: Memory): ListedHelpers | undefined {
  if (question?.kind === 'helpers') return { wish: question.wish, guide, left: messagesInReach }
  const listed = before.helpers
  // Whoever is asked where they are looks for helpers anew.
  if (!listed || listed.left <= 1 || question?.kind === 'municipality' || isDanger(reply.need)) return undefined
  // What the guide about getting help says besides leaves them helpers.
  const ofThem = listed.guide !== undefined && reply.guides[0] === listed.guide
  const covered = listed.covered === true || !(ofThem || tellsNothing.includes(reply.outcome))
  return { ...listed, left: listed.left - 1, ...(covered && { covered: true as const }) }
}
