/** Whether a few words are enough to change the language of a talk: letters that are no words, or one word that says nothing, are not. */
import { wordsOf } from '../dialogs/matchPhrases'
import type { Language } from '../language/languages'
import type { Tools } from './tools'

/** More words than this tell their language surely. */
const fewWords = 2

/** So much surer a word or two must be found in another language: many words stand in two. */
const muchMore = 0.25

/** No word of our languages is without a vowel, has so many other letters in a row, or runs along the keyboard. */
const unspeakable = /^[^aeiouyåäö]{3,}$|[bcdfghjklmnpqrstvwxz]{5,}|(.)\1{3,}|qwer|asdf|sdfg|hjkl|zxcv|xcvb/u

/**
 * The language that the words are taken to be in; undefined when it cannot be told.
 * @param identified by their letters
 * @param prior the language spoken last, or the page's
 */
export function languageSpoken(
  text: string,
  identified: Language | undefined,
  prior: Language | undefined,
  tools: Tools,
): Language | undefined {
  if (identified === undefined || prior === undefined || identified === prior) return identified
  const words = text.toLowerCase().match(/\p{L}{2,}/gu) ?? []
  const noWords = words.filter((word) => unspeakable.test(word)).length
  if (noWords * 2 > words.length) return undefined
  if (wordsOf(text).length > fewWords) return identified
  if (tools.choiceIn(text) || tools.triage(text, { language: identified, guideAtHand: false }).need !== 'question')
    return identified
  const there = tools.search.search(text, identified)
  const here = tools.search.search(text, prior)
  return there.band !== 'abstain' && there.confidence >= here.confidence + muchMore ? identified : undefined
}
