/**
 * Makes any string safe to keep in both databases. Knows no tables.
 *
 * PostgreSQL refuses U+0000 and neither database can hold half a surrogate pair. In what is said both become U+FFFD, the mark for
 * a character that could not be shown. Ids must stay different from each other and come back as they were, so an odd id is kept as
 * `u16:` and its UTF-16 units in hexadecimal.
 */
import { StoreError } from './storeError'

export const idLimit = 200

const prefix = 'u16:'

/** U+0000 and half of a pair; a whole pair is another character to a pattern with the flag u. */
const unkeepable = /[\0\p{Surrogate}]/gu

/** The text as every store keeps it and gives it back. */
export function storableText(text: string): string {
  return text.replace(unkeepable, '\uFFFD')
}

/** The id as written into a column. Throws `IdTooLong` above `limit` UTF-16 units. */
export function storedId(id: string, limit = idLimit): string {
  if (id.length > limit) {
    throw new StoreError(
      'IdTooLong',
      `An id of ${id.length} characters was given to the store; at most ${limit} are kept.`,
    )
  }
  if (id.search(unkeepable) < 0 && !id.startsWith(prefix)) return id
  let units = prefix
  for (let at = 0; at < id.length; at++) units += id.charCodeAt(at).toString(16).padStart(4, '0')
  return units
}

/** The id that `storedId` was given. */
export function idOf(stored: string): string {
  if (!stored.startsWith(prefix)) return stored
  let id = ''
  for (let at = prefix.length; at < stored.length; at += 4)
    id += String.fromCharCode(parseInt(stored.slice(at, at + 4), 16))
  return id
}
