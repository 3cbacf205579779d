/** Which id a person's message gets, so that the same message sent twice stays one. Knows no log and no request. */
import { createHash, randomBytes } from 'node:crypto'

/** What a client may use as an id of its own: printable ASCII without spaces. */
const clientId = /^[\x21-\x7e]{1,256}$/

/** Stores keep ids of 200 characters, and a reply's id is a little longer than its message's. */
const longest = 180

/**
 * The id of an arriving message: from the client's `channelData.clientActivityID`, else from the activity's own id, else a new one.
 * Dots are written as `%2E`, because `<message id>.1` is the name of the first reply. Undefined when an id is given that is none.
 */
export function messageIdFor(clientActivityId: unknown, activityId: unknown): string | undefined {
  if (isGiven(clientActivityId)) return isClientId(clientActivityId) ? shortId('c-', clientActivityId) : undefined
  if (isGiven(activityId)) return isClientId(activityId) ? shortId('a-', activityId) : undefined
  return `m-${randomBytes(12).toString('base64url')}`
}

/** The client's own id of a message whose id was made from it; undefined for every other id. */
export function clientIdOf(messageId: string): string | undefined {
  if (!messageId.startsWith('c-')) return undefined
  const escaped = messageId.slice(2)
  return escaped.includes('%') ? escaped.replaceAll('%2E', '.').replaceAll('%25', '%') : escaped
}

/** `prefix` and the id, dots escaped; what is too long for a store becomes its hash (and is not given back by `clientIdOf`). */
export function shortId(prefix: string, id: string): string {
  const whole = prefix + escapeDots(id)
  return whole.length <= longest ? whole : `h-${createHash('sha256').update(whole).digest('base64url')}`
}

/** Writes `.` as `%2E` (and `%` as `%25`), so that no message id can look like a reply's. */
function escapeDots(id: string): string {
  return /[.%]/.test(id) ? id.replaceAll('%', '%25').replaceAll('.', '%2E') : id
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}

function isClientId(value: unknown): value is string {
  return typeof value === 'string' && clientId.test(value)
}
