/** When somebody came into the queue last: time with an adviser who was lost or sent them on is no waiting. Never edited once released. */
import type { Migration } from '../migrate'

export const handoffsQueued: Migration = {
  number: 9,
  name: 'handoffs-queued',
  statements: ['alter table handoffs add column queued_at text', 'update handoffs set queued_at = asked_at'],
}
