/** The whole view: the launcher, or the panel with its head, its log and its place to write. */
import {
  speaker_bot,
  widget_adviser,
  widget_adviser_typing,
  widget_bot,
  widget_ended,
  widget_erased,
  widget_found,
  widget_label,
  widget_label_adviser,
  widget_launcher,
  widget_log,
  widget_menu,
  widget_minimise,
  widget_newest,
  widget_not_sent,
  widget_offline,
  widget_queue,
  widget_queue_long,
  widget_queue_minutes,
  widget_queue_place,
  widget_region,
  widget_remove,
  widget_retry,
  widget_save,
  widget_send,
  widget_send_masked,
  widget_sending,
  widget_sent,
  widget_slow,
  widget_enough,
  widget_typing,
  widget_unread,
} from 'opastin:phrases'
import { h, Several } from '../draw'
import { parseMarkdown } from '../markdown'
import type { Widget } from '../state'
import { personPhrase, speakerName, tellMasks } from '../words'
import { Icon } from './icons'
import { Blocks, Choices, Message } from './message'

/** Screens narrower than this are tight, by the size of the text, in the browser's letters. */
const tightBelow = [19, 24, 29]

export function View({ w }: { w: Widget }) {
  const { panel, say } = w
  const tight = matchMedia(`(max-width:${tightBelow[panel.textSize]}rem)`).matches
  return (
    <section
      class={`root size-${panel.textSize}${w.dark ? ' dark' : ''}${tight ? ' tight' : ''}`}
      lang={panel.language}
      dir="ltr"
      aria-label={say(widget_region)}
    >
      {!panel.open && (
        <button class="launcher" aria-expanded={false} onClick={() => w.open(true)}>
          <Icon of="chat" />
          {say(widget_launcher)}
          {panel.unread > 0 && (
            <span class="badge">
              <span aria-hidden="true">{panel.unread}</span>
              <span class="unseen"> {say(widget_unread, { count: panel.unread })}</span>
            </span>
          )}
        </button>
      )}
      <dialog
        class="panel"
        onScroll={(event) => follow(w, event.currentTarget)}
        aria-labelledby="opastin-title"
        aria-describedby="opastin-who"
        onKeyDown={(event) => escape(w, event)}
        onCancel={(event) => {
          event.preventDefault()
          w.minimise()
        }}
      >
        {panel.open && <Panel w={w} />}
      </dialog>
    </section>
  )
}

function Panel({ w }: { w: Widget }) {
  const { say, moment } = w
  return (
    <>
      <header>
        <div>
          <h2 id="opastin-title" tabindex={-1}>
            Opastin
          </h2>{' '}
          <p id="opastin-who">{whoSpeaks(w)}</p>
        </div>
        <button
          class="plain"
          aria-label={say(widget_menu)}
          aria-expanded={moment.showing === 'menu'}
          onClick={() => toggle(w, 'menu')}
        >
          <Icon of="menu" />
        </button>
        <button class="plain" aria-label={say(widget_minimise)} onClick={() => w.minimise()}>
          <Icon of="minus" />
        </button>
      </header>
      <div class="always">
        <button onClick={() => w.askPerson()}>
          <Icon of="person" />
          {say(personPhrase(w.talk.standing.holder))}
        </button>
        <button aria-expanded={moment.showing === 'save'} onClick={() => toggle(w, 'save')}>
          <Icon of="save" />
          <span>{say(widget_save)}</span>
        </button>
      </div>
      {(moment.showing && w.more?.Sheet({ w })) || <Log w={w} />}
      {!moment.newestInSight && !moment.showing && (
        <button class="newest" onClick={() => w.showNewest()}>
          <Icon of="down" />
          {say(widget_newest)}
        </button>
      )}
      <Composer w={w} />
    </>
  )
}

/** Always in sight: whether a bot or a human answers, and where one stands in the queue. */
function whoSpeaks({ talk: { standing }, say }: Widget): string {
  if (standing.holder === 'adviser') return say(widget_adviser, { name: standing.adviser ?? '' })
  if (standing.holder !== 'queue') return say(widget_bot)
  const { place, minutes } = standing
  return [
    say(widget_queue),
    place && say(widget_queue_place, { place }),
    minutes && say(minutes.to ? widget_queue_minutes : widget_queue_long, minutes),
  ]
    .filter(Boolean)
    .join('. ')
}

