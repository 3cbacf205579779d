/** Finds the municipality that a text names, in any language, inflection or spelling without dots, by an old name or a postcode. Knows nothing of why it was named. */
import { foldMarks } from '../language/tokenize'
import { placeForms, type PlaceCase } from './placeForms'
import { doubtfulNames, everydayForms, nicknames, placeNouns, placeTalk, prepositions } from './placeWords'
import type { Knowledge, Municipality } from './types'

export interface FoundMunicipality {
  readonly municipality: Municipality
  readonly by: 'name' | 'former' | 'postcode'
  /** The words of the text that named it. */
  readonly written: string
  /** Where it stands: `at` and `to` are where somebody is or goes, `from` is where they leave. */
  readonly placeCase: PlaceCase
}

export type PlaceKnowledge = Pick<Knowledge, 'municipalities' | 'formerMunicipalities' | 'postcodes'>

interface Entry {
  readonly code: string
  readonly placeCase: PlaceCase
  readonly by: 'name' | 'former'
  /** The bare name that the form comes from, folded. */
  readonly base: string
}

interface PlaceIndex {
  readonly byCode: ReadonlyMap<string, Municipality>
  readonly exact: ReadonlyMap<string, Entry>
  /** By the form without its dots; `form` is the form with them. */
  readonly folded: ReadonlyMap<string, readonly { readonly form: string; readonly entry: Entry }[]>
  readonly postcodes: ReadonlyMap<string, string>
}

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly opensSentence: boolean
}

/**
 * The municipality meant, or undefined. Of several the one where somebody is or goes to wins over one that is merely named, and that over
 * one they leave; then the first.
 */
export function findMunicipality(places: PlaceKnowledge, text: string): FoundMunicipality | undefined {
  const rank: Readonly<Record<PlaceCase, number>> = { at: 0, to: 0, name: 1, of: 1, from: 2 }
  return findMunicipalities(places, text).reduce<FoundMunicipality | undefined>(
    (best, found) => (best === undefined || rank[found.placeCase] < rank[best.placeCase] ? found : best),
    undefined,
  )
}

/** Every municipality that the text names, in the order of the text; postcodes last. */
export function findMunicipalities(places: PlaceKnowledge, said: string): FoundMunicipality[] {
  const index = indexOf(places)
  const text = said.normalize('NFC')
  const words = wordsOf(text)
  const found: FoundMunicipality[] = []
  for (let at = 0; at < words.length;) {
    const match = longestMatch(index, words, at, text)
    if (match) found.push(match.found)
    at += match?.length ?? 1
  }
  return [...found, ...postcodesIn(index, text)]
}

function longestMatch(
  index: PlaceIndex,
  words: readonly Word[],
  at: number,
  text: string,
): { found: FoundMunicipality; length: number } | undefined {
  for (let length = Math.min(3, words.length - at); length > 0; length--) {
    const group = words.slice(at, at + length)
    const written = group.map((word) => word.text).join(' ')
    const entry = variantsOf(written)
      .map((form) => lookUp(index, form))
      .find((one) => one !== undefined)
    const municipality = entry && index.byCode.get(entry.code)
    if (!entry || !municipality) continue
    const before = prepositions[words[at - 1]?.text.toLowerCase() ?? '']
    if (!isMeant(entry, written, words, at, length, text, before !== undefined)) continue
    const placeCase = entry.placeCase === 'name' && before ? before : entry.placeCase
    return { found: { municipality, by: entry.by, written, placeCase }, length }
  }
  return undefined
}

