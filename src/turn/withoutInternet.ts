/** Doing without the internet: the one question how, the way in the guide of the matter, and which matter it is. Knows no other need. */
import { answerSection } from '../answering/answer'
import type { Memory } from '../conversation/conversation'
import type { Need } from '../conversation/outcome'
import type { Language } from '../language/languages'
import { offerPerson } from './offerPerson'
import { atGuide, offers, phrase, replyFrom, replyOf, type Said } from './sayings'
import type { Tools } from './tools'

const withoutInternetGuide = 'ilman-nettia'

/** The one plain question: yourself, together with someone, or without the internet. It labels nobody. */
export function whichWay(language: Language, memory: Memory, tools: Tools): Said {
  const reply = replyOf({
    outcome: 'clarified_way',
    need: 'cannot_use_digital',
    language,
    parts: [phrase('which_way_calm'), phrase('which_way')],
    choices: offers(['choice_way_self', 'choice_way_together', 'choice_way_offline', 'choice_person'], language, tools),
    guides: memory.guide ? [memory.guide] : [],
  })
  return { reply, memory: { ...memory, question: { kind: 'way', ...(memory.guide && { guide: memory.guide }) } } }
}

/** Without the internet: in the guide at hand when there is one, else in general. */
export function withoutInternet(need: Need, language: Language, memory: Memory, tools: Tools): Said {
  const here = memory.guide ? tools.knowledge.guide(memory.guide, language) : undefined
  const guide = here ?? tools.knowledge.guide(withoutInternetGuide, language)
  if (!guide) return offerPerson({ opening: 'person_offer', outcome: 'escalated_person' }, language, memory, tools)
  const answer = answerSection(guide, here ? 'without-internet' : 'steps', tools)
  const reply = replyFrom(answer, 'referred_without_internet', need, language, [phrase('without_internet')])
  return {
    reply: { ...reply, choices: offers(['choice_who_helps', 'choice_nearby', 'choice_person'], language, tools) },
    memory: atGuide(memory, guide.id),
  }
}

/** The guide of the matter that was named beside "no computer" or "I cannot": it says how that is done without the internet. */
export function matterIn(text: string, language: Language, tools: Tools): string | undefined {
  if (!tools.namesMatter(text)) return undefined
  const found = tools.search.search(text, language)
  const guide = found.band === 'abstain' ? undefined : found.guides[0]?.guide
  return guide?.passages.some(({ anchor }) => anchor === 'without-internet') ? guide.id : undefined
}
