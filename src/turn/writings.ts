/**
 * Answers that are being written: who watches sees the text grow, and the person can stop it. Texts pass and stand in no record. Knows no
 * channel and no model.
 */
import type { Citation } from '../conversation/reply'
import type { Language } from '../language/languages'
import type { ConversationEvents } from './ports'

/** The answer so far; every sentence of it has been checked. The next one begins with the same words. */
export interface Writing {
  readonly conversationId: string
  /** The message that is being answered: names the writing. */
  readonly messageId: string
  /** From 1. */
  readonly sequence: number
  /** Markdown. */
  readonly text: string
  readonly language: Language
  readonly citations: readonly Citation[]
}

export interface Writings {
  /** Tells of every text of this process as it grows. Returns what ends that. */
  watch(onText: (writing: Writing) => void): () => void
  /** The person wants no more of what is being written, in whichever process; what stands is kept. */
  stop(conversationId: string): void
  /** For the turn: begins a writing, whose `stopped` is aborted when the person stops it. `end` must be called. */
  begin(conversationId: string, messageId: string): OneWriting
}

export interface OneWriting {
  readonly stopped: AbortSignal
  show(text: string, language: Language, citations: readonly Citation[]): void
  end(): void
}

const stopTopic = (conversationId: string): string => `writing:stop:${conversationId}`

export function createWritings(events: Pick<ConversationEvents, 'publish' | 'watch'>): Writings {
  const watchers = new Set<(writing: Writing) => void>()
  return {
    watch(onText) {
      watchers.add(onText)
      return () => watchers.delete(onText)
    },
    stop: (conversationId) => events.publish(stopTopic(conversationId), Date.now()),
    begin(conversationId, messageId) {
      const stopping = new AbortController()
      // 0 is nobody's stop: the events' own "look again" after a lost connection.
      const unwatch = events.watch(stopTopic(conversationId), (at) => at > 0 && stopping.abort())
      let sequence = 0
      return {
        stopped: stopping.signal,
        show(text, language, citations) {
          sequence += 1
          for (const onText of watchers) onText({ conversationId, messageId, sequence, text, language, citations })
        },
        end: unwatch,
      }
    },
  }
}
