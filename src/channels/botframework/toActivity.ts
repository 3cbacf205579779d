/** LogEntry → the activity of contract.md, "A reply on the wire". Knows neither adapters nor transport; the words are already rendered. */
import type { LogEntry } from '../../conversation/conversation'
import type { Reply } from '../../conversation/reply'
import { clientIdOf } from '../directline/messageIds'
import type { WireActivity, WireCitation, WireMessageEntity, WireOpastin } from '../wire'

export interface ActivityRendering {
  /** The address of a page of ours from its path; absolute where the reader is on another origin. */
  pageUrl(path: string): string
  /** How the bot signs, e.g. `Opastin`. */
  readonly botName: string
}

export interface ActivityRenderer {
  /** A reply of ours for any Bot Framework channel: no id, no conversation (the adapter knows them). */
  reply(entry: LogEntry): WireActivity
  /** Any line of the log as Direct Line clients see it, the person's own included. `person` is the token's `dl_` user. */
  line(entry: LogEntry, person: string): WireActivity
}

/** Builds the renderer once; both functions are pure. */
export function createActivityRenderer(rendering: ActivityRendering): ActivityRenderer {
  return {
    reply(entry) {
      const reply = replyActivity(entry, rendering)
      return { ...reply, text: absoluteLinks(entry.text, rendering.pageUrl) }
    },
    line: (entry, person) => lineActivity(entry, person, rendering),
  }
}

function lineActivity(entry: LogEntry, person: string, rendering: ActivityRendering): WireActivity {
  const onDirectLine = {
    id: entry.id,
    timestamp: entry.at,
    channelId: 'directline',
    conversation: { id: entry.conversationId },
  }
  const sequence = sequenceOf(entry)
  if (entry.speaker === 'person') {
    const clientActivityID = clientIdOf(entry.id)
    return {
      type: 'message',
      ...onDirectLine,
      from: { id: person, role: 'user' },
      ...(entry.language ? { locale: entry.language } : {}),
      text: entry.text,
      textFormat: 'plain',
      channelData: { ...(clientActivityID ? { clientActivityID } : {}), 'webchat:sequence-id': sequence },
    }
  }
  const reply = replyActivity(entry, rendering)
  return { ...reply, ...onDirectLine, channelData: { ...reply.channelData, 'webchat:sequence-id': sequence } }
}

function replyActivity(entry: LogEntry, { pageUrl, botName }: ActivityRendering): WireActivity {
  const reply = entry.reply
  const locale = reply?.language ?? entry.language
  return {
    type: 'message',
    from:
      entry.speaker === 'adviser'
        ? { id: 'adviser', name: entry.adviser ?? botName, role: 'bot' }
        : { id: 'opastin', name: botName, role: 'bot' },
    ...(entry.replyTo ? { replyToId: entry.replyTo } : {}),
    ...(locale ? { locale } : {}),
    text: entry.text,
    textFormat: 'markdown',
    ...(reply && reply.choices.length > 0
      ? {
          suggestedActions: {
            to: [],
            actions: reply.choices.map(({ label, say }) => ({ type: 'imBack' as const, title: label, value: say })),
          },
        }
      : {}),
    ...(reply && reply.citations.length > 0 ? { entities: [messageEntity(reply, pageUrl)] } : {}),
    channelData: { opastin: dataOf(entry) },
  }
}

function messageEntity(
  { citations, writtenBy }: Pick<Reply, 'citations' | 'writtenBy'>,
  pageUrl: (path: string) => string,
): WireMessageEntity {
  const citation = citations.map(({ title, excerpt, path }, index): WireCitation => ({
    '@type': 'Claim',
    position: index + 1,
    appearance: { '@type': 'DigitalDocument', name: cut(title, 80), url: pageUrl(path), abstract: cut(excerpt, 160) },
  }))
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    // EU AI Act, article 50(2): on text a model wrote, and only there.
    ...(writtenBy === 'model' ? { additionalType: ['AIGeneratedContent'] } : {}),
    citation,
  }
}

function dataOf(entry: LogEntry): WireOpastin {
  const speaker = entry.speaker === 'person' ? 'bot' : entry.speaker
  const holder = entry.holder ?? (speaker === 'adviser' ? 'adviser' : 'bot')
  const reply = entry.reply
  if (!reply) return { holder, speaker, ...(entry.adviser ? { adviser: entry.adviser } : {}) }
  return {
    outcome: reply.outcome,
    need: reply.need,
    guides: reply.guides,
    passages: reply.passages,
    confidence: reply.confidence,
    holder,
    ...(reply.asOf ? { asOf: reply.asOf } : {}),
    providers: reply.providers,
    ...(reply.municipality ? { municipality: reply.municipality } : {}),
    speaker,
  }
}

/** Guides link to each other by path: away from our pages such a link leads nowhere. */
export function absoluteLinks(markdown: string, pageUrl: (path: string) => string): string {
  return markdown.replace(/\]\((\/[^)\s]*)\)/g, (_, path: string) => `](${pageUrl(path)})`)
}

/**
 * A number that grows with every line: Web Chat 4.18 sorts by it and would else guess from timestamps. Milliseconds, because Web Chat
 * gives its own not yet echoed messages the clock's; the place in the log parts lines of the same millisecond.
 */
function sequenceOf(entry: LogEntry): number {
  return Date.parse(entry.at) + entry.seq / 1000
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
