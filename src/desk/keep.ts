/** What must outlive a reload: unsent drafts and lines on their way, for this tab and this adviser alone. Knows no server. */
import type { Draft, Pending, Talk } from './model/talk'

export interface Keep {
  read(handoffId: string): { draft?: Draft; pending?: readonly Pending[] }
  write(handoffId: string, talk: Talk): void
  forget(handoffId: string): void
  /** On signing out: nothing of anyone's words stays on the computer. */
  forgetAll(): void
}

const prefix = 'opastin-desk:'

/** @param storage the tab's sessionStorage; a full or forbidden one costs the keeping, never the writing */
export function createKeep(storage: Storage): Keep {
  const remembered = new Map<string, string>()
  return {
    read(id) {
      try {
        return JSON.parse(storage.getItem(prefix + id) ?? '{}') as { draft?: Draft; pending?: readonly Pending[] }
      } catch {
        // Unreadable: there is nothing to bring back.
        return {}
      }
    },
    write(id, { draft, pending }) {
      const unsent = pending.filter(({ state }) => state !== 'sent')
      const isBlank = draft.reply === '' && draft.note === '' && unsent.length === 0
      const text = isBlank ? '' : JSON.stringify({ draft, pending: unsent })
      if (remembered.get(id) === text) return
      remembered.set(id, text)
      try {
        if (isBlank) storage.removeItem(prefix + id)
        else storage.setItem(prefix + id, text)
      } catch {
        // The storage is full or closed to us: what is written stays in the page all the same.
      }
    },
    forget(id) {
      remembered.delete(id)
      storage.removeItem(prefix + id)
    },
    forgetAll() {
      remembered.clear()
      for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key)
    },
  }
}
