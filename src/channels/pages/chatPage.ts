/**
 * `/chat`: the whole help, handoff included, with plain HTML forms and no script. The conversation's token travels in the form, so that no
 * cookie is needed. Takes what is asked and says what to show; knows no HTML.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Opening } from '../../conversation/message'
import type { PhraseBook } from '../../dialogs/phraseBook'
import type { HandoffStatus } from '../../handoff/handoffs'
import { isLanguage, type Language } from '../../language/languages'
import { openingPhrases } from '../../turn/greeting'
import type { ConversationStore } from '../../turn/ports'
import type { Turns } from '../../turn/turns'
import type { PersonEvents } from '../directline/personEvents'
import type { TokenClaims, Tokens } from '../directline/tokens'
import { problem, type Answer, type HttpRequest, type Route } from '../http'
import { chatView, endView, isEnded, type ChatShown } from './chatView'
import { languageAsked } from './homePage'

export interface ChatPageNeeds {
  readonly phrases: PhraseBook
  /** Whether drafts are shown and must say so. */
  readonly drafts: boolean
  /** Whether a language model may word answers. */
  readonly modelWrites?: boolean
  readonly turns: Pick<Turns, 'take' | 'greet'>
  readonly store: Pick<ConversationStore, 'readLast' | 'find' | 'erase'>
  readonly tokens: Pick<Tokens, 'issue' | 'verify'>
  /** What a person does beside writing. */
  readonly person: Pick<PersonEvents, 'take'>
  /** Where the person's wish for an adviser stands. */
  handoffStatus(conversationId: string): Promise<HandoffStatus | undefined>
  /** Whether advisers are there now, in a sentence. */
  hoursNow(language: Language): string | undefined
  /** A refusal when the client asks too often, else undefined. */
  limit(request: HttpRequest): Answer | undefined
  /** In characters. */
  readonly maxTextLength: number
}

/** The newest lines: older ones are in what a person saves. */
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
  const claims = token === null ? undefined : claimsOf(token, needs)
  if (!claims) return blank(language, needs, token === null ? undefined : 'page_chat_expired')
  return conversation(claims, language, needs, {
    chosen: request.query.get('chosen') !== null,
    thanks: request.query.get('thanks') !== null,
  })
}

async function take(request: HttpRequest, needs: ChatPageNeeds): Promise<Answer> {
  const refusal = needs.limit(request)
  if (refusal) return refusal
  const form = request.body as URLSearchParams
  const language = isLanguage(form.get('lang')) ? (form.get('lang') as Language) : 'fi'
  const claims = claimsOf(form.get('c') ?? '', needs)
  const text = (form.get('say') ?? form.get('text') ?? '').trim()
  if (!claims) return blank(language, needs, 'page_chat_expired', text)
  if (text.length > needs.maxTextLength)
    return problem(413, 'text_too_long', `A message has at most ${needs.maxTextLength} characters.`)
  // The form's own number makes a second press of the same button a repeat, not a second message.
  const id = /^[0-9a-f-]{36}$/.test(form.get('id') ?? '') ? (form.get('id') as string) : randomUUID()
  const deed = form.get('do')
  // What is being written is not lost by looking for news.
  if (deed === 'refresh') return conversation(claims, language, needs, { draft: text })
  if (deed === 'ask-end') return endView(needs.tokens.issue('chat', claims), language, needs.phrases)
  if (deed === 'end' || deed === 'erase') return end(deed, claims, id, language, needs)
  if (deed === 'helped' || deed === 'missed') await judge(form, claims, id, needs)
  else if (deed === 'leave') await needs.person.take(claims.conv, { name: 'handoff.cancel', id })
  else await say(text, { claims, id, language, isChosen: form.get('chosen') !== null }, needs)
  return back(claims, language, needs, deed === 'helped' || deed === 'missed' ? '&thanks' : '')
}

interface Saying {
  readonly claims: TokenClaims
  readonly id: string
  readonly language: Language
  /** The person has just changed the page's language. */
  readonly isChosen: boolean
}

async function say(text: string, { claims, id, language, isChosen }: Saying, needs: ChatPageNeeds): Promise<void> {
  const opening: Opening = { conversationId: claims.conv, channel: 'page', person: claims.user, pageLanguage: language }
  if (!(await needs.store.find(claims.conv))) await needs.turns.greet(opening)
  if (isChosen) await needs.person.take(claims.conv, { name: 'language', id: `${id}.l`, value: { language } })
  if (text === '') return
  const taken = await needs.turns.take({ ...opening, id, text })
  await taken.replies
}

async function judge(form: URLSearchParams, claims: TokenClaims, id: string, { person }: ChatPageNeeds): Promise<void> {
  const value = { helpful: form.get('do') === 'helped', word: form.get('word') ?? '' }
  await person.take(claims.conv, { name: 'feedback', id, value, replyToId: form.get('about') ?? '' })
}

/** Ends, or erases as well; what is shown afterwards belongs to nobody's conversation. */
async function end(
  deed: 'end' | 'erase',
  { conv }: TokenClaims,
  id: string,
  language: Language,
  needs: ChatPageNeeds,
): Promise<Answer> {
  await needs.person.take(conv, { name: deed === 'end' ? 'endOfConversation' : 'erase', id })
  if (deed === 'erase') await needs.store.erase(conv)
  return blank(language, needs, deed === 'end' ? 'page_chat_ended' : 'page_chat_erased')
}

async function conversation(
  claims: TokenClaims,
  language: Language,
  needs: ChatPageNeeds,
  shown: Pick<ChatShown, 'draft' | 'chosen' | 'thanks'>,
): Promise<Answer> {
  const entries = await needs.store.readLast(claims.conv, mostEntries)
  // The address may stand in a shared computer's history: what was ended opens for nobody.
  if (isEnded(entries)) return blank(language, needs, 'page_chat_ended')
  const status = entries.length > 0 ? await needs.handoffStatus(claims.conv) : undefined
  const token = needs.tokens.issue('chat', claims)
  return chatView({ ...shown, language, entries, status, token, conversationId: claims.conv }, needs.phrases)
}

/** A page on which nothing has been said. */
function blank(language: Language, needs: ChatPageNeeds, notice?: string, draft?: string): Answer {
  const { tokens, phrases, hoursNow } = needs
  const conv = randomBytes(18).toString('base64url')
  const token = tokens.issue('chat', { conv, user: `dl_${randomBytes(16).toString('base64url')}`, lang: language })
  return chatView(
    {
      language,
      entries: [],
      status: undefined,
      token,
      conversationId: conv,
      notice,
      draft,
      opening: openingPhrases(needs),
      hours: hoursNow(language),
    },
    phrases,
  )
}

/** Back to the page by GET, so that reloading it sends nothing again. */
function back(claims: TokenClaims, language: Language, { tokens }: ChatPageNeeds, more: string): Answer {
  const token = encodeURIComponent(tokens.issue('chat', claims))
  return {
    status: 303,
    headers: { location: `/chat?lang=${language}&c=${token}${more}#latest`, 'cache-control': 'no-store' },
  }
}

function claimsOf(token: string, { tokens }: ChatPageNeeds): TokenClaims | undefined {
  const verdict = tokens.verify('chat', token)
  return 'claims' in verdict ? verdict.claims : undefined
}
