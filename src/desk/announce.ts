/** Tells screen readers what has happened, once each and in order, without touching the focus. Knows no message. */
import type { Language } from './wire'

/** How long words stay: some screen readers miss what goes within the same second. */
const staysMs = 1_500

export function createAnnouncer(region: HTMLElement): (words: string, language: Language) => void {
  region.setAttribute('aria-live', 'polite')
  return (words, language) => {
    const line = document.createElement('p')
    line.lang = language
    line.textContent = words
    region.append(line)
    setTimeout(() => line.remove(), staysMs)
  }
}
