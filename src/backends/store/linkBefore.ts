/** Part of a statement that raises a conversation's `last_seq`: gives back the chain's link that the new lines follow. Knows no values. */
import { expressionBuilder } from 'kysely'
import type { Tables } from './tables'

/** The link of the line before the newest `count`, as `link`; null at the beginning. */
export function linkBefore(count: number) {
  return expressionBuilder<Tables, 'conversations'>()
    .selectFrom('log')
    .select('link')
    .whereRef('log.conversation_id', '=', 'conversations.id')
    .where((line) => line('log.seq', '=', line('conversations.last_seq', '-', count)))
    .as('link')
}
