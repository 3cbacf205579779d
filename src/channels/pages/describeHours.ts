/** Whether an adviser is there now, in a sentence for the first screen: who is there and the wait, or when somebody will be. Knows no page. */
import { blankMemory, type Conversation } from '../../conversation/conversation'
import type { PhraseBook } from '../../dialogs/phraseBook'
import type { DeskOffers } from '../../handoff/offerHandoff'
import type { Language } from '../../language/languages'

/** Somebody who has not said anything yet. */
const nobodyYet: Conversation = {
  conversationId: '',
  channel: 'directline',
  person: '',
  holder: 'bot',
  epoch: 0,
  memory: blankMemory,
}

/** The same that a person hears who asks; undefined where the desks have nothing to say. */
export function describeHours(
  offers: Pick<DeskOffers, 'offerHandoff'>,
  phrases: PhraseBook,
  language: Language,
  now: Date,
): string | undefined {
  const { kind, parts } = offers.offerHandoff(nobodyYet, language, now)
  const said = parts.flatMap((part) => (part.kind === 'phrase' ? [phrases.say(part.key, language, part.values)] : []))
  // What follows "closed" is the way to leave a request: it has a place of its own.
  return (kind === 'open' ? said : said.slice(0, 1)).join(' ') || undefined
}
