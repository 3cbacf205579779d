/** Our own approved Markdown as HTML, and what an adviser writes. Raw HTML stays text; only web addresses and our own paths become links. Knows no page. */
import MarkdownIt from 'markdown-it'
import { Html } from './html'

const render = rendererOf({ breaks: false })
/** For what people write: a line breaks where they broke it. */
const renderWritten = rendererOf({ breaks: true })

export function markdownToHtml(markdown: string): Html {
  return new Html(render(markdown))
}

/** An adviser's line: the addresses and phone numbers in it can be pressed, and its line breaks show. */
export function writtenToHtml(markdown: string): Html {
  return new Html(renderWritten(withLinks(markdown)))
}

function rendererOf({ breaks }: { breaks: boolean }): (markdown: string) => string {
  const made = new MarkdownIt({ html: false, linkify: false, breaks })
  made.validateLink = (url) => /^(https?:\/\/|\/|#|mailto:|tel:)/i.test(url)
  return (markdown) => made.render(markdown)
}

/** A link that stands there already is left alone; then an address of a page, then a number of a Finnish phone. */
const marks =
  /\[[^\]]*\]\([^)]*\)|(?:https?:\/\/|\bwww\.)\S*[\w/]|(?:\+358 ?|\b0)[1-9]\d{0,2}[ -]?\d+(?: \d{2,})*\b(?!-)|\b116 ?1[12][137]\b/g

function withLinks(markdown: string): string {
  return markdown.replace(marks, (written) => {
    const link = linkOf(written)
    return link === undefined ? written : `[${written.replace(/[\\`*_[\]~]/g, '\\$&')}](<${link}>)`
  })
}

/** Undefined for a number that only looks like one to call. */
function linkOf(written: string): string | undefined {
  if (written.startsWith('http')) return written
  if (written.startsWith('www.')) return `https://${written}`
  const number = written.replace(/[ -]/g, '')
  return /^(\+358|0)\d{6,9}$|^116/.test(number) ? `tel:${number}` : undefined
}
