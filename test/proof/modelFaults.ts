/** Every fault of a model's endpoint, suffered by real clients: whether every turn has its answer in time, and nothing is left open. */
import { inProcessEvents } from '../../src/backends/events'
import { openMemoryStore } from '../../src/backends/store/memoryStore'
import { languages } from '../../src/language/languages'
import { createTurns } from '../../src/turn/turns'
import { faultModes, type FakeAzureOpenAi, type FaultMode } from '../fakes/azureOpenAi/server'
import type { ModelHouse } from './modelHouse'

/** Faults of the endpoint: what opens the breaker. The others are the model's own, and whoever asks can provoke them. */
export const endpointFaults: readonly FaultMode[] = faultModes.slice(0, 12)
export interface ModeResult {
  readonly mode: FaultMode
  readonly turns: number
  readonly answered: number
  readonly written: number
  readonly p99Ms: number
  readonly slowestMs: number
  /** Calls until the breaker opened; undefined where it is not to open. */
  readonly callsToOpen?: number
  readonly socketsLeft: number
}
/** One fault mode: `turns` with a breaker that opens, then whether every one had its answer in time. */
export async function sufferMode(
  house: ModelHouse,
  mode: FaultMode,
  turns: number,
  deadlineMs: number,
  failures: number,
): Promise<ModeResult> {
  const { fake, reports, attacks } = house
  const { writeReply, writer } = house.write({ deadlineMs, failures })
  fake.mode = mode
  reports.length = 0
  let answered = 0
  let callsToOpen: number | undefined
  const before = fake.requests.length
  const times: number[] = []
  for (let turn = 0; turn < turns; turn++) {
    const language = languages[turn % languages.length] ?? 'fi'
    const { questions } = attacks[language]
    const question = questions[turn % questions.length] ?? ''
    const draft = house.draft(question, language)
    const started = performance.now()
    const reply = await writeReply(draft, { question })
    times.push(performance.now() - started)
    if (reply.parts.some(({ kind }) => kind === 'passage') && reply.citations.length > 0) answered++
    if (callsToOpen === undefined && writer.breaker.state === 'open') callsToOpen = fake.requests.length - before
  }
  times.sort((one, two) => one - two)
  const round = (ms = 0): number => Math.round(ms * 10) / 10
  return {
    mode,
    turns,
    answered,
    written: reports.filter(({ outcome }) => outcome === 'written').length,
    p99Ms: round(times[Math.ceil(times.length * 0.99) - 1]),
    slowestMs: round(times.at(-1)),
    ...(endpointFaults.includes(mode) ? { callsToOpen } : {}),
    socketsLeft: await settledSockets(fake),
  }
}

export interface FollowUpResult {
  readonly mode: FaultMode
  readonly turns: number
  readonly answered: number
  readonly p99Ms: number
  readonly slowestMs: number
}

/** Whole turns of follow-up questions, each of which asks the model twice: to rewrite, and to write. One deadline holds for both. */
export async function sufferFollowUps(
  house: ModelHouse,
  mode: FaultMode,
  turns: number,
  deadlineMs: number,
): Promise<FollowUpResult> {
  // A breaker that never opens: every turn suffers.
  const { writeReply, rewrite } = house.write({ deadlineMs, failures: 1e9 })
  house.fake.mode = mode
  const silent = { info: () => undefined, error: () => undefined }
  const store = openMemoryStore({ clock: { now: () => new Date() } })
  const talk = createTurns({
    store,
    events: inProcessEvents(),
    tools: house.tools,
    log: silent,
    thinking: { write: writeReply, rewrite },
  })
  const opening = { channel: 'evaluation', person: 'proof', pageLanguage: 'fi' } as const
  const plain = createTurns({ store, events: inProcessEvents(), tools: house.tools, log: silent })
  const times: number[] = []
  let answered = 0
  for (let turn = 0; turn < turns; turn++) {
    const conversationId = `follow-up-${turn}`
    await (
      await plain.take({ ...opening, conversationId, id: '1', text: 'miten uusin reseptin' })
    ).replies
    const started = performance.now()
    const taken = await talk.take({ ...opening, conversationId, id: '2', text: 'missä se passi haetaan' })
    const replies = await taken.replies
    times.push(performance.now() - started)
    if (replies.at(-1)?.reply?.outcome === 'answered_guide') answered++
  }
  times.sort((one, two) => one - two)
  const round = (ms = 0): number => Math.round(ms * 10) / 10
  return { mode, turns, answered, p99Ms: round(times[Math.ceil(turns * 0.99) - 1]), slowestMs: round(times.at(-1)) }
}

/** Connections still open a few seconds after the last call: a client keeps idle ones for some seconds, and no longer. */
async function settledSockets(fake: FakeAzureOpenAi): Promise<number> {
  for (let tries = 0; fake.sockets() > 0 && tries < 60; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100))
  return fake.sockets()
}
