/** Tells screen readers what has happened, once each and in order, without touching the focus. Knows no message. */

export interface Announcer {
  /** `language` of the words themselves. */
  say(words: string, language: string): void
}

/** How long words stay: some screen readers miss what goes within the same second. */
const staysMs = 1_500

export function createAnnouncer(root: ShadowRoot): Announcer {
  const region = document.createElement('div')
  region.className = 'unseen'
  region.setAttribute('aria-live', 'polite')
  root.append(region)
  return {
    say(words, language) {
      const line = document.createElement('p')
      line.lang = language
      line.textContent = words
      region.append(line)
      setTimeout(() => line.remove(), staysMs)
    },
  }
}
