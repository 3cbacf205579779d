/** What a turn works with: built once by compose, pure to use. */
import type { DeskOffers } from '../handoff/offerHandoff'
import type { Authority } from '../dialogs/authorities'
import type { NeedJudge } from '../dialogs/judgeNeed'
import type { OldName } from '../dialogs/oldNames'
import type { PhraseBook } from '../dialogs/phraseBook'
import type { Site } from '../dialogs/sites'
import type { Triage, Verdict } from '../dialogs/triage'
import type { FindHelpers } from '../knowledge/findProviders'
import type { Knowledge, Term } from '../knowledge/types'
import type { Language } from '../language/languages'
import type { Search } from '../retrieval/types'

export interface Tools {
  readonly knowledge: Knowledge
  readonly phrases: PhraseBook
  /** Service sites that carry the widget. */
  readonly sites: readonly Site[]
  /** Whether drafts are being served and must say so. */
  readonly drafts: boolean
  /** Whether a language model may word answers: people hear of it at once. Absent: none does. */
  readonly modelWrites?: boolean
  readonly search: Search
  readonly triage: Triage
  /** What the message most likely needs, where no rule has spoken. */
  readonly judge: NeedJudge
  /** One of our own quick replies, pressed or typed. */
  choiceIn(text: string): Verdict | undefined
  /** The glossary term that "what is X" asks about. */
  termAsked(text: string, language: Language): Term | undefined
  /** The glossary term that stands in the text, whatever else does. */
  termNamed(text: string, language: Language): Term | undefined
  /** Whether a matter of its own is named (a prescription, a passport …): triage/matters.yml. */
  namesMatter(text: string): boolean
  /** Whether the meaning of a word is asked for, known to the glossary or not. */
  asksMeaning(text: string): boolean
  /** The outdated name of an authority or a service that stands in the text. */
  oldNameIn(text: string): OldName | undefined
  /** Who helps near a place, or from afar. */
  readonly findHelpers: FindHelpers
  authorityIn(text: string): Authority | undefined
  /** The message's language; undefined when it cannot be told; `other` when it is none of ours. */
  identify(text: string, prior: Language | undefined): Language | 'other' | undefined
  /** The advisers' desks; absent where nobody could answer (evaluate, talk). */
  readonly desk?: DeskOffers
}
