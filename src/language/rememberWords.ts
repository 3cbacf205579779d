/** Remembers what a language said of a word. Knows no language. */
import type { Word } from './word'

const mostWords = 20_000

/** `analyze` with a memory of bounded size: when it is full it starts again. */
export function rememberWords(analyze: (text: string) => Word): (text: string) => Word {
  const memory = new Map<string, Word>()
  return (text) => {
    const seen = memory.get(text)
    if (seen) return seen
    if (memory.size >= mostWords) memory.clear()
    const word = analyze(text)
    memory.set(text, word)
    return word
  }
}
