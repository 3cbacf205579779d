/** The gate: what a model wrote is shown only if every rule holds. What fails is cut. Knows no model and no reply. */
import { createAnalyzer } from '../language/createAnalyzer'
import type { Language } from '../language/languages'
import type { Analyzer } from '../language/word'
import { gateRules } from './gateRules'
import { readUnits, type Unit } from './gateSupport'
import type { DraftSentence, NumberedSource } from './ports'

/** What the rules judge by. */
export interface GateContext {
  readonly language: Language
  readonly analyzer: Analyzer
  readonly sources: ReadonlyMap<number, GateSource>
  /** What the writer was told: none of it may be said. */
  readonly instructions: string
  /** Numbers and addresses of public services, which are nobody's personal data. */
  readonly published: readonly string[]
  /** Names that look like addresses and are none, in lower case: `suomi.fi`. */
  readonly addressLikeNames: ReadonlySet<string>
}

export interface GateSource {
  readonly source: NumberedSource
  /** Its sentences and list lines. */
  readonly units: readonly Unit[]
}

/** A rule of the gate. Pure. */
export interface GateRule {
  readonly name: string
  holds(sentence: DraftSentence, context: GateContext): boolean
}

export interface Checked {
  readonly kept: readonly DraftSentence[]
  /** Names of the rules that failed, one for each sentence cut. For the log: never the words. */
  readonly cut: readonly string[]
}

/** Sentences an answer may have; the rest is cut. */
const mostSentences = 8

/** Gets the sources ready to be compared with; once for each answer. */
export function openGate(
  needed: Omit<GateContext, 'analyzer' | 'sources'> & {
    readonly sources: readonly NumberedSource[]
    readonly analyzer?: Analyzer
  },
): GateContext {
  const analyzer = needed.analyzer ?? createAnalyzer(needed.language)
  const sources = new Map(
    needed.sources.map((source) => [source.number, { source, units: readUnits(source, analyzer) }]),
  )
  return { ...needed, analyzer, sources }
}

/** The gate for sentences that come one by one. */
export interface Checking extends Checked {
  /** Judges the next sentence; true when it is kept. */
  take(draft: DraftSentence): boolean
}

/** Keeps the sentences that hold by every rule, in order, none twice. */
export function beginChecking(context: GateContext, rules: readonly GateRule[] = gateRules): Checking {
  const kept: DraftSentence[] = []
  const cut: string[] = []
  return {
    kept,
    cut,
    take(draft) {
      const sentence = { ...draft, text: draft.text.trim() }
      const broken =
        kept.length >= mostSentences || kept.some(({ text }) => text === sentence.text)
          ? 'tooMuch'
          : rules.find((rule) => !rule.holds(sentence, context))?.name
      if (broken === undefined) kept.push(sentence)
      else cut.push(broken)
      return broken === undefined
    },
  }
}
