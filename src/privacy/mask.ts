/**
 * Finds and masks what a person should not have to hand over: identity codes, bank and card numbers, phone numbers, e-mail
 * addresses, codes and passwords. Pure, linear in the text, without Node: it also runs in the widget. Knows no language of a
 * conversation: the words of all three languages count in every text.
 */
import { fold } from './fold'
import { bankAccounts, identityCodes, paymentCards } from './numbers'
import { emailAddresses, phoneNumbers } from './reach'
import { secrets } from './secrets'

/**
 * What stands in place of what was found. The same in every language, so that a record reads the same whoever reads it; in
 * brackets that no one types, so that a mask is never masked again and a search can leave it out (`withoutMasks`).
 */
export const masks = {
  identity_code: '⟦ID⟧',
  iban: '⟦IBAN⟧',
  card: '⟦CARD⟧',
  document_number: '⟦PASSPORT⟧',
  bank_credentials: '⟦PIN⟧',
  password: '⟦PASSWORD⟧',
  email: '⟦E-MAIL⟧',
  phone: '⟦TEL⟧',
} as const

export type MaskKind = keyof typeof masks

export interface PersonalData {
  readonly kind: MaskKind
  /** UTF-16 offsets in the text, `end` exclusive. */
  readonly start: number
  readonly end: number
}

/** Masks everything found; `found` names each kind once. Masking what was masked changes nothing. */
export function maskText(text: string, known: readonly string[] = []): { text: string; found: MaskKind[] } {
  const found = new Set<MaskKind>()
  // A mask can set free what it was glued to, as in two numbers without a space: look again until nothing is left.
  for (let data; (data = findPersonalData(text, known)).length > 0;) {
    let masked = ''
    let at = 0
    for (const { kind, start, end } of data) {
      masked += text.slice(at, start) + masks[kind]
      at = end
      found.add(kind)
    }
    text = masked + text.slice(at)
  }
  return { text, found: [...found] }
}

/**
 * Every piece of personal data, in order, none overlapping another.
 * @param known numbers and addresses that are public and stay: a number (`'09 2525 0111'`), or the beginning of a series of
 *   numbers (`'0295'`); an address or its end (`'@dvv.fi'`). Numbers of services (029, 020, 0800, 116 …) always stay.
 */
export function findPersonalData(text: string, known: readonly string[] = []): PersonalData[] {
  const all: Ranked[] = []
  for (const tags of /<\/?[a-z][^<>]{0,400}>/i.test(text) ? [true, false] : [true]) {
    const view = fold(text, tags)
    const add = (kind: MaskKind) => (from: number, to: number) => {
      const [start, end] = view.place(from, to)
      if (end > start) all.push({ kind, start, end, rank: all.length })
    }
    const { seen } = view
    identityCodes(seen, add('identity_code'))
    bankAccounts(seen, add('iban'))
    paymentCards(seen, add('card'))
    emailAddresses(seen, known, add('email'))
    secrets(seen, (from, to) => text.slice(...view.place(from, to)), add)
    phoneNumbers(seen, known, add('phone'))
  }
  return withoutOverlaps(all)
}

/** The text without its masks, for a search: what was masked says nothing about what is asked. */
export function withoutMasks(text: string): string {
  return text.replace(/⟦[A-Z-]+⟧/g, ' ')
}

interface Ranked extends PersonalData {
  readonly rank: number
}

/** Of finds that overlap one is left, as long as all of them together, of the longest one's kind; the surest are looked for first. */
function withoutOverlaps(all: Ranked[]): PersonalData[] {
  const kept: Ranked[] = []
  for (const data of all.sort((one, other) => one.start - other.start || one.rank - other.rank)) {
    const last = kept[kept.length - 1]
    if (!last || data.start >= last.end) {
      kept.push(data)
    } else {
      const longer = data.end - data.start - (last.end - last.start)
      const { kind, rank } = longer > 0 || (longer === 0 && data.rank < last.rank) ? data : last
      kept[kept.length - 1] = { kind, rank, start: last.start, end: Math.max(last.end, data.end) }
    }
  }
  return kept.map(({ kind, start, end }) => ({ kind, start, end }))
}
