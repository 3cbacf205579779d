/** What Teams needs from the house. Speaks our words only. */
import type { Conversation, LogEntry } from '../../conversation/conversation'
import type { PersonMarks } from '../../conversation/personMarks'
import type { Handoffs } from '../../handoff/handoffs'
import type { DeskStore, HandoffEvents, HandoffStore } from '../../handoff/ports'
import type { Tools } from '../../turn/tools'
import type { AddressBook, Poster, TeamsStore } from '../ports'

export interface TeamsSettings {
  /** Directory ids (Entra object ids) of those who take conversations here. */
  readonly advisers: readonly string[]
  /** Who has decided how long Teams keeps what people write, and when; absent: no word of theirs goes there. */
  readonly retentionDecision?: string
}

export interface TeamsNeeds {
  readonly settings: TeamsSettings
  readonly handoffs: Handoffs
  readonly store: HandoffStore
  readonly desk: DeskStore
  readonly teams: TeamsStore
  readonly addresses: Pick<AddressBook, 'keepReply' | 'replyOf'>
  readonly marks: Pick<PersonMarks, 'rate'>
  readonly log: {
    find(conversationId: string): Promise<Conversation | undefined>
    read(conversationId: string, after: number, limit: number): Promise<readonly LogEntry[]>
    readLast(conversationId: string, limit: number): Promise<readonly LogEntry[]>
  }
  readonly events: HandoffEvents
  /** As `ConversationStore.exclusively`. */
  exclusively<T>(key: string, work: () => Promise<T>): Promise<T>
  readonly poster: Poster
  readonly tools: Pick<Tools, 'knowledge' | 'phrases' | 'search' | 'triage' | 'choiceIn' | 'namesMatter'>
  readonly clock: { now(): Date }
  /** The address of a page of ours. */
  pageUrl(path: string): string
  onFault(fault: unknown, where: string): void
}
