/** Reads `{"sentences":[{…},{…}]}` while it is being written: each sentence as soon as it is whole. Knows no model. */
import { z } from 'zod'
import type { DraftSentence } from '../../answering/ports'

export const sentenceSchema = z.strictObject({
  text: z.string().describe('One sentence, plain text.'),
  sources: z
    .array(z.number().int())
    .describe('Numbers of the sources that the sentence rests on, the most important first.'),
})

/** Takes the text piece by piece; what is not a sentence is passed over, since the whole is judged at its end. */
export function readSentences(onSentence: (sentence: DraftSentence) => void): (piece: string) => void {
  let depth = 0
  let inString = false
  let escaped = false
  let object = ''
  return (piece) => {
    for (const char of piece) {
      if (depth >= 2) object += char
      if (inString) {
        if (escaped) escaped = false
        else if (char === '\\') escaped = true
        else if (char === '"') inString = false
      } else if (char === '"') inString = true
      else if (char === '{') {
        depth += 1
        if (depth === 2) object = '{'
      } else if (char === '}') {
        depth -= 1
        if (depth === 1) tell(object, onSentence)
      }
    }
  }
}

function tell(json: string, onSentence: (sentence: DraftSentence) => void): void {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    // No sentence: the whole answer will be refused at its end.
    return
  }
  const { data } = sentenceSchema.safeParse(value)
  if (data) onSentence(data)
}
