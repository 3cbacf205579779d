/** Passages as a writer may see them: numbered, plain, with marks in place of every address; and the marks' own words, to put back. Knows no model. */
import type { Citation, PassageId } from '../conversation/reply'
import { fillContacts } from '../dialogs/describeContact'
import type { PhraseBook } from '../dialogs/phraseBook'
import type { Guide, Knowledge, Passage } from '../knowledge/types'
import { citePassage, citeSummary } from './cite'
import type { NumberedSource } from './ports'
import { speaksToMachine } from './speaksToMachine'

export interface WriterSources {
  readonly numbered: readonly NumberedSource[]
  /** The citation of each source, by its number. */
  readonly citations: ReadonlyMap<number, Citation>
  /** Passages that speak to a machine and were left out: somebody should look at them. */
  readonly refused: readonly PassageId[]
  /** The text with every mark replaced by our own Markdown: a contact's name, number, hours and page, or a link to a guide. */
  restore(text: string): string
}

interface Mark {
  readonly mark: string
  readonly label: string
  /** As the guide has it: `{{kela.phone}}`, `[mistä digitukea](guide:digituki-mista)`. */
  readonly written: string
}

/** Sources a writer is given: more would not make a short answer better. */
const mostSources = 5

/** The guide's summary, then its passages in the order given, each once; none that speaks to a machine. */
export function sourcesOf(
  guide: Guide,
  passages: readonly Passage[],
  knowledge: Knowledge,
  phrases: PhraseBook,
): WriterSources {
  const marks = new Map<string, Mark>()
  const numbered: NumberedSource[] = []
  const citations = new Map<number, Citation>()
  const refused: PassageId[] = []
  const add = (id: PassageId, title: string, markdown: string, citation: Citation): void => {
    if (speaksToMachine(`${title}\n${markdown}`)) return void refused.push(id)
    const number = numbered.length + 1
    const { text, used } = markUp(markdown, marks, guide, knowledge)
    numbered.push({ number, id, title, text, marks: used.map(({ mark, label }) => ({ mark, label })) })
    citations.set(number, citation)
  }
  const summary = citeSummary(guide, knowledge, phrases)
  add(summary.passage, guide.title, guide.summary, summary)
  for (const passage of new Set(passages.slice(0, mostSources - 1)))
    add(passage.id, passage.heading, passage.markdown, citePassage(guide, passage, knowledge, phrases))
  const byMark = new Map(
    [...marks.values()].map((mark) => [mark.mark, fillContacts(mark.written, guide.language, knowledge, phrases)]),
  )
  return {
    numbered,
    citations,
    refused,
    restore: (text) => text.replace(/\[\[\d+\]\]/g, (mark) => byMark.get(mark) ?? ''),
  }
}

/** Markdown to plain lines; references to contacts and guides become marks, any other address is left out, and so is what cannot be seen. */
function markUp(
  markdown: string,
  marks: Map<string, Mark>,
  guide: Guide,
  knowledge: Knowledge,
): { text: string; used: Mark[] } {
  const used: Mark[] = []
  const markOf = (written: string, label: string): string => {
    const mark = marks.get(written) ?? { mark: `[[${marks.size + 1}]]`, label, written }
    marks.set(written, mark)
    if (!used.includes(mark)) used.push(mark)
    return mark.mark
  }
  const text = withoutInvisible(markdown)
    // Nothing that a guide or its poisoner has written may pass for a mark of ours.
    .replace(/\[\[|\]\]/g, ' ')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/\{\{\s*([\w-]+)(?:\.(?:name|phone|hours|url))?\s*\}\}/g, (written, key: string) => {
      const contact = knowledge.contacts.get(key)
      return contact ? markOf(written, contact.name[guide.language]) : ' '
    })
    .replace(/\[([^\]\n]*)\]\(guide:[\w-]+(?:#[\w-]+)?\)/g, (written, label: string) => markOf(written, label))
    .replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/\S*(?:https?:|\/\/|www\.|@)\S*/gi, ' ')
    .replace(/^\s*(?:[-*]|\d+\.)\s+/gm, '')
    .replace(/[*_`#<>|~]+/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
  return { text, used }
}

/** Without control, zero-width, bidirectional and tag characters: instructions hide in them. Line ends stay. */
export function withoutInvisible(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu, '')
}
