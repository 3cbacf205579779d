/** What was said, the newest at the end and in view unless one has scrolled away. Long records are shown from their end, more on request. */
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Button, IconArrowDown, LoadingSpinner } from 'suomifi-ui-components'
import type { Talk } from '../model/talk'
import { listItems } from '../model/transcript'
import { useClock } from './clock'
import { ids } from './commands'
import { plainText } from './markdown'
import { Item } from './message'
import { usePage, useSay, useSettings } from './page'

/** How many are drawn at first, and how many more each time: a record of thousands must not slow the writing down. */
const shownAtFirst = 80
const shownMore = 200
/** This near the end counts as being there, in pixels. */
const nearPx = 80

interface TranscriptProps extends Pick<Talk, 'lines' | 'notes' | 'pending' | 'loaded' | 'typingUntil'> {
  readonly handoffId: string
  readonly isGone: boolean
}

/** Drawn anew only when the record changes: what is being written beside it is no reason. */
export const Transcript = memo(function Transcript(props: TranscriptProps) {
  const { handoffId, isGone, lines, notes, pending, loaded, typingUntil } = props
  const say = useSay()
  const items = useMemo(() => listItems({ lines, notes, pending }), [lines, notes, pending])
  const [most, setMost] = useState(shownAtFirst)
  const [atEnd, setAtEnd] = useState(true)
  const log = useRef<HTMLDivElement>(null)
  const fromEnd = useRef(0)
  const count = items.length
  useAnnouncements(lines, loaded)

  useLayoutEffect(() => {
    if (log.current && atEnd) log.current.scrollTop = log.current.scrollHeight
  }, [count, atEnd, loaded])
  // The log gets lower when an answer grows under it or the window shrinks: whoever was at the end stays there.
  useEffect(() => {
    const box = log.current
    if (!box || !atEnd) return
    const observer = new ResizeObserver(() => {
      box.scrollTop = box.scrollHeight
    })
    observer.observe(box)
    return () => observer.disconnect()
  }, [atEnd])
  // More of the past is put above: what was being read stays where it was.
  useLayoutEffect(() => {
    if (log.current && most > shownAtFirst) log.current.scrollTop = log.current.scrollHeight - fromEnd.current
  }, [most])

  const hidden = Math.max(0, count - most)
  return (
    <div className="transcript">
      <div
        id={ids.log}
        ref={log}
        className="log"
        role="log"
        aria-live="off"
        aria-label={say('desk_log')}
        aria-busy={!loaded}
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
          setAtEnd(scrollHeight - scrollTop - clientHeight < nearPx)
        }
      >
        {!loaded && <LoadingSpinner variant="small" textAlign="right" text={say('desk_loading')} />}
        {hidden > 0 && (
          <Button
            variant="secondaryNoBorder"
            className="earlier"
            onClick={() => {
              fromEnd.current = (log.current?.scrollHeight ?? 0) - (log.current?.scrollTop ?? 0)
              setMost(most + shownMore)
            }}
          >
            {say('desk_earlier', { count: hidden })}
          </Button>
        )}
        {items.slice(hidden).map((item) => (
          <Item key={item.key} item={item} handoffId={handoffId} isGone={isGone} />
        ))}
        <Typing until={typingUntil} />
      </div>
      {!atEnd && (
        <Button
          variant="secondary"
          className="newest"
          icon={<IconArrowDown />}
          onClick={() => {
            setAtEnd(true)
            log.current?.focus()
          }}
        >
          {say('desk_newest')}
        </Button>
      )}
    </div>
  )
})

function Typing({ until }: { until: number }) {
  const say = useSay()
  const now = useClock(1_000)
  return <p className="typing">{now < until ? say('desk_typing') : '\u00a0'}</p>
}

/** Says what others write while one looks; what was there when the conversation was opened is for reading. */
function useAnnouncements(lines: Talk['lines'], loaded: boolean): void {
  const { announce } = usePage()
  const say = useSay()
  const { language } = useSettings()
  const said = useRef<number | undefined>(undefined)
  useEffect(() => {
    if (!loaded) return
    const from = said.current
    said.current = lines.at(-1)?.seq ?? 0
    if (from === undefined) return
    for (const line of lines)
      if (line.seq > from && line.speaker !== 'adviser')
        announce(`${say(`desk_speaker_${line.speaker}`)}: ${plainText(line.text, say)}`, line.language ?? language)
  }, [lines, loaded, announce, say, language])
}
