/** Provisional: being replaced by the full masking. */
export type MaskKind = 'identity_code' | 'iban' | 'card' | 'phone' | 'email' | 'bank_credentials' | 'password'
export function maskText(text: string): { text: string; found: MaskKind[] } {
  return { text, found: [] }
}
