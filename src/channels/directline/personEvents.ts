/**
 * What a person does beside writing: asks for an adviser, gives up waiting, types, judges an answer, chooses a language, ends; and what they
 * see of it: `handoff.status` events and the adviser's typing. Knows no token and no socket.
 */
import type { LogEntry } from '../../conversation/conversation'
import type { PersonMarks } from '../../conversation/personMarks'
import { languageOfTag, type Language } from '../../language/languages'
import { ratingWord } from '../ratings'
import type { PersonEvent } from './ports'
import type { Handoffs, HandoffStatus } from '../../handoff/handoffs'
import { deskTopic } from '../../handoff/handoffs'
import type { HandoffEvents } from '../../handoff/ports'
import type { WireActivity } from '../wire'

export interface PersonEventsNeeds {
  readonly handoffs: Pick<Handoffs, 'cancel' | 'status'>
  readonly events: HandoffEvents
  readonly marks: Pick<PersonMarks, 'rate' | 'speak' | 'end'>
  /** The line that stands in the record when the person has ended. */
  endedWords(language: Language): string
  /** Told of every judgment that was kept: for the figures. */
  onRating?(helpful: boolean): void
  /** As `Turns.askForPerson`. */
  askForPerson(conversationId: string, id: string): Promise<void>
  /** False when a client was busy and has not seen it. */
  push(conversationId: string, activity: WireActivity): boolean
  readonly botName: string
  onFault(fault: unknown, conversationId: string): void
}

export interface PersonEvents {
  /**
   * `handoff.request`, `handoff.cancel`, `handoff.status`, `feedback`, `language`, `endOfConversation`, and what comes before an `erase`; other
   * events are nobody's. Resolves when what it asks for is durable.
   */
  take(conversationId: string, event: PersonEvent): Promise<void>
  typing(conversationId: string): void
  /** The adviser writes: shown to the person, in whichever process they are connected. */
  adviserTyping(conversationId: string, adviser: string): void
  /** A client has connected: tells it where the handoff stands, now and whenever it changes. Returns what ends that. */
  connected(conversationId: string): () => void
}

/** Typing is told to others at most this often for each conversation. */
const typingEveryMs = 2_000
/** The queue moves in bursts: each waiting person is told once. */
const coalesceMs = 250
/** A client that was busy is told a little later. */
const busyMs = 100

const typingTopics = {
  person: (conversationId: string): string => `typing:person:${conversationId}`,
  adviser: (conversationId: string): string => `typing:adviser:${conversationId}`,
}

