/** What stands beside the conversations: views, sheets, knowledge search, callbacks, the supervisor's overview. Knows no view's looks. */
import { lookAtOpen, type Knowledge, type Sheet, type View } from '../model/state'
import type { Language } from '../wire'
import type { Tools } from './desk'

export interface SideDeeds {
  show(view: View): void
  openSheet(sheet: Sheet | undefined): void
  /** Searches the guides for the conversation in view; empty words end the search. */
  search(words: string, language: Language): Promise<void>
  loadCanned(): Promise<void>
  loadCallbacks(): Promise<void>
  callbackDone(id: string): Promise<void>
  loadOverview(): Promise<void>
}

export function createSideDeeds({ api, store, isLooking, notify, signedOut }: Tools): SideDeeds {
  async function loadCallbacks(): Promise<void> {
    const called = await api.callbacks()
    if (called.ok)
      return store.set((state) => ({
        ...state,
        callbacks: called.value.items,
        callbackCount: called.value.items.length,
      }))
    if (!signedOut(called)) notify('desk_failed', 'warning')
  }

  return {
    show(view) {
      store.set((state) => ({ ...state, view, sheet: undefined }))
      if (isLooking()) store.set(lookAtOpen)
    },
    openSheet: (sheet) => store.set((state) => ({ ...state, sheet })),
    async search(words, language) {
      const asked: Knowledge = { words, of: store.get().open, language, searching: words !== '' }
      store.set((state) => ({ ...state, knowledge: asked }))
      if (words === '') return
      const called = await api.search(words, language)
      // Someone has searched on meanwhile: theirs is the one to show.
      if (store.get().knowledge !== asked) return
      const found = called.ok ? called.value.items : []
      store.set((state) => ({ ...state, knowledge: { ...asked, searching: false, found } }))
      if (!called.ok && !signedOut(called)) notify('desk_failed', 'warning')
    },
    async loadCanned() {
      const called = await api.canned()
      if (called.ok) store.set((state) => ({ ...state, canned: called.value.items }))
    },
    loadCallbacks,
    async callbackDone(id) {
      const called = await api.callbackDone(id)
      if (called.ok) notify('desk_callback_done')
      else if (!signedOut(called)) notify('desk_failed', 'warning')
      await loadCallbacks()
    },
    async loadOverview() {
      const called = await api.overview()
      if (called.ok) store.set((state) => ({ ...state, overview: called.value }))
      else signedOut(called)
    },
  }
}
