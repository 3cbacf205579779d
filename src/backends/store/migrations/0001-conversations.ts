/** Conversations, their log and their turns. Written in what SQLite and PostgreSQL both speak. Never edited once released. */
import type { Migration } from '../migrate'

export const conversations: Migration = {
  number: 1,
  name: 'conversations',
  statements: [
    `create table conversations (
      id text primary key not null,
      channel text not null,
      person text not null,
      site text,
      page_language text,
      holder text not null,
      epoch integer not null,
      memory text not null,
      last_seq integer not null,
      created_at text not null,
      updated_at text not null
    )`,
    `create table log (
      conversation_id text not null references conversations (id) on delete cascade,
      seq integer not null,
      at text not null,
      speaker text not null,
      id text not null,
      reply_to text,
      text text not null,
      language text,
      reply text,
      primary key (conversation_id, seq)
    )`,
    // A person's message id is unique by its turn; ours must not collide with an id that a client makes up.
    `create unique index log_our_id on log (conversation_id, id) where speaker <> 'person'`,
    `create table turns (
      conversation_id text not null references conversations (id) on delete cascade,
      message_id text not null,
      seq integer not null,
      state text not null,
      outcome text,
      begun_at text not null,
      finished_at text,
      primary key (conversation_id, message_id)
    )`,
    `create index turns_unfinished on turns (begun_at) where state = 'begun'`,
  ],
}
