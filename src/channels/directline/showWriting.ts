/**
 * Shows an answer while it is written to whoever is connected: typing activities with the text so far, and a mark on the line that ends
 * them. These pass; the line in the log is what stays. Knows no socket and no model.
 */
import type { Writing, Writings } from '../../turn/writings'
import type { WireActivity, WireStreamInfo } from '../wire'
import type { PersonEvents } from './personEvents'
import type { RenderLine } from './ports'

export interface WritingShowNeeds {
  readonly writings: Writings
  /** As `Streams.push`. */
  push(conversationId: string, activity: WireActivity): boolean
  readonly botName: string
}

export interface WritingShow {
  /** As `push`; but a bare sign of typing does not wipe a text that is being shown. */
  push(conversationId: string, activity: WireActivity): boolean
  /** The line that ends a writing says so. */
  readonly ending: (render: RenderLine) => RenderLine
  /** The same events, and `stop`: the person wants no more of the answer that is being written. */
  readonly withStop: (person: PersonEvents) => PersonEvents
  close(): void
}

/** Writings that are remembered until their line has been shown. */
const mostRemembered = 2_000
/** A text that was shown so lately is not wiped by a sign of typing, in ms. */
const showsMs = 10_000

export function createWritingShow({ writings, push, botName }: WritingShowNeeds): WritingShow {
  const begun = new Map<string, string>()
  const shownAt = new Map<string, number>()
  const keyOf = (conversationId: string, messageId: string): string => `${conversationId} ${messageId}`

  const close = writings.watch((writing) => {
    const { conversationId, messageId } = writing
    const streamId = `${messageId}.writing`
    remember(begun, keyOf(conversationId, messageId), streamId)
    remember(shownAt, conversationId, Date.now())
    push(conversationId, pieceOf(writing, streamId, botName))
  })

  return {
    push(conversationId, activity) {
      const shows = Date.now() - (shownAt.get(conversationId) ?? 0) < showsMs
      return activity.type === 'typing' && !activity.text && shows ? true : push(conversationId, activity)
    },
    ending: (render) => (entry, person) => {
      const activity = render(entry, person)
      const streamId = entry.replyTo === undefined ? undefined : begun.get(keyOf(entry.conversationId, entry.replyTo))
      if (streamId === undefined || entry.speaker !== 'bot') return activity
      shownAt.delete(entry.conversationId)
      return streamed(activity, { type: 'streaminfo', streamType: 'final', streamId })
    },
    withStop: (person) => ({
      ...person,
      take(conversationId, event) {
        if (event.name !== 'stop') return person.take(conversationId, event)
        writings.stop(conversationId)
        return Promise.resolve()
      },
    }),
    close,
  }
}

/** The first piece names the stream by its id; the later ones name it. */
function pieceOf(
  { conversationId, sequence, text, language }: Writing,
  streamId: string,
  botName: string,
): WireActivity {
  const piece: WireActivity = {
    type: 'typing',
    id: sequence === 1 ? streamId : `${streamId}.${sequence}`,
    timestamp: new Date().toISOString(),
    channelId: 'directline',
    conversation: { id: conversationId },
    from: { id: 'opastin', name: botName, role: 'bot' },
    locale: language,
    text,
    // EU AI Act, article 50(2): what a model wrote is marked from its first word on.
    entities: [
      {
        type: 'https://schema.org/Message',
        '@type': 'Message',
        '@context': 'https://schema.org',
        '@id': '',
        additionalType: ['AIGeneratedContent'],
        citation: [],
      },
    ],
    channelData: { 'webchat:sequence-id': Date.now() },
  }
  return streamed(piece, {
    type: 'streaminfo',
    streamType: 'streaming',
    streamSequence: sequence,
    ...(sequence > 1 && { streamId }),
  })
}

/** Web Chat reads `channelData`, Teams the entity. */
function streamed(activity: WireActivity, info: WireStreamInfo): WireActivity {
  const { streamType, streamSequence, streamId } = info
  return {
    ...activity,
    entities: [...(activity.entities ?? []), info],
    channelData: {
      ...activity.channelData,
      streamType,
      ...(streamSequence !== undefined && { streamSequence }),
      ...(streamId !== undefined && { streamId }),
    },
  }
}

/** Keeps the newest. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.size > mostRemembered ? map.keys() : []
  if (oldest !== undefined) map.delete(oldest)
}
