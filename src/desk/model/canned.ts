/** Ready replies by "/": which are meant, and what they become in the draft. Pure. */
import type { CannedReply, Language } from '../wire'

/**
 * What stands between a "/" and the caret, or undefined when no ready reply is being asked for. The "/" begins a line or follows a space:
 * in "ja/tai" and in an address it is a character like others.
 */
export function askedCanned(
  text: string,
  caret: number,
): { readonly words: string; readonly from: number } | undefined {
  const [, words] = /(?:^|\s)\/([^\s/]{0,30})$/.exec(text.slice(0, caret)) ?? []
  return words === undefined ? undefined : { words, from: caret - words.length - 1 }
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
