/** "What is X": the words that a question about a word's meaning asks about. Knows no glossary. */
import { wordsOf } from './matchPhrases'

/** How people ask what a word means; the group is the word. Texts are lower case, without dots and punctuation. */
const questions: readonly RegExp[] = [
  /^(?:mita|mika) (?:ihmeen )?(?:tarkoittaa|tarkottaa|meinaa|merkitsee|on|se on|ihme on|oikein on) (?:se |sellainen kuin |tama )?(.+)$/,
  /^(?:mika|mita) (.+?) (?:on|tarkoittaa|tarkottaa|meinaa|merkitsee|oikein on)$/,
  /^(?:mita tarkoitetaan sanalla|selita(?: sana)?|kerro mika on) (.+)$/,
  /^(.+?) (?:mita se (?:tarkoittaa|on|meinaa)|mika se on|tarkoittaa mita)$/,
  /^(?:vad|va) (?:betyder|ar|menas med|innebar) (?:det dar |ett |en |ordet )?(.+)$/,
  /^vad (.+?) (?:betyder|ar|innebar)$/,
  /^(?:forklara(?: ordet)?) (.+)$/,
  /^(?:what (?:is|are)|whats) (?:a |an |the )?(.+?)(?: mean| called)?$/,
  /^what (?:does|do) (?:the word |a |an |the )?(.+?) mean$/,
  /^(?:meaning of|explain|define) (?:the word |a |an |the )?(.+)$/,
]

/** Words longer than this are a question about a matter, not about a word. */
const longestTerm = 5

/** The word or words asked about, or undefined when the message asks something else. */
export function askedTerm(text: string): string | undefined {
  const words = wordsOf(text).join(' ')
  for (const question of questions) {
    const asked = question.exec(words)?.[1]?.replace(/ (?:oikein|sitten|siis|egentligen|exactly)$/, '')
    if (asked && asked.split(' ').length <= longestTerm) return asked
  }
  return undefined
}
