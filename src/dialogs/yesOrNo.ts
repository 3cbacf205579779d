/** A named check: whether a message is nothing but yes or no. Knows no question that it answers. */
import { wordsOf } from './matchPhrases'

const yes = new Set(
  'joo juu jep jees jes kylla kyl kylla kiitos niin toki totta kai mielellaan haluan ok okei selva sopii ja jo jada jajamen garna absolut visst yes yeah yep yup sure please of course okay right correct'.split(' '),
)
const no = new Set('ei en eipa eiku eika enpa emme ei kiitos nej na nae inte no nope nah not really'.split(' '))

/** Words that may stand beside a yes or a no. */
const longest = 3

export function saysYesOrNo(text: string): 'yes' | 'no' | undefined {
  const words = wordsOf(text)
  if (words.length === 0 || words.length > longest) return undefined
  if (no.has(words[0] ?? '') && words.every((word) => no.has(word) || yes.has(word))) return 'no'
  return words.every((word) => yes.has(word)) ? 'yes' : undefined
}
