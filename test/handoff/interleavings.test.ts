/**
 * One holder, whatever the order: 1 000 random interleavings of asking, claiming, speaking, slow bot turns, ending, handing back, sending on,
 * cancelling and leases that run out, by actors who go by what they saw last. On SQLite, and a sample on PostgreSQL, where steps of a
 * group really run at the same time. FC_SEED repeats a run.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { openPostgresStore } from '../../src/backends/store/postgresStore'
import { openSqliteStore } from '../../src/backends/store/sqliteStore'
import type { SqlStore } from '../../src/backends/store/sqlStore'
import type { LogEntry } from '../../src/conversation/conversation'
import type { Changed } from '../../src/handoff/ports'
import type { Handoff } from '../../src/handoff/types'
import { endOf, messageOf } from '../contracts/conversationStore.cases'
import { testDatabase } from '../postgres'

const advisers = ['A', 'B', 'C'].map((name) => ({ id: `id-${name}`, name }))
type Actor = 0 | 1 | 2
type Step =
  | { readonly kind: 'ask' | 'cancel' | 'message' | 'botThinks' | 'botReplies' | 'leaseEnds' }
  | {
      readonly kind: 'look' | 'claim' | 'say' | 'repeat' | 'end' | 'handBack' | 'transfer' | 'alive'
      readonly who: Actor
    }

const plain = fc
  .constantFrom('ask', 'ask', 'cancel', 'message', 'botThinks', 'botReplies', 'botReplies', 'leaseEnds')
  .map((kind) => ({ kind }) as Step)
const acted = fc
  .tuple(
    fc.constantFrom('look', 'claim', 'claim', 'say', 'say', 'say', 'repeat', 'end', 'handBack', 'transfer', 'alive'),
    fc.constantFrom<Actor>(0, 1, 2),
  )
  .map(([kind, who]) => ({ kind, who }) as Step)
/** Steps of a group are begun together. */
const scripts = fc.array(fc.array(fc.oneof(plain, { weight: 2, arbitrary: acted }), { minLength: 1, maxLength: 3 }), {
  minLength: 4,
  maxLength: 16,
})

interface Found {
  readonly log: readonly LogEntry[]
  readonly said: readonly string[]
  readonly refused: readonly string[]
  readonly closed: number
}

/** Plays a script in a conversation of its own. */
async function play(
  store: SqlStore,
  now: { ms: number },
  conversationId: string,
  script: readonly (readonly Step[])[],
): Promise<Found> {
  const { handoffs } = store
  const seen: (Handoff | undefined)[] = [undefined, undefined, undefined]
  const said: string[] = []
  const refused: string[] = []
  const thinking: string[] = []
  const ended = new Set<string>()
  let messages = 0
  /** The bot can only think about what has been taken in; a message that is still being written is not there yet. */
  let taken = 'm0'
  let lines = 0
  let asks = 0
  const lease = () => new Date(now.ms + 60_000).toISOString()
  const notice = (text: string) => ({ text, language: 'fi' as const })
  const note = (result: Changed) => {
    if ('handoff' in result && result.handoff.state === 'closed') ended.add(result.handoff.id)
  }
  await store.begin(messageOf(conversationId, 'm0'))

  async function say(who: Actor, text: string): Promise<void> {
    const handoff = seen[who]
    if (!handoff) return
    const result = await handoffs.say({
      handoffId: handoff.id,
      adviserId: advisers[who]?.id ?? '',
      epoch: handoff.epoch,
      clientId: text,
      text,
      leaseUntil: lease(),
    })
    ;('refused' in result ? refused : said).push(text)
  }

  async function act(step: Step): Promise<void> {
    const who = 'who' in step ? step.who : 0
    const adviser = advisers[who] ?? { id: '', name: '' }
    const handoff = seen[who]
    const by = { adviserId: adviser.id, epoch: handoff?.epoch ?? 0 }
    const move = async (to: Parameters<typeof handoffs.move>[0]['to'], text: string) =>
      handoff && note(await handoffs.move({ handoffId: handoff.id, by, to, notice: notice(text) }))
    switch (step.kind) {
      case 'ask':
        return void (await handoffs.ask({
          id: `${conversationId}-${++asks}`,
          conversationId,
          desk: conversationId,
          language: 'fi',
          notice: notice('asked'),
          queueLimit: 5,
        }))
      case 'cancel': {
        const open = await handoffs.openOf(conversationId)
        if (open)
          note(
            await handoffs.move({
              handoffId: open.id,
              by: 'person',
              to: { kind: 'closed', reason: 'left' },
              notice: notice('closed'),
            }),
          )
        return
      }
      case 'message': {
        const id = `m${++messages}`
        await store.begin(messageOf(conversationId, id))
        taken = id
        return
      }
      case 'botThinks':
        thinking.push(taken)
        return
      case 'botReplies': {
        const id = thinking.shift() ?? 'm0'
        return void (await store.finish(conversationId, id, endOf(`bot to ${id}`)))
      }
      case 'leaseEnds': {
        now.ms += 61_000
        const open = await handoffs.openOf(conversationId)
        const to = { kind: 'queue', lostAdviser: true } as const
        if (open) await handoffs.move({ handoffId: open.id, by: 'service', to, notice: notice('lost') })
        return
      }
      case 'look':
        seen[who] = await handoffs.openOf(conversationId)
        return
      case 'claim': {
        const open = await handoffs.openOf(conversationId)
        if (!open) return
        const result = await handoffs.claim({
          handoffId: open.id,
          adviser,
          leaseUntil: lease(),
          capacity: 100_000,
          notice: notice(adviser.name),
        })
        if ('handoff' in result) seen[who] = result.handoff
        return
      }
      case 'say':
        return say(who, `${adviser.name}${++lines}`)
      case 'repeat':
        return say(who, said.filter((text) => text.startsWith(adviser.name)).at(-1) ?? `${adviser.name}${++lines}`)
      case 'end':
        return move({ kind: 'closed', reason: 'helped' }, 'closed')
      case 'handBack':
        return move({ kind: 'closed', reason: 'handed_back' }, 'closed')
      case 'transfer':
        return void (await move({ kind: 'queue', desk: `${conversationId}-2`, lostAdviser: false }, 'moved'))
      case 'alive':
        return handoffs.renew(adviser.id, lease())
    }
  }

  for (const group of script) await Promise.all(group.map(act))
  const open = await handoffs.openOf(conversationId)
  if (open)
    note(
      await handoffs.move({
        handoffId: open.id,
        by: 'person',
        to: { kind: 'closed', reason: 'left' },
        notice: notice('closed'),
      }),
    )
  return { log: await store.read(conversationId, 0, 10_000), said, refused, closed: ended.size }
}

