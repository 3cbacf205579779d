/** The HTML of `/chat`: what was said, where one stands with an adviser, and a form for everything that can be done. Knows no store. */
import { randomUUID } from 'node:crypto'
import type { LogEntry } from '../../conversation/conversation'
import type { Outcome } from '../../conversation/outcome'
import type { Reply } from '../../conversation/reply'
import type { PhraseBook } from '../../dialogs/phraseBook'
import type { HandoffStatus } from '../../handoff/handoffs'
import type { Language } from '../../language/languages'
import type { Answer } from '../http'
import { html, type Html } from './html'
import { page } from './layout'
import { markdownToHtml, writtenToHtml } from './markdown'
import { tellMasks } from './tellMasks'

export interface ChatShown {
  readonly language: Language
  readonly entries: readonly LogEntry[]
  readonly status: HandoffStatus | undefined
  readonly token: string
  readonly conversationId: string
  /** A phrase that is said first. */
  readonly notice?: string
  readonly draft?: string
  /** Phrases of the greeting: on a page where nothing has been said. */
  readonly opening?: readonly string[]
  /** Whether advisers are there now: on a page where nothing has been said. */
  readonly hours?: string
  /** The person has just changed the language: the next message says so to the bot. */
  readonly chosen?: boolean
  /** Thanks for a judgment. */
  readonly thanks?: boolean
}

type Say = (key: string, values?: Record<string, string | number>) => string

/** The person has ended: the mark stands at the end of the record. */
export function isEnded(entries: readonly LogEntry[]): boolean {
  const last = entries.at(-1)
  return last?.speaker === 'system' && last.id.startsWith('ended.')
}

export function chatView(shown: ChatShown, phrases: PhraseBook): Answer {
  const { language, entries, token, notice, draft = '', status } = shown
  const say: Say = (key, values) => phrases.say(key, language, values)
  const last = entries.at(-1)
  const hidden = hiddenFields(token, language, shown.chosen)
  // The way to a person has a place of its own.
  const choices = (last?.reply?.choices ?? []).filter((choice) => choice.say !== say('choice_person'))
  const adviser = status?.handoff.state === 'accepted'
  const main = html`<h1>${say('page_chat_title')}</h1>
    ${notice && html`<p class="notice" role="status">${say(notice)}</p>`}
    ${
      entries.length === 0 &&
      html`<div class="bot">
        ${(shown.opening ?? []).map((key) => html`<p>${say(key)}</p>`)} ${shown.hours && html`<p>${shown.hours}</p>`}
      </div>`
    }
    ${
      entries.length > 0 &&
      html`<ol class="talk" aria-label="${say('page_chat_talk')}">
        ${entries.map((entry) => line(entry, entry === last, language, phrases))}
      </ol>`
    }
    ${shown.thanks && html`<p class="notice" role="status">${say('widget_thanks')}</p>`}
    ${!shown.thanks && last?.reply && last.reply.citations.length > 0 && judging(last, hidden, say)}
    ${choices.length > 0 && choicesOf(choices, hidden, say('page_chat_choices'))}
    ${status && standing(status, hidden, say)}
    <form method="post" action="/chat#latest" class="ask" id="ask">
      ${hidden}
      <label for="text">${say(adviser ? 'page_chat_label_adviser' : 'page_chat_label')}</label>
      <textarea id="text" name="text" rows="3" maxlength="2000">${draft}</textarea>
      <button type="submit">${say('page_chat_send')}</button>
    </form>
    ${
      !status &&
      html`<form method="post" action="/chat#latest" class="person">
        ${hidden}
        <button type="submit" name="say" value="${say('choice_person')}">${say('choice_person')}</button>
      </form>`
    }
    ${entries.length > 0 && keeping(shown, say)}`
  // The same conversation in the other language, while there is one.
  const here = entries.length > 0 ? `&chosen&c=${encodeURIComponent(token)}` : ''
  return unkept(
    page({ language, title: say('page_chat_title'), main, pathIn: (other) => `/chat?lang=${other}${here}` }, phrases),
  )
}

/** Asks whether to end only, or to erase as well. */
export function endView(token: string, language: Language, phrases: PhraseBook): Answer {
  const say: Say = (key, values) => phrases.say(key, language, values)
  const main = html`<h1>${say('widget_end')}</h1>
    <p>${say('page_chat_end_ask')}</p>
    <form method="post" action="/chat" class="stack">
      ${hiddenFields(token, language)}
      <button type="submit" name="do" value="erase">${say('page_chat_erase')}</button>
      <button type="submit" name="do" value="end" class="plain">${say('page_chat_end_only')}</button>
    </form>
    <p>
      <a class="button plain" href="/chat?lang=${language}&amp;c=${encodeURIComponent(token)}#latest"
        >${say('resume_back')}</a
      >
    </p>`
  return unkept(page({ language, title: say('widget_end'), main }, phrases))
}

/** What every form of the page carries. */
function hiddenFields(token: string, language: Language, chosen = false): Html {
  return html`<input type="hidden" name="c" value="${token}" /><input
      type="hidden"
      name="lang"
      value="${language}"
    /><input
      type="hidden"
      name="id"
      value="${randomUUID()}"
    />${chosen && html`<input type="hidden" name="chosen" value="1" />`}`
}

