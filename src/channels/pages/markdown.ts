/** Our own approved Markdown as HTML. Raw HTML stays text; only web addresses and our own paths become links. Knows no page. */
import MarkdownIt from 'markdown-it'
import { Html } from './html'

const renderer = new MarkdownIt({ html: false, linkify: false, breaks: false })
renderer.validateLink = (url) => /^(https?:\/\/|\/|#|mailto:|tel:)/i.test(url)

export function markdownToHtml(markdown: string): Html {
  return new Html(renderer.render(markdown))
}
