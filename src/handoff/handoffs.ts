/**
 * Handing a conversation to a human adviser and back: asking, taking, speaking, moving, losing. Every change is the store's, all or
 * nothing; here stands who may do what and what is said of it. Knows no channel and no desk page.
 */
import { randomBytes } from 'node:crypto'
import type { Conversation } from '../conversation/conversation'
import type { DeskHours } from '../dialogs/hours'
import type { PhraseBook } from '../dialogs/phraseBook'
import type { PhraseValues } from '../conversation/reply'
import type { Language } from '../language/languages'
import { authorityNamed } from './authorityNamed'
import { createDuty, type Duty } from './duty'
import { newcomerAt } from './newcomer'
import { createOffers, type DeskOffers, type HandoffOffer } from './offerHandoff'
import type { Changed, DeskStore, HandoffEvents, HandoffStore, Move, Notice, PresenceChange } from './ports'
import { createSweep } from './sweep'
import type { CloseReason, Handoff, Wait } from './types'

/** How long an adviser may be silent before the person goes back to the queue, in milliseconds. */
export const leaseMs = 60_000
/** The topic under which processes tell each other that a queue, a holder or a presence has changed. */
export const deskTopic = 'desk:queue'

export interface HandoffsNeeds {
  readonly handoffs: HandoffStore
  readonly desk: DeskStore
  readonly desks: readonly DeskHours[]
  readonly phrases: PhraseBook
  readonly events: HandoffEvents
  readonly clock: { now(): Date }
  pageUrl(path: string): string
  /** Told of what failed in the background; it is tried again. */
  onFault(fault: unknown, where: string): void
}

/** Where a person's handoff stands; `position` from 1 while waiting. */
export interface HandoffStatus {
  readonly handoff: Handoff
  readonly position?: number
  readonly wait?: Wait
}

/** Why nothing was changed, in words for a program: a `Refusal`, or a desk that is not there. */
export type Worked = Changed | { readonly refused: 'closed' }

export interface Handoffs {
  readonly offers: DeskOffers
  readonly duty: Duty
  readonly desks: readonly DeskHours[]
  /** Into the queue of the first desk that is open and has room; who waits already keeps their place. */
  request(conversation: Conversation, language: Language): Promise<Handoff | { readonly closed: HandoffOffer }>
  /** The person gives up waiting, or ends the talk with the adviser. False when there is nothing to end. */
  cancel(conversationId: string): Promise<boolean>
  status(conversationId: string): Promise<HandoffStatus | undefined>
  take(
    adviser: { readonly id: string; readonly name: string; readonly capacity: number },
    handoffId: string,
  ): Promise<Worked>
  say(line: {
    handoffId: string
    adviserId: string
    epoch: number
    clientId: string
    text: string
    language?: Language
  }): Promise<Worked>
  end(handoff: Handoff, by: { adviserId: string; epoch: number }, reason: CloseReason): Promise<Worked>
  transfer(handoff: Handoff, by: { adviserId: string; epoch: number }, deskId: string): Promise<Worked>
  /** From an adviser who is gone back to the queue, first in line. */
  giveBack(handoff: Handoff): Promise<Worked>
  /** Ends the waiting of who will be answered by nobody, and says how to be contacted. */
  endUnserved(handoff: Handoff): Promise<Worked>
  /** Changes what is named and nothing else; also a sign of life. Resolves with what holds now. */
  changePresence(adviserId: string, change: PresenceChange): Promise<Required<PresenceChange>>
  /** A sign of life: prolongs every lease, and changes nothing that the adviser chose. */
  alive(adviserId: string): Promise<void>
  /** Gives people whose adviser is lost back to the queue, ends waiting for nobody, takes for who asked for it, reads the desks anew. */
  sweep(): Promise<void>
  /** Resolves when the desks were read for the first time. */
  start(): Promise<void>
  stop(): Promise<void>
}

