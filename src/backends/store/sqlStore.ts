/** What both databases offer: the conversations, and what advisers need. Knows which parts there are, not what they do. */
import type { ResumeCodes } from '../../conversation/resumeCode'
import type { DeskStore, HandoffStore, RecordKeeper } from '../../handoff/ports'
import type { Clock } from '../../turn/ports'
import { type ClosableStore, conversationStoreOver, type Database } from './conversationStore'
import { deskStoreOver, recordKeeperOver } from './deskStore'
import { handoffStoreOver } from './handoffStore'
import { resumeCodesOver } from './resumeCodes'
import type { Dialect } from './statement'

export interface SqlStore extends ClosableStore {
  readonly handoffs: HandoffStore
  readonly desk: DeskStore
  readonly record: RecordKeeper
  /** @param secret keys the codes' digests */
  resumeCodes(secret: Buffer): ResumeCodes
}

export function sqlStoreOver(database: Database, dialect: Dialect, clock: Clock): SqlStore {
  return {
    ...conversationStoreOver(database, clock),
    handoffs: handoffStoreOver(database, clock),
    desk: deskStoreOver(database, clock),
    record: recordKeeperOver(database),
    resumeCodes: (secret) => resumeCodesOver(database, dialect, clock, secret),
  }
}
