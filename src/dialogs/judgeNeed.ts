/** How sure the need model must be before its word counts. A missed danger costs most, so danger needs least. Knows no rule. */
import type { Need } from '../conversation/outcome'
import { wordsOf } from './matchPhrases'
import type { NeedModel } from './needModel'

/** Danger to life, mind or money, and how likely it must be. */
const dangerFrom: Readonly<Partial<Record<Need, number>>> = { emergency: 0.5, crisis: 0.5, scam_happened: 0.6 }
/** Everything else: a plain question taken for something else is a question not answered. */
const otherFrom = 0.7
/** A word or two ("next", "done") is too little to see danger in; the rules know the words that are enough by themselves. */
const leastWords = 3

export interface NeedJudge {
  /** The danger that is likely enough, or undefined. */
  danger(text: string): Need | undefined
  /** The need that is likely enough, or undefined: then it is a question. */
  need(text: string): Need | undefined
}

export function prepareJudge(model: NeedModel): NeedJudge {
  return {
    danger: (text) =>
      wordsOf(text).length < leastWords
        ? undefined
        : model(text).find(({ need, chance }) => chance >= (dangerFrom[need] ?? Infinity))?.need,
    need(text) {
      const [likeliest] = model(text)
      if (!likeliest || likeliest.need === 'question') return undefined
      return likeliest.chance >= (dangerFrom[likeliest.need] ?? otherFrom) ? likeliest.need : undefined
    },
  }
}
