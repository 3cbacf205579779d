/** What the operator may do with one conversation for its person and for who checks us. Knows the store's parts, no database and no screen. */
import type { State } from '../compose'

export const privacyDeeds = ['export', 'erase', 'verify', 'accesses'] as const
export type PrivacyDeed = (typeof privacyDeeds)[number]

type Store = State['store']
export type PrivacyStore = Pick<Store, 'find' | 'read' | 'erase' | 'record'> & {
  readonly desk: Pick<Store['desk'], 'accesses' | 'adviser'>
}

/** What to print; not `ok` when the command must end with 1. */
export interface Done {
  readonly ok: boolean
  readonly said: string
}

const page = 500
const unknown: Done = { ok: false, said: 'There is no such conversation: never opened, or erased.' }

export async function doPrivacyDeed(deed: PrivacyDeed, conversationId: string, store: PrivacyStore): Promise<Done> {
  switch (deed) {
    case 'export':
      return exportOf(conversationId, store)
    case 'erase':
      if (!(await store.find(conversationId))) return unknown
      await store.erase(conversationId)
      return { ok: true, said: 'Erased: the conversation and everything said in it.' }
    case 'verify':
      return verify(conversationId, store)
    case 'accesses':
      return accessesOf(conversationId, store)
  }
}

/**
 * Everything that is kept of the person: the record, and when and how it was looked at. Advisers stand there by their id: a person may know of
 * each look, not the name of who looked (Court of Justice, C-579/21, 2023); `accesses` names them for the operator.
 */
async function exportOf(conversationId: string, store: PrivacyStore): Promise<Done> {
  const conversation = await store.find(conversationId)
  if (!conversation) return unknown
  const entries = []
  for (
    let lines = await store.read(conversationId, 0, page);
    lines.length > 0;
    lines = await store.read(conversationId, lines.at(-1)?.seq ?? 0, page)
  )
    entries.push(...lines)
  const accesses = await store.desk.accesses(conversationId)
  return { ok: true, said: JSON.stringify({ conversation, entries, accesses }, null, 2) }
}

/** Also of an erased conversation, whose chain is kept without its words. */
async function verify(conversationId: string, store: PrivacyStore): Promise<Done> {
  const verdict = await store.record.verify(conversationId)
  if (!verdict.whole)
    return {
      ok: false,
      said: `Broken at line ${verdict.brokenAt}: it, or a line before it, is not as it was written, or is missing.`,
    }
  if (verdict.lines === 0 && !(await store.find(conversationId))) return unknown
  return { ok: true, said: `Whole: ${verdict.lines} lines, each as it was written.` }
}

/** One line a look, oldest first. Kept whatever happens to the conversation. */
async function accessesOf(conversationId: string, store: PrivacyStore): Promise<Done> {
  const accesses = await store.desk.accesses(conversationId)
  if (accesses.length > 0) {
    const names = new Map<string, string>()
    for (const { adviserId } of accesses)
      if (!names.has(adviserId)) names.set(adviserId, (await store.desk.adviser(adviserId))?.name ?? 'no such account')
    const said = accesses.map(({ at, what, adviserId }) => `${at}  ${what}  ${names.get(adviserId)} (${adviserId})`)
    return { ok: true, said: said.join('\n') }
  }
  const { lines } = await store.record.verify(conversationId).then((one) => (one.whole ? one : { lines: 1 }))
  if (lines === 0 && !(await store.find(conversationId))) return unknown
  return { ok: true, said: 'Nobody has opened it.' }
}