export function createHandoffs(needs: HandoffsNeeds): Handoffs {
  const { handoffs: store, desk, desks, phrases, events, clock, onFault } = needs
  const duty = createDuty({ desks, handoffs: store, desk })
  const offers = createOffers({ desks, duty, phrases, pageUrl: needs.pageUrl })
  const notice = (key: string, language: Language, values?: PhraseValues): Notice => ({
    text: phrases.say(key, language, values),
    language,
  })
  const leaseFromNow = (): string => new Date(clock.now().getTime() + leaseMs).toISOString()

  /** Tells the conversation's watchers of its new lines, and the desks that something moved. */
  function tell<Result extends Changed>(result: Result, moved = true): Result {
    if ('refused' in result) return result
    const last = result.entries.at(-1)
    if (last) events.publish(last.conversationId, last.seq)
    if (moved) events.publish(deskTopic, clock.now().getTime())
    return result
  }

  async function request(conversation: Conversation, language: Language): Promise<Handoff | { closed: HandoffOffer }> {
    const { conversationId, memory } = conversation
    const there = await store.openOf(conversationId)
    if (there) return there
    await duty.refresh()
    const offer = offers.offerHandoff({ ...conversation, holder: 'bot' }, language, clock.now())
    if (offer.kind !== 'open') return { closed: offer }
    const result = tell(
      await store.ask({
        id: randomBytes(12).toString('base64url'),
        conversationId,
        desk: offer.desk,
        language,
        topic: memory.guide,
        topicIn: authorityNamed,
        notice: notice('handoff_waiting_notice', language),
        queueLimit: desks.find(({ id }) => id === offer.desk)?.queueLimit ?? 0,
      }),
    )
    if ('handoff' in result) return result.handoff
    await duty.refresh()
    return { closed: offers.offerHandoff({ ...conversation, holder: 'bot' }, language, clock.now()) }
  }

  async function cancel(conversationId: string): Promise<boolean> {
    const open = await store.openOf(conversationId)
    if (!open) return false
    const [reason, key] =
      open.state === 'waiting'
        ? (['cancelled', 'handoff_cancelled_notice'] as const)
        : (['left', 'handoff_left_notice'] as const)
    const to = { kind: 'closed', reason } as const
    return (
      'handoff' in tell(await store.move({ handoffId: open.id, by: 'person', to, notice: notice(key, open.language) }))
    )
  }

  async function status(conversationId: string): Promise<HandoffStatus | undefined> {
    const handoff = await store.openOf(conversationId)
    if (!handoff || handoff.state !== 'waiting') return handoff && { handoff }
    const position = (await store.waiting(handoff.desk)).findIndex(({ id }) => id === handoff.id) + 1
    return { handoff, position, wait: duty.wait(handoff.desk, position, clock.now()) }
  }

  async function take(adviser: { id: string; name: string; capacity: number }, handoffId: string): Promise<Worked> {
    const there = await store.find(handoffId)
    if (!there) return { refused: 'unknown' }
    const { id, name, capacity } = adviser
    const taken = notice('handoff_accepted_notice', there.language, { name })
    return tell(
      await store.claim({ handoffId, adviser: { id, name }, leaseUntil: leaseFromNow(), capacity, notice: taken }),
    )
  }

  async function transfer(handoff: Handoff, by: { adviserId: string; epoch: number }, deskId: string): Promise<Worked> {
    const aim = desks.find(({ id }) => id === deskId)
    if (!aim) return { refused: 'closed' }
    const moved = notice('handoff_transferred_notice', handoff.language, { desk: aim.name[handoff.language] })
    return tell(
      await store.move({
        handoffId: handoff.id,
        by,
        to: { kind: 'queue', desk: deskId, lostAdviser: false },
        notice: moved,
      }),
    )
  }

  function lose({ id, language }: Handoff): Promise<Worked> {
    return requeue({ handoffId: id, by: 'service' }, language)
  }

  async function giveBack({ id, adviser, epoch, language }: Handoff): Promise<Worked> {
    if (!adviser) return { refused: 'not_holder' }
    return requeue({ handoffId: id, by: { adviserId: adviser.id, epoch } }, language)
  }

  async function requeue(of: Pick<Move, 'handoffId' | 'by'>, language: Language): Promise<Worked> {
    const lost = notice('handoff_lost_notice', language)
    return tell(await store.move({ ...of, to: { kind: 'queue', lostAdviser: true }, notice: lost }))
  }

  async function endUnserved({ id, language }: Handoff): Promise<Worked> {
    const said = notice('handoff_unserved_notice', language, { url: needs.pageUrl(`/callback/${language}`) })
    return tell(
      await store.move({ handoffId: id, by: 'service', to: { kind: 'closed', reason: 'unserved' }, notice: said }),
    )
  }

  const sweep = createSweep({
    store,
    duty,
    desks,
    events,
    topic: deskTopic,
    clock,
    lose,
    endUnserved,
    take: async (adviser, id) => 'handoff' in (await take(adviser, id)),
    onFault,
  })

  return {
    offers,
    duty,
    desks,
    request,
    cancel,
    status,
    take,
    transfer,
    giveBack,
    endUnserved,
    ...sweep,
    async say(line) {
      return tell(await store.say({ ...line, leaseUntil: leaseFromNow() }), false)
    },
    async end(handoff, by, reason) {
      const key = reason === 'handed_back' ? 'handoff_handed_back_notice' : 'handoff_closed_notice'
      const to = { kind: 'closed', reason } as const
      return tell(await store.move({ handoffId: handoff.id, by, to, notice: notice(key, handoff.language) }))
    },
    async changePresence(adviserId, change) {
      await store.renew(adviserId, leaseFromNow())
      const chosen = await desk.changePresence(adviserId, change, newcomerAt(desks), clock.now().toISOString())
      // Who comes on duty is there for the very next person who asks.
      await duty.refresh()
      events.publish(deskTopic, clock.now().getTime())
      return chosen
    },
    async alive(adviserId) {
      await store.renew(adviserId, leaseFromNow())
      await desk.seePresence(adviserId, clock.now().toISOString())
    },
  }
}
