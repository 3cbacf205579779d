/** A named check: whether a message is nothing but a place in a list: "2", "nr 2", "the second one". Knows no list. */
import { wordsOf } from './matchPhrases'

/** How people count in a list of three; larger numbers are written as such. */
const ordinals: readonly (readonly string[])[] = [
  ['eka', 'ekaa', 'ekan', 'ensimmainen', 'ensimmaista', 'ensimmaisen', 'yksi', 'forsta', 'ett', 'first'],
  ['toka', 'tokaa', 'tokan', 'toinen', 'toista', 'toisen', 'kaksi', 'andra', 'tva', 'second'],
  ['kolmas', 'kolmatta', 'kolmannen', 'kolmonen', 'kolme', 'viimeinen', 'tredje', 'tre', 'sista', 'third', 'last'],
]

/** What may stand beside: the kind of thing, an article, a wish. */
const beside = new Set(
  'nr n no num number numero nummer kohta kohdan kohtaa vaihe vaiheen vaihetta askel steg steget punkt punkten step point vaihtoehto alternativ option the one den det se tuo that ok joo ja yes kiitos tack please'.split(
    ' ',
  ),
)

/** From 1; undefined where anything else is said too ("tried 3 times"). */
export function numberNamed(text: string): number | undefined {
  const said = wordsOf(text).filter((word) => !beside.has(word))
  const [word] = said
  if (word === undefined || said.length > 1) return undefined
  if (/^\d{1,2}$/.test(word)) return Number(word) || undefined
  const place = ordinals.findIndex((names) => names.includes(word))
  return place < 0 ? undefined : place + 1
}
