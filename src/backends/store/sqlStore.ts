/** What both databases offer: the conversations, and what advisers need. Knows which parts there are, not what they do. */
import type { DeskStore, HandoffStore, RecordKeeper } from '../../handoff/ports'
import type { Clock } from '../../turn/ports'
import { type ClosableStore, conversationStoreOver, type Database } from './conversationStore'
import { deskStoreOver, recordKeeperOver } from './deskStore'
import { handoffStoreOver } from './handoffStore'

export interface SqlStore extends ClosableStore {
  readonly handoffs: HandoffStore
  readonly desk: DeskStore
  readonly record: RecordKeeper
}

export function sqlStoreOver(database: Database, clock: Clock): SqlStore {
  return {
    ...conversationStoreOver(database, clock),
    handoffs: handoffStoreOver(database, clock),
    desk: deskStoreOver(database, clock),
    record: recordKeeperOver(database),
  }
}
