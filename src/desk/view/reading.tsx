/** A conversation that is read and not held. Nothing can be written here; what one does not hold one cannot answer. */
import { useEffect } from 'react'
import { Button, IconClose, InlineAlert } from 'suomifi-ui-components'
import type { Reading } from '../model/reading'
import { showTime } from '../words'
import { focusMain, ids } from './commands'
import { useDesk, usePage, useSay, useSettings } from './page'
import { Transcript } from './transcript'

const nothing: readonly never[] = []

export function ReadingView() {
  const { desk } = usePage()
  const say = useSay()
  const { language } = useSettings()
  const reading = useDesk(({ reading }) => reading)
  const title = reading?.handoff
    ? (reading.handoff.topic?.title[language] ?? say('desk_no_topic'))
    : say('desk_reading_code')
  useEffect(focusMain, [])
  if (!reading) return null
  const { handoff, lines, notes, loaded, ended } = reading
  const id = handoff?.id ?? 'opened'
  return (
    <main id={ids.main} tabIndex={-1} className="reading" aria-labelledby="reading-title">
      <header className="talk-head">
        <div>
          <h1 id="reading-title">{title}</h1>
          <p className="facts">
            {handoff && <span className="tongue">{say(`desk_language_${handoff.language}`)}</span>}
            {handoff?.adviser && <span>{handoff.adviser.name}</span>}
            <span>{hintOf(reading)}</span>
          </p>
        </div>
        <div className="talk-deeds">
          {!handoff && !ended && (
            <Button variant="secondary" onClick={() => void desk.readOn()}>
              {say('desk_reading_more')}
            </Button>
          )}
          <Button
            variant="secondary"
            icon={<IconClose />}
            onClick={() => {
              desk.stopReading()
              focusMain()
            }}
          >
            {say('desk_reading_close')}
          </Button>
        </div>
      </header>
      <div role="status">
        {ended && (
          <InlineAlert status="warning" smallScreen>
            {say(handoff ? 'desk_reading_ended' : 'desk_reading_over')}
          </InlineAlert>
        )}
      </div>
      <Transcript
        key={id}
        handoffId={id}
        isGone
        lines={lines}
        notes={notes}
        pending={nothing}
        loaded={loaded}
        typingUntil={0}
      />
    </main>
  )

  function hintOf({ until }: Reading): string {
    return until ? say('desk_reading_until', { at: showTime(until, language) }) : say('desk_reading_silent')
  }
}
