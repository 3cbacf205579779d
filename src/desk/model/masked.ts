/** Finds the marks that stand for what was masked, so that they can be shown by their kind. What they hid is gone. Pure. */

/** Mark → phrase that names the kind. */
const kinds: Readonly<Record<string, string>> = {
  ID: 'mask_identity_code',
  IBAN: 'mask_iban',
  CARD: 'mask_card',
  PASSPORT: 'mask_document_number',
  PIN: 'mask_bank_credentials',
  PASSWORD: 'mask_password',
  'E-MAIL': 'mask_email',
  TEL: 'mask_phone',
}

export type Piece = string | { readonly maskKey: string }

export function splitMasks(text: string): Piece[] {
  return text
    .split(/⟦([A-Z-]+)⟧/)
    .map((piece, at) => (at % 2 === 0 ? piece : { maskKey: kinds[piece] ?? 'mask_other' }))
    .filter((piece) => piece !== '')
}
