/** Hop 5: what does the person need? Rules from dialogs/triage, first match wins; nothing matched is a question. Knows no answer. */
import type { Need } from '../conversation/outcome'
import { languages, type Language } from '../language/languages'
import { PatternIndex, sentencesOf } from './matchPhrases'
import type { Matters, TriageRule } from './triageRule'

export interface Verdict {
  readonly need: Need
  /** The rule that decided, for logs and reports. */
  readonly rule?: string
  /** For `followup` the anchor of the section, `next`, `back` or `one_step`; for other needs the shade that the rule names. */
  readonly section?: string
}

export interface TriageContext {
  /** The message's language, or undefined when it could not be told: then every language's phrases are tried. */
  readonly language?: Language
  /** Whether a guide is at hand from an earlier turn. */
  readonly guideAtHand: boolean
  /** Whether a danger was met in an earlier turn and is not over. */
  readonly dangerOpen?: boolean
  /** Only rules for these needs; all without it. */
  readonly among?: readonly Need[]
}

/** Words that may stand beside a `whole` phrase without being a matter of their own. */
const spareWords = 2

/** Only this much of a text is read: what matters has been said by then, and a turn stays quick. */
const longestText = 4_000

interface Filed {
  readonly order: number
  readonly part: 'phrases' | 'whole' | 'except'
}

export type Triage = (text: string, context: TriageContext) => Verdict

/** What the rules of one language say of a text, by the rules' order. */
interface Matches {
  readonly matched: ReadonlySet<number>
  readonly excepted: ReadonlySet<number>
}

/** Prepares the rules once; the function it returns takes microseconds, and knows the last text again: a turn asks twice about it. */
export function prepareTriage(rules: readonly TriageRule[]): Triage {
  const indexes = Object.fromEntries(languages.map((language) => [language, fileRules(rules, language)])) as Record<
    Language,
    PatternIndex<Filed>
  >
  let last: { readonly text: string; readonly read: (language: Language) => Matches } | undefined
  return (text, { language, guideAtHand, dangerOpen = false, among }) => {
    if (last?.text !== text) last = { text, read: reader(text, indexes) }
    const all = (language ? [language] : languages).map(last.read)
    const applies = (order: number): boolean =>
      !all.some(({ excepted }) => excepted.has(order)) &&
      (!among || among.includes(rules[order]!.need)) &&
      stands(rules[order]?.when, guideAtHand, dangerOpen)
    let first = Infinity
    for (const { matched } of all) for (const order of matched) if (order < first && applies(order)) first = order
    const rule = rules[first]
    return rule ? { need: rule.need, rule: rule.name, section: rule.section } : { need: 'question' }
  }
}

/** Whether the talk is in the state in which the rule speaks. */
function stands(when: TriageRule['when'], guideAtHand: boolean, dangerOpen: boolean): boolean {
  return when === undefined || (when === 'guide' ? guideAtHand : dangerOpen)
}

/** Reads a text against the rules of one language, each language once. */
function reader(
  text: string,
  indexes: Readonly<Record<Language, PatternIndex<Filed>>>,
): (language: Language) => Matches {
  const sentences = sentencesOf(text.slice(0, longestText))
  const count = sentences.reduce((sum, words) => sum + words.length, 0)
  const known = new Map<Language, Matches>()
  const read = (language: Language): Matches => {
    const matched = new Set<number>()
    const excepted = new Set<number>()
    for (const words of sentences)
      indexes[language].match(words, ({ order, part }, covered) => {
        if (part === 'except') excepted.add(order)
        else if (part === 'phrases' || count <= covered + spareWords) matched.add(order)
      })
    return { matched, excepted }
  }
  return (language) => {
    const matches = known.get(language) ?? read(language)
    known.set(language, matches)
    return matches
  }
}

/** Whether a text names a matter of its own, in whichever language. */
export function prepareMatters(matters: Matters): (text: string) => boolean {
  const index = new PatternIndex<true>()
  for (const language of languages) for (const pattern of matters[language]) index.add(pattern, true)
  return (text) => {
    let named = false
    for (const words of sentencesOf(text.slice(0, longestText))) index.match(words, () => (named = true))
    return named
  }
}

function fileRules(rules: readonly TriageRule[], language: Language): PatternIndex<Filed> {
  const index = new PatternIndex<Filed>()
  for (const [order, rule] of rules.entries())
    for (const part of ['phrases', 'whole', 'except'] as const)
      for (const pattern of rule[part]?.[language] ?? []) index.add(pattern, { order, part })
  return index
}
