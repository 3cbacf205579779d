/**
 * A follow-up question ("and what if it has expired?") made to stand alone by a model, and checked: it may say nothing that the conversation
 * does not. Only the search reads it; the person never sees it. Knows no model and no turn; never rejects.
 */
import type { Prompts } from '../dialogs/prompts'
import type { Knowledge } from '../knowledge/types'
import { createAnalyzer } from '../language/createAnalyzer'
import { identifyLanguage } from '../language/identifyLanguage'
import { languages, type Language } from '../language/languages'
import { tokenize } from '../language/tokenize'
import type { Analyzer } from '../language/word'
import { findPersonalData } from '../privacy/mask'
import { byDeadline } from './deadline'
import { turnsIn } from './gateTurns'
import { WriterFault, type QuestionRewriter } from './ports'
import { withoutInvisible } from './writeAnswerSources'

export interface FollowUpQuestion {
  /** Masked. */
  readonly question: string
  /** What the person said before, masked, oldest first. */
  readonly before: readonly string[]
  /** Id of the guide at hand. */
  readonly guide: string
  readonly language: Language
}

/** The question as it stands alone, or undefined: nothing fit came of it. Never rejects, never later than the deadline. */
export type RewriteQuestion = (asked: FollowUpQuestion, stopped?: AbortSignal) => Promise<string | undefined>

export interface RewritingReport {
  readonly outcome: 'rewritten' | 'unchanged' | 'refused' | 'fault'
  /** The rule that refused it, or the fault's code. */
  readonly why?: string
  readonly ms: number
}

export interface RewritingNeeds {
  readonly rewriter: QuestionRewriter
  readonly prompts: Pick<Prompts, 'rewrite'>
  readonly knowledge: Pick<Knowledge, 'guide'>
  readonly deadlineMs: number
  report(report: RewritingReport): void
}

/** Characters of a message that a rewriter is given, and of what it may give back. */
const longestMessage = 500
const longestRewritten = 300
/** Earlier messages that it is given. */
const mostBefore = 3

/** Builds it once. */
export function rewriteWithModel(needs: RewritingNeeds): RewriteQuestion {
  const analyzers = Object.fromEntries(languages.map((language) => [language, createAnalyzer(language)])) as Record<
    Language,
    Analyzer
  >
  return async ({ question, before, guide: id, language }, stopped) => {
    const guide = needs.knowledge.guide(id, language)
    if (!guide || guide.language !== language) return undefined
    const started = performance.now()
    const done = (outcome: RewritingReport['outcome'], why?: string): void =>
      needs.report({ outcome, ...(why !== undefined && { why }), ms: Math.round(performance.now() - started) })
    const clean = (text: string): string => withoutInvisible(text).slice(0, longestMessage)
    const request = {
      instructions: needs.prompts.rewrite[language],
      question: clean(question),
      before: before.slice(-mostBefore).map(clean),
      about: guide.title,
      language,
    }
    try {
      const rewritten = (
        await byDeadline((signal) => needs.rewriter.rewrite(request, signal), needs.deadlineMs, stopped)
      ).trim()
      if (rewritten === request.question.trim()) return void done('unchanged')
      const material = [request.question, ...request.before, guide.title]
      const broken = faultOfRewriting(rewritten, request.question, material, analyzers[language])
      done(broken ? 'refused' : 'rewritten', broken)
      return broken ? undefined : rewritten
    } catch (fault) {
      done('fault', fault instanceof WriterFault ? fault.code : 'UNKNOWN')
      return undefined
    }
  }
}

/**
 * The name of the rule that a rewritten question breaks, or undefined when it may be searched with. Every name, number and word that says
 * something must stand in the conversation; what was asked must stay asked, with its "not" and "if".
 * @param material the question, what was said before, and the title of the guide at hand
 */
export function faultOfRewriting(
  rewritten: string,
  question: string,
  material: readonly string[],
  analyzer: Analyzer,
): string | undefined {
  const known = new Set(material.flatMap((text) => contentStems(text, analyzer)).flat())
  const knownNumbers = new Set(material.flatMap((text) => text.match(/\d+/g) ?? []))
  const asked = contentStems(question, analyzer)
  const said = contentStems(rewritten, analyzer)
  const saidStems = new Set(said.flat())
  const turns = [turnsIn(question, analyzer.language), turnsIn(rewritten, analyzer.language)] as const
  const rules: Readonly<Record<string, boolean>> = {
    withinLength: rewritten.length > 0 && rewritten.length <= longestRewritten,
    plainCharacters: /^[\p{L}\p{M}\d ,.;:?!'"’”()/%€–-]*$/u.test(rewritten),
    noPersonalData: findPersonalData(rewritten, []).length === 0,
    noNewNumber: (rewritten.match(/\d+/g) ?? []).every((number) => knownNumbers.has(number)),
    noNewWord: said.every((stems) => stems.some((stem) => known.has(stem))),
    keepsTheQuestion:
      asked.filter((stems) => stems.some((stem) => saidStems.has(stem))).length >= Math.ceil(asked.length / 2),
    turnsAlike: turns[0].not === turns[1].not && turns[0].only === turns[1].only,
    inLanguage: [analyzer.language, 'unknown'].includes(identifyLanguage(rewritten, analyzer.language).language),
  }
  return Object.entries(rules).find(([, holds]) => !holds)?.[0]
}

/** Of each word that says something, its stems. */
function contentStems(text: string, analyzer: Analyzer): string[][] {
  return tokenize(text)
    .filter((token) => /\p{L}/u.test(token))
    .map((token) => analyzer.word(token))
    .filter(({ grammar }) => !grammar)
    .map(({ terms }) => terms.map(({ term }) => term))
}