/** Reads the record as a judge would, from the first line to the last. */
function check({ log, said, refused, closed }: Found): void {
  let holder = 'bot'
  let holding = ''
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1))
  for (const line of log) {
    if (line.speaker === 'adviser') expect([holder, line.adviser, line.text]).toEqual(['adviser', holding, line.text])
    if (line.speaker === 'bot') expect(holder).not.toBe('adviser')
    if (line.speaker !== 'system') continue
    // A claim only from the queue, an end only of what was open.
    if (line.holder === 'adviser') expect(holder).toBe('queue')
    if (line.holder === 'bot') expect(['queue', 'adviser']).toContain(holder)
    holder = line.holder ?? ''
    holding = line.holder === 'adviser' ? line.text : ''
  }
  const spoken = log.filter(({ speaker }) => speaker === 'adviser').map(({ text }) => text)
  expect(new Set(spoken).size).toBe(spoken.length)
  expect([...new Set(said)].sort()).toEqual([...spoken].sort())
  expect(refused.filter((text) => spoken.includes(text) && !said.includes(text))).toEqual([])
  expect(log.filter(({ speaker, text }) => speaker === 'system' && text === 'closed')).toHaveLength(closed)
  expect(holder).toBe('bot')
}

async function prove(store: SqlStore, now: { ms: number }, runs: number): Promise<void> {
  const seed = Number(process.env['FC_SEED'] ?? Date.now())
  let run = 0
  await fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      const conversationId = `run-${++run}`
      check(await play(store, now, conversationId, script))
      expect(await store.record.verify(conversationId)).toMatchObject({ whole: true })
    }),
    { numRuns: runs, seed, endOnFailure: false },
  )
}

const clockOf = (now: { ms: number }) => ({ now: () => new Date(now.ms) })

test('no line comes from who does not hold the conversation, and each end is said once: 1 000 orders on SQLite', async () => {
  const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const folder = mkdtempSync(join(memory, 'opastin-orders-'))
  const now = { ms: Date.parse('2026-11-23T08:00:00Z') }
  const store = await openSqliteStore({ folder, clock: clockOf(now) })
  try {
    await prove(store, now, 1_000)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}, 180_000)

test('the same holds for 60 orders on PostgreSQL, where steps really overlap', async () => {
  const now = { ms: Date.parse('2026-11-23T08:00:00Z') }
  const store = await openPostgresStore({ url: await testDatabase('orders'), clock: clockOf(now) })
  try {
    await prove(store, now, 60)
  } finally {
    await store.close()
  }
}, 180_000)
