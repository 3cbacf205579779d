/** Every key and what it does, and the switch for the single-letter ones. */
import { ToggleInput } from 'suomifi-ui-components'
import { usePage, useSay, useSettings } from './page'
import { Sheet } from './sheet'

/** Keys → phrase. A single-letter key's twin with Alt works while writing too. */
const keys: readonly { readonly keys: readonly string[]; readonly phrase: string }[] = [
  { keys: ['J', 'Alt J'], phrase: 'desk_key_next' },
  { keys: ['K', 'Alt K'], phrase: 'desk_key_previous' },
  { keys: ['Enter'], phrase: 'desk_key_enter' },
  { keys: ['Alt 1–9'], phrase: 'desk_key_open' },
  { keys: ['Ctrl Enter'], phrase: 'desk_key_send' },
  { keys: ['1–3', 'Alt ⇧ 1–3'], phrase: 'desk_key_insert' },
  { keys: ['/'], phrase: 'desk_key_canned' },
  { keys: ['R', 'Alt R'], phrase: 'desk_key_reply' },
  { keys: ['N', 'Alt N'], phrase: 'desk_key_note' },
  { keys: ['T', 'Alt T'], phrase: 'desk_key_transfer' },
  { keys: ['E', 'Alt E'], phrase: 'desk_key_end' },
  { keys: ['Alt F'], phrase: 'desk_key_search' },
  { keys: ['C', 'Alt C'], phrase: 'desk_key_code' },
  { keys: ['Esc'], phrase: 'desk_key_leave' },
  { keys: ['Ctrl K'], phrase: 'desk_key_palette' },
  { keys: ['?', 'Alt H'], phrase: 'desk_key_help' },
]

export function HelpSheet() {
  const say = useSay()
  return (
    <Sheet title={say('desk_help')}>
      <LettersSwitch />
      <dl className="keys">
        {keys.map(({ keys, phrase }) => (
          <div key={phrase}>
            <dt>
              {keys.map((key, at) => (
                <span key={key}>
                  {at > 0 && ` ${say('desk_or')} `}
                  <kbd>{key}</kbd>
                </span>
              ))}
            </dt>
            <dd>{say(phrase)}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{say('desk_help_read')}</p>
    </Sheet>
  )
}

export function LettersSwitch() {
  const { settings } = usePage()
  const { letters } = useSettings()
  const say = useSay()
  return (
    <ToggleInput checked={letters} onChange={(on) => settings.set((old) => ({ ...old, letters: on }))}>
      {say('desk_letters')}
    </ToggleInput>
  )
}
