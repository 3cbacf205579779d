/** Whether somebody is at the page: a key, a pointer or a look. Knows not what was done, and keeps nothing of it. */

const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'focus'] as const

/** Returns what tells whether anything was done since it was asked last. Opening the page is something done. */
export function watchActivity(page: Pick<EventTarget, 'addEventListener'>): () => boolean {
  let active = true
  for (const sign of signs) page.addEventListener(sign, () => (active = true), { passive: true, capture: true })
  return () => {
    const was = active
    active = false
    return was
  }
}
