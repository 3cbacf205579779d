/** Builds replies out of phrases, contacts and answers. Knows neither rules nor stores. */
import { answerFrom, answerSection, type Answer } from '../answering/answer'
import type { Memory } from '../conversation/conversation'
import type { Need, Outcome } from '../conversation/outcome'
import type { Choice, PhraseValues, Reply, ReplyPart } from '../conversation/reply'
import { offer, type ChoiceKey } from '../dialogs/choices'
import type { Language } from '../language/languages'
import type { Tools } from './tools'

/** One reply and what the conversation remembers after it. */
export interface Said {
  readonly reply: Reply
  readonly memory: Memory
}

export const phrase = (key: string, values?: PhraseValues): ReplyPart => ({ kind: 'phrase', key, values })
/** What came in place of an outdated name, as a sentence of its own. */
export const oldNameNotice = (old: string, current: string): ReplyPart =>
  phrase('old_name', { term: `${old.charAt(0).toUpperCase()}${old.slice(1)}`, current })

export const contact = (key: string): ReplyPart => ({ kind: 'contact', key })

/** A reply with nothing in it but what is given. An abstention is sure of no answer, however sure it is of abstaining. */
export function replyOf(needed: Pick<Reply, 'outcome' | 'need' | 'language' | 'parts'> & Partial<Reply>): Reply {
  const confidence = needed.outcome.startsWith('abstained_') ? 0 : 1
  return { citations: [], choices: [], guides: [], passages: [], confidence, providers: [], ...needed }
}

/** An answer as a reply. */
export function replyFrom(
  answer: Answer,
  outcome: Outcome,
  need: Need,
  language: Language,
  before: readonly ReplyPart[] = [],
): Reply {
  return replyOf({
    outcome,
    need,
    language,
    parts: [...before, ...shifted(answer.parts, 0)],
    citations: answer.citations,
    choices: answer.choices,
    guides: [answer.guide.id],
    passages: answer.citations.map(({ passage }) => passage),
    confidence: answer.confidence,
    asOf: answer.asOf,
  })
}

/**
 * Phrases and contacts, then what a guide says about it (when the guide is there), then choices.
 * @param extent `section`: the section alone, where the phrases have said what the guide's summary would say again
 */
export function withGuide(
  reply: Reply,
  guideId: string | undefined,
  section: string | undefined,
  tools: Tools,
  extent: 'whole' | 'section' = 'whole',
): Reply {
  const guide = guideId ? tools.knowledge.guide(guideId, reply.language) : undefined
  if (!guide) return reply
  const passage = guide.passages.find(({ anchor }) => anchor === section)
  const answer =
    extent === 'section' && section
      ? answerSection(guide, section, tools)
      : answerFrom(guide, passage, reply.language, reply.confidence, tools)
  return {
    ...reply,
    parts: [...reply.parts, ...shifted(answer.parts, reply.citations.length)],
    citations: [...reply.citations, ...answer.citations],
    choices: reply.choices.length > 0 ? reply.choices : answer.choices,
    guides: [...new Set([...reply.guides, guide.id])],
    passages: [...reply.passages, ...answer.citations.map((citation) => citation.passage)],
    asOf: answer.asOf,
  }
}

/** The memory with a new guide at hand: walking starts afresh. */
export function atGuide(memory: Memory, guide: string): Memory {
  return { ...memory, guide, step: undefined }
}

export function offers(keys: readonly ChoiceKey[], language: Language, tools: Tools): Choice[] {
  return keys.map((key) => offer(key, language, tools.phrases))
}

/** Parts whose citation numbers start after those already used. */
function shifted(parts: readonly ReplyPart[], by: number): ReplyPart[] {
  return parts.map((part) => (part.kind === 'passage' ? { ...part, citation: part.citation + by } : part))
}
