/** `/chat`: the same help with plain HTML forms and no script. The conversation's token travels in the form, so that no cookie is needed. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { LogEntry } from '../../conversation/conversation'
import type { Opening } from '../../conversation/message'
import type { PhraseBook } from '../../dialogs/phraseBook'
import { isLanguage, type Language } from '../../language/languages'
import type { ConversationStore } from '../../turn/ports'
import type { Turns } from '../../turn/turns'
import type { TokenClaims, Tokens } from '../directline/tokens'
import { problem, type Answer, type HttpRequest, type Route } from '../http'
import { languageAsked } from './homePage'
import { html, type Html } from './html'
import { page } from './layout'
import { markdownToHtml } from './markdown'

export interface ChatPageNeeds {
  readonly phrases: PhraseBook
  readonly turns: Turns
  readonly store: Pick<ConversationStore, 'read' | 'find'>
  readonly tokens: Tokens
  /** A refusal when the client asks too often, else undefined. */
  limit(request: HttpRequest): Answer | undefined
  /** In characters. */
  readonly maxTextLength: number
}

const mostEntries = 500

export function chatPageRoutes(needs: ChatPageNeeds): Route[] {
  return [
    { method: 'GET', path: '/chat', handle: (request) => show(request, needs) },
    { method: 'POST', path: '/chat', body: 'form', handle: (request) => take(request, needs) },
  ]
}

/** The conversation of the link, or an empty page with the greeting: nothing is kept before the first message. */
async function show(request: HttpRequest, needs: ChatPageNeeds): Promise<Answer> {
  const language = languageAsked(request)
  const token = request.query.get('c')
  if (token === null) return chatPage(language, [], fresh(language, needs), needs)
  const claims = claimsOf(token, needs)
  if (!claims) return chatPage(language, [], fresh(language, needs), needs, 'page_chat_expired')
  const entries = await needs.store.read(claims.conv, 0, mostEntries)
  return chatPage(language, entries, needs.tokens.issue('chat', claims), needs)
}

async function take(request: HttpRequest, needs: ChatPageNeeds): Promise<Answer> {
  const refusal = needs.limit(request)
  if (refusal) return refusal
  const form = request.body as URLSearchParams
  const language = isLanguage(form.get('lang')) ? (form.get('lang') as Language) : 'fi'
  const claims = claimsOf(form.get('c') ?? '', needs)
  const text = (form.get('say') ?? form.get('text') ?? '').trim()
  if (!claims) return chatPage(language, [], fresh(language, needs), needs, 'page_chat_expired', text)
  if (text.length > needs.maxTextLength)
    return problem(413, 'text_too_long', `A message has at most ${needs.maxTextLength} characters.`)
  const opening: Opening = { conversationId: claims.conv, channel: 'page', person: claims.user, pageLanguage: language }
  if (!(await needs.store.find(claims.conv))) await needs.turns.greet(opening)
  if (text !== '') {
    // The form's own number makes a second press of the same button a repeat, not a second message.
    const id = /^[0-9a-f-]{36}$/.test(form.get('id') ?? '') ? (form.get('id') as string) : randomUUID()
    await (
      await needs.turns.take({ ...opening, id, text })
    ).replies
  }
  const token = needs.tokens.issue('chat', claims)
  return { status: 303, headers: { location: `/chat?lang=${language}&c=${encodeURIComponent(token)}#latest` } }
}

function fresh(language: Language, { tokens }: ChatPageNeeds): string {
  const claims = {
    conv: randomBytes(18).toString('base64url'),
    user: `dl_${randomBytes(16).toString('base64url')}`,
    lang: language,
  }
  return tokens.issue('chat', claims)
}

function claimsOf(token: string, { tokens }: ChatPageNeeds): TokenClaims | undefined {
  const verdict = tokens.verify('chat', token)
  return 'claims' in verdict ? verdict.claims : undefined
}

function chatPage(
  language: Language,
  entries: readonly LogEntry[],
  token: string,
  { phrases }: ChatPageNeeds,
  notice?: string,
  draft = '',
): Answer {
  const say = (key: string): string => phrases.say(key, language)
  const last = entries.at(-1)
  const hidden = html`<input type="hidden" name="c" value="${token}" /><input
      type="hidden"
      name="lang"
      value="${language}"
    /><input type="hidden" name="id" value="${randomUUID()}" />`
  const main = html`<h1>${say('page_chat_title')}</h1>
    ${notice && html`<p class="notice" role="status">${say(notice)}</p>`}
    ${
      entries.length === 0 &&
      html`<div class="bot">
        <p>${say('greeting')}</p>
        <p>${say('greeting_limits')}</p>
      </div>`
    }
    <ol class="talk" aria-label="${say('page_chat_talk')}">
      ${entries.map((entry) => line(entry, entry === last, language, phrases))}
    </ol>
    ${last?.reply && last.reply.choices.length > 0 && choices(last.reply.choices, hidden, say('page_chat_choices'))}
    <form method="post" action="/chat" class="ask">
      ${hidden}
      <label for="text">${say('page_chat_label')}</label>
      <textarea id="text" name="text" rows="3" maxlength="2000">${draft}</textarea>
      <button type="submit">${say('page_chat_send')}</button>
    </form>
    ${entries.length > 0 && html`<form method="post" action="/resume/code" class="person">${hidden}<button type="submit">${say('resume_get')}</button></form>`}
    <form method="post" action="/chat" class="person">
      ${hidden}
      <button type="submit" name="say" value="${say('choice_person')}">${say('choice_person')}</button>
    </form>`
  return page({ language, title: say('page_chat_title'), main, pathIn: (other) => `/chat?lang=${other}` }, phrases)
}

function choices(offered: readonly { label: string; say: string }[], hidden: Html, label: string): Html {
  return html`<form method="post" action="/chat" class="choices">
    ${hidden}
    <fieldset>
      <legend>${label}</legend>
      ${offered.map((choice) => html`<button type="submit" name="say" value="${choice.say}">${choice.label}</button> `)}
    </fieldset>
  </form>`
}

function line(entry: LogEntry, latest: boolean, language: Language, phrases: PhraseBook): Html {
  const speaker = phrases.say(`speaker_${entry.speaker}`, language)
  const spoken = entry.reply?.language ?? entry.language ?? language
  const words = entry.speaker === 'person' ? html`<p>${entry.text}</p>` : markdownToHtml(entry.text)
  const citations = entry.reply?.citations ?? []
  return html`<li class="${entry.speaker}" id="${latest ? 'latest' : `line-${entry.seq}`}">
    <p class="speaker">${speaker}</p>
    <div lang="${spoken}">${words}</div>
    ${
      citations.length > 0 &&
      html`<p class="citations">
        ${phrases.say('page_chat_citations', language)}
        ${citations.map(({ path, title, passage }, index) => html`<a href="${path}" lang="${spoken}">[${index + 1}] ${title} (${passage.split('#')[1]?.split('@')[0]})</a> `)}
      </p>`
    }
  </li>`
}
