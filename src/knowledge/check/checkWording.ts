/** Rules for wording: short sentences, no name that is out of date, no fact that belongs to contacts.yml. The words themselves stand in forbiddenWords.ts. */
import type { Fault } from '../faults'
import { plainLine } from '../plainText'
import type { Content } from '../readContent'
import { forbidden } from './forbiddenWords'
import { proseOf, type Prose } from './prose'

/** Words in the longest sentence that an unsure reader should meet. */
export const longestSentence = 25

/** No sentence is longer than 25 words; a link's address and a contact's key count as nothing more than their words. */
export function checkSentenceLength(content: Content): Fault[] {
  return proseOf(content).flatMap((one) =>
    sentencesOf(one.text).flatMap(({ sentence, offset }): Fault[] => {
      const words = plainLine(sentence, () => 'x').match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0
      if (words <= longestSentence) return []
      return [
        {
          file: one.file,
          line: one.lineAt(offset),
          sentence: `A sentence has ${words} words ("${sentence.slice(0, 40)}…"). Split it: at most ${longestSentence}.`,
        },
      ]
    }),
  )
}

/** Names and claims of the trap list, unless the text is there to say that they are old. */
export function checkForbiddenWords(content: Content): Fault[] {
  return proseOf(content).flatMap((one) =>
    one.outdated || one.guide === 'viranomainen-vaihtui'
      ? []
      : forbidden.flatMap(({ pattern, languages, instead }): Fault[] => {
          if (languages && !languages.includes(one.language)) return []
          const match = pattern.exec(one.text)
          return match
            ? [
                {
                  file: one.file,
                  line: one.lineAt(match.index),
                  sentence: `"${match[0]}" must not be used. ${instead}`,
                },
              ]
            : []
        }),
  )
}

const facts: readonly { readonly what: string; readonly pattern: RegExp; readonly instead: string }[] = [
  {
    what: 'An e-mail address',
    pattern: /[\w.+-]+@[\w-]+\.[a-z]{2,}/i,
    instead: 'Write {{key}} and keep the address in contacts.yml.',
  },
  {
    what: 'A web address',
    pattern: /https?:\/\/\S+|\bwww\.\S+|\b(?!suomi\.fi\b)[a-z0-9][a-z0-9-]*\.(?:fi|com|org|net|eu|se|ax)\b/i,
    instead: 'Write {{key.url}} and keep the address in contacts.yml.',
  },
  {
    what: 'A phone number',
    pattern: /\+\d{2,3}[ \d]{6,}|\b0\d{1,3}[ -]?\d{3}[ -]?\d{0,4}(?:[ -]?\d{1,4})?\b/,
    instead: 'Write {{key.phone}} and keep the number in contacts.yml.',
  },
  {
    what: 'An opening time',
    pattern:
      /\b(?:klo|kl\.?|kello)\s*\d{1,2}|\b\d{1,2}[.:]\d{2}\s*[–-]\s*\d{1,2}[.:]\d{2}\b|\b\d{1,2}\s?(?:a\.?m|p\.?m)\b|\b(?:ma|må|mån|mon)[–-](?:pe|to|la|su|fr|fre|fri|lö|sat)\b/i,
    instead: 'Write {{key.hours}} and keep the hours in contacts.yml.',
  },
  {
    what: 'A price',
    pattern: /\d[\d ,.]*\s?(?:€|euro)/i,
    instead: 'Prices change; leave it out and name the page that tells it.',
  },
]

/** Facts that age live in contacts.yml alone; its own notes may name them. */
export function checkFactsInText(content: Content): Fault[] {
  return proseOf(content).flatMap((one) => {
    if (one.kind === 'note') return []
    const text = one.text.replace(/\{\{[^{}]*\}\}/g, (reference) => ' '.repeat(reference.length))
    return facts.flatMap(({ what, pattern, instead }): Fault[] => {
      const match = pattern.exec(text)
      return match && !isLink(one, match.index)
        ? [
            {
              file: one.file,
              line: one.lineAt(match.index),
              sentence: `${what} stands in the text ("${match[0].trim()}"). ${instead}`,
            },
          ]
        : []
    })
  })
}

/** A link's target is judged by the rule for links. */
function isLink({ text }: Prose, offset: number): boolean {
  return /\]\([^)]*$/.test(text.slice(0, offset))
}

/** A bold lead ("**It does not open**: …") is heard as a sentence of its own. */
function sentencesOf(text: string): { sentence: string; offset: number }[] {
  const split = text.replace(/\*\*: /g, '**. ')
  return [...split.matchAll(/[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*/g)].map((match) => ({
    sentence: match[0].trim(),
    offset: match.index,
  }))
}
