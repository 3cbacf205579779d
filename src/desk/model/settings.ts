/** How this adviser wants the page: language, colours, sounds, keys. Kept in the browser; holds nothing about people. */
import type { Language } from '../wire'

export interface Settings {
  readonly language: Language
  readonly theme: 'auto' | 'light' | 'dark'
  readonly notifications: boolean
  readonly sound: boolean
  /** Single-letter keys. */
  readonly letters: boolean
}

export const languages = ['fi', 'sv', 'en'] as const

/**
 * What was kept, as far as it still makes sense; the rest by default.
 * @param wanted the browser's languages
 * @param asked the language that the page's address asks for: it goes before all
 */
export function readSettings(kept: string | null, wanted: readonly string[], asked?: string | null): Settings {
  const language = wanted.map((tag) => languages.find((one) => tag.toLowerCase().startsWith(one))).find((one) => one)
  const fresh: Settings = {
    language: language ?? 'fi',
    theme: 'auto',
    notifications: false,
    sound: false,
    letters: true,
  }
  const old = parse(kept)
  return {
    language:
      languages.find((one) => one === asked) ?? languages.find((one) => one === old['language']) ?? fresh.language,
    theme: (['auto', 'light', 'dark'] as const).find((one) => one === old['theme']) ?? fresh.theme,
    notifications: old['notifications'] === true,
    sound: old['sound'] === true,
    letters: old['letters'] !== false,
  }
}

function parse(kept: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(kept ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    // Someone else's text under our key: as good as nothing kept.
    return {}
  }
}
