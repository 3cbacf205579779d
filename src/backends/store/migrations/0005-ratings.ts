/** Whether answers helped. Never edited once released. */
import type { Migration } from '../migrate'

export const ratings: Migration = {
  number: 5,
  name: 'ratings',
  statements: [
    `create table ratings (
      conversation_id text not null references conversations (id) on delete cascade,
      reply_id text not null,
      helpful integer not null,
      word text,
      at text not null,
      primary key (conversation_id, reply_id)
    )`,
    'create index ratings_at on ratings (at)',
  ],
}
