/** The rows as they stand in both databases, and how they become conversations and log entries. Knows no SQL. */
import type { Conversation, Holder, LogEntry, Memory, Speaker } from '../../conversation/conversation'
import type { ChannelName } from '../../conversation/message'
import type { Outcome } from '../../conversation/outcome'
import type { Reply } from '../../conversation/reply'
import type { AdviserRole, CloseReason, Handoff, HandoffState, PresenceStatus } from '../../handoff/types'
import type { Language } from '../../language/languages'
import { idOf } from './storedText'

export interface Tables {
  conversations: ConversationRow
  log: LogRow
  turns: TurnRow
  handoffs: HandoffRow
  adviser_claims: { adviser_id: string; claims: number }
  erased_lines: { chain: string; seq: number; digest: string | null; link: string | null }
  advisers: AdviserRow
  desk_sessions: SessionRow
  presences: PresenceRow
  notes: NoteRow
  callbacks: CallbackRow
  accesses: { at: string; adviser_id: string; what: string; handoff_id: string | null; conversation_id: string | null }
  migrations: { number: number; name: string; applied_at: string }
}

export interface ConversationRow {
  id: string
  channel: ChannelName
  person: string
  site: string | null
  page_language: Language | null
  holder: Holder
  epoch: number
  /** `Memory` as JSON. */
  memory: string
  /** The `seq` of the newest log entry; raising it takes the conversation's row lock, which is what keeps `seq` without gaps. */
  last_seq: number
  created_at: string
  updated_at: string
}

export interface LogRow {
  conversation_id: string
  seq: number
  at: string
  speaker: Speaker
  id: string
  reply_to: string | null
  text: string
  language: Language | null
  /** `Reply` as JSON. */
  reply: string | null
  /** The adviser's name, on an adviser's line. */
  adviser: string | null
  /** Who holds the conversation once the line stands. */
  holder: Holder | null
  /** See chain.ts. */
  salt: string | null
  digest: string | null
  link: string | null
}

export interface TurnRow {
  conversation_id: string
  message_id: string
  /** The message's place in the log. */
  seq: number
  state: 'begun' | 'finished'
  outcome: Outcome | null
  begun_at: string
  finished_at: string | null
}

export interface HandoffRow {
  id: string
  conversation_id: string
  desk: string
  state: HandoffState
  language: Language
  topic: string | null
  asked_at: string
  /** 0 or 1. */
  lost_adviser: number
  adviser_id: string | null
  adviser_name: string | null
  lease_until: string | null
  accepted_at: string | null
  closed_at: string | null
  close_reason: CloseReason | null
  epoch: number
  /** Null where it was never written: since `asked_at` then. */
  queued_at: string | null
}

export interface AdviserRow {
  id: string
  name: string
  role: AdviserRole
  /** `scrypt$…`; null for who signs in elsewhere. */
  password: string | null
  failures: number
  locked_until: string | null
  created_at: string
}

export interface SessionRow {
  /** SHA-256 of the cookie's value. */
  id: string
  adviser_id: string
  csrf: string
  created_at: string
  seen_at: string
}

export interface PresenceRow {
  adviser_id: string
  status: PresenceStatus
  capacity: number
  /** JSON lists. */
  languages: string
  desks: string
  /** 0 or 1. */
  automatic: number
  seen_at: string
}

export interface NoteRow {
  handoff_id: string
  id: string
  at: string
  adviser_id: string
  adviser_name: string
  text: string
}

export interface CallbackRow {
  id: string
  desk: string
  language: Language
  asked_at: string
  contact: string | null
  topic: string | null
  done_at: string | null
  done_by: string | null
}

export function handoffOf(row: HandoffRow): Handoff {
  return {
    id: row.id,
    conversationId: idOf(row.conversation_id),
    desk: row.desk,
    state: row.state,
    language: row.language,
    ...(row.topic !== null && { topic: row.topic }),
    askedAt: row.asked_at,
    queuedAt: row.queued_at ?? row.asked_at,
    lostAdviser: row.lost_adviser === 1,
    ...(row.adviser_id !== null && { adviser: { id: row.adviser_id, name: row.adviser_name ?? '' } }),
    ...(row.lease_until !== null && { leaseUntil: row.lease_until }),
    ...(row.accepted_at !== null && { acceptedAt: row.accepted_at }),
    ...(row.closed_at !== null && { closedAt: row.closed_at }),
    ...(row.close_reason !== null && { closeReason: row.close_reason }),
    epoch: row.epoch,
  }
}

export function conversationOf(row: ConversationRow): Conversation {
  return {
    conversationId: idOf(row.id),
    channel: row.channel,
    person: idOf(row.person),
    ...(row.page_language !== null && { pageLanguage: row.page_language }),
    ...(row.site !== null && { site: idOf(row.site) }),
    holder: row.holder,
    epoch: row.epoch,
    memory: JSON.parse(row.memory) as Memory,
  }
}

export function logEntryOf(row: LogRow): LogEntry {
  return {
    conversationId: idOf(row.conversation_id),
    seq: row.seq,
    at: row.at,
    speaker: row.speaker,
    id: idOf(row.id),
    ...(row.reply_to !== null && { replyTo: idOf(row.reply_to) }),
    text: row.text,
    ...(row.language !== null && { language: row.language }),
    ...(row.reply !== null && { reply: JSON.parse(row.reply) as Reply }),
    ...(row.adviser !== null && { adviser: row.adviser }),
    ...(row.holder !== null && { holder: row.holder }),
  }
}
