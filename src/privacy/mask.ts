/**
 * Finds and masks what a person should not have to hand over: identity codes, bank and card numbers, phone numbers, e-mail
 * addresses, codes and passwords. Pure, linear in the text, without Node. Knows no language of a conversation: the words of all three
 * languages count in every text. The browser's part of it is maskSecrets.ts.
 */
import { fold } from './fold'
import { findIn, hideWith, type MaskKind, type PersonalData } from './maskSecrets'
import { bankAccounts, identityCodes, paymentCards } from './numbers'
import { emailAddresses, phoneNumbers } from './reach'
import { secrets } from './secrets'

export { masks, type MaskKind, type PersonalData } from './maskSecrets'

/** Masks everything found; `found` names each kind once. Masking what was masked changes nothing. */
export function maskText(text: string, known: readonly string[] = []): { text: string; found: MaskKind[] } {
  return hideWith(text, (seen) => findPersonalData(seen, known))
}

/**
 * Every piece of personal data, in order, none overlapping another.
 * @param known numbers and addresses that are public and stay: a number (`'09 2525 0111'`), or the beginning of a series of
 *   numbers (`'0295'`); an address or its end (`'@dvv.fi'`). Numbers of services (029, 020, 0800, 116 …) always stay.
 */
export function findPersonalData(text: string, known: readonly string[] = []): PersonalData[] {
  const views = (/<\/?[a-z][^<>]{0,400}>/i.test(text) ? [true, false] : [true]).map((tags) => fold(text, tags))
  return findIn(text, views, ({ seen }, original, add) => {
    identityCodes(seen, add('identity_code'))
    bankAccounts(seen, add('iban'))
    paymentCards(seen, add('card'))
    emailAddresses(seen, known, add('email'))
    secrets(seen, original, add)
    phoneNumbers(seen, known, add('phone'))
  })
}

/** The text without its masks, for a search: what was masked says nothing about what is asked. */
export function withoutMasks(text: string): string {
  return text.replace(/⟦[A-Z-]+⟧/g, ' ')
}
