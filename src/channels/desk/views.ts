/** What the desk's page sees of handoffs and lines: never a conversation's id, of a waiting person never a word. Pure. */
import type { LogEntry } from '../../conversation/conversation'
import type { Citation } from '../../conversation/reply'
import type { Language } from '../../language/languages'
import type { CloseReason, Handoff } from '../../handoff/types'
import { titleOfTopic } from '../../knowledge/titleOfTopic'
import type { Knowledge } from '../../knowledge/types'

export interface HandoffView {
  readonly id: string
  readonly desk: string
  readonly state: Handoff['state']
  readonly language: Language
  readonly topic?: { readonly id: string; readonly title: Readonly<Record<Language, string>> }
  readonly askedAt: string
  readonly waitSeconds: number
  readonly lostAdviser: boolean
  /** From 1, while waiting. */
  readonly position?: number
  readonly adviser?: { readonly id: string; readonly name: string }
  readonly mine: boolean
  readonly acceptedAt?: string
  readonly closedAt?: string
  readonly closeReason?: CloseReason
  readonly leaseUntil?: string
  readonly epoch: number
}

export interface LineView {
  readonly seq: number
  readonly at: string
  readonly speaker: LogEntry['speaker']
  readonly id: string
  /** The page's own id of a line that the adviser wrote. */
  readonly clientId?: string
  readonly text: string
  readonly language?: Language
  readonly adviser?: string
  readonly replyTo?: string
  readonly outcome?: string
  readonly need?: string
  readonly confidence?: number
  readonly citations?: readonly Citation[]
}

export function handoffView(
  handoff: Handoff,
  me: string,
  now: Date,
  knowledge: Knowledge,
  position?: number,
): HandoffView {
  const { topic, adviser, acceptedAt, closedAt, closeReason, leaseUntil } = handoff
  const { id, desk, state, language, askedAt, lostAdviser, epoch } = handoff
  const until =
    handoff.state === 'waiting' ? now.getTime() : Date.parse(handoff.acceptedAt ?? handoff.closedAt ?? handoff.queuedAt)
  return {
    id,
    desk,
    state,
    language,
    askedAt,
    lostAdviser,
    epoch,
    ...(adviser && { adviser }),
    ...(acceptedAt && { acceptedAt }),
    ...(closedAt && { closedAt }),
    ...(closeReason && { closeReason }),
    ...(leaseUntil && { leaseUntil }),
    ...(topic !== undefined && { topic: { id: topic, title: titlesOf(topic, knowledge) } }),
    waitSeconds: Math.max(0, Math.round((until - Date.parse(handoff.queuedAt)) / 1000)),
    ...(position !== undefined && { position }),
    mine: handoff.state === 'accepted' && handoff.adviser?.id === me,
  }
}

export function lineView(entry: LogEntry): LineView {
  const { seq, at, speaker, id, text, language, adviser, replyTo, reply } = entry
  const clientId = speaker === 'adviser' ? id.split('.').at(-1) : undefined
  return {
    seq,
    at,
    speaker,
    id,
    ...(clientId && { clientId }),
    text,
    ...(language && { language }),
    ...(adviser && { adviser }),
    ...(replyTo && { replyTo }),
    ...(reply && { outcome: reply.outcome, need: reply.need, confidence: reply.confidence }),
    ...(reply && reply.citations.length > 0 && { citations: reply.citations }),
  }
}

function titlesOf(topic: string, knowledge: Knowledge): Readonly<Record<Language, string>> {
  const title = (language: Language): string => titleOfTopic(knowledge, topic, language) ?? topic
  return { fi: title('fi'), sv: title('sv'), en: title('en') }
}