/** The form as written, without an English 's, and without a Finnish clitic (Turussako, Turussakin). */
function variantsOf(written: string): string[] {
  const lower = written.toLowerCase().replace(/[’']/g, "'")
  const bare = lower.replace(/'s$/, '')
  const noClitic = bare.replace(/(?:ko|kö|kin|kaan|kään|han|hän|pa|pä)$/, '')
  return [...new Set([lower, bare, ...(noClitic.length > 4 ? [noClitic] : [])])]
}

/** Dots may be missing in what people type, but never added: lähti is not Lahti. */
function lookUp(index: PlaceIndex, written: string): Entry | undefined {
  const exact = index.exact.get(written)
  if (exact) return exact
  const candidates = index.folded.get(foldMarks(written)) ?? []
  return candidates.find(({ form }) =>
    [...written].every((letter, at) => letter === form[at] || letter === foldMarks(form[at] ?? '')),
  )?.entry
}

/** A name that is an everyday word or somebody's name needs a sign that a place is meant. */
function isMeant(
  entry: Entry,
  written: string,
  words: readonly Word[],
  at: number,
  length: number,
  text: string,
  preposition: boolean,
): boolean {
  const doubt = doubtfulNames[entry.base]
  if (doubt === undefined) return true
  if (preposition || length === words.length || placeTalk.test(text)) return true
  if (placeNouns.test(words[at + length]?.text.toLowerCase() ?? '')) return true

  const isLocal = entry.placeCase !== 'name' && entry.placeCase !== 'of'
  if (doubt === 'bare' && isLocal) return true
  // Sallalla on ongelma: a person has it. Sallassa is the place; Nokialla is the town, which takes -lla.
  if (doubt === 'namesake')
    return isLocal && (entry.base === 'nokia' || !/l(la|le|ta|t)?$/.test(foldMarks(written.toLowerCase())))
  const capital = /^\p{Lu}\p{Ll}/u.test(written) && words[at]?.opensSentence === false
  return capital && /\p{Ll}/u.test(text)
}

/** Five digits that are no sum of money (nobody lives at a round thousand) and no part of a longer number. */
function postcodesIn(index: PlaceIndex, text: string): FoundMunicipality[] {
  return [...text.matchAll(/(?<![\d+.,:/-]|\d )(\d{5})(?![\d:/-]|[.,]\d| ?(?:€|e\b|eur|kr\b|mk\b|%)| \d)/giu)].flatMap(
    (match): FoundMunicipality[] => {
      const postcode = match[1] ?? ''
      if (postcode.endsWith('000')) return []
      const code = [5, 4, 3, 2]
        .map((digits) => index.postcodes.get(postcode.slice(0, digits)))
        .find((one) => one !== undefined)
      const municipality = code === undefined ? undefined : index.byCode.get(code)
      return municipality ? [{ municipality, by: 'postcode', written: postcode, placeCase: 'name' }] : []
    },
  )
}

function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(/[\p{L}\p{M}]+(?:[-:'’][\p{L}\p{M}]+)*/gu)) {
    const between = text.slice(words.at(-1)?.end ?? 0, match.index)
    const opensSentence = words.length === 0 || /[.!?…\n]\s*["'»”-]*\s*$/.test(between)
    words.push({ text: match[0], start: match.index, end: match.index + match[0].length, opensSentence })
  }
  return words
}

/** Made once for each loaded knowledge: some 20 000 forms. */
const indexes = new WeakMap<PlaceKnowledge['municipalities'], PlaceIndex>()

function indexOf(places: PlaceKnowledge): PlaceIndex {
  const known = indexes.get(places.municipalities)
  if (known) return known
  const made = buildIndex(places)
  indexes.set(places.municipalities, made)
  return made
}

function buildIndex(places: PlaceKnowledge): PlaceIndex {
  const exact = new Map<string, Entry>()
  const folded = new Map<string, { form: string; entry: Entry }[]>()
  const add = (form: string, entry: Entry): void => {
    const lower = form.toLowerCase()
    if (exact.has(lower) || everydayForms.has(lower)) return
    exact.set(lower, entry)
    const bare = foldMarks(lower)
    if (bare !== lower) folded.set(bare, [...(folded.get(bare) ?? []), { form: lower, entry }])
  }
  const addFinnish = (name: string, code: string, by: Entry['by']): void => {
    // Koski Tl, Lappi Tl: the mark of the old county stands after the inflected word, and is mostly left out.
    const tl = name.endsWith(' Tl') ? name.slice(0, -3) : undefined
    const base = foldMarks((tl ?? name).toLowerCase())
    for (const [form, placeCase] of placeForms(tl ?? name)) {
      if (tl !== 'Lappi') add(form, { code, placeCase, by, base })
      if (tl) add(`${form} tl`, { code, placeCase, by, base: `${base} tl` })
    }
  }
  const addSwedish = (name: string, code: string, by: Entry['by']): void => {
    const base = foldMarks(name.toLowerCase())
    add(name, { code, placeCase: 'name', by, base })
    if (name.includes('S:t ')) add(name.replace('S:t', 'St'), { code, placeCase: 'name', by, base })
    if (!name.endsWith('s')) add(`${name}s`, { code, placeCase: 'of', by, base })
  }

  // Bare names first: a form of one name must never hide another's own name.
  const { municipalities, formerMunicipalities } = places
  for (const { fi, sv, code } of municipalities)
    for (const name of [fi, sv]) add(name, { code, placeCase: 'name', by: 'name', base: foldMarks(name.toLowerCase()) })
  for (const { fi, code } of municipalities) addFinnish(fi, code, 'name')
  for (const { sv, code } of municipalities) addSwedish(sv, code, 'name')
  for (const { fi, code } of formerMunicipalities) addFinnish(fi, code, 'former')
  for (const { sv, code } of formerMunicipalities) addSwedish(sv, code, 'former')
  for (const [nickname, fi] of Object.entries(nicknames)) {
    const code = municipalities.find((one) => one.fi === fi)?.code
    if (code && nickname.length > 3) addFinnish(nickname, code, 'name')
    else if (code) add(nickname, { code, placeCase: 'name', by: 'name', base: nickname })
  }
  return {
    byCode: new Map(municipalities.map((one) => [one.code, one])),
    exact,
    folded,
    postcodes: new Map(places.postcodes.map(({ prefix, code }) => [prefix, code])),
  }
}
