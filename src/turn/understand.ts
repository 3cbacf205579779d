/** Hop 5 as a whole: the bot's own open question, our own quick replies, the triage rules, old names, words to explain. Knows no answer. */
import type { Conversation } from '../conversation/conversation'
import type { Need } from '../conversation/outcome'
import { surenessOf, type Sureness } from '../dialogs/judgeNeed'
import { wordsOf } from '../dialogs/matchPhrases'
import { saysYesOrNo } from '../dialogs/yesOrNo'
import { findMunicipality } from '../knowledge/findMunicipality'
import { once } from '../knowledge/once'
import type { Municipality, Term } from '../knowledge/types'
import type { Language } from '../language/languages'
import type { Tools } from './tools'

/** What the person needs, with what was found out on the way. */
export interface Understood {
  readonly need: Need
  readonly language: Language
  readonly section?: string
  /** Danger by likeness alone, or a need where a guide answers the same words: it may well be something else that is meant. */
  readonly doubtful?: boolean
  /** The guide that a choice named. */
  readonly guide?: string
  /** The word to explain, or the outdated name that was used; of need `term` without it the glossary knows nothing. */
  readonly term?: Term
  /** Where the person is, when they said so. */
  readonly municipality?: Municipality
}

/** Needs that come before everything else, whoever holds the conversation. */
export const dangers: readonly Need[] = ['emergency', 'crisis', 'scam_happened']

/** Needs that an office's name can be the answer to: its number, its counter. */
const toAPlace: readonly Need[] = ['question', 'wants_person', 'nearby_help']

/** A municipality's name with at most this many words beside it is an answer to "where", or a wish for help there. */
const wordsBesidePlace = 1

/** Needs that a guide may help with as well ("when are tax refunds paid"); whoever asks for a person is not shown guides again. */
const besideGuides: readonly Need[] = ['own_case', 'cannot_use_digital', 'no_device', 'professional', 'company']

/** A single word is looked for and not asked about. */
const leastWords = 2

/** Spots danger to life, mind or money in what was said, in whichever language: a wrong guess of the language must not hide it. */
export function spotDanger(text: string, tools: Tools, guideAtHand = false): Answered | undefined {
  const verdict = tools.triage(text, { guideAtHand: false, among: dangers })
  if (dangers.includes(verdict.need)) return { need: verdict.need, section: verdict.section }
  const judged = tools.judge.danger(text, () => surenessIn(text, tools.identify(text, undefined), tools))
  if (!judged) return undefined
  // "One step at a time" is a wish about the guide, pressed or typed.
  if (tools.choiceIn(text) !== undefined || tools.triage(text, { guideAtHand }).need === 'followup') return undefined
  return { need: judged, doubtful: true }
}

/** What the person needs; `question` when nothing else fits. */
export function understand(
  text: string,
  spoken: Language | undefined,
  language: Language,
  conversation: Conversation,
  tools: Tools,
): Understood {
  const answered = answerToOpenQuestion(text, conversation, tools)
  if (answered) return { ...answered, language }
  const pressed = tools.choiceIn(text)
  if (pressed && (pressed.need !== 'followup' || conversation.memory.guide)) return { ...pressed, language }
  const verdict = tools.triage(text, { language: spoken, guideAtHand: conversation.memory.guide !== undefined })
  const municipality = findMunicipality(tools.knowledge, text)?.municipality
  const old = tools.oldNameIn(text)
  if (old?.asked && toAPlace.includes(verdict.need)) return { need: 'wrong_authority', language, term: old.term }
  const sureness = once(() => surenessIn(text, language, tools))
  const hasGuide = (): boolean => sureness() === 'certain' || sureness() === 'answer'
  if (verdict.need !== 'question')
    return {
      need: verdict.need,
      language,
      section: verdict.section,
      municipality,
      ...(besideGuides.includes(verdict.need) && hasGuide() && { doubtful: true }),
    }
  const place = barePlace(text, tools)
  if (place) return { need: 'nearby_help', language, municipality: place }
  if (old && tools.judge.seeksAuthority(text)) return { need: 'wrong_authority', language, term: old.term }
  const term = tools.termAsked(text, language)
  if (term) return explaining(term, true, language)
  if (tools.asksMeaning(text)) return explaining(undefined, true, language)
  const danger = tools.judge.possibleDanger(text, sureness)
  if (danger) return { need: danger, language, doubtful: true }
  if (tools.judge.asksWord(text)) {
    const surely = wordsOf(text).length >= leastWords && sureness() === 'abstain'
    return explaining(tools.termNamed(text, language), surely, language)
  }
  const judged = tools.judge.need(text, sureness)
  // That an authority is the wrong one can only be said of an old name that stands there.
  if (judged === undefined || judged === 'wrong_authority') return { need: 'question', language, municipality }
  return { need: judged, language, municipality, ...(hasGuide() && { doubtful: true }) }
}

