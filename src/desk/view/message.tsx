/** One item of the record: a line, a note, a line on its way, a new day. Who speaks is told in words, not by place or colour alone. */
import { memo } from 'react'
import { Button, IconLinkExternal } from 'suomifi-ui-components'
import type { Pending } from '../model/talk'
import type { Item as TranscriptItem } from '../model/transcript'
import type { Line, Note } from '../wire'
import { showDay, showTime } from '../words'
import { Blocks, PlainWords } from './markdown'
import { usePage, useSay, useSettings } from './page'

interface ItemProps {
  readonly item: TranscriptItem
  readonly handoffId: string
  readonly isGone: boolean
}

export const Item = memo(
  function Item({ item, handoffId, isGone }: ItemProps) {
    const { language } = useSettings()
    switch (item.kind) {
      case 'day':
        return <p className="day">{showDay(item.at, language)}</p>
      case 'line':
        return item.line.speaker === 'system' ? (
          <SystemLine line={item.line} />
        ) : (
          <Said line={item.line} again={item.again} />
        )
      case 'note':
        return <NoteItem note={item.note} />
      case 'pending':
        return <PendingItem pending={item.pending} handoffId={handoffId} isGone={isGone} />
    }
  },
  (before, after) => before.isGone === after.isGone && isSame(before.item, after.item),
)

/** Items are made anew with every line; what they hold is not. */
function isSame(one: TranscriptItem, other: TranscriptItem): boolean {
  if (one.kind === 'line' && other.kind === 'line') return one.line === other.line && one.again === other.again
  if (one.kind === 'note' && other.kind === 'note') return one.note === other.note
  if (one.kind === 'pending' && other.kind === 'pending') return one.pending === other.pending
  return one.kind === other.kind && one.key === other.key
}

function Said({ line, again }: { line: Line; again: boolean }) {
  const say = useSay()
  const { language } = useSettings()
  const { speaker, citations = [] } = line
  return (
    <article className={`said ${speaker}${again ? ' again' : ''}`}>
      <p className="by">
        <strong>{line.adviser ?? say(`desk_speaker_${speaker}`)}</strong>
        {speaker === 'person' && line.language && line.language !== language && (
          <span className="tongue">{say(`desk_language_${line.language}`)}</span>
        )}
        <time dateTime={line.at}>{showTime(line.at, language)}</time>
      </p>
      <div className="bubble">
        <div lang={line.language}>
          {speaker === 'person' ? (
            <PlainWords text={line.text} />
          ) : (
            <Blocks text={line.text} isWritten={speaker === 'adviser'} />
          )}
        </div>
        {citations.length > 0 && (
          <div className="citations">
            <span>{say('desk_sources')}</span>
            <ul>
              {citations.map(({ passage, title, path, origin }) => (
                <li key={passage}>
                  <a href={path} target="_blank" rel="noreferrer">
                    <span lang={line.language}>{title}</span>
                    <IconLinkExternal aria-hidden="true" />
                    <span className="unseen"> ({say('desk_new_tab')})</span>
                  </a>{' '}
                  <small>{origin}</small>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </article>
  )
}

function SystemLine({ line }: { line: Line }) {
  const say = useSay()
  const { language } = useSettings()
  return (
    <div className="system" lang={line.language}>
      <span className="unseen">{say('desk_speaker_system')}: </span>
      <Blocks text={line.text} />
      <time dateTime={line.at}>{showTime(line.at, language)}</time>
    </div>
  )
}

function NoteItem({ note }: { note: Note }) {
  const say = useSay()
  const { language } = useSettings()
  return (
    <article className="note">
      <p className="by">
        <strong>{say('desk_note_by', { name: note.adviser.name })}</strong>
        <span>{say('desk_note_only')}</span>
        <time dateTime={note.at}>{showTime(note.at, language)}</time>
      </p>
      <PlainWords text={note.text} />
    </article>
  )
}

function PendingItem({ pending, handoffId, isGone }: { pending: Pending; handoffId: string; isGone: boolean }) {
  const { desk } = usePage()
  const say = useSay()
  const refused = pending.state === 'refused'
  return (
    <article className={`${pending.mode === 'note' ? 'note' : 'said adviser'} pending ${pending.state}`}>
      <div className={pending.mode === 'note' ? '' : 'bubble'} lang={pending.language}>
        <PlainWords text={pending.text} />
      </div>
      <p className="delivery">
        {say(refused ? 'desk_refused' : pending.state === 'sent' ? 'desk_sent' : 'desk_sending')}
        {refused && !isGone && (
          <Button variant="secondaryNoBorder" onClick={() => desk.takeBack(handoffId, pending.clientId)}>
            {say('desk_take_back')}
          </Button>
        )}
      </p>
    </article>
  )
}
