/** Which authority a conversation is about when no guide is at hand: what the bot itself named, so never a word of the person's. Pure. */
import type { LogEntry } from '../conversation/conversation'

/** Named in every offer of a human being: says nothing of the matter. */
const namedToAll = 'kansalaisneuvonta'

/** @returns the key of the authority's contact; undefined where the bot has named none since it last answered */
export function authorityNamed(lines: readonly LogEntry[]): string | undefined {
  for (const { speaker, reply } of [...lines].reverse()) {
    if (speaker !== 'bot' || !reply) continue
    const named = reply.parts.find((part) => part.kind === 'contact' && part.key !== namedToAll)
    if (named?.kind === 'contact') return named.key
    if (reply.outcome.startsWith('answered_')) return undefined
  }
  return undefined
}
