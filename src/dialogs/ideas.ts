/** Finds the ideas of a text: what its words are about, whichever of the three languages they are in. Knows no need. */
import { z } from 'zod'
import { wordsOf } from './matchPhrases'

/** Idea → the beginnings of words by which it is said; a blank at the end closes the word. */
export type Ideas = Readonly<Record<string, readonly string[]>>

/** No beginning is shorter; a blank counts. */
const startLength = 2

export const ideasSchema = z.record(z.string().regex(/^[a-z_]+$/), z.array(z.string().min(startLength)).min(1))

/** The ideas in a text's words, each once, in order of their names. */
export type IdeaFinder = (words: readonly string[]) => readonly string[]

export function prepareIdeas(ideas: Ideas): IdeaFinder {
  const byStart = new Map<string, { beginning: string; idea: string }[]>()
  for (const [idea, beginnings] of Object.entries(ideas))
    for (const written of beginnings) {
      const beginning = wordsOf(written).join(' ') + (written.endsWith(' ') ? ' ' : '')
      const start = beginning.slice(0, startLength)
      byStart.set(start, [...(byStart.get(start) ?? []), { beginning, idea }])
    }
  return (words) => {
    const text = `${words.join(' ')} `
    const found = new Set<string>()
    let at = 0
    for (const word of words) {
      for (const { beginning, idea } of byStart.get(text.slice(at, at + startLength)) ?? [])
        if (text.startsWith(beginning, at)) found.add(idea)
      at += word.length + 1
    }
    return [...found].sort()
  }
}
