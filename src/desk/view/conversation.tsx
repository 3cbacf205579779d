/** The conversation in view: whose it is, what was said, where one writes. */
import { memo, useEffect } from 'react'
import { Button, IconClose, InlineAlert } from 'suomifi-ui-components'
import { unsentOf, type Talk } from '../model/talk'
import type { Handoff } from '../wire'
import { Writing } from './writing'
import { drop, keepFocus, perform } from './commands'
import { useDesk, useOpenTalk, usePage, useSay, useSettings } from './page'
import { Transcript } from './transcript'
import { Unsent } from './unsent'

export function Conversation() {
  const say = useSay()
  const talk = useOpenTalk()
  const waiting = useDesk(({ queue }) => queue.length)
  if (!talk)
    return (
      <section className="nobody" aria-label={say('desk_talk')}>
        <h2>{say('desk_nobody')}</h2>
        <p>{waiting > 0 ? say('desk_nobody_waiting', { count: waiting }) : say('desk_nobody_calm')}</p>
        <p className="hint">{say('desk_nobody_keys')}</p>
      </section>
    )
  return (
    <section className="conversation" aria-labelledby="talk-title">
      <TalkHead handoff={talk.handoff} isGone={talk.gone !== undefined} />
      {talk.gone && <Lost talk={talk} />}
      <Transcript
        key={`log-${talk.handoff.id}`}
        handoffId={talk.handoff.id}
        isGone={talk.gone !== undefined}
        lines={talk.lines}
        notes={talk.notes}
        pending={talk.pending}
        loaded={talk.loaded}
        typingUntil={talk.typingUntil}
      />
      {!talk.gone && <Writing key={`write-${talk.handoff.id}`} talk={talk} />}
    </section>
  )
}

const TalkHead = memo(function TalkHead({ handoff, isGone }: { handoff: Handoff; isGone: boolean }) {
  const page = usePage()
  const say = useSay()
  const { language } = useSettings()
  const desks = useDesk(({ me }) => me?.desks)
  const minutes = Math.round(handoff.waitSeconds / 60)
  const deskName = desks?.find(({ id }) => id === handoff.desk)?.name[language] ?? handoff.desk
  return (
    <header className="talk-head">
      <div>
        <h2 id="talk-title">{handoff.topic?.title[language] ?? say('desk_no_topic')}</h2>
        <p className="facts">
          <span className="tongue">{say(`desk_language_${handoff.language}`)}</span>
          <span>{deskName}</span>
          <span>{minutes > 0 ? say('desk_waited', { minutes }) : say('desk_waited_little')}</span>
        </p>
      </div>
      {isGone ? (
        <Button variant="secondary" icon={<IconClose />} onClick={() => drop(handoff.id, page)}>
          {say('desk_drop')}
        </Button>
      ) : (
        <div className="talk-deeds">
          <Button variant="secondary" aria-keyshortcuts="Alt+T" onClick={() => perform({ do: 'transfer' }, page)}>
            {say('desk_transfer')}
          </Button>
          <Button variant="secondary" aria-keyshortcuts="Alt+E" onClick={() => perform({ do: 'end' }, page)}>
            {say('desk_end')}
          </Button>
        </div>
      )}
    </header>
  )
})

/** Not the adviser's any more: why, and what was not sent, so that it can be copied. */
function Lost({ talk }: { talk: Talk }) {
  const say = useSay()
  useEffect(keepFocus, [])
  return (
    <div className="lost" role="alert">
      <InlineAlert status="warning" labelText={say('desk_gone_title')}>
        {say(`desk_gone_${talk.gone ?? 'unknown'}`)}
        <Unsent texts={unsentOf(talk)} />
      </InlineAlert>
    </div>
  )
}
