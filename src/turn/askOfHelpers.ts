/** What is asked about helpers that have just been listed. The place is not kept: to look again it is asked for again, and what was wished is not lost. */
import type { HelpWish, Memory } from '../conversation/conversation'
import { askedOfHelpers, languageAlone, type AskedOfHelpers } from '../dialogs/askedOfHelpers'
import { readProviderWish } from '../dialogs/readProviderWish'
import type { Language } from '../language/languages'
import { nearbyHelp } from './nearbyHelp'
import { offers, phrase, replyOf, type Said } from './sayings'
import type { Tools } from './tools'

/** @param before what has been wished so far */
export function askOfHelpers(
  text: string,
  before: HelpWish | undefined,
  spoken: Language,
  memory: Memory,
  tools: Tools,
): Said {
  const asked = askedOfHelpers(text)
  // "In Swedish" may be meant for us as well as for the helpers: both are given.
  const language = languageAlone(text) ?? spoken
  const wish = { ...before, ...readProviderWish(text) }
  if (asked === undefined || asked === 'afar') {
    // Who is there now matters to those who go there.
    const rest = { ...wish, staffedNow: undefined }
    const fromHome = rest.cannotLeaveHome || rest.delivery ? rest : { ...rest, delivery: ['remote_phone'] as const }
    return nearbyHelp({ need: 'choice', wish: fromHome }, language, memory, tools)
  }
  const again = looksAgain(asked, wish)
  const reply = replyOf({
    outcome: again ? 'clarified_municipality' : 'answered_followup',
    need: 'followup',
    language,
    parts: [phrase(`helpers_${asked}`), ...(again ? [phrase('helpers_again')] : [])],
    choices: offers(['choice_nearby', 'choice_without_internet', 'choice_person'], language, tools),
    guides: memory.guide ? [memory.guide] : [],
  })
  return { reply, memory: { ...memory, language, question: { kind: 'helpers', wish, ...(again && { asks: true }) } } }
}

/** Whether a new search could answer it better than the list has: only those who are there now, only in Swedish, another town. */
function looksAgain(asked: AskedOfHelpers, { cost, language, staffedNow }: HelpWish): boolean {
  switch (asked) {
    case 'elsewhere':
      return true
    case 'cost':
      return cost !== undefined
    case 'language':
      return language !== undefined
    case 'hours':
      return staffedNow === true
    default:
      return false
  }
}
