/**
 * `npm run proof -- house`: the service is killed with SIGKILL in the middle of messages, again and again, on SQLite and on PostgreSQL.
 * Every acknowledged message must stand in the log exactly once, in the order it was sent, and get exactly one reply in the end.
 */
import { createDatabase, startPostgres } from '../postgres'
import { openConversation, readActivities, sendMessage, startService, type DirectLineTalk } from '../startService'
import { seededRandom } from './seededRandom'

export interface HouseProof {
  readonly seed: number
  readonly stores: readonly {
    readonly store: string
    readonly kills: number
    readonly acknowledged: number
    readonly faults: readonly string[]
  }[]
}

/** Needs no rate limits: the proof writes faster than people do. */
const unlimited = {
  MESSAGES_PER_MINUTE_PER_CONVERSATION: '1000000',
  MESSAGES_PER_MINUTE_PER_ADDRESS: '1000000',
  TOKENS_PER_MINUTE_PER_ADDRESS: '1000000',
}

const questions = [
  'miten uusin reseptin',
  'hur gör jag en flyttanmälan',
  'I forgot my bank codes',
  'kiitos',
  'haluan puhua ihmiselle',
]

export interface KillOptions {
  readonly seed: number
  readonly rounds: number
  readonly conversations: number
  readonly messagesEach: number
  readonly environment: Readonly<Record<string, string>>
}

/** One store's trial; resolves with what was acknowledged and every fault found. */
export async function killWhileWriting(
  options: KillOptions,
): Promise<{ kills: number; acknowledged: number; faults: string[] }> {
  const random = seededRandom(options.seed)
  const faults: string[] = []
  const environment = { ...unlimited, TOKEN_SECRET: 'x'.repeat(40), ...options.environment }
  let dataFolder: string | undefined
  let acknowledged = 0
  for (let round = 0; round < options.rounds; round++) {
    const service = await startService(environment, dataFolder)
    dataFolder = service.dataFolder
    const talks = await Promise.all(Array.from({ length: options.conversations }, () => openConversation(service.url)))
    const sent = talks.map((): string[] => [])
    let dead = false
    const killAfter = Math.floor(options.conversations * options.messagesEach * (0.2 + 0.6 * random()))
    let count = 0
    const writers = talks.map(async (talk, index) => {
      for (let number = 0; number < options.messagesEach && !dead; number++) {
        try {
          sent[index]?.push(
            await sendMessage(service.url, talk, questions[number % questions.length] ?? '', `${index}-${number}`),
          )
        } catch (fault) {
          if (!dead) throw fault
        }
        if (++count === killAfter) {
          dead = true
          await service.kill()
        }
      }
    })
    await Promise.all(writers)
    if (!dead) await service.kill()
    const again = await startService(environment, dataFolder)
    for (const [index, talk] of talks.entries())
      faults.push(...(await compare(again.url, talk, sent[index] ?? [], round)))
    acknowledged += sent.flat().length
    await again.kill()
  }
  return { kills: options.rounds * 2, acknowledged, faults }
}

/** What is wrong with one conversation's log after the restart. */
async function compare(url: string, talk: DirectLineTalk, sent: readonly string[], round: number): Promise<string[]> {
  const where = `round ${round}, conversation ${talk.conversationId}`
  const activities = await settled(url, talk)
  const ids = activities.filter(({ from }) => from.role === 'user').map(({ id }) => id)
  const replied = activities.flatMap(({ replyToId }) => replyToId ?? [])
  const faults: string[] = []
  const known = ids.filter((id) => sent.includes(id))
  if (known.join() !== sent.join()) faults.push(`${where}: sent ${sent.join()} but the log has ${known.join()}`)
  if (new Set(ids).size !== ids.length) faults.push(`${where}: a message stands twice`)
  // A message the process died on before acknowledging it may be there or not; if it is, it is answered like any other.
  for (const id of ids) {
    const replies = replied.filter((replyTo) => replyTo === id).length
    if (replies !== 1) faults.push(`${where}: message ${id} has ${replies} replies`)
  }
  return faults
}

/** The log once every message in it has its reply, or as it is after two seconds. */
async function settled(url: string, talk: DirectLineTalk) {
  for (let tries = 0; ; tries++) {
    const activities = await readActivities(url, talk)
    const open = activities.filter(
      ({ id, from }) => from.role === 'user' && !activities.some(({ replyToId }) => replyToId === id),
    )
    if (open.length === 0 || tries > 40) return activities
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export async function run(args: readonly string[]): Promise<HouseProof> {
  const at = args.indexOf('--seed')
  const seed = at >= 0 ? Number(args[at + 1]) : 1
  const size = { seed, rounds: 10, conversations: 20, messagesEach: 10 }
  const postgres = await startPostgres()
  try {
    const stores = []
    for (const store of ['SQLite', 'PostgreSQL']) {
      const environment: Record<string, string> =
        store === 'SQLite' ? {} : { DATABASE_URL: await createDatabase(postgres.url, `house_${process.pid}`) }
      const result = await killWhileWriting({ ...size, environment })
      stores.push({ store, ...result })
      console.log(
        `${store}: ${result.kills} kills, ${result.acknowledged} acknowledged messages, ${result.faults.length} faults`,
      )
      for (const fault of result.faults.slice(0, 20)) console.log(`  ${fault}`)
    }
    return { seed, stores }
  } finally {
    await postgres.stop()
  }
}
