/** What is said to each need that is not a plain question. One entry a need; the words stand in dialogs/phrases. */
import { answerFrom, answerSection, answerStep } from '../answering/answer'
import type { Conversation, Memory } from '../conversation/conversation'
import type { Need, Outcome } from '../conversation/outcome'
import type { ReplyPart } from '../conversation/reply'
import type { ChoiceKey } from '../dialogs/choices'
import type { Language } from '../language/languages'
import { contact, offers, phrase, replyFrom, replyOf, withGuide, type Said } from './sayings'
import type { Tools } from './tools'
import type { Understood } from './understand'

/** A need that is always met in the same way: phrases, then contacts, then a guide, then choices. */
interface Standing {
  readonly outcome: Outcome
  readonly phrases: readonly string[]
  readonly contacts?: readonly string[]
  readonly guide?: string
  readonly section?: string
  readonly choices?: readonly ChoiceKey[]
}

const standing: Partial<Record<Need, Standing>> = {
  emergency: {
    outcome: 'safety_emergency',
    phrases: ['emergency', 'emergency_urgent_health'],
    contacts: ['paivystysapu-116117'],
    choices: ['choice_person'],
  },
  crisis: { outcome: 'safety_crisis', phrases: ['crisis'], contacts: ['kriisipuhelin-fi', 'nollalinja'], choices: ['choice_person'] },
  scam_happened: {
    outcome: 'safety_scam',
    phrases: ['scam', 'scam_not_your_fault'],
    contacts: ['korttisulku', 'poliisi-rikosilmoitus', 'riku'],
    guide: 'huijaus-tapahtui',
    section: 'steps',
  },
  codes_offered: { outcome: 'safety_codes', phrases: ['codes_offered'], guide: 'auta-laheista-turvallisesti', section: 'safety' },
  nearby_help: { outcome: 'referred_provider', phrases: ['nearby_offer'], guide: 'digituki-mista', section: 'steps' },
  no_device: { outcome: 'referred_without_internet', phrases: ['no_device'], guide: 'ei-laitetta', section: 'steps' },
  cannot_use_digital: {
    outcome: 'referred_without_internet',
    phrases: ['without_internet'],
    guide: 'ilman-nettia',
    section: 'steps',
  },
  professional: { outcome: 'referred_professional', phrases: ['professional'], contacts: ['dvv-digituki'] },
  company: { outcome: 'referred_company', phrases: ['company'], contacts: ['suomifi-yritykselle'], choices: ['choice_person'] },
  other_language: { outcome: 'referred_other_language', phrases: ['other_language'], contacts: ['infopankki', 'kansalaisneuvonta'] },
  greeting: { outcome: 'smalltalk_greeting', phrases: ['hello_again'], choices: ['choice_person'] },
  thanks: { outcome: 'smalltalk_thanks', phrases: ['thanks'], choices: ['choice_person'] },
  goodbye: { outcome: 'smalltalk_goodbye', phrases: ['goodbye'] },
  abuse: { outcome: 'smalltalk_abuse', phrases: ['abuse'], choices: ['choice_person'] },
}

/** The reply to a need, and what to remember. `text` is masked. */
export function respond(need: Understood, text: string, conversation: Conversation, tools: Tools): Said {
  const { language } = need
  const memory: Memory = { ...conversation.memory, language, question: undefined, misses: 0 }
  const fixed = standing[need.need]
  if (fixed) return { reply: standingReply(need.need, fixed, language, tools), memory: fixed.guide ? atGuide(memory, fixed.guide) : memory }
  switch (need.need) {
    case 'followup':
      return followUp(need, memory, tools)
    case 'choice':
      return choose(need, memory, tools)
    case 'own_case':
      return ownCase(text, language, memory, tools)
    case 'term':
    case 'wrong_authority':
      return explain(need, memory, tools)
    default:
      return person(language, memory, tools, 'person_offer', 'escalated_person')
  }
}

function standingReply(need: Need, fixed: Standing, language: Language, tools: Tools) {
  const lines = language === 'sv' && need === 'crisis' ? ['kriisipuhelin-sv', 'kriisipuhelin-fi', 'nollalinja'] : (fixed.contacts ?? [])
  const reply = replyOf({
    outcome: fixed.outcome,
    need,
    language,
    parts: [...fixed.phrases.map((key) => phrase(key)), ...lines.map(contact)],
    choices: offers(fixed.choices ?? [], language, tools),
  })
  return withGuide(reply, fixed.guide, fixed.section, tools)
}

