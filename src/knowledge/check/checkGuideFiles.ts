/** Rules for one guide file by itself: order of keys, dates, and the small Markdown that every channel can show. */
import MarkdownIt from 'markdown-it'
import type { Fault } from '../faults'
import { frontMatterKeys, type GuideFile } from '../guideFile'
import type { Content } from '../readContent'
import { proseOf } from './prose'

/** Front matter keys stand in one order, so that every file reads alike. */
export function checkKeyOrder({ guideFiles }: Content): Fault[] {
  return guideFiles.flatMap((one): Fault[] => {
    const right = frontMatterKeys.filter((key) => one.keys.includes(key))
    const known = one.keys.filter((key) => (frontMatterKeys as readonly string[]).includes(key))
    const wrong = known.find((key, index) => key !== right[index])
    if (wrong === undefined) return []
    return [
      {
        file: one.file,
        line: one.lineOf([wrong]),
        sentence: `The key "${wrong}" is not in its place. The order is: ${right.join(', ')}.`,
      },
    ]
  })
}

/** A guide whose review date has passed is not served in production. */
export function checkReviewDates({ guideFiles }: Content, today: string): Fault[] {
  return guideFiles.flatMap(({ file, guide, lineOf }): Fault[] => {
    if (!guide) return []
    const faults: Fault[] = []
    if (guide.reviewBy < today)
      faults.push({
        file,
        line: lineOf(['review_by']),
        sentence: `The review was due on ${guide.reviewBy}. Read the guide against its sources and set a new date.`,
      })
    if (guide.reviewed !== undefined && guide.reviewed > today)
      faults.push({
        file,
        line: lineOf(['reviewed']),
        sentence: `"reviewed" lies in the future (${guide.reviewed}). Write the day when a person read it.`,
      })
    return faults
  })
}

/** Questions enough to be found by, and passages short enough to be shown alone as an answer. */
export const sizes = { leastQuestions: 8, mostQuestions: 20, longestPassage: 130 } as const

export function checkSizes({ guideFiles }: Content): Fault[] {
  return guideFiles.flatMap(({ file, guide, lineOf }): Fault[] => {
    if (!guide) return []
    const { leastQuestions, mostQuestions, longestPassage } = sizes
    const count = guide.questions.length
    const questions: Fault[] =
      count >= leastQuestions && count <= mostQuestions
        ? []
        : [
            {
              file,
              line: lineOf(['questions']),
              sentence: `There are ${count} questions. Write ${leastQuestions} to ${mostQuestions}, as different people would ask.`,
            },
          ]
    const passages = guide.passages
      .map(({ plainText, line, anchor }) => ({ line, anchor, words: plainText.split(/\s+/).length }))
      .filter(({ words }) => words > longestPassage)
      .map(({ line, anchor, words }) => ({
        file,
        line,
        sentence: `The passage {#${anchor}} has ${words} words. Split it or shorten it: at most ${longestPassage}.`,
      }))
    return [...questions, ...passages]
  })
}

const allowedTokens: ReadonlySet<string> = new Set([
  'paragraph_open',
  'paragraph_close',
  'bullet_list_open',
  'bullet_list_close',
  'ordered_list_open',
  'ordered_list_close',
  'list_item_open',
  'list_item_close',
  'inline',
  'text',
  'strong_open',
  'strong_close',
  'link_open',
  'link_close',
  'softbreak',
  'text_special',
])

const tokenNames: Readonly<Record<string, string>> = {
  html_block: 'HTML',
  html_inline: 'HTML',
  image: 'an image',
  table_open: 'a table',
  code_inline: 'code',
  code_block: 'an indented block',
  fence: 'a code block',
  em_open: 'italics',
  blockquote_open: 'a quotation',
  hr: 'a line across',
  hardbreak: 'a forced line break',
  s_open: 'struck-through text',
}

/** Paragraphs, lists, bold and links only: whatever else is written, some channel or screen reader cannot show. */
export function checkMarkdown({ guideFiles }: Content): Fault[] {
  const markdown = new MarkdownIt({ html: true })
  return guideFiles.flatMap((one): Fault[] =>
    (one.guide?.passages ?? []).flatMap((passage) => {
      const firstLine = passageStart(one, passage.line)
      return markdown
        .parse(passage.markdown, {})
        .flatMap((token) => [token, ...(token.children ?? []).map((child) => ({ type: child.type, map: token.map }))])
        .filter(
          ({ type }) => !allowedTokens.has(type) && !/^(heading|thead|tbody|tr|td|th|table_close|.*_close)/.test(type),
        )
        .map(({ type, map }) => ({
          file: one.file,
          line: firstLine + (map?.[0] ?? 0),
          sentence: `There is ${tokenNames[type] ?? type} here. Use only paragraphs, "-" and "1." lists, **bold** and links.`,
        }))
    }),
  )
}

/** Titles, summaries and headings are shown as plain words in buttons and cards, so they carry no marks. */
export function checkPlainParts(content: Content): Fault[] {
  const markdown = new MarkdownIt({ html: true })
  return proseOf(content).flatMap((one): Fault[] => {
    if (one.kind === 'passage') return []
    const marked = markdown
      .parseInline(one.text, {})[0]
      ?.children?.find(({ type }) => !/^(text|softbreak|text_special)$/.test(type))
    if (!marked) return []
    const name = tokenNames[marked.type] ?? 'bold or a link'
    return [
      { file: one.file, line: one.lineAt(0), sentence: `There is ${name} in a ${one.kind}. Write plain words there.` },
    ]
  })
}

/** The line of the passage's first text, after its heading and blank lines. */
function passageStart(one: GuideFile, heading: number): number {
  const lines = one.text.split('\n')
  let line = heading + 1
  while ((lines[line - 1] ?? '').trim() === '' && line < lines.length) line++
  return line
}
