/** The page's language and colours, the adviser's capacity and languages, sounds and notifications. */
import { ToggleInput } from 'suomifi-ui-components'
import { ring } from '../alerts'
import { languages } from '../model/settings'
import { LettersSwitch } from './helpSheet'
import { LanguageChoice } from './languageChoice'
import { useDesk, usePage, useSay, useSettings } from './page'
import { Sheet } from './sheet'

const themes = ['auto', 'light', 'dark'] as const
/** As many as Alt+number can open. */
const mostCapacity = 9

export function SettingsSheet() {
  const { settings } = usePage()
  const { theme, sound, notifications } = useSettings()
  const say = useSay()
  async function setNotifications(on: boolean): Promise<void> {
    const allowed = on && (await Notification.requestPermission()) === 'granted'
    settings.set((old) => ({ ...old, notifications: allowed }))
  }
  return (
    <Sheet title={say('desk_settings')}>
      <div className="setting">
        <h3>{say('desk_language')}</h3>
        <LanguageChoice />
      </div>
      <div className="setting">
        <h3 id="theme-title">{say('desk_theme')}</h3>
        <div className="segments" role="group" aria-labelledby="theme-title">
          {themes.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === theme}
              onClick={() => settings.set((old) => ({ ...old, theme: one }))}
            >
              {say(`desk_theme_${one}`)}
            </button>
          ))}
        </div>
      </div>
      <OwnWork />
      <div className="setting">
        <h3>{say('desk_alerts')}</h3>
        <ToggleInput
          checked={sound}
          onChange={(on) => {
            settings.set((old) => ({ ...old, sound: on }))
            if (on) ring()
          }}
        >
          {say('desk_sound')}
        </ToggleInput>
        <ToggleInput checked={notifications} onChange={(on) => void setNotifications(on)}>
          {say('desk_notifications')}
        </ToggleInput>
        <LettersSwitch />
      </div>
    </Sheet>
  )
}

function OwnWork() {
  const { desk } = usePage()
  const say = useSay()
  const presence = useDesk(({ presence }) => presence)
  if (!presence) return null
  const { capacity, automatic } = presence
  return (
    <div className="setting">
      <h3>{say('desk_work')}</h3>
      <label className="setting-row">
        {say('desk_capacity')}
        <select value={capacity} onChange={({ target }) => void desk.setPresence({ capacity: Number(target.value) })}>
          {Array.from({ length: Math.max(mostCapacity, capacity) }, (_, at) => (
            <option key={at}>{at + 1}</option>
          ))}
        </select>
      </label>
      <fieldset className="setting-row">
        <legend>{say('desk_own_languages')}</legend>
        {languages.map((one) => (
          <label key={one}>
            <input
              type="checkbox"
              checked={presence.languages.includes(one)}
              onChange={({ target }) =>
                void desk.setPresence({
                  languages: languages.filter((other) =>
                    other === one ? target.checked : presence.languages.includes(other),
                  ),
                })
              }
            />{' '}
            {say(`desk_language_${one}`)}
          </label>
        ))}
      </fieldset>
      <ToggleInput checked={automatic} onChange={(on) => void desk.setPresence({ automatic: on })}>
        {say('desk_automatic')}
      </ToggleInput>
    </div>
  )
}
