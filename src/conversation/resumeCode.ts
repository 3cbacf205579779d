/** A code with which a person goes on with a conversation on another device: how it is written and read, and what keeps it. Knows no store and no page. */
import { randomBytes } from 'node:crypto'

/** Crockford's Base32: no I, L, O and U, which are misread or misheard. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groups = 3
const groupLength = 4

/** Hours after which a code is worth nothing. */
export const resumeHours = 24

/** 60 random bits as `7K3F-9QXM-2D4A`. */
export function newResumeCode(): string {
  const all = [...randomBytes(groups * groupLength)].map((byte) => letters[byte % 32] ?? '0').join('')
  return Array.from({ length: groups }, (_, group) => all.slice(group * groupLength, (group + 1) * groupLength)).join(
    '-',
  )
}

/** The code that somebody typed, however they spaced it and took 0 for O; undefined for what cannot be one. */
export function readResumeCode(typed: string): string | undefined {
  const bare = typed
    .toUpperCase()
    .replace(/[\s.‐-―-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return bare.length === groups * groupLength && [...bare].every((letter) => letters.includes(letter))
    ? bare
    : undefined
}

export interface Resumed {
  readonly conversationId: string
  /** The person's id in the conversation's channel. */
  readonly person: string
}

/** Codes for conversations. Only a digest of a code is ever kept. */
export interface ResumeCodes {
  /** A new code; codes of the same conversation that were there before are worth nothing afterwards. */
  issue(resumed: Resumed): Promise<{ readonly code: string; readonly expiresAt: Date }>
  /** What the code opens, once: the same code again opens nothing. Undefined for a wrong, used, revoked or old code alike. */
  redeem(typed: string): Promise<Resumed | undefined>
  /** Makes the conversation's codes worthless. */
  revoke(conversationId: string): Promise<void>
}
