/** Turns the small Markdown that guides are written in (paragraphs, lists, bold, links) into words and steps. Knows no file; the check sees to it that nothing else is used. */
import { contactReference, markdownLink } from './references'

const bullet = /^\s*(?:[-*]|\d+[.)])\s+/
const numbered = /^(\d+)[.)]\s+(.*)$/

/**
 * The words of a passage for the index: no marks, a link's words only, one block a line.
 * @param nameOf the name to put in the place of `{{key}}`; an empty text when the key is unknown
 */
export function plainText(markdown: string, nameOf: (key: string) => string): string {
  return blocks(markdown)
    .map((block) => plainLine(block.replace(bullet, ''), nameOf))
    .filter((line) => line !== '')
    .join('\n')
}

/** One line of Markdown without its marks. */
export function plainLine(markdown: string, nameOf: (key: string) => string): string {
  return markdown
    .replace(markdownLink, '$1')
    .replace(contactReference, (_, inside: string) => nameOf(inside.split('.')[0] ?? ''))
    .replace(/\*\*|__|`/g, '')
    .replace(/\\([\\*_[\](){}#.!-])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The items of the numbered list that a passage holds, as Markdown, in order; what an item continues on further lines belongs to it. */
export function numberedItems(markdown: string): string[] {
  const items: string[] = []
  let open = false
  for (const line of markdown.split('\n')) {
    const start = numbered.exec(line)
    if (start) {
      items.push(start[2] ?? '')
      open = true
    } else if (open && /^\s{2,}\S/.test(line)) {
      items.push(`${items.pop() ?? ''}\n${line.trim()}`)
    } else if (line.trim() !== '') {
      open = false
    }
  }
  return items
}

/** Paragraphs and list items, each on one line. */
function blocks(markdown: string): string[] {
  const found: string[] = []
  let open = false
  for (const line of markdown.split('\n')) {
    if (line.trim() === '') open = false
    else if (bullet.test(line) || !open) {
      found.push(line)
      open = true
    } else found.push(`${found.pop() ?? ''} ${line.trim()}`)
  }
  return found
}
