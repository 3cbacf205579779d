/** What the adviser must know now: the line is down, or a word about what just happened. */
import { Button, IconClose, InlineAlert } from 'suomifi-ui-components'
import { useDesk, usePage, useSay } from './page'

export function Notices() {
  const { desk } = usePage()
  const say = useSay()
  const online = useDesk(({ online }) => online)
  const notices = useDesk(({ notices }) => notices)
  return (
    <>
      <div className="line-state" role="status">
        {!online && (
          <InlineAlert status="warning" smallScreen>
            {say('desk_offline')}
          </InlineAlert>
        )}
      </div>
      <Away />
      <div className="notices" role="status">
        {notices.map(({ id, key, kind, values }) => (
          <div key={id} className={`notice ${kind}`}>
            <p>{say(key, values)}</p>
            <Button
              variant="secondaryNoBorder"
              icon={<IconClose />}
              aria-label={say('desk_close')}
              onClick={() => desk.dismiss(id)}
            />
          </div>
        ))}
      </div>
    </>
  )
}

/** The service has set the adviser to away: it says why until they are back. */
function Away() {
  const { desk } = usePage()
  const say = useSay()
  const away = useDesk(({ away }) => away)
  return (
    <div className="line-state" role="status">
      {away && (
        <InlineAlert status="warning" smallScreen>
          {say(`desk_away_${away}`)}{' '}
          <Button variant="secondary" onClick={() => void desk.setPresence({ status: 'available' })}>
            {say('desk_be_available')}
          </Button>
        </InlineAlert>
      )}
    </div>
  )
}
