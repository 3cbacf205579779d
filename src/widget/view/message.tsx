/** One message: who said it, the words, where they come from, and what can be done with them. */
import {
  widget_choices,
  widget_dated,
  widget_helped,
  widget_less,
  widget_more,
  widget_new_tab,
  widget_new_talk,
  widget_no,
  widget_read,
  widget_send,
  widget_slip,
  widget_sources,
  widget_stop,
  widget_thanks,
  widget_word,
  widget_yes,
} from 'opastin:phrases'
import { h, type Child } from '../draw'
import type { Line } from '../line'
import { parseMarkdown, plainWords, type Block, type Inline } from '../markdown'
import type { Widget } from '../state'
import { localeOf, showDate, speakerName, tellMasks } from '../words'
import { shortPart } from './answer'

/** @param choices what may be pressed next: under the newest words, before all that is told about them */
export function Message({ w, line, choices }: { w: Widget; line: Line; choices: Line['choices'] }) {
  const { say } = w
  const key = line.clientId ?? line.id
  if (!line.text)
    return (
      <p key={key} class="note">
        {say(widget_new_talk)}
      </p>
    )
  const name = `by-${line.id}`
  const isPerson = line.by === 'person'
  const text = tellMasks(line.text, say)
  const blocks = parseMarkdown(text, line.by)
  const { shown, folded } = shortPart(blocks, line)
  const { expanded } = w.moment
  const whole = w.panel.whole || expanded.includes(line.id)
  const answered = line.sources.length > 0
  return (
    <article key={key} class={line.by} aria-labelledby={name}>
      <p class="by" id={name}>
        {speakerName(line.by, line.name, say)} <time datetime={line.at}>{time(line.at, w)}</time>
      </p>
      <div class="words" lang={line.language ?? w.panel.language}>
        {isPerson ? <p>{text}</p> : <Blocks of={whole && folded.length ? blocks : shown} w={w} />}
      </div>
      {folded.length > 0 && (
        <button
          class="more"
          aria-expanded={whole}
          onClick={() => w.show({ expanded: whole ? expanded.filter((id) => id !== line.id) : [...expanded, line.id] })}
        >
          {say(whole ? widget_less : widget_more)}
        </button>
      )}
      <Choices w={w} of={choices} />
      {answered && (
        <div class="sources">
          <p>
            <b>{say(widget_sources)}</b>
            {line.asOf && ` · ${say(widget_dated, { date: showDate(line.asOf, w.panel.language) })}`}
          </p>
          <ul lang={line.language}>
            {line.sources.map(({ name, url }) => (
              <li>
                <Away w={w} to={url}>
                  {name}
                </Away>
              </li>
            ))}
          </ul>
        </div>
      )}
      {answered && <Deeds w={w} line={line} />}
    </article>
  )
}

export function Choices({ w, of }: { w: Widget; of: Line['choices'] }) {
  return (
    of.length > 0 && (
      <div class="choices" role="group" aria-label={w.say(widget_choices)}>
        {of.map(({ title, value }) => (
          <button onClick={() => w.send(value)}>{title}</button>
        ))}
      </div>
    )
  )
}

/** A link that leaves the conversation where it is. */
export function Away({ w, to, children }: { w: Widget; to: string; children?: Child }) {
  const call = /^(tel|mailto):/.test(to)
  const url = to.startsWith('/') ? w.settings.base + to : to
  return (
    <a href={url} target={!call && '_blank'} rel="noreferrer">
      {children}
      {!call && <span class="unseen"> ({w.say(widget_new_tab)})</span>}
    </a>
  )
}

export function Blocks({ of, w }: { of: readonly Block[]; w: Widget }) {
  return of.map((block) => {
    if (block.kind === 'p') return <p>{block.of.map((inline) => words(inline, w))}</p>
    const items = block.items.map((item) => (
      <li>
        {item.length === 1 && item[0]?.kind === 'p' ? (
          item[0].of.map((inline) => words(inline, w))
        ) : (
          <Blocks of={item} w={w} />
        )}
      </li>
    ))
    return block.kind === 'ol' ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>
  })
}

function words(inline: Inline, w: Widget) {
  if (typeof inline === 'string') return inline
  if ('bold' in inline) return <strong>{inline.bold.map((part) => words(part, w))}</strong>
  return (
    <Away w={w} to={inline.link}>
      {/^(http|www)/.test(inline.words)
        ? // An address that is longer than its line breaks between its parts.
          inline.words.split(/([/?&=]+)/).map((part, at) => (at % 2 ? [part, <wbr />] : part))
        : inline.words}
    </Away>
  )
}

/** Thumbs with a word, reading aloud, the guide on paper. */
function Deeds({ w, line }: { w: Widget; line: Line }) {
  const { say, talk, moment } = w
  const language = line.language ?? w.panel.language
  const isRead = (): boolean => w.moment.reading === line.id
  const stopReading = (): void => {
    if (isRead()) w.show({ reading: undefined })
  }
  const readAloud = (): void => {
    speechSynthesis.cancel()
    if (isRead()) return stopReading()
    const speech = new SpeechSynthesisUtterance(plainWords(parseMarkdown(line.text)))
    speech.lang = localeOf(language)
    speech.onend = stopReading
    speechSynthesis.speak(speech)
    w.show({ reading: line.id })
  }
  return (
    <div class="deeds">
      {'speechSynthesis' in window && <button onClick={readAloud}>{say(isRead() ? widget_stop : widget_read)}</button>}
      {line.guide && (
        <Away w={w} to={`/slip/${language}/${line.guide}`}>
          {say(widget_slip)}
        </Away>
      )}
      {moment.asking === line.id ? (
        <form class="word" onSubmit={(event) => rateNo(w, line, event)}>
          <label>
            {say(widget_word)}
            <input name="word" maxlength={200} autocomplete="off" />
          </label>
          <button>{say(widget_send)}</button>
        </form>
      ) : !talk.rated.includes(line.id) ? (
        <span class="helped" role="group" aria-label={say(widget_helped)}>
          <span aria-hidden="true">{say(widget_helped)}</span>
          <button onClick={() => rate(w, line, true)}>{say(widget_yes)}</button>
          <button onClick={() => w.show({ asking: line.id })}>{say(widget_no)}</button>
        </span>
      ) : (
        <span class="note">{say(widget_thanks)}</span>
      )}
    </div>
  )
}

function rate(w: Widget, line: Line, helped: boolean, word = ''): void {
  w.talk.rate(line, helped, word)
  w.show({ asking: undefined })
  w.announce(w.say(widget_thanks))
  w.focus('textarea')
}

function rateNo(w: Widget, line: Line, event: SubmitEvent): void {
  event.preventDefault()
  rate(w, line, false, String(new FormData(event.target as HTMLFormElement).get('word')).trim())
}

function time(at: string, w: Widget): string {
  return new Date(at).toLocaleTimeString(localeOf(w.panel.language), { timeStyle: 'short' })
}
