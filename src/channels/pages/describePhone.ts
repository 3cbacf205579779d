/** A contact as Markdown with a number that a telephone can call by pressing it. Knows no page. */
import { describeBlock } from '../../dialogs/describeContact'
import type { PhraseBook } from '../../dialogs/phraseBook'
import type { Contact } from '../../knowledge/types'
import type { Language } from '../../language/languages'

export function describePhone(contact: Contact, language: Language, phrases: PhraseBook): string {
  const words = describeBlock(contact, language, phrases)
  const number = contact.phone?.number
  return number ? words.replace(number, `[${number}](tel:${number.replace(/[^\d+]/g, '')})`) : words
}
