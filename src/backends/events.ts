/** Tells watchers in this process that a conversation has grown. Knows no store and no other process. */
import type { ConversationEvents } from '../turn/ports'

type Watcher = (seq: number) => void

/** `report` is told of a watcher that threw; the others are told all the same. */
export function inProcessEvents(report: (fault: unknown) => void = () => undefined): WatchedConversations {
  const watchers = new Map<string, Set<Watcher>>()

  function tell(conversationId: string, seq: number): void {
    for (const watcher of watchers.get(conversationId) ?? []) {
      try {
        watcher(seq)
      } catch (fault) {
        report(fault)
      }
    }
  }

  return {
    publish: tell,
    watch(conversationId, onGrowth) {
      // A function of its own for each watch: the same listener may watch twice, and each watch ends by itself.
      const watcher: Watcher = (seq) => onGrowth(seq)
      const others = watchers.get(conversationId) ?? new Set()
      watchers.set(conversationId, others.add(watcher))
      return () => {
        others.delete(watcher)
        if (others.size === 0 && watchers.get(conversationId) === others) watchers.delete(conversationId)
      }
    },
    watched: () => [...watchers.keys()],
  }
}

export interface WatchedConversations extends ConversationEvents {
  /** The conversations that somebody watches. */
  watched(): readonly string[]
}
