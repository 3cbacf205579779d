/**
 * Help near home. THE PLACE FOR THE PROVIDER FINDER: where a municipality is known, its nearest providers belong after the
 * opening, as a `list` part and `providers`. Until then the directories of places are named. Knows no register of providers.
 */
import type { Memory } from '../conversation/conversation'
import type { Need } from '../conversation/outcome'
import type { Municipality } from '../knowledge/types'
import type { Language } from '../language/languages'
import { atGuide, contact, offers, phrase, replyOf, withGuide, type Said } from './sayings'
import type { Tools } from './tools'

const guide = 'digituki-mista'

/**
 * @param municipality where the person is; without it the bot asks, once, and helps at the same time
 * @param unwilling when the person would not say where they are: help at home and from afar
 */
export function nearbyHelp(
  {
    need,
    municipality,
    unwilling = false,
  }: { readonly need: Need; readonly municipality?: Municipality; readonly unwilling?: boolean },
  language: Language,
  memory: Memory,
  tools: Tools,
): Said {
  const choices = offers(['choice_practise', 'choice_without_internet', 'choice_person'], language, tools)
  if (municipality) {
    const place = language === 'sv' ? municipality.sv : municipality.fi
    const parts = [phrase('nearby_in', { place }), ...placesToAsk(municipality).map(contact)]
    const reply = replyOf({
      outcome: 'referred_provider',
      need,
      language,
      parts,
      choices,
      guides: [guide],
      municipality: municipality.code,
    })
    return { reply, memory: atGuide(memory, guide) }
  }
  const parts = unwilling ? [phrase('nearby_remote')] : [phrase('nearby_offer'), phrase('nearby_ask')]
  const reply = replyOf({ outcome: 'referred_provider', need, language, parts, choices })
  return {
    reply: withGuide(reply, guide, unwilling ? 'if-it-fails' : 'steps', tools, 'section'),
    memory: {
      ...atGuide(memory, guide),
      ...(unwilling ? {} : { question: { kind: 'municipality', need: 'nearby_help' } }),
    },
  }
}

/** Contacts through which a place is found in any municipality, and the city's own where there is one. */
function placesToAsk({ code }: Municipality): readonly string[] {
  return [...(code === '091' ? ['helsinki-digituki'] : []), 'kirjastot', 'seniorsurf']
}
