/** From the JSON a client sent to an `Arrival`, or to a refusal that says what is wrong. Knows no token and no log. */
import type { Opening } from '../../conversation/message'
import { languageOfTag } from '../../language/languages'
import { type Answer, problem } from '../http'
import { storable } from '../storable'
import { messageIdFor } from './messageIds'
import type { Arrival, PersonEvent } from './ports'
import type { TokenClaims } from './tokens'

/** `nothing`: something a bot need not hear of. It gets an id, as the client expects; `event` and `typing` are told to others. */
export type Reading =
  | { readonly arrival: Arrival }
  | { readonly nothing: true; readonly id: string; readonly event?: PersonEvent; readonly typing?: true }
  | { readonly refusal: Answer }

const refusals = {
  notActivity: problem(400, 'not_an_activity', 'Send a Bot Framework activity: a JSON object with a "type".'),
  textType: problem(400, 'text_not_string', 'The "text" of a message must be a string.'),
  empty: problem(400, 'text_missing', 'The message has no text and no file.'),
  id: problem(400, 'id_invalid', 'An id must be a string of at most 256 characters without spaces.'),
} as const

/** `files` is the number of uploaded files; attachments named in the activity are counted with them. `from` is never read. */
export function readArrival(activity: unknown, files: number, claims: TokenClaims, maxTextLength: number): Reading {
  if (!isRecord(activity) || typeof activity['type'] !== 'string') return { refusal: refusals.notActivity }
  const channelData = isRecord(activity['channelData']) ? activity['channelData'] : {}
  const id = messageIdFor(channelData['clientActivityID'] ?? channelData['clientActivityId'], activity['id'])
  if (id === undefined) return { refusal: refusals.id }
  const { type, name } = activity
  if (type === 'typing') return { nothing: true, id, typing: true }
  if (type === 'event' && typeof name === 'string') return { nothing: true, id, event: eventIn(activity, name, id) }
  if (type === 'endOfConversation') return { nothing: true, id, event: { name: type, id } }
  if (type !== 'message') return { nothing: true, id }
  const given = activity['text'] ?? ''
  if (typeof given !== 'string') return { refusal: refusals.textType }
  if (given.length > maxTextLength) return { refusal: tooLong(maxTextLength) }
  const text = storable(given).trim()
  const attachments =
    files + (Array.isArray(activity['attachments']) && files === 0 ? activity['attachments'].length : 0)
  if (text === '' && attachments === 0) return { refusal: refusals.empty }
  return { arrival: { opening: openingFor(claims, activity['locale']), id, text, attachments } }
}

/** The conversation a token opens; `locale` is the page's, as the client says it. */
export function openingFor({ conv, user, site, lang }: TokenClaims, locale: unknown): Opening {
  const pageLanguage = (typeof locale === 'string' ? languageOfTag(locale) : undefined) ?? languageOfTag(lang)
  return {
    conversationId: conv,
    channel: 'directline',
    person: user,
    ...(pageLanguage ? { pageLanguage } : {}),
    ...(site ? { site } : {}),
  }
}

function eventIn({ value, replyToId }: Record<string, unknown>, name: string, id: string): PersonEvent {
  return {
    name,
    id,
    ...(isRecord(value) ? { value } : {}),
    ...(typeof replyToId === 'string' && replyToId.length <= 300 ? { replyToId } : {}),
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function tooLong(maxTextLength: number): Answer {
  return problem(413, 'text_too_long', `A message may have ${maxTextLength} characters at most. Send it in parts.`)
}
