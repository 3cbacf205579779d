/**
 * Brings an adviser's and the service's lines to people whose channel does not read the record: proactively, in order, by whichever
 * process is first. Each line is marked when it has arrived; one that was cut off in between may come twice, none is lost. Knows no SDK.
 */
import type { LogEntry } from '../../conversation/conversation'
import type { HandoffEvents } from '../../handoff/ports'
import type { Handoff } from '../../handoff/types'
import { keepInStep } from '../../handoff/keepInStep'
import { type Address, type AddressBook, type OutActivity, type Poster, PostFault } from '../ports'

export interface DeliveryNeeds {
  readonly addresses: AddressBook
  readonly log: { read(conversationId: string, after: number, limit: number): Promise<readonly LogEntry[]> }
  readonly events: HandoffEvents
  /** Every handoff that waits or is held. */
  open(): Promise<readonly Handoff[]>
  /** As `ConversationStore.exclusively`. */
  exclusively<T>(key: string, work: () => Promise<T>): Promise<T>
  readonly poster: Poster
  /** A line as the channel shows it. */
  render(line: LogEntry, channelId: string): readonly OutActivity[]
  readonly clock: { now(): Date }
  onFault(fault: unknown, where: string): void
}

/** Somebody waits at a service to which settings let us write nothing. */
export class UnreachedService extends Error {
  readonly code = 'UNREACHED_SERVICE'
  constructor(serviceUrl: string) {
    super(
      `Lines cannot be brought to conversations at ${serviceUrl}: its host is not among SERVICE_URL_HOSTS. Add it there if it is one of ours.`,
    )
    this.name = 'UnreachedService'
  }
}

export interface Delivery {
  keep(conversationId: string, address: Address): Promise<void>
  /** Sends what has not arrived: `send` when the channel takes replies in its own answer only. */
  deliver(conversationId: string, send?: (activity: OutActivity) => Promise<unknown>): Promise<void>
  start(): void
  stop(): Promise<void>
}

const batch = 100
const mostRemembered = 5_000
/** What could not be delivered is tried again for as long. */
const patienceMs = 3 * 24 * 3_600_000

export function createDelivery(needs: DeliveryNeeds): Delivery {
  const { addresses, log, events, poster, clock, onFault } = needs
  /** Up to which line nothing is left to bring, by conversation. */
  const lookedTo = new Map<string, number>()
  /** Services that settings do not allow, and that have been told of. */
  const barred = new Set<string>()
  /** Where the catching up goes on, so that conversations that cannot be reached keep none behind them waiting. */
  let caughtUpTo = ''
  const inStep = keepInStep({ events, sync, onFault: (fault) => onFault(fault, 'delivery') })

  function deliver(conversationId: string, send?: (activity: OutActivity) => Promise<unknown>): Promise<void> {
    return inStep.track(bring(conversationId, send))
  }

  async function bring(conversationId: string, send?: (activity: OutActivity) => Promise<unknown>): Promise<void> {
    const looked = lookedTo.get(conversationId)
    if (looked !== undefined && !(await hasNews(conversationId, looked))) return
    const there = await addresses.find(conversationId)
    if (!there || (looked === undefined && !(await hasNews(conversationId, there.deliveredSeq)))) return
    if (!send && !isReached(there.address)) return
    await needs.exclusively(`delivery ${conversationId}`.slice(0, 200), async () => {
      const { address, deliveredSeq } = (await addresses.find(conversationId)) ?? there
      const post = send ?? ((activity: OutActivity) => poster.send(address, activity))
      let seq = deliveredSeq
      for (let more = true; more && !inStep.stopped;) {
        const lines = await log.read(conversationId, seq, batch)
        for (const line of lines) {
          if (line.speaker === 'adviser' || line.speaker === 'system') {
            await postAll(needs.render(line, address.channelId), post)
            await addresses.delivered(conversationId, line.seq)
          }
          seq = line.seq
        }
        more = lines.length === batch
      }
      remember(lookedTo, conversationId, seq)
    })
  }

  /** An address that is not allowed is told of once for its service, and never written to. */
  function isReached(address: Address): boolean {
    if (poster.reaches(address)) return true
    const { serviceUrl } = address
    if (!barred.has(serviceUrl) && barred.size < mostRemembered) {
      barred.add(serviceUrl)
      onFault(new UnreachedService(serviceUrl), 'delivery')
    }
    return false
  }

  /**
   * Whether there is a line to bring after `from`. How far the record has been looked through is remembered: the bot's own
   * replies mark no delivery, and a long talk with it must not be read anew at every turn.
   */
  async function hasNews(conversationId: string, from: number): Promise<boolean> {
    for (let seq = from; ;) {
      const lines = await log.read(conversationId, seq, batch)
      if (lines.some(({ speaker }) => speaker === 'adviser' || speaker === 'system')) return true
      seq = lines.at(-1)?.seq ?? seq
      remember(lookedTo, conversationId, seq)
      if (lines.length < batch) return false
    }
  }

  /** What the channel will never take is told to us and passed over, so that the lines after it arrive. */
  async function postAll(
    activities: readonly OutActivity[],
    post: (activity: OutActivity) => Promise<unknown>,
  ): Promise<void> {
    for (const activity of activities) {
      try {
        await post(activity)
      } catch (fault) {
        if (!(fault instanceof PostFault && fault.final)) throw fault
        onFault(fault, 'delivery')
      }
    }
  }

  function quietly(conversationId: string): Promise<void> {
    return deliver(conversationId).catch((fault: unknown) => onFault(fault, 'delivery'))
  }

  /** Watches whoever waits or talks with an adviser, and catches up with what was missed. */
  async function sync(): Promise<void> {
    const open = new Set((await needs.open()).map(({ conversationId }) => conversationId))
    inStep.watchOnly(open)
    for (const id of open)
      if (!inStep.watches(id) && (await addresses.find(id))) inStep.watch(id, id, () => void quietly(id))
    const since = new Date(clock.now().getTime() - patienceMs).toISOString()
    const undelivered = await addresses.undelivered(since, caughtUpTo, batch)
    caughtUpTo = undelivered.length === batch ? (undelivered.at(-1) ?? '') : ''
    await Promise.all(undelivered.map(quietly))
  }

  return {
    async keep(conversationId, address) {
      const there = await addresses.find(conversationId)
      // A conversation that was erased begins its record anew.
      if (!there) lookedTo.delete(conversationId)
      if (JSON.stringify(there?.address) !== JSON.stringify(address)) await addresses.keep(conversationId, address)
    },
    deliver,
    start: () => inStep.start(),
    stop: () => inStep.stop(),
  }
}

/** Bounded: the oldest is forgotten, and found out again when it is needed. */
function remember(known: Map<string, number>, conversationId: string, seq: number): void {
  known.delete(conversationId)
  known.set(conversationId, seq)
  if (known.size > mostRemembered) known.delete(known.keys().next().value as string)
}

/** Bot Framework's own events beside the lines that mark a change of holder, for channels that take events. */
export function handoffEvents({ id, holder, language }: LogEntry): readonly OutActivity[] {
  if (!id.startsWith('handoff.') || holder === undefined) return []
  const locale = language ? { locale: language } : {}
  if (holder === 'queue') return [{ type: 'event', name: 'handoff.initiate', value: { state: 'waiting' }, ...locale }]
  const state = holder === 'adviser' ? 'accepted' : 'completed'
  return [{ type: 'event', name: 'handoff.status', value: { state }, ...locale }]
}
