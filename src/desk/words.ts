/** Our phrases in the adviser's language, and dates and times of Finland as it writes them. Knows no moment in which they are said. */
import phrases from 'opastin:desk-phrases'
import { finnishZone } from './model/finland'
import type { Language } from './wire'

export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string

export function sayIn(language: Language): Say {
  const at = { fi: 0, sv: 1, en: 2 }[language]
  return (key, values = {}) =>
    (phrases[key]?.[at] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** British English for the dates: the day comes before the month, as everywhere in Finland. */
const locales: Readonly<Record<Language, string>> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }

export function showTime(at: string, language: Language): string {
  return new Date(at).toLocaleTimeString(locales[language], {
    timeZone: finnishZone,
    hour: '2-digit',
    minute: '2-digit',
  })
}

export function showDay(at: string, language: Language): string {
  return new Date(at).toLocaleDateString(locales[language], {
    timeZone: finnishZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
}

export function showMoment(at: string, language: Language): string {
  return new Date(at).toLocaleString(locales[language], {
    timeZone: finnishZone,
    day: 'numeric',
    month: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
}

/** When a desk opens next: the day's name as well, for it is seldom today. */
export function showOpening(at: string, language: Language): string {
  return new Date(at).toLocaleString(locales[language], {
    timeZone: finnishZone,
    weekday: 'short',
    day: 'numeric',
    month: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
}
