/** The Markdown subset of our replies as data: paragraphs, lists (nested), bold, links. Raw HTML is only text. Knows no page. */

export type Inline = string | { readonly bold: readonly Inline[] } | { readonly link: string; readonly words: string }

export type Block =
  | { readonly kind: 'p'; readonly of: readonly Inline[] }
  | { readonly kind: 'ul' | 'ol'; readonly start: number; readonly items: readonly (readonly Block[])[] }

const item = /^( *)(?:[-*]|(\d{1,4})[.)]) +(.*)$/

/** Never throws: what is no Markdown of ours is a paragraph of text. */
export function parseMarkdown(markdown: string): Block[] {
  const blocks: Block[] = []
  const lines = markdown.split('\n')
  let words: string[] = []
  const endParagraph = (): void => {
    if (words.length) blocks.push({ kind: 'p', of: parseInline(words.join(' ')) })
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
        if (own.length) items.push(parseMarkdown(own.join('\n')))
        own = [marked[3] ?? '']
      } else if (!next.trim() || next.search(/\S/) > depth)
        own.push(next.slice(Math.min(next.search(/\S|$/), depth + 2)))
      else break
    }
    at--
    items.push(parseMarkdown(own.join('\n')))
    blocks.push({ kind: ordered ? 'ol' : 'ul', start: Number(first[2] ?? 1), items })
  }
  endParagraph()
  return blocks
}

/** Only what a person may safely press becomes a link: web pages, our own paths, numbers to call, addresses to write to. */
function parseInline(text: string): Inline[] {
  const found: Inline[] = []
  const marks = /\*\*(.+?)\*\*|\[([^\]]+)\]\(((?:https?:\/\/|\/(?!\/)|tel:|mailto:)[^\s)]+)\)/g
  let from = 0
  for (const { 0: whole, 1: bold, 2: words = '', 3: link = '', index } of text.matchAll(marks)) {
    found.push(text.slice(from, index), bold ? { bold: parseInline(bold) } : { link, words })
    from = index + whole.length
  }
  return [...found, text.slice(from)].filter((part) => part !== '')
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
