/** Every rule for the content in knowledge/, in one list. Knows no terminal; `npm run check` and the tests call it. */
import type { Fault } from '../faults'
import { readContent, type Content } from '../readContent'
import { checkContacts, factsToVerify } from './checkContacts'
import { checkKeyOrder, checkMarkdown, checkPlainParts, checkReviewDates, checkSizes } from './checkGuideFiles'
import { checkEveryLanguage, checkSameShape, checkTranslations } from './checkLanguages'
import { checkOutside, checkQuestions } from './checkQuestions'
import {
  checkApprovals,
  checkContactFacts,
  checkLinks,
  checkRequiredContacts,
  checkTermReferences,
} from './checkReferences'
import { checkTermNames } from './checkTerms'
import { checkFactsInText, checkForbiddenWords, checkSentenceLength } from './checkWording'

/** One rule: everything that was read, and today as YYYY-MM-DD, to its faults. */
export type Check = (content: Content, today: string) => Fault[]

export const checks: readonly Check[] = [
  checkKeyOrder,
  checkReviewDates,
  checkMarkdown,
  checkPlainParts,
  checkSizes,
  checkEveryLanguage,
  checkSameShape,
  checkTranslations,
  checkLinks,
  checkContactFacts,
  checkTermReferences,
  checkTermNames,
  checkRequiredContacts,
  checkContacts,
  checkApprovals,
  checkQuestions,
  checkOutside,
  checkSentenceLength,
  checkForbiddenWords,
  checkFactsInText,
]

export interface CheckResult {
  readonly content: Content
  readonly faults: readonly Fault[]
  /** What a person must verify before launch; not faults. */
  readonly toVerify: readonly Fault[]
}

/**
 * @param folder the knowledge folder
 * @param today YYYY-MM-DD
 */
export function checkContent(folder: string, today: string): CheckResult {
  const content = readContent(folder)
  const faults = [...content.faults, ...content.lines().faults, ...checks.flatMap((check) => check(content, today))]
  return { content, faults, toVerify: factsToVerify(content) }
}
