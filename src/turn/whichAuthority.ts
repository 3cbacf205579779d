/**
 * Who handles a matter, where an authority is sought or mistaken for another and no name that we know stands in the message: what the guide of
 * the matter says of it, or whom to ask. Knows no names.
 */
import type { Memory } from '../conversation/conversation'
import { guidesOfNeeds } from '../dialogs/guidesOfNeeds'
import type { Language } from '../language/languages'
import { atGuide, contact, offers, phrase, replyOf, withGuide, type Said } from './sayings'
import type { Tools } from './tools'

/** The guide to old names, and the section in which every guide says who handles its matter. */
const oldNamesGuide = 'viranomainen-vaihtui'
const whoSection = 'who-helps'
/** How many guides are offered where it is not sure which matter is meant. */
const mostOffered = 3

export function whichAuthority(text: string, language: Language, memory: Memory, tools: Tools): Said {
  const found = tools.search.search(text, language)
  const [best] = found.guides
  const surely = found.band === 'answer' && best && !guidesOfNeeds.has(best.guide.id) ? best.guide : undefined
  const { confidence } = found
  const start = { outcome: 'referred_authority', need: 'wrong_authority', language, confidence } as const
  if (surely) {
    const choices = [{ label: surely.title, say: surely.title }, ...offers(['choice_person'], language, tools)]
    const reply = replyOf({ ...start, parts: [phrase('authority_in_guide')], choices })
    return { reply: withGuide(reply, surely.id, whoSection, tools, 'section'), memory: atGuide(memory, surely.id) }
  }
  const names = tools.knowledge.guide(oldNamesGuide, language)
  const matters = found.guides.map(({ guide }) => guide).filter(({ id }) => !guidesOfNeeds.has(id))
  const offered = [...(found.band === 'clarify' ? matters : []), ...(names ? [names] : [])].slice(0, mostOffered)
  const labels = offered.map(({ title }) => title)
  const reply = replyOf({
    ...start,
    parts: [phrase('authority_unsure'), contact('kansalaisneuvonta')],
    choices: [...labels.map((label) => ({ label, say: label })), ...offers(['choice_person'], language, tools)],
    guides: offered.map(({ id }) => id),
  })
  return { reply, memory: { ...memory, question: { kind: 'guide', guides: offered.map(({ id }) => id), labels } } }
}
