/** One thing said by us, as data: phrases by key, passages by id. Knows no sentence of its own and no channel's format. */
import type { Language } from '../language/languages'
import type { Need, Outcome } from './outcome'

/** `guide#anchor@language`, e.g. `omakanta-resepti#steps@fi`. */
export type PassageId = string

export interface Citation {
  readonly passage: PassageId
  /** The guide's title, at most 80 characters. */
  readonly title: string
  /** The passage's first words, at most 160 characters. */
  readonly excerpt: string
  /** Path of the guide page, from the root: `/guides/fi/omakanta-resepti#steps`. */
  readonly path: string
  /** Where the facts come from and the source's own date, ready to show: "dvv.fi, 2026-02". */
  readonly origin: string
}

export type PhraseValues = Readonly<Record<string, string | number>>

/** What is said, in order. Renderers join the parts with blank lines. */
export type ReplyPart =
  | { readonly kind: 'phrase'; readonly key: string; readonly values?: PhraseValues }
  /** A passage's approved Markdown, its contacts filled in; `citation` is the 1-based place in `citations`. */
  | { readonly kind: 'passage'; readonly text: string; readonly citation: number }
  /** A contact of knowledge/contacts.yml, shown with its number, hours, page and how sure they are. */
  | { readonly kind: 'contact'; readonly key: string }
  /** A list whose lines are data (a step, a provider, a term in three languages), already in the reply's language. */
  | { readonly kind: 'list'; readonly items: readonly string[] }

/** A quick reply: pressing it says `say` as if the person had typed it. */
export interface Choice {
  readonly label: string
  readonly say: string
}

export interface ProviderMention {
  readonly name: string
  readonly municipality: string
  readonly type: string
}

export interface Reply {
  readonly outcome: Outcome
  readonly need: Need
  readonly language: Language
  readonly parts: readonly ReplyPart[]
  readonly citations: readonly Citation[]
  readonly choices: readonly Choice[]
  /** Guides in question, best first (also for a "did you mean"). */
  readonly guides: readonly string[]
  readonly passages: readonly PassageId[]
  /** 0 to 1: how sure retrieval is that the first guide is right. 1 for what needs no retrieval. */
  readonly confidence: number
  /** The oldest date among the sources of what is said, YYYY-MM-DD. */
  readonly asOf?: string
  /** Three-digit code when a place was understood. */
  readonly municipality?: string
  readonly providers: readonly ProviderMention[]
  /** A model put the passages into words, and each sentence was checked; absent: every word is the guides' own. */
  readonly writtenBy?: 'model'
}
