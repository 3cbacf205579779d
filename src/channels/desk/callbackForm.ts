/** `/callback/<language>`: the form in which somebody leaves a number or an address to be contacted. What it takes is sealed at once. */
import { randomUUID } from 'node:crypto'
import type { DeskHours } from '../../dialogs/hours'
import type { PhraseBook } from '../../dialogs/phraseBook'
import type { DeskStore, HandoffEvents } from '../../handoff/ports'
import type { Seal } from '../../handoff/seal'
import { isLanguage, type Language } from '../../language/languages'
import type { Answer, HttpRequest, Route } from '../http'
import { html } from '../pages/html'
import { page } from '../pages/layout'
import { storable } from '../storable'
import { callbackTopic } from './supervision'

export interface CallbackFormNeeds {
  readonly phrases: PhraseBook
  readonly desks: readonly DeskHours[]
  readonly desk: Pick<DeskStore, 'addCallback'>
  readonly seal: Seal
  readonly events: HandoffEvents
  readonly clock: { now(): Date }
  /** A refusal when the client asks too often, else undefined. */
  limit(request: HttpRequest): Answer | undefined
}

const longestWhen = 200

export function callbackRoutes(needs: CallbackFormNeeds): Route[] {
  return [
    { method: 'GET', path: '/callback/:language', handle: (request) => form(languageOf(request), needs) },
    { method: 'POST', path: '/callback/:language', body: 'form', handle: (request) => take(request, needs) },
  ]
}

/** A phone number of at least five digits, or an e-mail address; undefined for anything else. */
export function contactIn(text: string): { kind: 'phone' | 'email'; value: string } | undefined {
  const value = storable(text).trim()
  if (value.length > 200) return undefined
  if (/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(value)) return { kind: 'email', value }
  return /^\+?[\d\s().-]+$/.test(value) && value.replace(/\D/g, '').length >= 5 ? { kind: 'phone', value } : undefined
}

async function take(request: HttpRequest, needs: CallbackFormNeeds): Promise<Answer> {
  const refusal = needs.limit(request)
  if (refusal) return refusal
  const language = languageOf(request)
  const given = request.body as URLSearchParams
  const contact = contactIn(given.get('contact') ?? '')
  if (!contact) return form(language, needs, given)
  const desk = needs.desks.find(({ languages }) => languages.includes(language)) ?? needs.desks[0]
  const number = given.get('id') ?? ''
  // The form's own number makes a second press of the button a repeat, not a second request.
  const id = /^[0-9a-f-]{36}$/.test(number) ? number : randomUUID()
  const when = storable(given.get('when') ?? '')
    .trim()
    .slice(0, longestWhen)
  const sealed = needs.seal.seal(JSON.stringify({ ...contact, ...(when ? { when } : {}) }), id)
  await needs.desk.addCallback({
    id,
    desk: desk?.id ?? '',
    language,
    askedAt: needs.clock.now().toISOString(),
    contact: sealed,
  })
  needs.events.publish(callbackTopic, needs.clock.now().getTime())
  const say = (key: string): string => needs.phrases.say(key, language)
  const main = html`<h1>${say('handoff_callback_title')}</h1>
    <p role="status">${say('handoff_callback_thanks')}</p>`
  return page({ language, title: say('handoff_callback_title'), main }, needs.phrases)
}

/** @param given what was sent and could not be taken: it stands there still, so that it can be put right */
function form(language: Language, { phrases }: CallbackFormNeeds, given?: URLSearchParams): Answer {
  const isWrong = given !== undefined
  const kept = (name: string, longest: number): string => storable(given?.get(name) ?? '').slice(0, longest)
  const say = (key: string): string => phrases.say(key, language)
  const main = html`<h1>${say('handoff_callback_title')}</h1>
    <p>${say('handoff_callback_intro')}</p>
    ${isWrong && html`<p class="notice" role="alert" id="wrong">${say('handoff_callback_wrong')}</p>`}
    <form method="post" action="/callback/${language}" class="ask">
      <input type="hidden" name="id" value="${randomUUID()}" />
      <label for="contact">${say('handoff_callback_contact')}</label>
      <input
        id="contact"
        name="contact"
        required
        maxlength="200"
        autocomplete="tel"
        value="${kept('contact', 200)}"
        ${isWrong && html`aria-invalid="true" aria-describedby="wrong"`}
      />
      <label for="when">${say('handoff_callback_when')}</label>
      <input id="when" name="when" maxlength="${longestWhen}" value="${kept('when', longestWhen)}" />
      <button type="submit">${say('handoff_callback_send')}</button>
    </form>`
  const pathIn = (other: Language): string => `/callback/${other}`
  return page({ language, title: say('handoff_callback_title'), main, pathIn, status: isWrong ? 400 : 200 }, phrases)
}

function languageOf({ params }: HttpRequest): Language {
  const { language } = params
  return isLanguage(language) ? language : 'fi'
}
