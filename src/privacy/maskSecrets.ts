/**
 * What finding and hiding have in common, and the part that a browser needs before it sends: codes, accounts, cards, passwords. Pure,
 * linear in the text, without Node. Knows neither phone numbers nor addresses: those are often part of an honest question.
 */
import type { View } from './fold'
import { type Add, bankAccounts, identityCodes, paymentCards } from './numbers'
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

/** Looks through one view of a text; the surest kinds first. `original` gives the text's own letters. */
export type Look = (view: View, original: (from: number, to: number) => string, add: (kind: MaskKind) => Add) => void

/** Everything that a look through the views finds, in order, none overlapping another. */
export function findIn(text: string, views: readonly View[], look: Look): PersonalData[] {
  const all: Ranked[] = []
  for (const view of views) {
    const original = (from: number, to: number): string => text.slice(...view.place(from, to))
    look(view, original, (kind) => (from, to) => {
      const [start, end] = view.place(from, to)
      if (end > start) all.push({ kind, start, end, rank: all.length })
    })
  }
  return withoutOverlaps(all)
}

/** What must not leave the browser. Sees letters with accents and odd spaces and dashes as plain ones; more disguises the server sees. */
export function findSecrets(text: string): PersonalData[] {
  const view: View = { seen: plainly(text), place: (start, end) => [start, end] }
  return findIn(text, [view], ({ seen }, original, add) => {
    identityCodes(seen, add('identity_code'))
    bankAccounts(seen, add('iban'))
    paymentCards(seen, add('card'))
    secrets(seen, original, add)
  })
}

/** Puts masks in place of what `find` finds; `found` names each kind once. */
export function hideWith(
  text: string,
  find: (text: string) => readonly PersonalData[],
): { text: string; found: MaskKind[] } {
  const found = new Set<MaskKind>()
  // A mask can set free what it was glued to, as in two numbers without a space: look again until nothing is left.
  for (let data; (data = find(text)).length > 0;) {
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

/** One plain character for each of the text's. */
function plainly(text: string): string {
  return text
    .replace(/[^\n -~]/g, (character) =>
      /[\u2010-\u2015\u2212]/.test(character)
        ? '-'
        : /\s/.test(character)
          ? ' '
          : (character.normalize('NFKD')[0] ?? character),
    )
    .toLowerCase()
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
