/** Hop 5 as a whole: the bot's own open question, our own quick replies, the triage rules, old names, words to explain. Knows no answer. */
import type { Conversation, Memory } from '../conversation/conversation'
import { dangers, isDanger, type Danger, type Need } from '../conversation/outcome'
import { asideOf } from '../dialogs/askedOfMatter'
import type { Support } from '../dialogs/judgeNeed'
import { surenessOf, type Sureness } from '../dialogs/sureness'
import { wordsOf } from '../dialogs/matchPhrases'
import { findMunicipality } from '../knowledge/findMunicipality'
import type { Term } from '../knowledge/types'
import type { Language } from '../language/languages'
import type { Verdict } from '../dialogs/triage'
import { answerToOpenQuestion, barePlace } from './openQuestion'
import type { Tools } from './tools'
import { dangerOver, maybe, type Answered, type Understood } from './understood'

/** Needs that an office's name can be the answer to: its number, its counter. */
const toAPlace: readonly Need[] = ['question', 'wants_person', 'nearby_help']

/** Needs that a guide may help with as well ("when are tax refunds paid"); whoever asks for a person is not shown guides again. */
const besideGuides: readonly Need[] = ['own_case', 'cannot_use_digital', 'no_device', 'professional', 'company']

/** A guide is found. */
const foundSurely: readonly Sureness[] = ['certain', 'answer', 'need']

/** A message that seems to be a scam. */
const suspicious = 'suspicious'

/** Shades that rules hear only where next to nothing else is said, or in so many words: there is nothing to deny. */
const wholeMessages: readonly (string | undefined)[] = ['about', 'which_way']

/** There is nothing said beside these. */
const courtesies: readonly Need[] = ['greeting', 'thanks', 'goodbye', 'abuse', 'other_language', 'choice']

/** A word or two that a rule has heard are all there is to hear. */
const leastDenied = 3

/** A single word is looked for and not asked about. */
const leastWords = 2

/** The talk that a message stands in, and what the search would do with it there. */
export interface InTalk {
  readonly conversation: Pick<Conversation, 'memory' | 'holder'>
  readonly sureness?: () => Sureness
}

/** In the middle of a talk about something else, or in the queue, a few words are seldom a cry for help. */
export function isUnderWay({ memory: { guide, asked, danger }, holder }: InTalk['conversation']): boolean {
  const calm = danger === undefined || danger === 'scam_happened'
  return calm && (guide !== undefined || asked !== undefined || holder !== 'bot')
}

/**
 * Spots danger to life, mind or money in what was said, in whichever language: a wrong guess of the language must not hide it.
 * @param inTalk absent where only the words are known
 */
export function spotDanger(text: string, tools: Tools, inTalk?: InTalk): Answered | undefined {
  const { conversation, sureness = () => surenessIn(text, tools) } = inTalk ?? {}
  const verdict = tools.triage(text, { guideAtHand: false, among: dangers })
  // While a danger is open, a few words are enough to stay in it.
  const isOpen = conversation?.memory.danger !== undefined
  const denied = !isOpen && tools.judge.denies(verdict.need, text, sureness)
  if (isDanger(verdict.need) && !denied)
    return asSureAs(isOpen ? 'full' : tools.judge.supports(verdict.need, text, sureness), verdict)
  const { guide, danger } = conversation?.memory ?? {}
  const ruled = tools.triage(text, { guideAtHand: guide !== undefined, dangerOpen: danger !== undefined }).need
  // "One step at a time" is a wish about the guide, pressed or typed; "I am fine" says that there is no danger.
  if (ruled === 'followup' || tools.choiceIn(text) !== undefined) return undefined
  // "I don't want to tell", where the bot has asked for the municipality.
  if (conversation && answerToOpenQuestion(text, conversation, tools)?.section === 'no_place') return undefined
  // Where a rule has heard something else, likeness needs as much as in the middle of another matter.
  const elseMeant = ruled !== 'question' || (conversation !== undefined && isUnderWay(conversation))
  const judged = tools.judge.danger(text, sureness, elseMeant)
  return judged && { need: judged, doubtful: true }
}

/** A danger that a rule heard: where the rest of the message does not bear it out, the guides it may be about stand beside it, or it is asked about. */
function asSureAs(support: Support, { need, section }: Verdict): Answered {
  if (support === 'full') return { need, section }
  return { need, section: support === 'none' ? (section ?? maybe) : section, doubtful: true }
}

/** Danger that is to be mentioned beside the answer to a question. */
export function mayBeDanger(
  text: string,
  { need, denied }: Understood,
  conversation: InTalk['conversation'],
  tools: Tools,
): Danger | undefined {
  const underWay = isUnderWay(conversation)
  // A rule heard it, and the rest of the message spoke against it.
  if (denied !== undefined && isDanger(denied)) return denied
  if (isDanger(need) || (!underWay && courtesies.includes(need))) return undefined
  return tools.judge.dangerMentioned(text, underWay)
}

