/**
 * The search as a turn uses it. What is said in the middle of a talk is seldom whole: it may complete what was asked before, or go on about
 * the guide at hand. Knows no reply.
 */
import type { Memory } from '../conversation/conversation'
import { isCertain, surenessOf, type Sureness } from '../dialogs/sureness'
import { leansOnTalk } from '../dialogs/leansOnTalk'
import { wordsOf } from '../dialogs/matchPhrases'
import type { Language } from '../language/languages'
import type { DenseHit } from '../retrieval/ports'
import type { Found } from '../retrieval/types'
import type { Tools } from './tools'

/** What was found out beforehand about a plain question, by what takes time (ponder.ts). */
export interface Hints {
  /** The question as it stands alone, to search with in place of the person's words. */
  readonly searchFor?: string
  /** Guides by meaning, best first. */
  readonly dense?: readonly DenseHit[]
}

/** A longer message says what it is about, even if it leans on what was said before. */
const longestLeaning = 9
/** Fewer words than this beside what was masked say too little by themselves. */
const leastBesideMasks = 3
/** A few words that name no matter are no question of their own. */
const longestFragment = 5
/** What is as likely about a subject of no guide starts afresh, whatever it leans on ("and a fishing permit?"). */
const outsideFrom = 0.6
/** What was asked is remembered this far: for completing it, not for the record. */
const longestAsked = 200
/** Share of the words that the guide at hand must have to be what is meant. */
const enoughWithin = 0.5

export interface Looked {
  readonly found: Found
  /** The guide at hand, where the words go on about it, and whether what they ask stands in it. */
  readonly atHand?: { readonly guide: string; readonly answers: boolean }
}

/** How sure a search was that went like this; what the guide at hand does not say is not surely anything. */
export function surenessOfLooked({ found, atHand }: Looked): Sureness {
  return atHand && !atHand.answers ? 'clarify' : surenessOf(found)
}

/** What the words find; where they are not enough by themselves, what they find beside what is at hand. */
export function searchInContext(text: string, language: Language, memory: Memory, tools: Tools, hints: Hints): Looked {
  const alone = tools.search.search(hints.searchFor ?? besideMasks(text), language, hints.dense)
  const afresh: Looked = { found: alone }
  if (hints.searchFor !== undefined) return afresh
  const goingOn = howItGoesOn(text, language, tools)
  if (!goingOn || (goingOn !== 'points back' && isCertain(alone))) return afresh
  if (goingOn !== 'fragment' && alone.outside >= outsideFrom) return afresh
  const completed = completing(text, alone, language, memory, tools, hints)
  if (completed) return { found: completed }
  return inGuideAtHand(text, alone, goingOn, language, memory, tools) ?? afresh
}

/** What is searched for: not what was masked, nor the words that led to it ("my identity code is …"). */
function besideMasks(text: string): string {
  if (!text.includes('⟦')) return text
  const open = text
    .split(/(?<=[.,;!?])\s+/u)
    .filter((clause) => !clause.includes('⟦'))
    .join(' ')
  return wordsOf(open).length >= leastBesideMasks ? open : text
}

/** `points back`: by a word that stands for something said before. `fragment`: too little for a question. `short`: little, with a matter of its own. */
type GoingOn = 'points back' | 'fragment' | 'short'

/** How a message goes on about what was said before, if it may at all. */
function howItGoesOn(text: string, language: Language, tools: Tools): GoingOn | undefined {
  const words = wordsOf(text).length
  if (tools.namesMatter(text)) return words <= longestFragment || leans(text, language, words) ? 'short' : undefined
  if (leans(text, language, words)) return 'points back'
  return words <= longestFragment ? 'fragment' : undefined
}

function leans(text: string, language: Language, words: number): boolean {
  return words <= longestLeaning && leansOnTalk(text, language)
}

/** What stays open: these words, with those before that they may have meant to complete. */
export function whatWasAsked(text: string, { asked }: Memory): string {
  const fragment = asked !== undefined && wordsOf(text).length <= longestFragment
  return (fragment ? `${asked} ${text}` : text).slice(-longestAsked)
}

/** What was asked before without a sure answer, and these words with it: "I cannot log in" – "to the tax office". */
function completing(
  text: string,
  alone: Found,
  language: Language,
  { asked }: Memory,
  tools: Tools,
  { dense }: Hints,
): Found | undefined {
  if (asked === undefined) return undefined
  const both = tools.search.search(`${asked} ${text}`, language, dense)
  return both.band === 'answer' && both.confidence > alone.confidence ? both : undefined
}

/** The same words read in the guide at hand, where nothing speaks for another matter. */
function inGuideAtHand(
  text: string,
  alone: Found,
  goingOn: GoingOn,
  language: Language,
  memory: Memory,
  tools: Tools,
): Looked | undefined {
  // Whoever goes on without choosing among guides means the likeliest.
  const id = memory.question?.kind === 'guide' ? memory.question.guides[0] : memory.guide
  const guide = id === undefined ? undefined : tools.knowledge.guide(id, language)
  const within = guide && tools.search.within(text, language, guide.id)
  if (!guide || !within) return undefined
  const isFirst = alone.guides[0]?.guide.id === guide.id
  if (isFirst && alone.band === 'answer') return undefined
  if (isFirst || within.coverage >= enoughWithin) {
    const together = tools.search.search(`${guide.title} ${text}`, language)
    if (together.guides[0]?.guide.id === guide.id && together.band === 'answer') {
      const ranked = { guide, score: together.guides[0].score, passages: within.passages }
      return {
        found: { ...together, guides: [ranked, ...together.guides.slice(1)] },
        atHand: { guide: guide.id, answers: true },
      }
    }
  }
  const nothingElse = goingOn === 'points back' || (goingOn === 'fragment' && alone.band !== 'answer')
  return nothingElse ? { found: alone, atHand: { guide: guide.id, answers: false } } : undefined
}
