/** Names content by its bytes, so that a change is seen and never guessed. Knows nothing of what the bytes mean. */
import { createHash } from 'node:crypto'

/** SHA-256 of a file's bytes (a string is taken as UTF-8), 64 hex digits. */
export function contentHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