/** What the person needs; `question` when nothing else fits. */
export function understand(
  text: string,
  spoken: Language | undefined,
  language: Language,
  conversation: Conversation,
  sureness: () => Sureness,
  tools: Tools,
): Understood {
  const { memory } = conversation
  const answered = answerToOpenQuestion(text, conversation, tools)
  if (answered) return { ...answered, language }
  const pressed = tools.choiceIn(text)
  if (pressed && (pressed.need !== 'followup' || memory.guide || pressed.section === dangerOver))
    return { ...pressed, language }
  const ruled = tools.triage(text, {
    language: spoken,
    guideAtHand: memory.guide !== undefined,
    dangerOpen: memory.danger !== undefined,
  })
  // While a danger is open, a few words are enough to stay in it.
  const denied =
    memory.danger === undefined &&
    !wholeMessages.includes(ruled.section) &&
    wordsOf(text).length >= leastDenied &&
    tools.judge.denies(ruled.need, text, sureness)
  // The first message goes on about nothing.
  const nothingSaid = memory.language === undefined && asideOf(ruled.section) !== undefined
  const verdict: Verdict = denied || nothingSaid ? { need: 'question' } : ruled
  const ofOffered = verdict.need === 'question' ? askedOfOffered(text, spoken, memory, tools) : undefined
  if (ofOffered) return { ...ofOffered, language }
  const municipality = findMunicipality(tools.knowledge, text)?.municipality
  const old = tools.oldNameIn(text)
  const asksForOld = old?.asked && toAPlace.includes(verdict.need) && tools.judge.seeksAuthority(text, sureness)
  if (asksForOld) return { need: 'wrong_authority', language, term: old.term }
  const hasGuide = (): boolean => foundSurely.includes(sureness())
  const mayHaveGuide = (): boolean => sureness() !== 'abstain'
  // "I am safe now. How do I change my address?" is about the address.
  const matterToo = verdict.section === dangerOver && hasGuide() && tools.namesMatter(text)
  if (verdict.need !== 'question' && !matterToo)
    return {
      need: verdict.need,
      language,
      section: verdict.section,
      municipality,
      ...(besideGuides.includes(verdict.need) && hasGuide() && { doubtful: true }),
    }
  const place = barePlace(text, tools)
  if (place) return { need: 'nearby_help', language, municipality: place }
  if (old && tools.judge.seeksAuthority(text, sureness)) return { need: 'wrong_authority', language, term: old.term }
  const term = tools.termAsked(text, language)
  if (term) return explaining(term, true, language)
  if (tools.asksMeaning(text)) return explaining(undefined, true, language)
  const underWay = isUnderWay(conversation)
  const danger = underWay ? undefined : tools.judge.possibleDanger(text, sureness)
  if (danger) return { need: danger, section: maybe, language, doubtful: true }
  const asksWord = underWay ? undefined : tools.judge.asksWord(text)
  if (asksWord)
    return explaining(
      tools.termNamed(text, language),
      asksWord === 'surely' && wordsOf(text).length >= leastWords,
      language,
    )
  // Where a rule knows how the question is answered, that is enough; a suspicious message may have been a scam.
  const isSettled = verdict.section !== undefined && verdict.section !== suspicious
  const judged = isSettled ? undefined : tools.judge.need(text, sureness, underWay)
  if (judged === undefined) {
    // What a rule says of a question is how it is answered; a guide that is found knows more of what a scam pretends to be.
    const section = verdict.section === suspicious && sureness() === 'certain' ? undefined : verdict.section
    return { need: 'question', language, section, municipality, ...(denied && { denied: ruled.need }) }
  }
  // Who handles a matter is told from its guide already.
  return {
    need: judged,
    language,
    municipality,
    ...(judged !== 'wrong_authority' && mayHaveGuide() && { doubtful: true }),
  }
}

/** Who helps with it, and what it costs, asked while the bot has asked which guide is meant: of the likeliest. */
function askedOfOffered(
  text: string,
  spoken: Language | undefined,
  { question, guide }: Memory,
  tools: Tools,
): Answered | undefined {
  if (question?.kind !== 'guide' || guide !== undefined) return undefined
  const { need, section } = tools.triage(text, { language: spoken, guideAtHand: true })
  const isAsked = need === 'followup' && (section === 'who-helps' || asideOf(section) !== undefined)
  return isAsked ? { need, section, guide: question.guides[0] } : undefined
}

/** A word to explain. One that the glossary does not know is left to the search unless it is `surely` asked for. */
function explaining(term: Term | undefined, surely: boolean, language: Language): Understood {
  if (term) return { need: term.outdated ? 'wrong_authority' : 'term', language, term }
  return { need: surely ? 'term' : 'question', language }
}

/** What the search would do with the text by itself; a language that is none of ours is searched as Finnish. */
function surenessIn(text: string, { identify, search }: Tools): Sureness {
  const language = identify(text, undefined)
  return surenessOf(search.search(text, language === undefined || language === 'other' ? 'fi' : language))
}
