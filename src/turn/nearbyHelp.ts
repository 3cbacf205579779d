/** Help near home: where a municipality is known, who helps there; otherwise the bot asks, once, and helps at the same time. Keeps no place. */
import type { Memory } from '../conversation/conversation'
import type { Need } from '../conversation/outcome'
import { describeFoundProviders } from '../dialogs/describeFoundProviders'
import { readProviderWish } from '../dialogs/readProviderWish'
import type { Municipality } from '../knowledge/types'
import type { Language } from '../language/languages'
import { atGuide, offers, phrase, replyOf, withGuide, type Said } from './sayings'
import type { Tools } from './tools'

const guide = 'digituki-mista'

export interface NearbyWish {
  readonly need: Need
  /** The person's words, masked: "at home", "in Swedish", "open now" are read from them. */
  readonly text: string
  readonly municipality?: Municipality
  /** The person would not say where they are: help at home and from afar. */
  readonly unwilling?: boolean
}

export function nearbyHelp(wished: NearbyWish, language: Language, memory: Memory, tools: Tools): Said {
  const { need, text, municipality, unwilling = false } = wished
  const choices = offers(['choice_practise', 'choice_without_internet', 'choice_person'], language, tools)
  if (municipality || unwilling) {
    const wish = {
      ...readProviderWish(text),
      ...(municipality && { municipality: municipality.code }),
      ...(unwilling && { cannotLeaveHome: true }),
    }
    const described = describeFoundProviders(tools.findHelpers(wish), wish, language, tools)
    return {
      reply: replyOf({ ...described, need, language, choices, guides: [guide] }),
      memory: atGuide(memory, guide),
    }
  }
  const reply = replyOf({
    outcome: 'clarified_municipality',
    need,
    language,
    parts: [phrase('nearby_offer'), phrase('nearby_ask')],
    choices,
  })
  return {
    reply: withGuide(reply, guide, 'steps', tools, 'section'),
    memory: { ...atGuide(memory, guide), question: { kind: 'municipality', need: 'nearby_help' } },
  }
}
