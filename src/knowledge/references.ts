/** Finds what a guide's Markdown points to: contacts as `{{key.part}}`, guides as `[words](guide:id#anchor)`. Does not know whether they exist. */

export const contactParts = ['name', 'phone', 'sms', 'email', 'hours', 'url'] as const

export interface ContactReference {
  readonly written: string
  readonly key: string
  readonly part?: string
  /** 0-based line in the text that was handed in. */
  readonly line: number
}

export interface Link {
  readonly words: string
  readonly target: string
  readonly line: number
}

export const contactReference = /\{\{([^{}]*)\}\}/g
export const markdownLink = /\[([^\]]*)\]\(([^)\s]*)\)/g

/** Every `{{…}}` in the text, malformed ones included. */
export function contactReferences(text: string): ContactReference[] {
  return eachLine(text, contactReference, ([written, inside], line) => {
    const [key = '', part] = (inside ?? '').split('.', 2)
    return { written: written ?? '', key, part, line }
  })
}

/** Every Markdown link in the text. */
export function links(text: string): Link[] {
  return eachLine(text, markdownLink, ([, words, target], line) => ({ words: words ?? '', target: target ?? '', line }))
}

/** `guide:id#anchor` taken apart, or undefined when the target is something else. */
export function guideTarget(target: string): { guide: string; anchor?: string } | undefined {
  const match = /^guide:([a-z0-9-]+)(?:#([a-z0-9-]+))?$/.exec(target)
  return match?.[1] ? { guide: match[1], anchor: match[2] } : undefined
}

function eachLine<T>(text: string, pattern: RegExp, make: (match: RegExpMatchArray, line: number) => T): T[] {
  return text.split('\n').flatMap((content, line) => [...content.matchAll(pattern)].map((match) => make(match, line)))
}
