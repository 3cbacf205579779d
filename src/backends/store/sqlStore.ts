/** What both databases offer: the conversations, and what advisers need. Knows which parts there are, not what they do. */
import type { PersonMarks } from '../../conversation/personMarks'
import type { ResumeCodes } from '../../conversation/resumeCode'
import type { AddressBook, TeamsStore } from '../../channels/ports'
import type { DeskStore, HandoffStore, RecordKeeper } from '../../handoff/ports'
import type { Clock, SwitchStore } from '../../turn/ports'
import { addressBookOver } from './addressBook'
import { type ClosableStore, conversationStoreOver, type Database } from './conversationStore'
import { deskStoreOver, recordKeeperOver } from './deskStore'
import { handoffStoreOver } from './handoffStore'
import { personMarksOver } from './personMarks'
import { resumeCodesOver } from './resumeCodes'
import type { Dialect } from './statement'
import { teamsStoreOver } from './teamsStore'
import { switchesOver } from './switches'

export interface SqlStore extends ClosableStore {
  readonly handoffs: HandoffStore
  readonly desk: DeskStore
  readonly record: RecordKeeper
  readonly addresses: AddressBook
  readonly teams: TeamsStore
  readonly marks: PersonMarks
  readonly switches: SwitchStore
  /** @param secret keys the codes' digests */
  resumeCodes(secret: Buffer): ResumeCodes
}

export function sqlStoreOver(database: Database, dialect: Dialect, clock: Clock): SqlStore {
  return {
    ...conversationStoreOver(database, clock),
    handoffs: handoffStoreOver(database, clock),
    desk: deskStoreOver(database, clock),
    record: recordKeeperOver(database),
    addresses: addressBookOver(database, dialect, clock),
    teams: teamsStoreOver(database, dialect),
    marks: personMarksOver(database, dialect, clock),
    switches: switchesOver(database, dialect, clock),
    resumeCodes: (secret) => resumeCodesOver(database, dialect, clock, secret),
  }
}
