/** The sentences that people will read, each with its place: titles, summaries, passages, definitions, notes. Not the questions: those are people's own words. Judges nothing. */
import { languages, type Language } from '../../language/languages'
import type { TermFile } from '../glossary'
import type { GuideFile } from '../guideFile'
import type { Content } from '../readContent'

export interface Prose {
  readonly file: string
  readonly language: Language
  readonly kind: 'title' | 'summary' | 'heading' | 'passage' | 'definition' | 'note'
  /** Markdown; a paragraph or a list item on one line. */
  readonly text: string
  /** The line of the file on which the character at `offset` stands. */
  lineAt(offset: number): number
  readonly guide?: string
  /** True in a term that is there because its name is old. */
  readonly outdated?: boolean
}

interface Line {
  readonly text: string
  readonly line: number
}

/** All prose of the content, guides first. */
export function proseOf(content: Content): Prose[] {
  return [...content.guideFiles.flatMap(guideProse), ...content.termFiles.flatMap(termProse), ...noteProse(content)]
}

function guideProse(one: GuideFile): Prose[] {
  if (!one.guide) return []
  const shared = { file: one.file, language: one.language, guide: one.id }
  const lines = one.text.split('\n').map((text, index): Line => ({ text, line: index + 1 }))
  const summaryLines = linesOfValue(lines, lines.findIndex(({ text }) => text.startsWith('summary:')) + 1)
  const headings = one.guide.passages.map((passage): Prose => ({
    ...shared,
    kind: 'heading',
    text: passage.heading,
    lineAt: () => passage.line,
  }))
  const passages = one.guide.passages.flatMap((passage, index) =>
    blocksOf(lines.slice(passage.line, (one.guide?.passages[index + 1]?.line ?? lines.length + 1) - 1)).map((block) =>
      prose(block, { ...shared, kind: 'passage' }),
    ),
  )
  return [
    { ...shared, kind: 'title', text: one.guide.title, lineAt: () => one.lineOf(['title']) },
    ...blocksOf(summaryLines).map((block) => prose(block, { ...shared, kind: 'summary' })),
    ...headings,
    ...passages,
  ]
}

function termProse(one: TermFile): Prose[] {
  const term = one.term
  if (!term) return []
  return languages.map((language) => {
    return {
      file: one.file,
      language,
      kind: 'definition',
      text: term.definition[language],
      lineAt: () => one.lineOf(['definition', language]),
      outdated: term.outdated !== undefined,
    }
  })
}

function noteProse({ contacts }: Content): Prose[] {
  return [...contacts.values()].flatMap(({ note, line }) =>
    note
      ? languages.map((language): Prose => ({
          file: 'knowledge/contacts.yml',
          language,
          kind: 'note',
          text: note[language],
          lineAt: () => line,
        }))
      : [],
  )
}

/** The lines of a front matter value that begins on `line`: the rest of its own line, or the indented lines after it. */
function linesOfValue(lines: readonly Line[], line: number): Line[] {
  const first = lines[line - 1]
  const own = first?.text.replace(/^[a-z_]+:\s*/, '').replace(/^[>|][-+]?\s*$/, '') ?? ''
  const rest: Line[] = []
  for (let at = line; /^\s+\S/.test(lines[at]?.text ?? ''); at++)
    rest.push({ text: lines[at]?.text ?? '', line: at + 1 })
  return [...(own === '' ? [] : [{ text: own, line }]), ...rest]
}

/** Joins the lines of a paragraph; a list item begins a block of its own. */
function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = []
  let open = false
  for (const line of lines) {
    const item = /^\s*(?:[-*]|\d+[.)])\s+/.test(line.text)
    if (line.text.trim() === '') open = false
    else if (open && !item) blocks.at(-1)?.push(line)
    else {
      blocks.push([line])
      open = true
    }
  }
  return blocks
}

function prose(block: readonly Line[], shared: Omit<Prose, 'text' | 'lineAt'>): Prose {
  const texts = block.map(({ text }) => text.trim())
  const text = texts.join(' ')
  const lineAt = (offset: number): number => {
    let end = 0
    const at = texts.findIndex((one) => (end += one.length + 1) > offset)
    return block[at]?.line ?? block[0]?.line ?? 1
  }
  return { ...shared, text, lineAt }
}
