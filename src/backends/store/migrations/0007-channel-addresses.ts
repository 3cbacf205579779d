/** Where people and advisers of Bot Framework channels are reached, what was posted there, and reports about guides. Never edited once released. */
import type { Migration } from '../migrate'

export const channelAddresses: Migration = {
  number: 7,
  name: 'channel-addresses',
  statements: [
    // `delivered_seq`: an adviser's or the service's line up to here has arrived; the bot's own lines go out with their turn.
    `create table channel_addresses (
      conversation_id text primary key not null references conversations (id) on delete cascade,
      address text not null,
      delivered_seq integer not null,
      kept_at text not null
    )`,
    `create table channel_replies (
      conversation_id text not null references conversations (id) on delete cascade,
      activity_id text not null,
      reply_id text not null,
      primary key (conversation_id, activity_id)
    )`,
    `create table teams_places (
      id text primary key not null,
      kind text not null,
      address text not null,
      language text not null,
      seen_at text not null
    )`,
    // Outlives the handoff on purpose: what stands in Teams must still be found there when the conversation has been erased here.
    `create table teams_posts (
      handoff_id text not null,
      place text not null,
      what text not null,
      activity_id text not null,
      shows text not null,
      address text not null,
      primary key (handoff_id, place, what)
    )`,
    `create table guide_reports (
      id text primary key not null,
      at text not null,
      guide text not null,
      language text not null,
      owner text not null,
      words text not null
    )`,
    'create index guide_reports_at on guide_reports (at)',
  ],
}
