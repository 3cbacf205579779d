/**
 * A danger that was met stays open: "where can I go", "my bank is Nordea" are said inside it and not a new matter, until another matter is
 * surely meant or the danger is said to be over. Knows no words.
 */
import type { Memory } from '../conversation/conversation'
import { isDanger, lifeDangers, type Danger, type Need } from '../conversation/outcome'
import { isCertain } from '../dialogs/sureness'
import type { Tools } from './tools'
import { surenessOfLooked, type Looked } from './searchInContext'
import { standingFor } from './standing'
import { dangerOver, maybe, type Understood } from './understood'

/** Said to anybody at any time, and no step away from the danger. */
const courtesies: readonly Need[] = ['greeting', 'thanks', 'goodbye', 'abuse', 'codes_offered', 'other_language']
/** What a rule hears in the words, and what in a danger is a question about the danger ("where can I go", "what now"). */
const readInside: readonly Need[] = [
  'question',
  'followup',
  'choice',
  'nearby_help',
  'no_device',
  'cannot_use_digital',
  'term',
]
/** Shades of a short answer that leave the danger as it is. */
const saysLittle: readonly (string | undefined)[] = ['nothing_asked', 'taken_back', 'health', 'self']
/** The guide at hand after money or codes have gone: its sections and steps are what is asked for. */
const walkedThrough: readonly Need[] = ['followup', 'wants_person', 'own_case']

/** The shade of a danger's reply when it is said again. */
const stillOpen = 'still_open'

/**
 * What is meant while a danger is open.
 * @param looked what the search has found for the same words
 */
export function insideDanger(
  need: Understood,
  text: string,
  { danger }: Memory,
  looked: () => Looked,
  tools: Tools,
): Understood {
  if (danger === undefined || need.section === dangerOver) return need
  const open: Understood = { need: danger, section: stillOpen, language: need.language }
  if (isDanger(need.need)) return need.doubtful ? open : need
  if (courtesies.includes(need.need) || isOurOwn(need, text, tools)) return need
  // How to go about it begins with what must be done at once.
  if (danger === 'scam_happened' && walkedThrough.includes(need.need) && need.section !== 'steps') return need
  return saidByRule(need, text, tools) || isAnotherMatter(need, text, danger, looked, tools) ? need : open
}

/** What is lost in a danger to life or mind ("he took my phone and my bank codes too") is said inside it. */
export function insideWorse(met: Understood, { danger }: Memory): Understood {
  const isWorse = danger !== undefined && lifeDangers.includes(danger) && met.need === 'scam_happened'
  return isWorse ? { need: danger, section: stillOpen, language: met.language } : met
}

/** The danger that a reply leaves open: one that was only asked about may be none. */
export function dangerLeftOpen({ need, section }: Understood, memory: Memory): Danger | undefined {
  if (!isDanger(need)) return memory.danger
  return section === maybe ? undefined : need
}

/** The danger that an answer from this guide leaves open: only one whose own guide it is. */
export function stillInDanger({ danger }: Memory, guide: string): Danger | undefined {
  return danger && standingFor(danger, undefined)?.guide === guide ? danger : undefined
}

/** A quick reply of ours, or an answer to our own question that says something. */
function isOurOwn({ need, section }: Understood, text: string, tools: Tools): boolean {
  return tools.choiceIn(text) !== undefined || (need === 'choice' && !saysLittle.includes(section))
}

/** A need that words of its own stand for. */
function saidByRule({ need }: Understood, text: string, tools: Tools): boolean {
  return !readInside.includes(need) && tools.triage(text, { guideAtHand: false }).need === need
}

/** A matter that is named and surely found; of the danger's own guide the finding is enough ("the bank does not answer"). */
function isAnotherMatter(
  { need }: Understood,
  text: string,
  danger: Danger,
  looked: () => Looked,
  tools: Tools,
): boolean {
  if (need !== 'question') return false
  const { found } = looked()
  const sureness = surenessOfLooked(looked())
  if (tools.namesMatter(text)) return sureness === 'certain' || sureness === 'answer'
  return isCertain(found) && found.guides[0]?.guide.id === standingFor(danger, undefined)?.guide
}
