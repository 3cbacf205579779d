/** A named check: whether a message says nothing but how somebody wishes to go on: by themselves, with somebody, without the internet. Knows no question. */
import { wordsOf } from './matchPhrases'

export type Way = 'self' | 'together' | 'offline'

const ways: Readonly<Record<Way, ReadonlySet<string>>> = {
  self: wordSet('itse itsekseni itsenaisesti omin yksin sjalv ensam myself alone own self'),
  together: wordSet(
    'yhdessa yhes jonkun joku toisen kanssa tuella apuna tillsammans ihop nagon hjalp together somebody someone somebodys help',
  ),
  offline: wordSet('netitta paperilla puhelimitse pa papper utan natet internet paper offline phone telefon'),
}

/** What may stand beside: who does it, and that it is wished. */
const beside = wordSet(
  'ma mina me teen tehdaan tekisin hoidan hoidetaan haluan haluun haluaisin mieluummin mieluiten ilman nettia voimin apu ihmisen jag vi gor vill helst med av en pa och i id prefer would like to rather want do it with by on my me the a please kiitos tack ihan vaan se sen det',
)

/** Undefined when more is said, or two ways at once. */
export function wayNamed(text: string): Way | undefined {
  const words = wordsOf(text)
  const named = (Object.keys(ways) as Way[]).filter((way) => words.some((word) => ways[way].has(word)))
  const [way] = named
  if (way === undefined || named.length > 1) return undefined
  return words.every((word) => ways[way].has(word) || beside.has(word)) ? way : undefined
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}
