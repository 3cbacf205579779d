/** Our phrases in the person's language. Knows no moment in which they are said. */
import { speaker_adviser, speaker_bot, speaker_person, speaker_system, texts, type Phrase } from 'opastin:phrases'
import type { Speaker } from './line'

export const languages = ['fi', 'sv', 'en'] as const
export type Language = (typeof languages)[number]

export const languageNames: Readonly<Record<Language, string>> = { fi: 'Suomi', sv: 'Svenska', en: 'English' }

/** How dates and times are written, and which voice reads: as in Finland, in English the day first. */
export const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : `${language}-FI`)

export type Say = (phrase: Phrase, values?: Readonly<Record<string, string | number>>) => string

const said = texts.map((all) => all.split('|'))

export function sayIn(language: Language): Say {
  const own = said[languages.indexOf(language)] ?? []
  return (phrase, values = {}) => (own[phrase] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
}

/** The first of the tags that is a language of ours; Finnish when none is. */
export function chooseLanguage(...tags: readonly (string | null | undefined)[]): Language {
  for (const tag of tags) {
    const found = languages.find((language) => tag?.toLowerCase().startsWith(language))
    if (found) return found
  }
  return 'fi'
}

const speakers = { person: speaker_person, bot: speaker_bot, adviser: speaker_adviser, system: speaker_system }

/** Who speaks, in words: never only by place or colour. */
export function speakerName(by: Speaker, name: string | undefined, say: Say): string {
  return say(speakers[by]) + (name ? ` ${name}` : '')
}

/** YYYY-MM-DD as people write it, with the month in words. */
export function showDate(date: string, language: Language): string {
  return new Date(`${date}T12:00`).toLocaleDateString(localeOf(language), { dateStyle: 'long' })
}
