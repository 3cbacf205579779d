/** Codes for going on with a conversation on another device; only digests. Never edited once released. */
import type { Migration } from '../migrate'

export const resumeCodes: Migration = {
  number: 4,
  name: 'resume-codes',
  statements: [
    `create table resume_codes (
      digest text primary key not null,
      conversation_id text not null references conversations (id) on delete cascade,
      person text not null,
      expires_at text not null
    )`,
    'create index resume_codes_conversation on resume_codes (conversation_id)',
  ],
}
