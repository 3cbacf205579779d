/** What must not be sent as it is, by the same rules as on the server. Knows no page. */

export type StoppingKind = 'identity_code' | 'iban' | 'card' | 'bank_credentials' | 'password'

export interface FoundData {
  readonly kinds: readonly StoppingKind[]
  readonly masked: string
}

const patterns: readonly (readonly [StoppingKind, RegExp])[] = [
  ['identity_code', /\b\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]\b/gi],
  ['iban', /\bFI\d{2}(?: ?\d{4}){3} ?\d{2}\b/gi],
  ['card', /\b(?:\d{4}[ -]?){3}\d{4}\b/g],
]

/** Provisional until privacy/mask is there. */
export function findData(text: string): FoundData | undefined {
  let masked = text
  const kinds: StoppingKind[] = []
  for (const [kind, pattern] of patterns) {
    const hidden = masked.replace(pattern, `[${kind}]`)
    if (hidden !== masked) kinds.push(kind)
    masked = hidden
  }
  return kinds.length ? { kinds, masked } : undefined
}
