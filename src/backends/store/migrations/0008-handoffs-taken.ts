/** Who was taken lately is asked for every desk again and again: found without reading the desk's whole history. Never edited once released. */
import type { Migration } from '../migrate'

export const handoffsTaken: Migration = {
  number: 8,
  name: 'handoffs-taken',
  statements: ['create index handoffs_taken on handoffs (desk, accepted_at) where accepted_at is not null'],
}