/** Where the person stands: who answers, the place in the queue, how to get out, and how to see more without losing what is being written. */
function standing({ handoff, position, wait }: HandoffStatus, hidden: Html, say: Say): Html {
  const waiting = handoff.state === 'waiting'
  const words = waiting
    ? [
        say('widget_queue'),
        ...(position ? [say('widget_queue_place', { place: position })] : []),
        ...(wait?.kind === 'range'
          ? [say('widget_queue_minutes', { from: wait.fromMinutes, to: wait.toMinutes })]
          : wait?.kind === 'over'
            ? [say('widget_queue_long', { from: wait.minutes })]
            : []),
      ].join('. ') + '.'
    : say('widget_adviser', { name: handoff.adviser?.name ?? '' })
  return html`<section class="standing" aria-labelledby="standing">
    <h2 id="standing">${words}</h2>
    <p>${say(waiting ? 'page_chat_waiting_how' : 'page_chat_adviser_how')}</p>
    <form method="post" action="/chat#latest">
      ${hidden}
      <button type="submit" name="do" value="refresh" form="ask">${say('page_chat_refresh')}</button>
      <button type="submit" name="do" value="leave" class="plain">
        ${say(waiting ? 'handoff_choice_cancel' : 'page_chat_leave')}
      </button>
    </form>
  </section>`
}

function choicesOf(offered: readonly { label: string; say: string }[], hidden: Html, label: string): Html {
  return html`<form method="post" action="/chat#latest" class="choices">
    ${hidden}
    <fieldset>
      <legend>${label}</legend>
      ${offered.map((choice) => html`<button type="submit" name="say" value="${choice.say}">${choice.label}</button> `)}
    </fieldset>
  </form>`
}

/** Whether the newest answer helped, with a word if there is one. */
function judging(entry: LogEntry, hidden: Html, say: Say): Html {
  return html`<details class="judging">
    <summary>${say('widget_helped')}</summary>
    <form method="post" action="/chat#latest">
      ${hidden}<input type="hidden" name="about" value="${entry.id}" />
      <label for="word">${say('widget_word')}</label>
      <input id="word" name="word" maxlength="200" autocomplete="off" />
      <p>
        <button type="submit" name="do" value="helped">${say('widget_yes')}</button>
        <button type="submit" name="do" value="missed" class="plain">${say('widget_no')}</button>
      </p>
    </form>
  </details>`
}

/** Saving, going on elsewhere, ending. */
function keeping({ token, language, conversationId }: ChatShown, say: Say): Html {
  const file = (format: string): string =>
    `/conversations/${conversationId}/save?format=${format}&lang=${language}&c=${encodeURIComponent(token)}`
  return html`<section class="keeping" aria-labelledby="keeping">
    <h2 id="keeping">${say('page_chat_keep')}</h2>
    <ul class="links">
      <li><a href="${file('txt')}">${say('widget_save_text')}</a></li>
      <li><a href="${file('html')}">${say('widget_save_page')}</a></li>
    </ul>
    <form method="post" action="/resume/code" class="person">
      ${hiddenFields(token, language)}<button type="submit">${say('resume_get')}</button>
    </form>
    <form method="post" action="/chat" class="person">
      ${hiddenFields(token, language)}
      <button type="submit" name="do" value="ask-end">${say('widget_end')}</button>
    </form>
  </section>`
}

function line(entry: LogEntry, latest: boolean, language: Language, phrases: PhraseBook): Html {
  const speaker = phrases.say(`speaker_${entry.speaker}`, language) + (entry.adviser ? ` ${entry.adviser}` : '')
  const spoken = entry.reply?.language ?? entry.language ?? language
  const text = tellMasks(entry.text, (key, values) => phrases.say(key, language, values))
  const words =
    entry.speaker === 'person'
      ? html`<p class="typed">${text}</p>`
      : entry.speaker === 'adviser'
        ? writtenToHtml(text)
        : markdownToHtml(text)
  const citations = entry.reply?.citations ?? []
  return html`<li class="${entry.speaker}" id="${latest ? 'latest' : `line-${entry.seq}`}">
    <p class="speaker">${speaker} <time datetime="${entry.at}">${timeOf(entry.at)}</time></p>
    <div lang="${spoken}">${words}</div>
    ${
      citations.length > 0 &&
      html`<p class="citations">
        ${phrases.say('page_chat_citations', language)}
        ${onePerPage(citations).map(({ path, title }) => html`<a href="${path}" lang="${spoken}">${title}</a> `)}
      </p>`
    }
    ${entry.reply && slipOf(entry.reply, phrases.say('slip_link', language))}
  </li>`
}

/** Told from a guide: its slip says the same on paper. */
const answered: readonly Outcome[] = ['answered_guide', 'answered_step', 'answered_followup']

/** The way to the slip of the guide that was told, in the language it was told in. */
function slipOf({ outcome, citations }: Reply, label: string): Html | undefined {
  const [, guide] = (answered.includes(outcome) && /^\/guides\/(\w+\/[\w-]+)/.exec(citations[0]?.path ?? '')) || []
  return guide === undefined ? undefined : html`<p class="citations"><a href="/slip/${guide}">${label}</a></p>`
}

/** Two passages of one guide are one source to a reader; the later, more exact place is kept. */
function onePerPage<Source extends { readonly path: string }>(sources: readonly Source[]): readonly Source[] {
  return [...new Map(sources.map((source) => [source.path.split('#')[0], source])).values()]
}

/** Finnish time of day. */
function timeOf(at: string): string {
  return new Intl.DateTimeFormat('fi-FI', { timeStyle: 'short', timeZone: 'Europe/Helsinki' }).format(new Date(at))
}

/** What was said must not stay in a shared computer's memory of pages, nor its address leave with a link. */
function unkept(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' } }
}