/** A word to explain. One that the glossary does not know is left to the search unless it is `surely` asked for. */
function explaining(term: Term | undefined, surely: boolean, language: Language): Understood {
  if (term) return { need: term.outdated ? 'wrong_authority' : 'term', language, term }
  return { need: surely ? 'term' : 'question', language }
}

/** What the search would do with the text; a language that is none of ours is searched as Finnish. */
function surenessIn(text: string, language: Language | 'other' | undefined, { search }: Tools): Sureness {
  return surenessOf(search.search(text, language === undefined || language === 'other' ? 'fi' : language))
}

type Answered = Omit<Understood, 'language'>

/** What the bot asked last and the person has now answered, in a few words of their own or with our quick reply. */
function answerToOpenQuestion(text: string, { memory }: Conversation, tools: Tools): Answered | undefined {
  const { question } = memory
  const said = saysYesOrNo(text)
  switch (question?.kind) {
    case 'guide': {
      const guide = chosenGuide(text, question)
      if (guide) return { need: 'choice', guide }
      if (said === 'yes') return { need: 'choice', guide: question.guides[0] }
      return said === 'no' ? { need: 'choice', section: 'none' } : undefined
    }
    case 'municipality': {
      const municipality = barePlace(text, tools)
      if (municipality) return { need: 'choice', section: 'place', municipality }
      return said === 'no' ? { need: 'choice', section: 'no_place' } : undefined
    }
    case 'way':
      return said === undefined ? undefined : { need: 'choice', section: said === 'yes' ? 'together' : 'offline' }
    case 'person':
      if (said === undefined) return undefined
      return said === 'yes' ? { need: 'wants_person' } : { need: 'choice', section: 'none' }
    default:
      return said && yesOrNoAtGuide(said, memory.guide, memory.step)
  }
}

/** Yes and no with no question open: while walking "did it" and "did not", after an answer "it helped" and "it did not". */
function yesOrNoAtGuide(said: 'yes' | 'no', guide: string | undefined, step: number | undefined): Answered {
  if (guide === undefined) return { need: 'choice', section: 'nothing_asked' }
  if (said === 'no') return { need: 'followup', section: 'if-it-fails' }
  return step === undefined ? { need: 'thanks' } : { need: 'followup', section: 'next' }
}

/** A message that is a municipality's name or postcode and next to nothing else. */
function barePlace(text: string, { knowledge }: Tools): Municipality | undefined {
  const found = findMunicipality(knowledge, text)
  return found && wordsOf(text).length <= wordsOf(found.written).length + wordsBesidePlace
    ? found.municipality
    : undefined
}

/** The guide whose title, or number in the list, answers the bot's "did you mean". */
function chosenGuide(
  text: string,
  question: { readonly guides: readonly string[]; readonly labels: readonly string[] },
): string | undefined {
  const words = wordsOf(text)
  const said = words.join(' ')
  const byLabel = question.labels.findIndex((label) => wordsOf(label).join(' ') === said)
  if (byLabel >= 0) return question.guides[byLabel]
  const place = words.length <= 3 ? ordinals.findIndex((names) => words.some((word) => names.includes(word))) : -1
  return question.guides[place]
}

/** How people count in a list of three. */
const ordinals: readonly (readonly string[])[] = [
  ['1', 'eka', 'ekaa', 'ensimmainen', 'ensimmaista', 'forsta', 'first'],
  ['2', 'toka', 'tokaa', 'toinen', 'toista', 'andra', 'second'],
  ['3', 'kolmas', 'kolmatta', 'kolmonen', 'viimeinen', 'tredje', 'sista', 'third', 'last'],
]
