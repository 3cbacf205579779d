/** A short name for a set of word lists: changes when any of them does. Knows no language. */
import { createHash } from 'node:crypto'

/** Eight hex digits over the JSON of all parts (sets as lists). */
export function dataVersion(...parts: readonly unknown[]): string {
  const hash = createHash('sha256')
  for (const part of parts)
    hash.update(JSON.stringify(part instanceof Set ? [...(part as ReadonlySet<unknown>)] : part))
  return hash.digest('hex').slice(0, 8)
}
