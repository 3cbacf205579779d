/** What is asked of the matter at hand beside how it is done: in the guide's own words where it says so, and then who knows. Knows no rules. */
import { answerFrom, answerSection, type Answer } from '../answering/answer'
import type { Memory } from '../conversation/conversation'
import type { Reply } from '../conversation/reply'
import { asksPrice, saidOf, type Aside } from '../dialogs/askedOfMatter'
import type { Guide } from '../knowledge/types'
import type { Language } from '../language/languages'
import type { Found } from '../retrieval/types'
import { phrase, replyFrom, withGuide, type Said } from './sayings'
import type { Tools } from './tools'

/** With no matter at hand it is asked of whoever a person has just been told to turn to: the general advice. */
const generalAdvice = 'kansalaisneuvonta'

/** Said where the guide says nothing of it. */
const unknown: Readonly<Record<Aside, string>> = {
  costs: 'not_in_guide',
  their_language: 'language_not_in_guide',
  who_needs_it: 'need_not_in_guide',
}

/** Undefined only where there is no guide to turn to. */
export function asideAtHand(aside: Aside, language: Language, memory: Memory, tools: Tools): Said | undefined {
  const guideOf = (id: string | undefined): Guide | undefined => (id ? tools.knowledge.guide(id, language) : undefined)
  const guide = guideOf(memory.guide) ?? guideOf(generalAdvice)
  if (!guide) return undefined
  // What the guide leaves out may stand in the one on how to speak with its authority.
  const told = toldIn(guide, aside, tools) ?? toldIn(guideOf(tools.authorityIn(guide.title)?.speak), aside, tools)
  if (!told) {
    const answer = answerSection(guide, 'who-helps', tools)
    return {
      reply: replyFrom(answer, 'answered_followup', 'followup', language, [phrase(unknown[aside])]),
      memory,
    }
  }
  const reply = { ...replyFrom(told, 'answered_followup', 'followup', language), guides: [guide.id] }
  // What it costs and who speaks what may change, so that those who know stand beside; where it comes from is then said once, after them.
  return { reply: aside === 'who_needs_it' ? reply : withWhoHelps(reply, guide, tools), memory }
}

/** Whoever asks for a price is shown what the guide found says of it, where it says anything. */
export function priceFirst(found: Found, text: string, language: Language): Found {
  const [best, ...others] = found.guides
  if (!best || !asksPrice(text, language)) return found
  const told = best.guide.passages.find(({ markdown }) => saidOf('costs', markdown, best.guide.language) !== undefined)
  if (!told) return found
  const passages = [told, ...best.passages.filter((passage) => passage !== told)]
  return { ...found, guides: [{ ...best, passages }, ...others] }
}

function withWhoHelps(reply: Reply, guide: Guide, tools: Tools): Reply {
  const quoted = reply.parts.filter(({ kind }) => kind === 'passage')
  return withGuide({ ...reply, parts: quoted }, guide.id, 'who-helps', tools, 'section')
}

/** What a guide says of it: of its passages and its summary the first that speaks of it, and nothing but the sentences that do. */
function toldIn(guide: Guide | undefined, aside: Aside, tools: Tools): Answer | undefined {
  if (!guide) return undefined
  const passage = guide.passages.find(({ markdown }) => saidOf(aside, markdown, guide.language) !== undefined)
  const answer = answerFrom(guide, passage, guide.language, 1, tools)
  for (const part of answer.parts) {
    const text = part.kind === 'passage' ? saidOf(aside, part.text, guide.language) : undefined
    const citation = part.kind === 'passage' ? answer.citations[part.citation - 1] : undefined
    if (text === undefined || !citation) continue
    const origin = answer.parts.filter(({ kind }) => kind === 'phrase')
    return { ...answer, parts: [{ kind: 'passage', text, citation: 1 }, ...origin], citations: [citation] }
  }
  return undefined
}
