/** The one kind of fault that stores throw. Knows no database: each backend names its own faults in these words. */

export const storeErrorCodes = [
  /** Another process holds the data folder. */
  'DataFolderInUse',
  /** The data folder cannot be made or written. */
  'DataFolderUnwritable',
  /** The database file is there and is not a sound database. */
  'DatabaseDamaged',
  /** The database was written by a newer version of this program. */
  'DatabaseNewer',
  /** DATABASE_URL is not an address. */
  'DatabaseUrlInvalid',
  /** Nothing answers at DATABASE_URL, or it stopped answering. */
  'DatabaseUnreachable',
  /** The database answers and will not let us in or do what we need. */
  'DatabaseRefused',
  /** The driver's part for this machine is not installed. */
  'DriverMissing',
  /** What was erased may still be readable in the database's files; it is tried again. */
  'ErasedWordsRemain',
  /** No room left on the disk. */
  'StoreFull',
  /** Somebody else has worked on the conversation for too long. */
  'ConversationBusy',
  /** There is no such conversation: never opened, or erased. */
  'ConversationUnknown',
  /** There is no such turn: never begun, or erased. */
  'TurnUnknown',
  /** An id of more than 200 characters. */
  'IdTooLong',
  /** The store was closed. */
  'StoreClosed',
  /** Anything else; the cause says what. */
  'StoreFailed',
] as const
export type StoreErrorCode = (typeof storeErrorCodes)[number]

/** `message` is a sentence for the operator: what, where, what to do. It never holds a password or what a person wrote. */
export class StoreError extends Error {
  override readonly name = 'StoreError'

  constructor(
    readonly code: StoreErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause })
  }
}

/** The `code` that a driver or the system put on its error, or ''. */
export function codeOf(fault: unknown): string {
  return typeof fault === 'object' && fault !== null && 'code' in fault && typeof fault.code === 'string'
    ? fault.code
    : ''
}
