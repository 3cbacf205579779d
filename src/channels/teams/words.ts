/** The few words by which somebody commands the bot in Teams, in any of our languages. Knows no deed. */
import type { PhraseBook } from '../../dialogs/phraseBook'
import { languages } from '../../language/languages'

const commands = [
  'available',
  'busy',
  'away',
  'queue',
  'help',
  'suggest',
  'tools',
  'note',
  'desk_here',
  'desk_off',
] as const
export type Command = (typeof commands)[number]

export interface Commanded {
  readonly command: Command
  /** What follows the word, for `note`. */
  readonly rest: string
}

export interface CommandWords {
  /** The command in a text. `unknown`: it begins with a slash and is none. `slashed`: only with a slash does it count. */
  read(text: string, slashed: boolean): Commanded | 'unknown' | undefined
}

/** The words stand in the phrases `teams_command_…`, parted by `|`. */
export function commandWords(phrases: PhraseBook): CommandWords {
  const known = new Map<string, Command>()
  for (const command of commands)
    for (const language of languages)
      for (const word of phrases.say(`teams_command_${command}`, language).split('|')) known.set(normal(word), command)
  return {
    read(text, slashed) {
      const hasSlash = text.startsWith('/')
      if (slashed && !hasSlash) return undefined
      const bare = hasSlash ? text.slice(1) : text
      const whole = known.get(normal(bare))
      if (whole) return { command: whole, rest: '' }
      if (!hasSlash) return undefined
      const [, first = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(bare) ?? []
      return known.get(normal(first)) === 'note' ? { command: 'note', rest: rest.trim() } : 'unknown'
    },
  }
}

function normal(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[.!?]+$/, '')
    .replace(/\s+/g, ' ')
    .trim()
}
