/** What a message was understood to need: the words between understanding and answering. Types, and the shades that both name. */
import type { Need } from '../conversation/outcome'
import type { Municipality, Term } from '../knowledge/types'
import type { Language } from '../language/languages'

/** What the person needs, with what was found out on the way. */
export interface Understood {
  readonly need: Need
  readonly language: Language
  readonly section?: string
  /** Danger by likeness alone, or a need where a guide answers the same words: it may well be something else that is meant. */
  readonly doubtful?: boolean
  /** What a rule heard in a message that is answered as a question, because nothing else speaks for it. */
  readonly denied?: Need
  /** The guide that a choice named, or that is the likeliest of those offered. */
  readonly guide?: string
  /** 0-based: the step that was asked for by its number. */
  readonly step?: number
  /** The word to explain, or the outdated name that was used; of need `term` without it the glossary knows nothing. */
  readonly term?: Term
  /** Where the person is, when they said so. */
  readonly municipality?: Municipality
}

/** Without the language, which the turn knows. */
export type Answered = Omit<Understood, 'language'>

/** The section of a follow-up that says that a danger is none, or is over. */
export const dangerOver = 'danger_over'

/** The shade of a danger that is only not ruled out: asked about rather than taken for granted. */
export const maybe = 'maybe'
