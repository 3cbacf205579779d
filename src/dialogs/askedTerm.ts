/** "What is X": the words that a question about a word's meaning may ask about. Knows no glossary. */
import { wordsOf } from './matchPhrases'

/** What may stand before it all. */
const leadIn =
  /^(?:(?:eli|siis|hei|moi|moikka|no|terve|anteeksi|voitko|voisitko|hej|hejsan|alltsa|ursakta|snalla|hi|hello|so|sorry|excuse me|please|can you|could you) )+/
/** How people begin to ask what a word means; the word follows. Texts are lower case, without dots and punctuation. */
const before = beginning([
  'mi(?:ta|ka)s? (?:(?:ihme|ihmeen|kumma|hemmetti|himskatti|kummaa|ihmetta) )?(?:tarkoittaa|tarkottaa|tarkoitetaan|tarkotetaan|meinaa|merkitsee|on|se on|ne on|ovat|ihme on|oikein on)',
  'mi(?:ta|ka)s?(?: (?:ihme|ihmeen|kumma))? (?:se|ne|toi|tuo|tama|nama|noi)',
  '(?:mita|mika) tarkoitetaan sanalla',
  '(?:voisitko |voitko |voisitteko )?(?:selita|selittaa|selittaisit|avata|kertoa|kerro)(?: (?:mulle|minulle))?(?: sana| termi| kasite)?(?: mi(?:ta|ka)(?: tarkoittaa| on| se on)?)?',
  '(?:en|ma en|mie en) (?:ymmarra|tajua|tieda|tunne)(?: yhtaan)?(?: sanaa| termia| kasitetta| mi(?:ta|ka)(?: se)?(?: on| tarkoittaa| meinaa)?)',
  'v(?:ad|a) (?:i all varlden )?(?:betyder|ar|e|menas med|innebar|star)',
  '(?:kan du )?forklara(?: ordet| begreppet)?(?: vad| va)?',
  'jag (?:fattar|forstar|begriper|vet) inte (?:ordet|begreppet|vad(?: ar)?)',
  '(?:what|who)(?: or what)?(?: (?:the heck|the hell|on earth|exactly|even|actually|really))? (?:is|are|does|do)(?: it)?(?: meant by| mean)?',
  'whats',
  'what do (?:you|they) mean by|(?:the )?meaning of|explain(?: to me)?(?: what)?|define|definition of',
  'i (?:dont|do not) (?:understand|know|get) (?:the word|the term|what)(?: is)?',
])
/** How people end it; the word stands before. */
const after = ending([
  '(?:mita|mika) (?:se|ne|semmonen|sellainen|toi|tuo)(?: (?:semmonen|sellainen|oikein))? (?:tarkoittaa|tarkottaa|meinaa|on|ovat)',
  '(?:tarkoittaa|tarkottaa|meinaa) mita',
  '(?:vad|va) (?:ar|e|betyder|menas med) (?:det|den)(?: (?:dar|for (?:nat|nagot)))?',
  '(?:betyder|ar) vad',
  'what (?:is|does) (?:it|that|this)(?: mean)?|whats (?:it|that|this)(?: mean)?',
  '(?:vad|va) (?:ska|skall) (?:det|de) (?:vara|va)',
  'siis mi(?:ta|ka)',
  '(?:means? what|meaning)',
])
/** "Mikä X on", "vad X betyder", "what X means": the word stands in the middle. */
const around = [
  /^(?:mika|mita) (.+?) (?:oikein )?(?:on|ovat|tarkoittaa|tarkottaa|meinaa|merkitsee)$/,
  /^vad? (.+?) (?:betyder|ar|e|innebar)$/,
  /^what (.+?) (?:is|are|means?)$/,
  /^what (?:does|do) (.+?) (?:stand for|mean)$/,
  /^(?:en|ma en|mina en) (?:tieda|ymmarra|tajua) mi(?:ta|ka) (.+?) (?:on|tarkoittaa|meinaa)$/,
  /^(?:jag )?(?:vet|forstar|fattar) (?:inte|int) vad? (.+?) (?:ar|e|betyder)$/,
  /^i (?:dont|do not) (?:know|understand|get) what (.+?) (?:is|are|means?)$/,
]
/** Little words at the edges that are not of the name itself. */
const edges = new Set(
  (
    'se ne toi tuo tama semmonen sellainen sellanen kuin kun oikein sitten siis nyt sana sanaa sanalla on ovat tarkoittaa tarkottaa meinaa oikeastaan ' +
    'det den dar dom en ett ordet egentligen for nat nagot nu ar e betyder ' +
    'a an the word term exactly called mean means is are please actually'
  ).split(' '),
)

/** Words longer than this are a question about a matter, not about a word. */
const longestTerm = 5

/** Ways that ask for a meaning and for nothing else: "mikä on" also asks for a number or a price. */
const meaning =
  /\b(?:tarkoittaa|tarkottaa|tarkoitetaan|meinaa|betyder|innebar|menas|means?|meant|meaning|define|definition|stands? for)\b/

/** A paper or a page in hand is no word: "what does this form mean". */
const inHand = /\b(?:tama|taa|tan|taman|tuo|toi|this|these|denna|detta|den har|det har)\b/

/** Whether a word's meaning is asked for, whichever word it is. */
export function asksMeaning(text: string): boolean {
  const said = wordsOf(text).join(' ')
  return meaning.test(said) && !inHand.test(said) && askedTerm(text).length > 0
}

/** The words that may be asked about, likeliest first; empty when the message asks something else. */
export function askedTerm(text: string): readonly string[] {
  const said = wordsOf(text).join(' ').replace(leadIn, '')
  const follows = before.exec(said)
  const precedes = after.exec(said)
  const rests = [
    ...(follows ? [said.slice(follows[0].length)] : []),
    ...around.flatMap((pattern) => pattern.exec(said)?.[1] ?? []),
  ].map((rest) => withoutEdges(rest.trim().split(' ')))
  const ends = precedes ? tailsOf(withoutEdges(said.slice(0, precedes.index).trim().split(' '))) : []
  const asked = [...rests.filter((words) => words.length > 0 && words.length <= longestTerm), ...ends]
  return [...new Set(asked.map((words) => words.join(' ')))]
}

function beginning(ways: readonly string[]): RegExp {
  return new RegExp(`^(?:${ways.join('|')})(?= )`)
}

function ending(ways: readonly string[]): RegExp {
  return new RegExp(`\\b(?:${ways.join('|')})$`)
}

function withoutEdges(words: readonly string[]): readonly string[] {
  let from = 0
  let to = words.length
  while (from < to && edges.has(words[from] ?? '')) from++
  while (to > from && edges.has(words[to - 1] ?? '')) to--
  return words.slice(from, to).filter((word) => word !== '')
}

/** "The letter says maistraatti, what is that": the last words before the question, more of them first. */
function tailsOf(words: readonly string[]): (readonly string[])[] {
  const longest = Math.min(3, words.length)
  return Array.from({ length: longest }, (_, left) => words.slice(words.length - longest + left))
}
