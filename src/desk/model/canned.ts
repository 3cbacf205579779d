/** Ready replies by "/": which are meant, and what they become in the draft. Pure. */
import type { CannedReply, Language } from '../wire'

/** What stands after a "/" that begins the line the caret is in, or undefined when no ready reply is being asked for. */
export function askedCanned(
  text: string,
  caret: number,
): { readonly words: string; readonly from: number } | undefined {
  const from = text.lastIndexOf('\n', caret - 1) + 1
  const line = text.slice(from, caret)
  return /^\/[^\s/]{0,30}$/.test(line) ? { words: line.slice(1), from } : undefined
}

/** Those whose title or id has the words, in any of our languages: an adviser thinks in one and writes in another. */
export function findCanned(replies: readonly CannedReply[], words: string): CannedReply[] {
  const wanted = words.toLowerCase()
  return replies.filter(({ id, title }) =>
    [id, ...Object.values(title)].some((name) => name.toLowerCase().includes(wanted)),
  )
}

export function fillCanned(reply: CannedReply, language: Language, adviser: string): string {
  return reply.text[language].replaceAll('{adviser}', adviser)
}

/** The draft with the reply in place of what was typed after "/", and where the caret goes. */
export function putCanned(text: string, caret: number, from: number, words: string): { text: string; caret: number } {
  return { text: text.slice(0, from) + words + text.slice(caret), caret: from + words.length }
}
