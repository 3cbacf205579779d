/** Reads a conversation's record after a proof and names what is wrong with it. Knows no scripts, only what was acknowledged. */
import { readActivities, type SeenActivity } from '../startService'
import type { ScriptedAdviser } from './scriptedAdviser'
import type { ScriptedPerson } from './scriptedPerson'

/** What is wrong in any of the records, and with acknowledged lines of advisers that stand in none of them. */
export async function faultsInAll(
  url: string,
  people: readonly ScriptedPerson[],
  advisers: readonly ScriptedAdviser[],
): Promise<string[]> {
  const records = await Promise.all(people.map((person) => faultsIn(url, person, advisers)))
  const recorded = new Set(records.flatMap(({ ids }) => ids))
  const lost = advisers.flatMap(({ name, said }) =>
    said.filter(({ id }) => !recorded.has(id)).map(({ text }) => `${name}: "${text}" was acknowledged and is lost`),
  )
  return [...records.flatMap(({ faults }) => faults), ...lost]
}

async function faultsIn(
  url: string,
  person: ScriptedPerson,
  advisers: readonly ScriptedAdviser[],
): Promise<{ ids: readonly string[]; faults: readonly string[] }> {
  const own = person.credentials()
  if (!own) return { ids: [], faults: [`${person.name} never got a conversation`] }
  const lines = await readActivities(url, { conversationId: own.id, token: own.token, streamUrl: '' })
  const faults: string[] = []
  const fault = (what: string): void => void faults.push(`${person.name}: ${what}`)
  const ids = lines.map(({ id }) => id)
  if (new Set(ids).size !== ids.length) fault('a line stands twice in the record')

  const written = lines.filter(({ from }) => from.role === 'user').map(({ text }) => text ?? '')
  compare('message', person.sent, written, fault)
  // What the person's own client was shown is the record, from its first line on and in its order.
  if (person.seen.join() !== ids.slice(0, person.seen.length).join())
    fault(`the client saw ${person.seen.length} lines in another order or with gaps`)
  if (person.seen.length !== ids.length) fault(`the client saw ${person.seen.length} of ${ids.length} lines`)

  for (const adviser of advisers) {
    const spoken = lines.filter(({ text }) => text?.startsWith(`${adviser.name}:`))
    const theirs = adviser.said.filter(({ id }) => ids.includes(id)).map(({ text }) => text)
    compare(
      `line of ${adviser.name}`,
      theirs,
      spoken.map(({ text }) => text ?? ''),
      fault,
    )
  }
  holders(lines, fault)
  return { ids, faults }
}

/** Every acknowledged text stands exactly once and in order; what was sent and never acknowledged may stand too, once. */
function compare(
  what: string,
  acknowledged: readonly string[],
  recorded: readonly string[],
  fault: (what: string) => void,
): void {
  if (new Set(recorded).size !== recorded.length) fault(`a ${what} stands twice`)
  const known = new Set(acknowledged)
  const found = recorded.filter((text) => known.has(text))
  if (found.length !== acknowledged.length)
    fault(`${acknowledged.length - found.length} acknowledged ${what}s are lost`)
  else if (found.join() !== acknowledged.join()) fault(`a ${what} is out of order`)
}

/** Advisers speak only while they hold the conversation, the bot never while one does, and no change of holder is said twice. */
function holders(lines: readonly SeenActivity[], fault: (what: string) => void): void {
  let holder = 'bot'
  let holding = ''
  for (const { text = '', from, channelData } of lines) {
    const said = channelData?.opastin
    if (from.role === 'user' || !said) continue
    if (said['speaker'] === 'adviser' && (holder !== 'adviser' || !holding.includes(text.split(':')[0] ?? '')))
      fault(`"${text}" under ${holder} (${holding})`)
    if (said['speaker'] === 'bot' && holder === 'adviser') fault('the bot spoke over an adviser')
    if (said['speaker'] !== 'system') continue
    const next = String(said['holder'])
    if (next === 'adviser' && holder !== 'queue') fault(`taken from ${holder}`)
    if (next === 'bot' && holder === 'bot') fault('ended twice')
    holder = next
    holding = next === 'adviser' ? text : ''
  }
}
