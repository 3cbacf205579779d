/** What the desk's API needs from the house. Speaks our words only. */
import type { Conversation, LogEntry } from '../../conversation/conversation'
import type { ResumeCodes } from '../../conversation/resumeCode'
import type { AdviserRole } from '../../handoff/types'
import type { DeskStore, HandoffEvents, HandoffStore } from '../../handoff/ports'
import type { Handoffs } from '../../handoff/handoffs'
import type { Seal } from '../../handoff/seal'
import type { CannedReply } from '../../dialogs/canned'
import type { Tools } from '../../turn/tools'

/** Signs advisers in at an identity provider of the operator's (OpenID Connect). */
export interface AdviserIdentity {
  /** Where to send the browser, and what to keep until it comes back. */
  begin(callbackUrl: string): Promise<{ readonly url: string; readonly kept: string }>
  /** Who came back; undefined when the provider's answer does not fit what was kept, or the person may not work here. */
  finish(
    callbackUrl: URL,
    kept: string,
  ): Promise<{ readonly subject: string; readonly name: string; readonly role: AdviserRole } | undefined>
}

export interface DeskNeeds {
  readonly handoffs: Handoffs
  readonly store: HandoffStore
  readonly desk: DeskStore
  readonly log: {
    find(conversationId: string): Promise<Conversation | undefined>
    read(conversationId: string, after: number, limit: number): Promise<readonly LogEntry[]>
    readLast(conversationId: string, limit: number): Promise<readonly LogEntry[]>
  }
  readonly events: HandoffEvents
  /** Codes that people make for going on elsewhere, and give to whom they want to see the conversation. */
  readonly codes: Pick<ResumeCodes, 'redeem'>
  readonly tools: Pick<Tools, 'knowledge' | 'phrases' | 'search' | 'drafts' | 'triage' | 'choiceIn' | 'namesMatter'>
  readonly canned: readonly CannedReply[]
  readonly clock: { now(): Date }
  /** Opens what people left in the callback form. */
  readonly seal: Seal
  /** Seals what a browser keeps for us: during sign-in, and the pass to a conversation that was opened by its code. */
  readonly stateSeal: Seal
  readonly localAccounts: boolean
  readonly identity?: AdviserIdentity
  readonly trial: boolean
  /** As people reach us, without a slash at the end; absent: the request's own host is taken. */
  readonly publicUrl?: string
  /** Shows the person that the adviser is writing. */
  typing(conversationId: string, adviser: string): void
  onFault(fault: unknown, where: string): void
}
