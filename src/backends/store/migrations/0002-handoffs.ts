/** Handing a conversation to an adviser, and the adviser's name on a line. Never edited once released. */
import type { Migration } from '../migrate'

export const handoffs: Migration = {
  number: 2,
  name: 'handoffs',
  statements: [
    'alter table log add column adviser text',
    `create table handoffs (
      id text primary key not null,
      conversation_id text not null references conversations (id) on delete cascade,
      desk text not null,
      state text not null,
      language text not null,
      topic text,
      asked_at text not null,
      lost_adviser integer not null,
      adviser_id text,
      adviser_name text,
      lease_until text,
      accepted_at text,
      closed_at text,
      close_reason text,
      epoch integer not null
    )`,
    // One open handoff a conversation, whatever races: the database itself says no to a second.
    `create unique index handoffs_open on handoffs (conversation_id) where state <> 'closed'`,
    `create index handoffs_queue on handoffs (desk, state, asked_at)`,
    `create index handoffs_held on handoffs (adviser_id) where state = 'accepted'`,
    // One row an adviser: taking its lock makes an adviser's claims happen one after the other.
    `create table adviser_claims (adviser_id text primary key not null, claims integer not null)`,
  ],
}
