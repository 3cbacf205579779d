/** Finds the ideas of a text: what its words are about, whichever of the three languages they are in. Knows no need. */
import { z } from 'zod'
import { wordsOf } from './matchPhrases'

/** Idea → the beginnings of words by which it is said; a blank at the end closes the word. */
export type Ideas = Readonly<Record<string, readonly string[]>>

export const ideasSchema = z.record(z.string().regex(/^[a-z_]+$/), z.array(z.string().min(2)).min(1))

/** The ideas in a text's words, each once, in order of their names. */
export type IdeaFinder = (words: readonly string[]) => readonly string[]

export function prepareIdeas(ideas: Ideas): IdeaFinder {
  const byLetter = new Map<string, { beginning: string; idea: string }[]>()
  for (const [idea, beginnings] of Object.entries(ideas))
    for (const written of beginnings) {
      const beginning = wordsOf(written).join(' ') + (written.endsWith(' ') ? ' ' : '')
      const letter = beginning.charAt(0)
      byLetter.set(letter, [...(byLetter.get(letter) ?? []), { beginning, idea }])
    }
  return (words) => {
    const text = `${words.join(' ')} `
    const found = new Set<string>()
    let at = 0
    for (const word of words) {
      for (const { beginning, idea } of byLetter.get(word.charAt(0)) ?? [])
        if (text.startsWith(beginning, at)) found.add(idea)
      at += word.length + 1
    }
    return [...found].sort()
  }
}
