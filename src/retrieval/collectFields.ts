/** A guide as weighted fields of words for the index. Knows guides and terms, not how they are scored. */
import type { Guide, Term } from '../knowledge/types'

export const fieldNames = ['title', 'questions', 'summary', 'glossary', 'headings', 'body'] as const
export type FieldName = (typeof fieldNames)[number]

/** Texts of each field; questions and bodies one entry each, so that phrases do not run across their borders. */
export type Fields = Readonly<Record<FieldName, readonly string[]>>

/** `terms` are those that name this guide. */
export function collectFields(guide: Guide, terms: readonly Term[]): Fields {
  return {
    title: [guide.title],
    questions: guide.questions,
    summary: [guide.summary],
    glossary: terms.flatMap((term) => [term.term[guide.language], ...term.forms[guide.language]]),
    headings: guide.passages.map((passage) => passage.heading),
    body: guide.passages.map((passage) => passage.plainText),
  }
}
