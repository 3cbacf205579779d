/** Holds one value, changes it by pure functions and tells who listens. Knows nothing of what the value is. */

export interface Store<T> {
  get(): T
  set(change: (value: T) => T): void
  /** Returns what ends the listening. */
  listen(listener: () => void): () => void
}

export function createStore<T>(first: T): Store<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(change) {
      const next = change(value)
      if (next === value) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
