/** What every part of the page has at hand: the desk, the words, the settings. Knows no part. */
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Desk } from '../deeds/desk'
import type { DeskState } from '../model/state'
import type { Settings } from '../model/settings'
import type { Store } from '../model/store'
import type { Talk } from '../model/talk'
import type { Language } from '../wire'
import { sayIn, type Say } from '../words'

/** Which pane stands in view where there is room for one. */
export type Pane = 'list' | 'talk' | 'assist'

export interface Page {
  readonly desk: Desk
  readonly settings: Store<Settings>
  readonly pane: Store<Pane>
  /** Tells screen readers, without touching the focus. `language` of the words. */
  announce(words: string, language: Language): void
}

export const PageContext = createContext<Page | undefined>(undefined)

export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('A part of the desk stands outside the page.')
  return page
}

export function useStore<T, P>(store: Store<T>, pick: (value: T) => P): P {
  return useSyncExternalStore(store.listen, () => pick(store.get()))
}

/** @param pick must give back parts of the state as they are, not new objects */
export function useDesk<P>(pick: (state: DeskState) => P): P {
  return useStore(usePage().desk.store, pick)
}

export function useSettings(): Settings {
  return useStore(usePage().settings, (settings) => settings)
}

export function useSay(): Say {
  return sayIn(useSettings().language)
}

export function useOpenTalk(): Talk | undefined {
  return useDesk(({ open, talks }) => (open === undefined ? undefined : talks[open]))
}
