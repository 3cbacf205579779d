/** One line of a conversation as the widget shows it, and how it is read from the wire. Knows no network and no page. */
import type { WireActivity } from '../channels/wire'

export type Holder = 'bot' | 'queue' | 'adviser' | 'nobody'
export type Speaker = 'person' | 'bot' | 'adviser' | 'system'

export interface Line {
  readonly id: string
  /** Our own id of a message that was written here. */
  readonly clientId?: string
  readonly by: Speaker
  /** An adviser's name. */
  readonly name?: string
  readonly text: string
  readonly language?: string
  /** ISO 8601. */
  readonly at: string
  readonly sources: readonly { readonly name: string; readonly url: string }[]
  readonly choices: readonly { readonly title: string; readonly value: string }[]
  readonly guide?: string
  readonly asOf?: string
  readonly outcome?: string
}

/** Where the conversation stands, as far as an activity says so. */
export interface Standing {
  readonly holder?: Holder
  readonly adviser?: string
  /** Place in the queue, from 1. */
  readonly place?: number
  /** Estimated wait in minutes; without `to` it is "more than". */
  readonly minutes?: { readonly from: number; readonly to?: number }
}

/** What the handoff will say in `channelData.opastin` or in the value of a `handoff.status` event: all optional, anything else ignored. */
interface Said {
  readonly holder?: unknown
  readonly speaker?: unknown
  readonly adviser?: unknown
  readonly place?: unknown
  readonly minutes?: { readonly from?: unknown; readonly to?: unknown }
  /** Bot Framework's own word in `handoff.status`. */
  readonly state?: unknown
  readonly guides?: readonly string[]
  readonly asOf?: string
  readonly outcome?: string
}

/** An activity as it really arrives: the contract's, and events that carry a value. */
export type Arrived = WireActivity & { readonly name?: string; readonly value?: unknown }

/** Our own words for who holds it, and Bot Framework's for what has become of a handoff. */
const holders: Readonly<Record<string, Holder>> = {
  bot: 'bot',
  queue: 'queue',
  adviser: 'adviser',
  nobody: 'nobody',
  waiting: 'queue',
  accepted: 'adviser',
  completed: 'bot',
  failed: 'bot',
}

/** The line in a message activity; undefined for everything else. */
export function lineOf(activity: Arrived): Line | undefined {
  if (activity.type !== 'message' || !activity.id || !activity.text) return undefined
  const said = saidIn(activity)
  const entity = activity.entities?.find(({ type }) => type === 'https://schema.org/Message')
  const by = speakerOf(activity, said)
  return {
    id: activity.id,
    clientId: activity.channelData?.clientActivityID,
    by,
    name: by === 'adviser' ? (text(said.adviser) ?? activity.from.name) : undefined,
    text: activity.text,
    language: activity.locale,
    at: activity.timestamp ?? new Date().toISOString(),
    // Two passages of one guide are one source to a reader: the later, more exact place is kept.
    sources: [
      ...new Map(entity?.citation?.map(({ appearance: { name, url } }) => [url.split('#')[0], { name, url }])).values(),
    ],
    choices: activity.suggestedActions?.actions ?? [],
    guide: said.guides?.[0],
    asOf: said.asOf,
    outcome: said.outcome,
  }
}

/** What an activity says about who holds the conversation: a reply's data, or a `handoff.status` event. */
export function standingOf(activity: Arrived): Standing {
  if (activity.from.role === 'user') return {}
  const event = activity.type === 'event' && activity.name === 'handoff.status'
  const said = event ? { ...saidIn(activity), ...(activity.value as Said | undefined) } : saidIn(activity)
  const holder = holders[String(said.holder)] ?? holders[String(said.state)]
  if (!holder) return {}
  const from = Number(said.minutes?.from)
  const to = Number(said.minutes?.to)
  return {
    holder,
    adviser: text(said.adviser),
    place: Number(said.place) || undefined,
    minutes: from >= 0 ? { from, to: to > from ? to : undefined } : undefined,
  }
}

export function speakerOf(activity: Arrived, said: Said = saidIn(activity)): Speaker {
  if (activity.from.role === 'user') return 'person'
  return said.speaker === 'adviser' || said.speaker === 'system' ? said.speaker : 'bot'
}

function saidIn(activity: Arrived): Said {
  return (activity.channelData?.opastin ?? {}) as Said
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined
}
