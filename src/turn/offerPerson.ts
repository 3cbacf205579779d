/** The escalation card: the service's own support, Kansalaisneuvonta, a place nearby, the way without the internet – in this order. */
import { answerSection } from '../answering/answer'
import type { Memory } from '../conversation/conversation'
import type { Outcome } from '../conversation/outcome'
import type { ReplyPart } from '../conversation/reply'
import type { Authority } from '../dialogs/authorities'
import type { Language } from '../language/languages'
import { contact, offers, phrase, replyOf, type Said } from './sayings'
import type { Tools } from './tools'

export interface PersonOffer {
  /** Phrase key of the first sentence. */
  readonly opening: string
  readonly outcome: Outcome
  /** The authority that the person named, whose own support comes first. */
  readonly authority?: Authority
}

/** A person asked for, or offered after misses. */
export function offerPerson(
  { opening, outcome, authority }: PersonOffer,
  language: Language,
  memory: Memory,
  tools: Tools,
): Said {
  const guide = authority ? undefined : memory.guide ? tools.knowledge.guide(memory.guide, language) : undefined
  const support = guide && answerSection(guide, 'who-helps', tools)
  // The guide's own "who helps" names its owner first and Kansalaisneuvonta after it: nothing is said twice.
  const people: readonly ReplyPart[] = support
    ? support.parts
    : [
        ...(authority ? [phrase('person_offer_service'), contact(authority.contact)] : []),
        phrase('person_general'),
        contact('kansalaisneuvonta'),
      ]
  const reply = replyOf({
    outcome,
    need: 'wants_person',
    language,
    parts: [phrase(opening), ...people, phrase('person_other_ways')],
    citations: support?.citations ?? [],
    passages: support?.citations.map(({ passage }) => passage) ?? [],
    choices: offers(['choice_nearby', 'choice_without_internet'], language, tools),
    guides: [...(authority?.speak ? [authority.speak] : []), ...(guide ? [guide.id] : []), 'kansalaisneuvonta'],
    asOf: support?.asOf,
  })
  return { reply, memory }
}
