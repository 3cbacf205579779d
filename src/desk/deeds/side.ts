/** What stands beside the conversations: views, sheets, knowledge search, callbacks, the supervisor's overview. Knows no view's looks. */
import type { Sheet, View } from '../model/state'
import type { Language } from '../wire'
import type { Tools } from './desk'

export interface SideDeeds {
  show(view: View): void
  openSheet(sheet: Sheet | undefined): void
  search(words: string, language: Language): Promise<void>
  loadCanned(): Promise<void>
  loadCallbacks(): Promise<void>
  callbackDone(id: string): Promise<void>
  loadOverview(): Promise<void>
}

export function createSideDeeds({ api, store, notify, signedOut }: Tools): SideDeeds {
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
    show: (view) => store.set((state) => ({ ...state, view, sheet: undefined })),
    openSheet: (sheet) => store.set((state) => ({ ...state, sheet })),
    async search(words, language) {
      store.set((state) => ({ ...state, knowledge: { ...state.knowledge, words, searching: words !== '' } }))
      if (words === '') return store.set((state) => ({ ...state, knowledge: { words, searching: false } }))
      const called = await api.search(words, language)
      // Someone has searched on meanwhile: theirs is the one to show.
      if (store.get().knowledge.words !== words) return
      store.set((state) => ({
        ...state,
        knowledge: { words, searching: false, found: called.ok ? called.value.items : [] },
      }))
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
