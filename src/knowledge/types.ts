/** The nouns of what is true: guides and their passages, terms, contacts, municipalities. Plain data; knows no file and no phrase. */
import type { PassageId } from '../conversation/reply'
import type { Language } from '../language/languages'

export type Translated = Readonly<Record<Language, string>>

export const topics = [
  'tunnistautuminen',
  'suomifi',
  'raha',
  'terveys',
  'tyo-opiskelu',
  'asuminen-henkilo',
  'laitteet',
  'turvallisuus',
  'apu',
] as const
export type Topic = (typeof topics)[number]

/** One heading's worth of a guide. */
export interface Passage {
  readonly id: PassageId
  readonly guide: string
  readonly language: Language
  /** Shared by all languages: `steps`, `without-internet`, … */
  readonly anchor: string
  readonly heading: string
  /** Markdown as written, contacts still as `{{key}}` and guide links as `guide:id#anchor`. */
  readonly markdown: string
  /** Words for the index: no marks, links' words only, contacts by their name. */
  readonly plainText: string
  /** The numbered steps, in order, as Markdown; empty when the passage has none. */
  readonly steps: readonly string[]
  /** Line of the heading in its file, from 1. */
  readonly line: number
}

/** A person of the operator has read the file with this very hash and stands for it. */
export interface Approval {
  /** Path from the project root, e.g. `knowledge/guides/omakanta/fi.md`. */
  readonly file: string
  readonly hash: string
  /** "Name, role". */
  readonly by: string
  /** YYYY-MM-DD. */
  readonly at: string
}

export interface Guide {
  readonly id: string
  readonly language: Language
  readonly title: string
  readonly summary: string
  readonly questions: readonly string[]
  readonly topics: readonly Topic[]
  readonly audience: 'citizen' | 'helper'
  readonly status: 'draft' | 'ready'
  /** YYYY-MM-DD when a person has reviewed it, else undefined. */
  readonly reviewed?: string
  readonly reviewBy: string
  readonly owner: string
  /** Contact keys of the pages that the facts rest on. */
  readonly sources: readonly string[]
  /** Content hash of the Finnish file that this is a translation of. */
  readonly translatedFrom?: string
  readonly passages: readonly Passage[]
  /** Path from the project root, for error messages and approvals. */
  readonly file: string
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string
  /** Present when somebody has approved exactly this content; without it (trial only) the text is shown under a notice. */
  readonly approval?: Approval
}

export interface Term {
  readonly id: string
  readonly term: Translated
  readonly definition: Translated
  /** Colloquial, misspelt and short forms that people type. */
  readonly forms: Readonly<Record<Language, readonly string[]>>
  readonly guides: readonly string[]
  readonly confidence: 'S' | 'G'
  /** An old name that people still use; `replacedBy` is the id of the term that is right today, or its name. */
  readonly outdated?: { readonly replacedBy: string; readonly since?: string }
  readonly file: string
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string
  readonly approval?: Approval
}

/** A matter that no guide answers, with ways people ask about it, for the search alone. */
export interface OutsideTopic extends Readonly<Record<Language, readonly string[]>> {
  readonly topic: string
  /** About the person's own case, which only an authority can see. */
  readonly ownCase: boolean
}

/** Where a fact comes from and how sure it is (H official and recent … GK general knowledge only). */
export interface Provenance {
  readonly source: string
  /** The source's own date: YYYY, YYYY-MM, YYYY-MM-DD or `undated`. */
  readonly sourceDate: string
  readonly confidence: 'H' | 'M' | 'V' | 'GK'
  readonly verifiedBy?: string
  readonly verifiedAt?: string
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

export interface Contact {
  readonly key: string
  readonly kind: 'advice' | 'authority' | 'emergency' | 'crisis' | 'security' | 'organisation' | 'page'
  readonly name: Translated
  readonly note?: Translated
  /** `callCostKnown` is false until somebody has checked what a call costs. */
  readonly phone?: Provenance & { readonly number: string; readonly callCostKnown?: boolean }
  readonly sms?: Provenance & { readonly number: string; readonly callCostKnown?: boolean }
  readonly email?: Provenance & { readonly address: string }
  /** `weekly` as "09:00-16:00" ranges in Europe/Helsinki; absent when the hours are unknown. */
  readonly hours?: Provenance & { readonly weekly: Readonly<Partial<Record<Weekday, readonly string[]>>> }
  readonly url?: Provenance & { readonly address: Translated }
  readonly line: number
}

export interface Municipality {
  /** Three digits, e.g. `091`. */
  readonly code: string
  readonly fi: string
  readonly sv: string
  readonly region: Translated
  readonly county: { readonly fi: string; readonly sv: string }
  readonly employmentArea: string
  readonly language: 'fi' | 'sv' | 'fi-sv' | 'sv-fi'
  /** WGS84 degrees of the municipality's centre. */
  readonly lat: number
  readonly lon: number
}

/** A municipality that has merged into another; people still name it. */
export interface FormerMunicipality {
  readonly fi: string
  readonly sv: string
  /** Code of the municipality that it belongs to today. */
  readonly code: string
}

/** The main municipality of the postcodes that begin with `prefix` (two to five digits). */
export interface PostcodeArea {
  readonly prefix: string
  readonly code: string
}

/** What people ask in their own words, for what learns from it; shown to nobody. */
export interface Lines {
  /** More ways people ask what a guide answers, by the guide's id. */
  readonly asked: ReadonlyMap<string, Readonly<Record<Language, readonly string[]>>>
  /** What no guide answers. */
  readonly outside: readonly OutsideTopic[]
}

/** Everything Opastin may say as true, read once at start. Frozen. */
export interface Knowledge {
  /** Every guide that may be served now, in every language. */
  readonly guides: readonly Guide[]
  readonly terms: readonly Term[]
  /** Many more lines than all the guides have: read when something is first learnt from them, and not at every start. */
  readonly lines: () => Lines
  readonly contacts: ReadonlyMap<string, Contact>
  readonly municipalities: readonly Municipality[]
  readonly formerMunicipalities: readonly FormerMunicipality[]
  readonly postcodes: readonly PostcodeArea[]
  /** Changes whenever anything above changes: names index caches and marks answers in the log. */
  readonly version: string
  guide(id: string, language: Language): Guide | undefined
  passage(id: PassageId): Passage | undefined
  term(id: string): Term | undefined
}
