/** The rows as they stand in both databases, and how they become conversations and log entries. Knows no SQL. */
import type { Conversation, Holder, LogEntry, Memory, Speaker } from '../../conversation/conversation'
import type { ChannelName } from '../../conversation/message'
import type { Outcome } from '../../conversation/outcome'
import type { Reply } from '../../conversation/reply'
import type { Language } from '../../language/languages'
import { idOf } from './storedText'

export interface Tables {
  conversations: ConversationRow
  log: LogRow
  turns: TurnRow
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
  }
}
