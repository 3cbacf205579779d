/**
 * The record's hash chain. Each line has a digest salted with 16 random bytes, and a link over the link before it; without the salt a
 * digest tells nothing of the words, so that erasing words and salt leaves a chain that still verifies. Knows no SQL.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { LogRow } from './tables'

/** A line before it is chained. */
export type Unchained = Omit<LogRow, 'salt' | 'digest' | 'link'>

/** What verifying needs of a line; `content` is absent when the line was erased. */
export interface ChainLine {
  readonly seq: number
  readonly digest: string | null
  readonly link: string | null
  readonly content?: LogRow
}

/** `whole`: every link and, where the words are there, every digest fits. Else the first `seq` that does not. */
export type ChainVerdict =
  { readonly whole: true; readonly lines: number } | { readonly whole: false; readonly brokenAt: number }

/** The rows, in order, chained to the link before the first; `before` is null at the beginning. */
export function chained(rows: readonly Unchained[], before: string | null): LogRow[] {
  let previous = before
  return rows.map((row) => {
    const salt = randomBytes(16).toString('base64url')
    const digest = digestOf(row, salt)
    previous = linkOf(previous, row.seq, digest)
    return { ...row, salt, digest, link: previous }
  })
}

/** Follows the chain from the first line. Lines written before there was a chain stand before it and are passed over. */
export function verifyChain(lines: readonly ChainLine[]): ChainVerdict {
  let previous: string | null = null
  let seq = 0
  for (const line of lines) {
    seq += 1
    if (line.seq !== seq) return { whole: false, brokenAt: seq }
    if (line.link === null && previous === null && line.digest === null) continue
    const { content, digest, link } = line
    if (digest === null || link !== linkOf(previous, seq, digest)) return { whole: false, brokenAt: seq }
    if (content && (content.salt === null || digestOf(content, content.salt) !== digest))
      return { whole: false, brokenAt: seq }
    previous = link
  }
  return { whole: true, lines: lines.length }
}

/** The name under which an erased conversation's chain is kept: nobody finds the conversation by it who does not know its id. */
export function chainName(conversationId: string): string {
  return createHash('sha256').update(`opastin chain ${conversationId}`).digest('base64url')
}

function digestOf(row: Unchained, salt: string): string {
  const { seq, at, speaker, id, reply_to, text, language, reply, adviser, holder } = row
  const content = JSON.stringify([salt, seq, at, speaker, id, reply_to, text, language, reply, adviser, holder])
  return createHash('sha256').update(content).digest('base64url')
}

function linkOf(before: string | null, seq: number, digest: string): string {
  return createHash('sha256')
    .update(`${before ?? ''} ${seq} ${digest}`)
    .digest('base64url')
}
