/** The conversation to keep: as text, as a page of its own, on paper. Knows no panel. */
import { widget_dated, widget_saved_title } from 'opastin:phrases'
import type { Line } from './line'
import { parseMarkdown, plainWords } from './markdown'
import { localeOf, showDate, speakerName, tellMasks, type Language, type Say } from './words'

export interface Kept {
  readonly lines: readonly Line[]
  readonly language: Language
  readonly say: Say
}

/** Every message with its speaker, time, words and sources. */
export function talkAsText({ lines, say, language }: Kept): string {
  return (
    [say(widget_saved_title), ...lines.map((line) => lineParts(line, say, language).join('\n'))].join('\n\n') + '\n'
  )
}

/** The same as a document of its own, built of nodes. */
export function talkAsPage({ lines, say, language }: Kept): Document {
  const page = document.implementation.createHTMLDocument(say(widget_saved_title))
  page.documentElement.lang = language
  const add = (parent: Element, name: string, words: string): HTMLElement => {
    const element = page.createElement(name)
    element.textContent = words
    parent.append(element)
    return element
  }
  add(page.body, 'h1', say(widget_saved_title))
  for (const line of lines) {
    const [head = '', ...parts] = lineParts(line, say, language)
    add(page.body, 'h2', head)
    for (const part of parts)
      for (const row of part.split('\n')) add(page.body, 'p', row).lang = line.language ?? language
  }
  const encoding = page.createElement('meta')
  encoding.setAttribute('charset', 'utf-8')
  page.head.prepend(encoding)
  return page
}

function lineParts({ by, name, at, text, sources, asOf }: Line, say: Say, language: Language): string[] {
  const time = new Date(at).toLocaleString(localeOf(language), { dateStyle: 'short', timeStyle: 'short' })
  return [
    `${speakerName(by, name, say)}, ${time}`,
    by === 'person' ? tellMasks(text, say) : plainWords(parseMarkdown(tellMasks(text, say), by)),
    ...sources.map((source, index) => `[${index + 1}] ${source.name} ${source.url}`),
    ...(asOf ? [say(widget_dated, { date: showDate(asOf, language) })] : []),
  ]
}

export function downloadTalk(kept: Kept, as: 'txt' | 'html'): void {
  const content = as === 'txt' ? talkAsText(kept) : `<!doctype html>\n${talkAsPage(kept).documentElement.outerHTML}`
  const link = document.createElement('a')
  link.href = URL.createObjectURL(
    new Blob([content], { type: as === 'txt' ? 'text/plain;charset=utf-8' : 'text/html;charset=utf-8' }),
  )
  link.download = `opastin.${as}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Prints the conversation alone: the page that carries us is not touched. */
export function printTalk(kept: Kept, root: ShadowRoot): void {
  const frame = document.createElement('iframe')
  frame.className = 'unseen'
  frame.ariaHidden = 'true'
  root.append(frame)
  frame.contentDocument?.documentElement.replaceWith(talkAsPage(kept).documentElement)
  frame.contentWindow?.print()
  setTimeout(() => frame.remove(), 60_000)
}
