/** What the service site says of itself: topics first, the way to people, the look. Fetched when the panel opens, kept for this tab. */
import type { Language } from './words'

export interface Site {
  readonly languages: readonly Language[]
  /** Markdown: what the bot can and cannot do, that this is a trial, whether advisers are there now. */
  readonly greeting: string
  readonly topics: readonly { readonly title: string; readonly value: string }[]
  /** Markdown: who to call, when and at what address. */
  readonly people: string
  /** CSS custom properties without their `--opastin-`: `{ brand: '#00357a' }`. */
  readonly look?: Readonly<Record<string, string>>
}

/** Undefined when it cannot be had just now: the widget does without. */
export async function fetchSite(base: string, service: string, language: Language): Promise<Site | undefined> {
  try {
    const answer = await fetch(`${base}/w/1/site/${service}?lang=${language}`, { credentials: 'omit' })
    return answer.ok ? ((await answer.json()) as Site) : undefined
  } catch {
    // Offline or blocked: the panel works without, and asks again when it is opened next.
    return undefined
  }
}