function Log({ w }: { w: Widget }) {
  const { talk, say, panel, moment } = w
  const last = talk.lines.at(-1)
  const topics = talk.lines.length || talk.pending.length ? [] : (panel.site?.topics ?? [])
  return (
    <div
      class="log"
      role="log"
      aria-live="off"
      tabindex={0}
      aria-label={say(widget_log)}
      onScroll={(event) => follow(w, event.currentTarget)}
    >
      {moment.ended && <p class="note">{say(moment.ended === 'all' ? widget_erased : widget_ended)}</p>}
      {!talk.lines.length && panel.site && (
        // Shown until the server's own greeting stands in the log: nothing is kept anywhere before the first message.
        <article class="bot" aria-labelledby="by-greeting">
          <p class="by" id="by-greeting">
            {say(speaker_bot)}
          </p>
          <div class="words">
            <Blocks of={parseMarkdown(panel.site.greeting)} w={w} />
          </div>
        </article>
      )}
      {talk.lines.map((line) => (
        <Message w={w} line={line} choices={line === last && !talk.pending.length ? line.choices : []} />
      ))}
      {talk.pending.map(({ clientId, text, status }) => (
        <article key={clientId} class="person" aria-labelledby={`by-${clientId}`}>
          <p class="by" id={`by-${clientId}`}>
            {speakerName('person', undefined, say)}
            {' · '}
            <span>
              {say(status === 'sent' ? widget_sent : status === 'sending' ? widget_sending : widget_not_sent)}
            </span>
          </p>
          <div class="words">
            <p>{tellMasks(text, say)}</p>
          </div>
          {status === 'refused' && <button onClick={() => talk.retry(clientId)}>{say(widget_retry)}</button>}
        </article>
      ))}
      {(talk.typing || (talk.waiting && talk.online)) && (
        <div class="typing">
          {talk.typing?.text ? (
            <>
              <Blocks of={parseMarkdown(talk.typing.text)} w={w} />
              {talk.typing.by === 'bot' && <button onClick={() => talk.stop()}>{say(widget_enough)}</button>}
            </>
          ) : (
            <p>
              {say(talk.typing?.by === 'adviser' ? widget_adviser_typing : widget_typing)}
              <i aria-hidden="true"> …</i>
            </p>
          )}
          {moment.slow && <p>{say(widget_slow)}</p>}
        </div>
      )}
      <Choices w={w} of={topics} />
    </div>
  )
}

function Composer({ w }: { w: Widget }) {
  const { say, talk, panel, moment } = w
  const found = moment.stopped && w.more?.findData(panel.draft, say)
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        w.submit()
      }}
    >
      <div role="status">{!talk.online && <p class="alert">{say(widget_offline)}</p>}</div>
      {found && (
        <div class="alert found" role="alert">
          <p>{say(widget_found, { kinds: found.kinds })}</p>
          <button
            type="button"
            onClick={() => {
              w.change({ draft: found.rest }, { stopped: false })
              w.focus('textarea')
            }}
          >
            {say(widget_remove)}
          </button>
          <button
            type="button"
            onClick={() => {
              w.change({ draft: '' })
              w.send(found.masked)
            }}
          >
            {say(widget_send_masked)}
          </button>
        </div>
      )}
      <label for="opastin-text">{say(talk.standing.holder === 'adviser' ? widget_label_adviser : widget_label)}</label>
      <div class="row">
        <textarea
          id="opastin-text"
          rows={2}
          maxlength={2000}
          value={panel.draft}
          onInput={({ currentTarget }) => w.change({ draft: currentTarget.value }, found ? {} : { stopped: false })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
            event.preventDefault()
            w.submit()
          }}
        />
        <button class="send" aria-label={say(widget_send)}>
          <Icon of="send" />
        </button>
      </div>
    </form>
  )
}

function toggle(w: Widget, showing: 'menu' | 'save'): void {
  w.show({ showing: w.moment.showing === showing ? undefined : showing, notErased: false })
}

function escape(w: Widget, event: KeyboardEvent): void {
  if (event.key !== 'Escape') return
  event.preventDefault()
  event.stopPropagation()
  if (w.moment.showing) w.show({ showing: undefined })
  else w.minimise()
}

/** New messages pull the log along only while the newest is in sight. What scrolls is the log, or the panel where it is too small for that. */
function follow(w: Widget, scrolled: HTMLElement): void {
  const newest = [...scrolled.querySelectorAll('article')].pop()
  const newestInSight = !newest || newest.getBoundingClientRect().top < scrolled.getBoundingClientRect().bottom
  if (newestInSight !== w.moment.newestInSight) w.show({ newestInSight })
}
