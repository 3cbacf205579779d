/**
 * Helpers that were listed stay in reach for a few messages, so that "which of them is open" still finds them after a word about something
 * else. What is kept is what was wished of them, and no place. Knows no words.
 */
import type { HelpWish, Memory } from '../conversation/conversation'
import { isDanger, type Outcome } from '../conversation/outcome'
import type { Said } from './sayings'

export interface ListedHelpers {
  readonly wish?: HelpWish
  /** The guide about getting help that was at hand with them. */
  readonly guide?: string
  /** For how many messages more they stay in reach. */
  readonly left: number
  /** Something has been told since that "it" and "they" may mean: only who names the list goes back to it. */
  readonly covered?: true
}

/** The memory as turns keep it: plain data like the rest. */
type KeptMemory = Memory & { readonly helpers?: ListedHelpers }

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

export function listedIn(memory: Memory): ListedHelpers | undefined {
  return (memory as KeptMemory).helpers
}

/** What was said, with what it leaves of the helpers that were listed before or are listed by it. */
export function keepListed(before: Memory, { reply, memory }: Said): Said {
  return { reply, memory: { ...memory, helpers: leftAfter(before, reply, memory) } as KeptMemory }
}

function leftAfter(before: Memory, reply: Said['reply'], { question, guide }: Memory): ListedHelpers | undefined {
  if (question?.kind === 'helpers') return { wish: question.wish, guide, left: messagesInReach }
  const listed = listedIn(before)
  // Whoever is asked where they are looks for helpers anew.
  if (!listed || listed.left <= 1 || question?.kind === 'municipality' || isDanger(reply.need)) return undefined
  // What the guide about getting help says besides leaves them helpers.
  const ofThem = listed.guide !== undefined && reply.guides[0] === listed.guide
  const covered = listed.covered === true || !(ofThem || tellsNothing.includes(reply.outcome))
  return { ...listed, left: listed.left - 1, ...(covered && { covered: true as const }) }
}
