/** What a conversation is about for whoever helps in it: the person's latest words that say something of their own. Knows no search. */
import type { LogEntry } from '../../conversation/conversation'
import type { Need } from '../../conversation/outcome'
import { wordsOf } from '../../dialogs/matchPhrases'
import { saysYesOrNo } from '../../dialogs/yesOrNo'
import type { Handoff } from '../../handoff/types'
import { languages, type Language } from '../../language/languages'
import { withoutMasks } from '../../privacy/mask'
import type { Tools } from '../../turn/tools'

export interface Matter {
  readonly text: string
  readonly language: Language
  /** The line that says it; absent where it is the handoff's topic. */
  readonly seq?: number
}

/** Words of courtesy, and the wish for a human being: nothing that a guide could answer. */
const saysNothing: readonly Need[] = ['greeting', 'thanks', 'goodbye', 'wants_person']
/** Quick replies about the waiting itself. */
const aboutWaiting = ['handoff_choice_wait', 'handoff_choice_cancel']

/**
 * Passes over our own quick replies, yes and no, courtesies and lines that are masks alone. Where nothing is left, the handoff's topic.
 * Undefined where nobody has said what it is about.
 */
export function lastMatter(
  lines: readonly LogEntry[],
  handoff: Pick<Handoff, 'language' | 'topic'>,
  tools: Pick<Tools, 'knowledge' | 'phrases' | 'triage' | 'choiceIn' | 'namesMatter'>,
): Matter | undefined {
  const { knowledge, phrases, triage, choiceIn, namesMatter } = tools
  const waiting = new Set(
    aboutWaiting.flatMap((key) => languages.map((language) => wordsOf(phrases.say(key, language)).join(' '))),
  )
  const says = (text: string): boolean => {
    const words = wordsOf(text)
    if (words.length === 0 || waiting.has(words.join(' ')) || choiceIn(text) || saysYesOrNo(text)) return false
    return !saysNothing.includes(triage(text, { guideAtHand: false }).need) || namesMatter(text)
  }
  for (const { speaker, text, language = handoff.language, seq } of [...lines].reverse()) {
    const words = withoutMasks(text)
    if (speaker === 'person' && says(words)) return { text: words, language, seq }
  }
  const { topic, language } = handoff
  const title = topic === undefined ? undefined : knowledge.guide(topic, language)?.title
  return title === undefined ? undefined : { text: title, language }
}
