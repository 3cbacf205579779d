/** Remembers what a language said of a word. Knows no language. */
import { remember } from './remember'
import type { Analyzer, Word } from './word'

const mostWords = 20_000

/** `analyze` with a memory: what is recalled stays, of the rest no more than so many, so that no flood of words empties it. */
export function rememberWords(analyze: (text: string) => Word): Pick<Analyzer, 'word' | 'recall'> {
  const recalled = new Map<string, Word>()
  const analyzed = remember(mostWords, analyze)
  return {
    word: (text) => recalled.get(text) ?? analyzed(text),
    recall(words) {
      for (const word of words) recalled.set(word.text, word)
    },
  }
}
