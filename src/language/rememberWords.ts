/** Remembers what a language said of a word. Knows no language. */
import type { Analyzer, Word } from './word'

const mostWords = 20_000

/** `analyze` with a memory of bounded size: when it is full it starts again. */
export function rememberWords(analyze: (text: string) => Word): Pick<Analyzer, 'word' | 'recall' | 'remembered'> {
  const memory = new Map<string, Word>()
  return {
    word(text) {
      const seen = memory.get(text)
      if (seen) return seen
      if (memory.size >= mostWords) memory.clear()
      const word = analyze(text)
      memory.set(text, word)
      return word
    },
    recall(words) {
      for (const word of words) if (memory.size < mostWords) memory.set(word.text, word)
    },
    remembered: () => [...memory.values()],
  }
}
