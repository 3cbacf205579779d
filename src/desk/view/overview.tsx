/** The supervisor's view: queues, waits and who is on. No one's words: those are read one conversation at a time, and each reading is logged. */
import { useEffect } from 'react'
import { Button, LoadingSpinner } from 'suomifi-ui-components'
import { waitLevel } from '../model/waiting'
import type { Handoff, Wait } from '../wire'
import { showTime, type Say } from '../words'
import { ids, openTalk } from './commands'
import { useDesk, usePage, useSay, useSettings } from './page'

const everyMs = 5_000

export function OverviewView() {
  const { desk } = usePage()
  const say = useSay()
  const { language } = useSettings()
  const overview = useDesk(({ overview }) => overview)
  useEffect(() => {
    void desk.loadOverview()
    const timer = setInterval(() => void desk.loadOverview(), everyMs)
    return () => clearInterval(timer)
  }, [desk])
  return (
    <main id={ids.main} tabIndex={-1} className="wide">
      <h1>{say('desk_view_overview')}</h1>
      {!overview && <LoadingSpinner text={say('desk_loading')} textAlign="right" variant="small" />}
      {overview && (
        <>
          <dl className="figures">
            {figures(overview.today, overview.callbacks, say).map(([name, figure]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{figure}</dd>
              </div>
            ))}
          </dl>
          <h2>{say('desk_desks')}</h2>
          <div className="table" tabIndex={0} role="region" aria-label={say('desk_desks')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say('desk_desk')}</th>
                  <th scope="col">{say('desk_state')}</th>
                  <th scope="col">{say('desk_waiting')}</th>
                  <th scope="col">{say('desk_longest')}</th>
                  <th scope="col">{say('desk_expected')}</th>
                  <th scope="col">{say('desk_live')}</th>
                </tr>
              </thead>
              <tbody>
                {overview.desks.map((one) => {
                  const minutes = Math.floor(one.longestWaitSeconds / 60)
                  const level = one.waiting > 0 ? waitLevel(minutes) : 'fresh'
                  return (
                    <tr key={one.id}>
                      <th scope="row">{one.name[language]}</th>
                      <td>{say(one.open ? 'desk_open' : 'desk_shut')}</td>
                      <td>{one.waiting}</td>
                      <td className={`waiting ${level}`}>
                        <span className="wait">
                          <span className="wait-mark" aria-hidden="true" />
                          {one.waiting > 0 ? say('desk_wait_minutes', { minutes }) : '–'}
                          {level !== 'fresh' && <span className="wait-word">{say(`desk_wait_${level}`)}</span>}
                        </span>
                      </td>
                      <td>{expected(one.wait, say)}</td>
                      <td>{one.live}</td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </div>
          <Talks talks={overview.talks} />
          <h2>{say('desk_advisers')}</h2>
          {overview.advisers.length === 0 && <p className="empty">{say('desk_advisers_none')}</p>}
          <ul className="advisers">
            {overview.advisers.map((one) => (
              <li key={one.id} className={`card presence ${one.status}`}>
                <span className="dot" aria-hidden="true" />
                <strong>{one.name}</strong>
                <span>{say(`desk_presence_${one.status}`)}</span>
                <span>{say('desk_holding', { held: one.holding, capacity: one.capacity })}</span>
                <span className="tongue">{one.languages.join(' · ')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </main>
  )
}

function Talks({ talks }: { talks: readonly Handoff[] }) {
  const page = usePage()
  const say = useSay()
  const { language } = useSettings()
  return (
    <>
      <h2>{say('desk_talks')}</h2>
      {talks.length === 0 && <p className="empty">{say('desk_talks_none')}</p>}
      {talks.length > 0 && (
        <div className="table" tabIndex={0} role="region" aria-label={say('desk_talks')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('desk_topic')}</th>
                <th scope="col">{say('desk_adviser')}</th>
                <th scope="col">{say('desk_reply_language')}</th>
                <th scope="col">{say('desk_since')}</th>
                <th scope="col">
                  <span className="unseen">{say('desk_read')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {talks.map((one) => {
                const topic = one.topic?.title[language] ?? say('desk_no_topic')
                const adviser = one.adviser?.name ?? ''
                return (
                  <tr key={one.id}>
                    <th scope="row">{topic}</th>
                    <td>{adviser}</td>
                    <td>{say(`desk_language_${one.language}`)}</td>
                    <td>{one.acceptedAt && showTime(one.acceptedAt, language)}</td>
                    <td>
                      <Button
                        variant="secondary"
                        aria-label={say('desk_read_whom', { topic, adviser })}
                        onClick={() => (one.mine ? openTalk(one.id, page) : void page.desk.readAlong(one))}
                      >
                        {say('desk_read')}
                      </Button>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function expected(wait: Wait, say: Say): string {
  if (wait.kind === 'range') return say('desk_wait_range', { from: wait.fromMinutes, to: wait.toMinutes })
  return wait.kind === 'over' ? say('desk_wait_over', { minutes: wait.minutes }) : say('desk_wait_unknown')
}

function figures(
  today: { asked: number; accepted: number; closed: number; medianWaitSeconds?: number },
  callbacks: number,
  say: Say,
): [string, string | number][] {
  const median = today.medianWaitSeconds
  return [
    [say('desk_today_asked'), today.asked],
    [say('desk_today_accepted'), today.accepted],
    [say('desk_today_closed'), today.closed],
    [
      say('desk_today_median'),
      median === undefined ? '–' : say('desk_wait_minutes', { minutes: Math.round(median / 60) }),
    ],
    [say('desk_view_callbacks'), callbacks],
  ]
}
