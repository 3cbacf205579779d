/** The page's own language, each by its own name. */
import { languages } from '../model/settings'
import type { Language } from '../wire'
import { usePage, useSay, useSettings } from './page'

export const languageNames: Readonly<Record<Language, string>> = { fi: 'Suomi', sv: 'Svenska', en: 'English' }

export function LanguageChoice() {
  const { settings } = usePage()
  const { language } = useSettings()
  const say = useSay()
  return (
    <div className="segments" role="group" aria-label={say('desk_language')}>
      {languages.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === language}
          onClick={() => settings.set((old) => ({ ...old, language: one }))}
        >
          {languageNames[one]}
        </button>
      ))}
    </div>
  )
}
