/** A named check: whether a message is nothing but yes or no. Knows no question that it answers. */
import { wordsOf } from './matchPhrases'

const yes = new Set(
  'joo juu jep jees jes kylla kyl toki totta haluan ok okei selva sopii ja jo jada garna absolut visst yes yeah yep yup sure okay right correct'.split(
    ' ',
  ),
)
const no = new Set('ei en eipa enpa eiku nej na nae no nope nah'.split(' '))
/** Words of politeness and weight that may stand beside. */
const beside = new Set(
  'kiitos tack thanks please kai niin mielellaan vaan inte alls of course not really at all'.split(' '),
)

const thanks = new Set(['kiitos', 'tack', 'thanks'])
const heardYou = new Set(['ok', 'okei', 'okay', 'selva'])

/** More words than this say something of their own. */
const longest = 3
const longestDeclining = 7

/** That one would rather not tell, or does not know; of words without their marks. */
const unwilling =
  /\b(?:en|emma|ema)(?: ma| mina)?(?: halua| haluu| haluaisi| viitsi)? (?:sano|sanoa|kerro|kertoa|vastata|tieda|tiia|tiija)\b|\b(?:vill|tanker|vet|sager|berattar) (?:inte|int)\b|\brather not\b|\b(?:dont|do not|wont|will not) (?:want to |like to )?(?:say|tell|share|know)\b/

/** Whether somebody would rather not answer, or does not know. */
export function declines(text: string): boolean {
  const words = wordsOf(text)
  return words.length <= longestDeclining && unwilling.test(words.join(' '))
}

/** "No, thank you": whatever was offered is not wanted. */
export function refusesPolitely(text: string): boolean {
  return saysYesOrNo(text) === 'no' && wordsOf(text).some((word) => thanks.has(word))
}

export function saysYesOrNo(text: string): 'yes' | 'no' | undefined {
  const words = wordsOf(text)
  if (words.length === 0 || words.length > longest) return undefined
  const said = words.filter((word) => !beside.has(word))
  if (said.length === 0) return undefined
  // "ok kiitos" is thanks, not consent.
  if (words.some((word) => thanks.has(word)) && said.every((word) => heardYou.has(word))) return undefined
  if (said.every((word) => no.has(word))) return 'no'
  return said.every((word) => yes.has(word)) ? 'yes' : undefined
}
