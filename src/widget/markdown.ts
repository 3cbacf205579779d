/** The Markdown subset of our replies as data: paragraphs, lists (nested), bold, links. Raw HTML is only text. Knows no page. */
import type { Speaker } from './line'

export type Inline = string | { readonly bold: readonly Inline[] } | { readonly link: string; readonly words: string }

export type Block =
  | { readonly kind: 'p'; readonly of: readonly Inline[] }
  | { readonly kind: 'ul' | 'ol'; readonly start: number; readonly items: readonly (readonly Block[])[] }

const item = /^( *)(?:[-*]|(\d{1,4})[.)]) +(.*)$/

/**
 * Never throws: what is no Markdown of ours is a paragraph of text.
 * @param by an adviser's line breaks where they broke it, and the addresses and numbers in it are links
 */
export function parseMarkdown(markdown: string, by?: Speaker): Block[] {
  const blocks: Block[] = []
  const lines = markdown.split('\n')
  let words: string[] = []
  const endParagraph = (): void => {
    if (words.length) blocks.push({ kind: 'p', of: parseInline(words.join(by === 'adviser' ? '\n' : ' '), by) })
    words = []
  }
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const first = item.exec(line)
    if (!first) {
      if (line.trim()) words.push(line.trim().replace(/^#+ +(.*)$/, '**$1**'))
      else endParagraph()
      continue
    }
    endParagraph()
    const ordered = first[2] !== undefined
    const depth = (first[1] ?? '').length
    const items: Block[][] = []
    let own: string[] = []
    for (; at < lines.length; at++) {
      const next = lines[at] ?? ''
      const marked = item.exec(next)
      if (marked && (marked[1] ?? '').length <= depth) {
        if ((marked[2] !== undefined) !== ordered) break
        if (own.length) items.push(parseMarkdown(own.join('\n'), by))
        own = [marked[3] ?? '']
      } else if (!next.trim() || next.search(/\S/) > depth)
        own.push(next.slice(Math.min(next.search(/\S|$/), depth + 2)))
      else break
    }
    at--
    items.push(parseMarkdown(own.join('\n'), by))
    blocks.push({ kind: ordered ? 'ol' : 'ul', start: Number(first[2] ?? 1), items })
  }
  endParagraph()
  return blocks
}

/** Only what a person may safely press becomes a link: web pages, our own paths, numbers to call, addresses to write to. */
function parseInline(text: string, by?: Speaker): Inline[] {
  const found: Inline[] = []
  let from = 0
  for (const { 0: whole, 1: bold, 2: words = whole, 3: given, index } of text.matchAll(marks)) {
    const link = given ?? (by === 'adviser' && linkOf(whole))
    if (!bold && !link) continue
    found.push(text.slice(from, index), bold ? { bold: parseInline(bold, by) } : { link: link || '', words })
    from = index + whole.length
  }
  return [...found, text.slice(from)].filter((part) => part !== '')
}

/** Bold, a link; and as people write them, an address of a page, a number of a Finnish phone. */
const marks =
  /\*\*(.+?)\*\*|\[([^\]]+)\]\(((?:https?:\/\/|\/(?!\/)|tel:|mailto:)[^\s)]+)\)|(?:https?:\/\/|\bwww\.)\S*[\w/]|(?:\+358 ?|\b0)[1-9]\d{0,2}[ -]?\d+(?: \d{2,})*\b(?!-)|\b116 ?1[12][137]\b/g

/** Undefined for a number that only looks like one to call. */
function linkOf(written: string): string | undefined {
  if (/^[hw]/.test(written)) return written.replace(/^w/, 'https://w')
  const number = written.replace(/[ -]/g, '')
  return /^(\+358|0)\d{6,9}$|^116/.test(number) ? `tel:${number}` : undefined
}

/** The same as words alone: for reading aloud, for screen readers and for saving as text. */
export function plainWords(blocks: readonly Block[], indent = ''): string {
  return blocks
    .map((block) =>
      block.kind === 'p'
        ? block.of.map(plainInline).join('')
        : block.items
            .map(
              (blocks, at) =>
                `${indent}${block.kind === 'ol' ? `${block.start + at}.` : '–'} ${plainWords(blocks, `${indent}  `)}`,
            )
            .join('\n'),
    )
    .join(`\n${indent}`)
}

function plainInline(inline: Inline): string {
  if (typeof inline === 'string') return inline
  return 'bold' in inline ? inline.bold.map(plainInline).join('') : inline.words
}
