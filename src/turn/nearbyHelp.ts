/** Help near home: where a municipality is known, who helps there; otherwise the bot asks, once, and helps at the same time. Keeps what was wished, and no place. */
import type { HelpWish, Memory } from '../conversation/conversation'
import type { Need } from '../conversation/outcome'
import { describeFoundProviders, type DescribedProviders } from '../dialogs/describeFoundProviders'
import type { Municipality } from '../knowledge/types'
import type { Language } from '../language/languages'
import { atGuide, offers, phrase, replyOf, withGuide, type Said } from './sayings'
import { priceFirst } from './asideAtHand'
import type { Tools } from './tools'

const guide = 'digituki-mista'

export interface NearbyWish {
  readonly need: Need
  /** "At home", "in Swedish", "open now": what the person has said, in this message or before it. */
  readonly wish: HelpWish
  readonly municipality?: Municipality
  /** The person would not say where they are: help at home and from afar. */
  readonly unwilling?: boolean
  /** The section of the guide that answers what was asked beside ("does it cost anything"). */
  readonly section?: string
}

export function nearbyHelp(wished: NearbyWish, language: Language, memory: Memory, tools: Tools): Said {
  const { need, wish, municipality, unwilling = false, section = 'steps' } = wished
  const choices = offers(['choice_practise', 'choice_without_internet', 'choice_person'], language, tools)
  // What comes home or by phone is there wherever the person is; only home visits need the municipality.
  const fromAfar = wish.cannotLeaveHome === true || wish.delivery !== undefined
  if (municipality || unwilling || fromAfar) {
    const described = describeHelpers(wish, municipality, language, tools)
    const asks = !municipality && !unwilling
    const parts = [...described.parts, ...(asks ? [phrase('nearby_ask_home')] : [])]
    return {
      reply: replyOf({ ...described, parts, need, language, choices, guides: [guide] }),
      memory: { ...atGuide(memory, guide), question: { kind: 'helpers', wish, ...(asks && { asks }) } },
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
    reply: withGuide(reply, guide, section, tools, 'section'),
    memory: { ...atGuide(memory, guide), question: { kind: 'municipality', need: 'nearby_help', wish } },
  }
}

/** The section of the guide that surely answers the text. */
export function sectionAsked(text: string, language: Language, tools: Tools): string | undefined {
  const found = tools.search.search(text, language)
  const [first] = priceFirst(found, text, language).guides
  return found.band === 'answer' && first?.guide.id === guide ? first.passages[0]?.anchor : undefined
}

/** Guides about getting help, and what a place is looked for in them. */
const helpOf: Readonly<Record<string, HelpWish>> = {
  'digituki-mista': {},
  'digikurssi-ja-harjoittelu': { need: 'course' },
  'ei-laitetta': { need: 'public_computer' },
  'ilman-nettia': {},
  'suomi-piste': { need: 'eservice_advice' },
}

/** Whether a guide is about getting help: nobody's case is handled by those whom it names. */
export const isAboutHelp = (guideId: string): boolean => helpOf[guideId] !== undefined

/** A reply from a guide about getting help, to somebody who named their municipality: who helps there stands under it. */
export function withHelpersThere(
  said: Said,
  wish: HelpWish,
  municipality: Municipality | undefined,
  tools: Tools,
): Said {
  const { reply, memory } = said
  const looked = helpOf[reply.guides[0] ?? '']
  if (!municipality || !looked || reply.citations.length === 0) return said
  const all = { ...looked, ...wish }
  const { parts, providers, municipality: code } = describeHelpers(all, municipality, reply.language, tools)
  return {
    reply: { ...reply, parts: [...reply.parts, ...parts], providers, municipality: code },
    memory: memory.question ? memory : { ...memory, question: { kind: 'helpers', wish: all } },
  }
}

function describeHelpers(
  wish: HelpWish,
  municipality: Municipality | undefined,
  language: Language,
  tools: Tools,
): DescribedProviders {
  const whole = { ...wish, ...(municipality ? { municipality: municipality.code } : { cannotLeaveHome: true }) }
  return describeFoundProviders(tools.findHelpers(whole), whole, language, tools)
}
