/** Who waits, in the order of the server: language, topic, how long. Taking is one press. */
import { memo } from 'react'
import { Button } from 'suomifi-ui-components'
import type { Waiting } from '../model/state'
import { waitLevel, waitMinutes } from '../model/waiting'
import { useClock } from './clock'
import { takeNext } from './commands'
import { useDesk, usePage, useSay, useSettings } from './page'

export function Queue() {
  const { desk } = usePage()
  const say = useSay()
  const queue = useDesk(({ queue }) => queue)
  const taking = useDesk(({ taking }) => taking)
  const now = useClock(15_000)
  return (
    <section aria-labelledby="queue-title" className="queue">
      <h2 id="queue-title">
        {say('desk_queue')} <span className="count quiet">{queue.length}</span>
      </h2>
      {queue.length === 0 && <p className="empty">{say('desk_queue_empty')}</p>}
      <button type="button" className="open-code" onClick={() => desk.openSheet('code')}>
        {say('desk_code')} <kbd aria-hidden="true">C</kbd>
      </button>
      <ol>
        {queue.map((waiting) => (
          <QueueRow
            key={waiting.id}
            waiting={waiting}
            minutes={waitMinutes(waiting.since, now)}
            busy={taking.includes(waiting.id)}
          />
        ))}
      </ol>
    </section>
  )
}

const QueueRow = memo(
  function QueueRow({ waiting, minutes, busy }: { waiting: Waiting; minutes: number; busy: boolean }) {
    const page = usePage()
    const say = useSay()
    const { language } = useSettings()
    const level = waitLevel(minutes)
    const topic = waiting.topic?.title[language] ?? say('desk_no_topic')
    const tongue = say(`desk_language_${waiting.language}`)
    const waited = minutes === 0 ? say('desk_wait_now') : say('desk_wait_minutes', { minutes })
    return (
      <li className={`waiting ${level}`}>
        <div>
          <p className="row-title">{topic}</p>
          <p className="row-under">
            <span className="tongue">{tongue}</span>
            <span className="wait">
              <span className="wait-mark" aria-hidden="true" />
              {waited}
              {level !== 'fresh' && <span className="wait-word">{say(`desk_wait_${level}`)}</span>}
            </span>
          </p>
          {waiting.lostAdviser && <p className="row-state warn">{say('desk_lost_adviser')}</p>}
        </div>
        <Button
          variant="secondary"
          data-row
          disabled={busy}
          aria-label={say('desk_take_whom', { topic, language: tongue, wait: waited })}
          onClick={() => void takeNext(waiting.id, page)}
        >
          {say('desk_take')}
        </Button>
      </li>
    )
  },
  (before, after) =>
    before.busy === after.busy &&
    before.minutes === after.minutes &&
    before.waiting.id === after.waiting.id &&
    before.waiting.lostAdviser === after.waiting.lostAdviser,
)
