/** The search as a turn uses it: a short question that leans on the guide at hand is searched together with it. Knows no reply. */
import type { Memory } from '../conversation/conversation'
import { leansOnTalk } from '../dialogs/leansOnTalk'
import { wordsOf } from '../dialogs/matchPhrases'
import type { Language } from '../language/languages'
import { bandOf } from '../retrieval/confidence'
import type { Found } from '../retrieval/types'
import type { Hints } from './handleTurn'
import type { Tools } from './tools'

/** A longer question says what it is about. */
const longest = 9
/** What is as likely about a subject of no guide starts afresh, whatever it leans on ("and a fishing permit?"). */
const outsideFrom = 0.6

/**
 * What the words find; where they are not enough by themselves, what they find beside the guide at hand. No guide knows anybody's own
 * case: as far as that may be meant, the confidence is less, and the guide is asked about before it is given.
 */
export function searchInContext(text: string, language: Language, memory: Memory, tools: Tools, hints: Hints): Found {
  const found = inContext(text, language, memory, tools, hints)
  const confidence = found.confidence * (1 - tools.judge.ownCase(text))
  const band = bandOf(confidence)
  return { ...found, confidence, band: found.band === 'answer' && band !== 'answer' ? 'clarify' : found.band }
}

function inContext(text: string, language: Language, memory: Memory, tools: Tools, hints: Hints): Found {
  const found = tools.search.search(hints.searchFor ?? text, language, hints.dense)
  const guide = memory.guide ? tools.knowledge.guide(memory.guide, language) : undefined
  if (!guide || hints.searchFor !== undefined || found.band === 'answer' || found.outside >= outsideFrom) return found
  const leans = leansOnTalk(text, language) && wordsOf(text).length <= longest
  if (!leans || tools.namesMatter(text)) return found
  const together = tools.search.search(`${guide.title} ${text}`, language, hints.dense)
  return together.band === 'answer' && together.guides[0]?.guide.id === guide.id ? together : found
}
