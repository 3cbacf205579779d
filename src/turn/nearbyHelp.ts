/**
 * Help near home. THE PLACE FOR THE PROVIDER FINDER: where a municipality is known, its nearest providers belong between the opening and
 * the guide, as a `list` part and `providers`. Until then the guide tells how to find one. Knows no register of providers.
 */
import type { Memory } from '../conversation/conversation'
import type { Need } from '../conversation/outcome'
import type { Municipality } from '../knowledge/types'
import type { Language } from '../language/languages'
import { atGuide, offers, phrase, replyOf, withGuide, type Said } from './sayings'
import type { Tools } from './tools'

const guide = 'digituki-mista'

/**
 * @param municipality where the person is; without it the bot asks, once, and helps at the same time
 * @param place `unwilling` when the person would not say where they are
 */
export function nearbyHelp(
  { need, municipality, unwilling = false }: { readonly need: Need; readonly municipality?: Municipality; readonly unwilling?: boolean },
  language: Language,
  memory: Memory,
  tools: Tools,
): Said {
  const name = municipality && (language === 'sv' ? municipality.sv : municipality.fi)
  const opening = name ? phrase('nearby_in', { place: name }) : phrase(unwilling ? 'nearby_remote' : 'nearby_offer')
  const reply = replyOf({
    outcome: 'referred_provider',
    need,
    language,
    parts: [opening, ...(name || unwilling ? [] : [phrase('nearby_ask')])],
    choices: offers(['choice_practise', 'choice_without_internet', 'choice_person'], language, tools),
    municipality: municipality?.code,
  })
  const question = name || unwilling ? undefined : ({ kind: 'municipality', need: 'nearby_help' } as const)
  return { reply: withGuide(reply, guide, unwilling ? 'if-it-fails' : 'steps', tools, 'section'), memory: { ...atGuide(memory, guide), question } }
}
