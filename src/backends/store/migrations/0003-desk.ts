/** The hash chain of the record, and what advisers work with: accounts, sessions, presence, notes, callbacks, accesses. Never edited once released. */
import type { Migration } from '../migrate'

export const desk: Migration = {
  number: 3,
  name: 'desk',
  statements: [
    // Who holds the conversation once the line stands; null on a person's line.
    'alter table log add column holder text',
    // The chain: `digest` = H(salt, line), `link` = H(link before, seq, digest). Null on lines that are older than this migration.
    'alter table log add column salt text',
    'alter table log add column digest text',
    'alter table log add column link text',
    // What is left of an erased conversation: neither words nor salts, and the chain still verifies.
    `create table erased_lines (
      chain text not null,
      seq integer not null,
      digest text,
      link text,
      primary key (chain, seq)
    )`,
    `create table advisers (
      id text primary key not null,
      name text not null,
      role text not null,
      password text,
      failures integer not null,
      locked_until text,
      created_at text not null
    )`,
    `create unique index advisers_name on advisers (name)`,
    `create table desk_sessions (
      id text primary key not null,
      adviser_id text not null references advisers (id) on delete cascade,
      csrf text not null,
      created_at text not null,
      seen_at text not null
    )`,
    `create table presences (
      adviser_id text primary key not null references advisers (id) on delete cascade,
      status text not null,
      capacity integer not null,
      languages text not null,
      desks text not null,
      automatic integer not null,
      seen_at text not null
    )`,
    `create table notes (
      handoff_id text not null references handoffs (id) on delete cascade,
      id text not null,
      at text not null,
      adviser_id text not null,
      adviser_name text not null,
      text text not null,
      primary key (handoff_id, id)
    )`,
    // `contact` is encrypted, and goes when the callback is done; only the time of asking and doing stays.
    `create table callbacks (
      id text primary key not null,
      desk text not null,
      language text not null,
      asked_at text not null,
      contact text,
      topic text,
      done_at text,
      done_by text
    )`,
    `create index callbacks_open on callbacks (desk, asked_at) where done_at is null`,
    `create table accesses (
      at text not null,
      adviser_id text not null,
      what text not null,
      handoff_id text,
      conversation_id text
    )`,
    `create index accesses_of on accesses (conversation_id)`,
    `create index handoffs_asked on handoffs (asked_at)`,
  ],
}
