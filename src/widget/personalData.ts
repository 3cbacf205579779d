/** What must not be sent as it is, by the same rules as on the server; what is left in disguise the server masks. Knows no page. */
import { mask_bank_credentials, mask_card, mask_iban, mask_identity_code, mask_password } from 'opastin:phrases'
import { findSecrets, hideWith, type MaskKind } from '../privacy/maskSecrets'
import type { Say } from './words'

/** Kinds that stop a message. Phone numbers and e-mail addresses are often part of an honest question, and the server masks them. */
const stopping: Readonly<Partial<Record<MaskKind, typeof mask_card>>> = {
  identity_code: mask_identity_code,
  iban: mask_iban,
  card: mask_card,
  bank_credentials: mask_bank_credentials,
  password: mask_password,
}

export interface FoundData {
  /** What was found, in words. */
  readonly kinds: string
  readonly masked: string
  /** The text without it. */
  readonly rest: string
}

/** Undefined when the text may go as it is. */
export function findData(text: string, say: Say): FoundData | undefined {
  const found = findSecrets(text).filter(({ kind }) => kind in stopping)
  const kinds = [...new Set(found.map(({ kind }) => stopping[kind] ?? mask_card))]
    .map((phrase) => say(phrase))
    .join(', ')
  let rest = text
  for (const { start, end } of [...found].reverse()) rest = rest.slice(0, start) + rest.slice(end)
  return kinds
    ? { kinds, masked: hideWith(text, findSecrets).text, rest: rest.replace(/ {2,}/g, ' ').trim() }
    : undefined
}
