/** The quick replies that the bot itself offers, and what pressing each means. Pressed or typed, the words are the same. */
import type { Choice } from '../conversation/reply'
import { languages, type Language } from '../language/languages'
import { wordsOf } from './matchPhrases'
import type { PhraseBook } from './phraseBook'
import type { Verdict } from './triage'

/** Phrase key → what it means when said. */
const meanings = {
  choice_steps: { need: 'followup', section: 'steps' },
  choice_one_step: { need: 'followup', section: 'one_step' },
  choice_next: { need: 'followup', section: 'next' },
  choice_back: { need: 'followup', section: 'back' },
  choice_what_you_need: { need: 'followup', section: 'what-you-need' },
  choice_if_it_fails: { need: 'followup', section: 'if-it-fails' },
  choice_without_internet: { need: 'followup', section: 'without-internet' },
  choice_safety: { need: 'followup', section: 'safety' },
  choice_who_helps: { need: 'followup', section: 'who-helps' },
  choice_person: { need: 'wants_person' },
  choice_nearby: { need: 'nearby_help' },
  choice_practise: { need: 'followup', section: 'practise' },
  choice_way_self: { need: 'choice', section: 'self' },
  choice_way_together: { need: 'choice', section: 'together' },
  choice_way_offline: { need: 'choice', section: 'offline' },
  choice_in_danger: { need: 'crisis' },
  choice_scammed: { need: 'scam_happened' },
  choice_no_danger: { need: 'followup', section: 'danger_over' },
  choice_none_of_these: { need: 'choice', section: 'none' },
} as const satisfies Record<string, Verdict>

export type ChoiceKey = keyof typeof meanings

export function offer(key: ChoiceKey, language: Language, phrases: PhraseBook): Choice {
  const words = phrases.say(key, language)
  return { label: words, say: words }
}

/** Finds out whether a message is, word for word, one of our own quick replies in any language. */
export function prepareChoices(phrases: PhraseBook): (text: string) => Verdict | undefined {
  const byWords = new Map<string, Verdict>()
  for (const [key, verdict] of Object.entries(meanings))
    for (const language of languages) byWords.set(wordsOf(phrases.say(key, language)).join(' '), verdict)
  return (text) => byWords.get(wordsOf(text).join(' '))
}
