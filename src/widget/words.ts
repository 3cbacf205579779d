/** Our phrases in the person's language. Knows no moment in which they are said. */
import {
  handoff_choice_cancel,
  mask_bank_credentials,
  mask_card,
  mask_document_number,
  mask_email,
  mask_iban,
  mask_identity_code,
  mask_password,
  mask_phone,
  mask_shown,
  speaker_adviser,
  speaker_bot,
  speaker_person,
  speaker_system,
  texts,
  widget_leave,
  widget_talk_person,
  type Phrase,
} from 'opastin:phrases'
import type { Holder, Speaker } from './line'

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

const masks: Readonly<Record<string, Phrase>> = {
  ID: mask_identity_code,
  IBAN: mask_iban,
  CARD: mask_card,
  PASSPORT: mask_document_number,
  PIN: mask_bank_credentials,
  PASSWORD: mask_password,
  'E-MAIL': mask_email,
  TEL: mask_phone,
}

/** What was masked is told by its kind, in words. */
export function tellMasks(text: string, say: Say): string {
  return text.replace(/⟦([A-Z-]+)⟧/g, (whole, mark: string) => {
    const kind = masks[mark]
    return kind === undefined ? whole : say(mask_shown, { kind: say(kind) })
  })
}

/** The way to a person; for who waits for an adviser or has one, the way out. */
export function personPhrase(holder: Holder | undefined): Phrase {
  return holder === 'queue' ? handoff_choice_cancel : holder === 'adviser' ? widget_leave : widget_talk_person
}

/** YYYY-MM-DD as people write it, with the month in words. */
export function showDate(date: string, language: Language): string {
  return new Date(`${date}T12:00`).toLocaleDateString(localeOf(language), { dateStyle: 'long' })
}
