/** The top of the page: where one is, whether one is on, how much one holds, and the ways to help and settings. */
import { Button, IconHelp, IconLogout, IconSearch, IconSettings, SkipLink } from 'suomifi-ui-components'
import { held, type View } from '../model/state'
import { presenceStatuses, type PresenceStatus } from '../wire'
import { ids, signOut } from './commands'
import { useDesk, usePage, useSay } from './page'

export function Header() {
  const page = usePage()
  const { desk } = page
  const say = useSay()
  const me = useDesk(({ me }) => me)
  const view = useDesk(({ view }) => view)
  const callbacks = useDesk(({ callbackCount }) => callbackCount)
  const isReading = useDesk(({ reading }) => reading !== undefined)
  const views: View[] = [
    'work',
    'callbacks',
    ...(me?.adviser.role === 'supervisor' ? (['overview'] as const) : []),
    ...(isReading ? (['reading'] as const) : []),
  ]
  return (
    <header className="top">
      <SkipLink href={`#${ids.main}`}>{say('desk_skip')}</SkipLink>
      <p className="brand">
        Opastin <span>{say('desk_title_short')}</span>
      </p>
      <nav aria-label={say('desk_views')} className="views">
        {views.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === view ? 'page' : undefined}
            onClick={() => desk.show(one)}
          >
            {say(`desk_view_${one}`)}
            {one === 'callbacks' && callbacks > 0 && <span className="count">{callbacks}</span>}
          </button>
        ))}
      </nav>
      <PresenceChoice />
      <div className="tools">
        <Button
          variant="secondaryNoBorder"
          icon={<IconSearch />}
          onClick={() => desk.openSheet('palette')}
          className="palette-button"
        >
          <span className="tool-word">{say('desk_commands')}</span> <kbd aria-hidden="true">Ctrl K</kbd>
        </Button>
        <Button
          variant="secondaryNoBorder"
          icon={<IconHelp />}
          aria-label={say('desk_help')}
          onClick={() => desk.openSheet('help')}
        />
        <Button
          variant="secondaryNoBorder"
          icon={<IconSettings />}
          aria-label={say('desk_settings')}
          onClick={() => desk.openSheet('settings')}
        />
        <Button
          variant="secondaryNoBorder"
          icon={<IconLogout />}
          aria-label={say('desk_sign_out', { name: me?.adviser.name ?? '' })}
          onClick={() => signOut(page)}
        />
      </div>
    </header>
  )
}

function PresenceChoice() {
  const { desk } = usePage()
  const say = useSay()
  const presence = useDesk(({ presence }) => presence)
  const name = useDesk(({ me }) => me?.adviser.name)
  const holding = useDesk((state) => held(state).length)
  if (!presence) return null
  return (
    <div className={`presence ${presence.status}`}>
      <span className="who">{name}</span>
      <span className="dot" aria-hidden="true" />
      <label>
        <span className="unseen">{say('desk_presence')}</span>
        <select
          value={presence.status}
          onChange={({ target }) => void desk.setPresence({ status: target.value as PresenceStatus })}
        >
          {presenceStatuses.map((status) => (
            <option key={status} value={status}>
              {say(`desk_presence_${status}`)}
            </option>
          ))}
        </select>
      </label>
      <span className="load" title={say('desk_holding', { held: holding, capacity: presence.capacity })}>
        <span aria-hidden="true">
          {holding}/{presence.capacity}
        </span>
        <span className="unseen">{say('desk_holding', { held: holding, capacity: presence.capacity })}</span>
      </span>
    </div>
  )
}