export function createPersonEvents({
  handoffs,
  events,
  marks,
  endedWords,
  onRating,
  askForPerson,
  push,
  botName,
  onFault,
}: PersonEventsNeeds): PersonEvents {
  const lastTyped = new Map<string, number>()
  /** Connected conversations: how many clients, and what they were told last. */
  const here = new Map<string, { clients: number; told: string | undefined; unwatch: () => void }>()
  const names = new Map<string, string>()
  let telling = false

  /** True when this may be told now. */
  function often(topic: string): boolean {
    const now = Date.now()
    if (now - (lastTyped.get(topic) ?? 0) < typingEveryMs) return false
    if (lastTyped.size > 10_000) lastTyped.clear()
    lastTyped.set(topic, now)
    return true
  }

  async function tell(conversationId: string, always: boolean): Promise<void> {
    const one = here.get(conversationId)
    if (!one) return
    const status = await handoffs.status(conversationId)
    const value = valueOf(status)
    const now = JSON.stringify(value)
    // Who never asked for an adviser need not hear that nobody is asked for.
    if (!always && (now === one.told || (one.told === undefined && !status))) return
    one.told = status || one.told !== undefined ? now : undefined
    if (status?.handoff.adviser) names.set(conversationId, status.handoff.adviser.name)
    else names.delete(conversationId)
    if (push(conversationId, event('handoff.status', value, conversationId, botName))) return
    setTimeout(() => quietly(tell(conversationId, true), conversationId), busyMs).unref()
  }

  function tellEverybody(): void {
    if (telling || here.size === 0) return
    telling = true
    setTimeout(() => {
      telling = false
      for (const conversationId of here.keys()) quietly(tell(conversationId, false), conversationId)
    }, coalesceMs).unref()
  }

  function quietly(work: Promise<unknown>, conversationId: string): void {
    work.catch((fault: unknown) => onFault(fault, conversationId))
  }

  async function keepRating(conversationId: string, { value, replyToId }: PersonEvent): Promise<void> {
    const helpful = value?.['helpful']
    if (replyToId === undefined || typeof helpful !== 'boolean') return
    const word = ratingWord(value?.['word'])
    const rating = { conversationId, replyId: replyToId, helpful, ...(word && { word }) }
    if (await marks.rate(rating)) onRating?.(helpful)
  }

  async function end(conversationId: string, id: string): Promise<void> {
    await handoffs.cancel(conversationId)
    const line: LogEntry | undefined = await marks.end(conversationId, id, endedWords)
    if (line) events.publish(conversationId, line.seq)
  }

  let unwatchDesk: (() => void) | undefined
  return {
    async take(conversationId, event) {
      const { name, id } = event
      if (name === 'feedback') return keepRating(conversationId, event)
      if (name === 'language') {
        const asked = event.value?.['language']
        const language = typeof asked === 'string' ? languageOfTag(asked) : undefined
        if (language) await marks.speak(conversationId, language)
        return
      }
      if (name === 'endOfConversation') await end(conversationId, id)
      else if (name === 'handoff.request') await askForPerson(conversationId, id)
      // Who waits for somebody whose words are gone is told so before they go.
      else if (name === 'handoff.cancel' || name === 'erase') await handoffs.cancel(conversationId)
      else if (name !== 'handoff.status') return
      await tell(conversationId, true)
    },
    typing(conversationId) {
      const topic = typingTopics.person(conversationId)
      if (often(topic)) events.publish(topic, Date.now())
    },
    adviserTyping(conversationId, adviser) {
      names.set(conversationId, adviser)
      const topic = typingTopics.adviser(conversationId)
      if (often(topic)) events.publish(topic, Date.now())
    },
    connected(conversationId) {
      const unwatch = events.watch(typingTopics.adviser(conversationId), (at) => {
        // 0 is no typing: the events' own "look again" after a lost connection.
        if (at > 0) push(conversationId, typingOf(conversationId, names.get(conversationId) ?? botName))
      })
      const there = here.get(conversationId)
      if (there) {
        there.clients += 1
        there.told = undefined
        unwatch()
      } else here.set(conversationId, { clients: 1, told: undefined, unwatch })
      unwatchDesk ??= events.watch(deskTopic, tellEverybody)
      quietly(tell(conversationId, false), conversationId)
      return () => {
        const one = here.get(conversationId)
        if (!one || --one.clients > 0) return
        one.unwatch()
        here.delete(conversationId)
        names.delete(conversationId)
        if (here.size > 0) return
        unwatchDesk?.()
        unwatchDesk = undefined
      }
    },
  }
}

/** Bot Framework's `handoff.status` states, and what our own clients show beside them. */
function valueOf(status: HandoffStatus | undefined): object {
  if (!status) return { state: 'completed', holder: 'bot' }
  const { handoff, position, wait } = status
  if (handoff.state === 'accepted') return { state: 'accepted', holder: 'adviser', adviser: handoff.adviser?.name }
  const minutes =
    wait?.kind === 'range'
      ? { from: wait.fromMinutes, to: wait.toMinutes }
      : wait?.kind === 'over'
        ? { from: wait.minutes }
        : undefined
  return {
    state: 'waiting',
    holder: 'queue',
    position,
    place: position,
    wait,
    ...(minutes ? { minutes } : {}),
    lostAdviser: handoff.lostAdviser,
  }
}

function event(name: string, value: object, conversationId: string, botName: string): WireActivity {
  return {
    type: 'event',
    name,
    value,
    timestamp: new Date().toISOString(),
    channelId: 'directline',
    conversation: { id: conversationId },
    from: { id: 'opastin', name: botName, role: 'bot' },
  }
}

function typingOf(conversationId: string, adviser: string): WireActivity {
  return {
    type: 'typing',
    timestamp: new Date().toISOString(),
    channelId: 'directline',
    conversation: { id: conversationId },
    from: { id: 'adviser', name: adviser, role: 'bot' },
    channelData: { opastin: { holder: 'adviser', speaker: 'adviser', adviser }, 'webchat:sequence-id': Date.now() },
  }
}
