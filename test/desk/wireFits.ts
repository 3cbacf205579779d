/** What the server sends is what the page reads: a difference between the two fails the types of this file (`npm run types`). No test runs. */
import type { OpenedView } from '../../src/channels/desk/openByCode'
import type { HandoffView, LineView } from '../../src/channels/desk/views'
import type { AwayReason as ServersAwayReason } from '../../src/handoff/attention'
import type { CloseReason as ServersCloseReason } from '../../src/handoff/types'
import type { AwayReason, CloseReason, Handoff, Line, Opened } from '../../src/desk/wire'

/** Each is assignable to the other. */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false
/** What the server sends is at least what the page reads. */
type Has<Sent, Read> = [Sent] extends [Read] ? true : false

/** A shape that does not fit makes its `true` an error. */
export const fits: {
  readonly closeReason: Same<ServersCloseReason, CloseReason>
  readonly awayReason: Same<ServersAwayReason, AwayReason>
  readonly handoff: Has<HandoffView, Handoff>
  readonly line: Has<LineView, Line>
  readonly opened: Has<OpenedView, Opened>
} = { closeReason: true, awayReason: true, handoff: true, line: true, opened: true }
