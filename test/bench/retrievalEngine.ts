/** What the retrieval bench asks of every engine, ours and the peers', and the documents they all get. */
import type { Guide, Knowledge, Term } from '../../src/knowledge/types'
import type { Language } from '../../src/language/languages'
import type { Verdict } from '../retrieval/evaluateSets'

export interface BenchDocument {
  readonly id: string
  readonly title: string
  readonly questions: string
  readonly summary: string
  readonly headings: string
  readonly body: string
  /** Words of the glossary's terms that name this guide; empty where the engine runs without our glossary. */
  readonly glossary: string
}

/** One language of one engine, ready to be asked. */
export type Asked = (text: string) => Verdict | Promise<Verdict>

export interface BenchEngine {
  readonly name: string
  prepare(language: Language, documents: readonly BenchDocument[]): Promise<Asked> | Asked
  close?(): Promise<void>
}

/** What of our own knowledge a peer is given beside the guides. */
export interface Given {
  readonly name: string
  /** Documents hold the glossary's words, and questions are widened by its synonyms. */
  readonly glossary: boolean
  /** Documents hold all the ways people ask (asked.yml) beside the guides' own questions. */
  readonly lines: boolean
}

export const givens: readonly Given[] = [
  { name: '', glossary: false, lines: false },
  { name: ' + our glossary', glossary: true, lines: false },
  { name: ' + our glossary and lines', glossary: true, lines: true },
]

export const documentFields = ['title', 'questions', 'summary', 'headings', 'body', 'glossary'] as const
/** The weights ours had before tuning; every peer with field weights gets them. */
export const fieldBoosts: Readonly<Record<(typeof documentFields)[number], number>> = {
  title: 4,
  questions: 2.2,
  summary: 2,
  headings: 0.8,
  body: 0.7,
  glossary: 1.2,
}

export function documentsOf(knowledge: Knowledge, language: Language, given: Given): BenchDocument[] {
  const { asked } = knowledge.lines()
  return knowledge.guides
    .filter((guide) => guide.language === language)
    .map((guide: Guide) => ({
      id: guide.id,
      title: guide.title,
      questions: [...guide.questions, ...((given.lines && asked.get(guide.id)?.[language]) || [])].join('\n'),
      summary: guide.summary,
      headings: guide.passages.map(({ heading }) => heading).join('\n'),
      body: guide.passages.map(({ plainText }) => plainText).join('\n'),
      glossary: given.glossary
        ? knowledge.terms
            .filter((term) => term.guides.includes(guide.id))
            .flatMap((term) => [term.term[language], ...term.forms[language]])
            .join(', ')
        : '',
    }))
}

/** Adds to a question the synonyms of every glossary term that stands in it, in any of the three languages. */
export function widenBy(terms: readonly Term[], language: Language): (text: string) => string {
  const groups = terms.map((term) => ({
    forms: (['fi', 'sv', 'en'] as const)
      .flatMap((other) => [term.term[other], ...term.forms[other]])
      .map((form) => form.toLowerCase()),
    own: [term.term[language], ...term.forms[language]].join(' '),
  }))
  return (text) => {
    const lower = ` ${text.toLowerCase()}`
    const added = groups.filter(({ forms }) =>
      forms.some((form) => form.length > 2 && lower.includes(` ${form.length > 6 ? form.slice(0, -2) : form}`)),
    )
    return added.length === 0 ? text : `${text} ${added.map(({ own }) => own).join(' ')}`
  }
}

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
