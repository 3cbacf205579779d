/** Which authority a message is about, by the words of dialogs/authorities.yml. Knows contacts by key only. */
import { z } from 'zod'
import { languages } from '../language/languages'
import { PatternIndex, sentencesOf } from './matchPhrases'

export const authoritiesSchema = z.array(
  z.strictObject({
    /** Key in knowledge/contacts.yml. */
    contact: z.string(),
    /** The guide that tells how a person sees their own matter there. */
    guide: z.string().optional(),
    /** The guide that tells how to speak with its people. */
    speak: z.string().optional(),
    words: z.strictObject({ fi: z.array(z.string()), sv: z.array(z.string()), en: z.array(z.string()) }),
  }),
)
export type Authority = z.infer<typeof authoritiesSchema>[number]

/** Returns a function that names the authority a text speaks of: the first in the file's order, or undefined. */
export function prepareAuthorities(authorities: readonly Authority[]): (text: string) => Authority | undefined {
  const index = new PatternIndex<number>()
  for (const [order, authority] of authorities.entries())
    for (const language of languages) for (const pattern of authority.words[language]) index.add(pattern, order)
  return (text) => {
    let first: number | undefined
    for (const words of sentencesOf(text))
      index.match(words, (order) => {
        if (first === undefined || order < first) first = order
      })
    return first === undefined ? undefined : authorities[first]
  }
}