/** A person asked for, or offered after misses: the service's own support first, then Kansalaisneuvonta. */
export function person(language: Language, memory: Memory, tools: Tools, opening: string, outcome: Outcome): Said {
  const guide = memory.guide ? tools.knowledge.guide(memory.guide, language) : undefined
  const parts: ReplyPart[] = [phrase(opening), contact('kansalaisneuvonta'), phrase('person_cannot_see')]
  const reply = replyOf({
    outcome,
    need: 'wants_person',
    language,
    parts,
    choices: offers(['choice_nearby', ...(guide ? (['choice_who_helps', 'choice_without_internet'] as const) : [])], language, tools),
  })
  if (!guide) return { reply: { ...reply, guides: ['kansalaisneuvonta'] }, memory }
  const support = answerSection(guide, 'who-helps', tools)
  return {
    reply: {
      ...reply,
      parts: [...parts, phrase('person_offer_service'), ...support.parts],
      citations: support.citations,
      passages: support.citations.map(({ passage }) => passage),
      guides: ['kansalaisneuvonta', guide.id],
      asOf: support.asOf,
    },
    memory,
  }
}

function followUp({ section, language }: Understood, memory: Memory, tools: Tools): Said {
  const guide = memory.guide ? tools.knowledge.guide(memory.guide, language) : undefined
  if (!guide || !section) return person(language, memory, tools, 'person_offer', 'escalated_person')
  const walking = { one_step: 0, next: (memory.step ?? -1) + 1, back: (memory.step ?? 0) - 1 }[section]
  if (walking !== undefined) {
    const answer = answerStep(guide, walking, tools)
    return { reply: replyFrom(answer, 'answered_step', 'followup', language), memory: { ...memory, step: answer.step } }
  }
  return { reply: replyFrom(answerSection(guide, section, tools), 'answered_followup', 'followup', language), memory }
}

function choose({ guide: id, language }: Understood, memory: Memory, tools: Tools): Said {
  const guide = id ? tools.knowledge.guide(id, language) : undefined
  if (!guide) return person(language, memory, tools, 'person_offer_misses', 'escalated_person')
  const answer = answerFrom(guide, undefined, language, 1, tools)
  return { reply: replyFrom(answer, 'answered_guide', 'choice', language), memory: atGuide(memory, guide.id) }
}

/** We see nobody's case and judge nobody's right: say so at once, and name who can. */
function ownCase(text: string, language: Language, memory: Memory, tools: Tools): Said {
  const authority = tools.authorityIn(text)
  const reply = replyOf({
    outcome: 'abstained_own_case',
    need: 'own_case',
    language,
    parts: [
      phrase('own_case'),
      phrase('own_case_no_verdict'),
      ...(authority
        ? [phrase('own_case_authority'), contact(authority.contact)]
        : [phrase('own_case_unknown'), contact('kansalaisneuvonta')]),
    ],
    choices: offers([...(authority?.guide ? (['choice_steps'] as const) : []), 'choice_without_internet', 'choice_person'], language, tools),
    guides: authority?.guide ? [authority.guide] : [],
  })
  return { reply, memory: authority?.guide ? atGuide(memory, authority.guide) : memory }
}

function explain({ need, term, language }: Understood, memory: Memory, tools: Tools): Said {
  if (!term) return person(language, memory, tools, 'person_offer', 'escalated_person')
  const current = term.outdated ? tools.knowledge.term(term.outdated.replacedBy) : undefined
  const named = current ?? term
  const guides = term.guides
    .concat(named.guides)
    .flatMap((id) => tools.knowledge.guide(id, language) ?? [])
    .filter((guide, index, all) => all.indexOf(guide) === index)
    .slice(0, 3)
  const reply = replyOf({
    outcome: need === 'wrong_authority' ? 'referred_authority' : 'answered_term',
    need,
    language,
    parts: [
      ...(current ? [phrase('term_outdated', { term: term.term[language], current: current.term[language] })] : []),
      phrase('term_definition', { term: named.term[language], definition: named.definition[language] }),
      phrase('term_languages', { ...named.term }),
    ],
    choices: [...guides.map(({ title }) => ({ label: title, say: title })), ...offers(['choice_person'], language, tools)],
    guides: guides.map(({ id }) => id),
  })
  const question = { kind: 'guide' as const, guides: guides.map(({ id }) => id), labels: guides.map(({ title }) => title) }
  return { reply, memory: { ...memory, question, ...(guides[0] ? { guide: guides[0].id, step: undefined } : {}) } }
}

/** The memory with a new guide at hand: walking starts afresh. */
export function atGuide(memory: Memory, guide: string): Memory {
  return memory.guide === guide ? memory : { ...memory, guide, step: undefined }
}
