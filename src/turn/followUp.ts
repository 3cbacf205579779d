/** What continues in the guide at hand: a section, a step forward or back, the same in another language, practice. Knows no rules. */
import { answerFrom, answerSection, answerStep } from '../answering/answer'
import { practiceGuide } from '../answering/canBePractised'
import type { Memory } from '../conversation/conversation'
import { asideOf } from '../dialogs/askedOfMatter'
import type { Guide } from '../knowledge/types'
import type { Language } from '../language/languages'
import type { Found } from '../retrieval/types'
import { asideAtHand } from './asideAtHand'
import { offerPerson } from './offerPerson'
import { atGuide, offers, phrase, replyFrom, replyOf, type Said } from './sayings'
import type { Tools } from './tools'
import { dangerOver, type Understood } from './understood'

/** How often in a row something may fail before a person is offered. */
const failuresBeforePerson = 2

/** What no section of a guide is named after: a sentence of ours, then the section that comes nearest. */
const openings: Readonly<Partial<Record<string, { readonly phrase: string; readonly section: string }>>> = {
  // How long, when, who decides: guides seldom say it and never guess; whoever decides knows.
  ask_them: { phrase: 'not_in_guide', section: 'who-helps' },
  print: { phrase: 'print_guide', section: 'steps' },
  mistake: { phrase: 'mistake_feared', section: 'if-it-fails' },
}

/** @param memory as it is after a turn that helped; @param missesBefore turns in a row without help before this one */
export function followUp(
  { section, step, language }: Understood,
  memory: Memory,
  missesBefore: number,
  tools: Tools,
): Said {
  const spoken = languageAskedFor(section)
  if (spoken) return sayAgain(spoken, { ...memory, language: spoken }, tools)
  if (section === 'practise') return practise(language, memory, tools)
  if (section === dangerOver) return noDanger(language, memory, tools)
  const aside = asideOf(section)
  const aboutMatter = aside && asideAtHand(aside, language, memory, tools)
  if (aboutMatter) return aboutMatter
  const guide = memory.guide ? tools.knowledge.guide(memory.guide, language) : undefined
  if (!guide || !section)
    return offerPerson({ opening: 'person_offer', outcome: 'escalated_person' }, language, memory, tools)
  if (section === 'by_other') return byOther(guide, language, memory, tools)
  const walking = { one_step: 0, next: (memory.step ?? -1) + 1, back: (memory.step ?? 0) - 1, step }[section]
  if (walking !== undefined) {
    const answer = answerStep(guide, walking, tools)
    return { reply: replyFrom(answer, 'answered_step', 'followup', language), memory: { ...memory, step: answer.step } }
  }
  const failures = section === 'if-it-fails' ? missesBefore + 1 : 0
  if (failures >= failuresBeforePerson) {
    const { reply, memory: after } = offerPerson(
      { opening: 'person_offer_failed', outcome: 'escalated_two_misses' },
      language,
      memory,
      tools,
    )
    return { reply: { ...reply, need: 'followup' }, memory: after }
  }
  const opening = openings[section]
  const answer = answerSection(guide, opening?.section ?? section, tools)
  const before = opening ? [phrase(opening.phrase)] : []
  const reply = replyFrom(answer, 'answered_followup', 'followup', language, before)
  return { reply, memory: { ...memory, misses: failures } }
}

/** Where a matter has a guide of its own about doing it for somebody else; elsewhere a mandate. */
const forOthers: Readonly<Record<string, string>> = {
  omakanta: 'omakanta-puolesta',
  omavero: 'omavero-toisen-puolesta',
}
const mandates = { guide: 'suomifi-valtuudet-anna', section: 'what-it-is' }

/** Somebody else may do it with a mandate and codes of their own. */
function byOther(atHand: Guide, language: Language, memory: Memory, tools: Tools): Said {
  const own = tools.knowledge.guide(forOthers[atHand.id.replace(/-.*$/, '')] ?? '', language)
  const guide = own ?? tools.knowledge.guide(mandates.guide, language) ?? atHand
  const passage = own ? undefined : guide.passages.find(({ anchor }) => anchor === mandates.section)
  const answer = answerFrom(guide, passage, language, 1, tools)
  return { reply: replyFrom(answer, 'answered_followup', 'followup', language), memory: atGuide(memory, guide.id) }
}

function languageAskedFor(section: string | undefined): Language | undefined {
  return section === 'in_fi' ? 'fi' : section === 'in_sv' ? 'sv' : section === 'in_en' ? 'en' : undefined
}

/** The language changes; what was said last from a guide is said again in it. */
function sayAgain(language: Language, memory: Memory, tools: Tools): Said {
  const guide = memory.guide ? tools.knowledge.guide(memory.guide, language) : undefined
  if (!guide) {
    const parts = [phrase('language_changed')]
    return {
      reply: replyOf({
        outcome: 'smalltalk_greeting',
        need: 'followup',
        language,
        parts,
        choices: offers(['choice_person'], language, tools),
      }),
      memory,
    }
  }
  const answer =
    memory.step === undefined ? answerFrom(guide, undefined, language, 1, tools) : answerStep(guide, memory.step, tools)
  return {
    reply: replyFrom(answer, memory.step === undefined ? 'answered_guide' : 'answered_step', 'followup', language),
    memory,
  }
}

/** The guide at hand was meant and does not say it: who knows. An honest abstention, with the guide still at hand. */
export function notInGuide({ confidence }: Found, language: Language, memory: Memory, tools: Tools): Said {
  const guide = tools.knowledge.guide(memory.guide ?? '', language)
  if (!guide)
    return offerPerson({ opening: 'person_offer_misses', outcome: 'escalated_person' }, language, memory, tools)
  const answer = answerSection(guide, 'who-helps', tools)
  return {
    reply: {
      ...replyFrom(answer, 'abstained_beyond_guide', 'question', language, [phrase('beyond_guide')]),
      confidence,
    },
    memory,
  }
}

/** There is no danger, or it is over: back to the matter, if there was one. */
function noDanger(language: Language, memory: Memory, tools: Tools): Said {
  const guide = memory.guide ? tools.knowledge.guide(memory.guide, language) : undefined
  const reply = replyOf({
    outcome: 'smalltalk_thanks',
    need: 'followup',
    language,
    parts: [phrase('danger_over')],
    choices: [
      ...(guide ? [{ label: guide.title, say: guide.title }] : []),
      ...offers(['choice_person'], language, tools),
    ],
  })
  const question = guide && { kind: 'guide' as const, guides: [guide.id], labels: [guide.title] }
  return { reply, memory: { ...memory, danger: undefined, question } }
}

/** Courses, peers and ways to try without harm, with the way back to the matter that was left for it. */
function practise(language: Language, memory: Memory, tools: Tools): Said {
  const guide = tools.knowledge.guide(practiceGuide, language)
  if (!guide) return offerPerson({ opening: 'person_offer', outcome: 'escalated_person' }, language, memory, tools)
  const ways = guide.passages.find(({ anchor }) => anchor === 'practise')
  const reply = replyFrom(answerFrom(guide, ways, language, 1, tools), 'answered_followup', 'followup', language)
  const left = memory.guide === practiceGuide ? undefined : tools.knowledge.guide(memory.guide ?? '', language)
  if (!left) return { reply, memory: atGuide(memory, practiceGuide) }
  return {
    reply: { ...reply, choices: [{ label: left.title, say: left.title }, ...reply.choices] },
    memory: { ...atGuide(memory, practiceGuide), question: { kind: 'guide', guides: [left.id], labels: [left.title] } },
  }
}
