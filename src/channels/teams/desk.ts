/**
 * What stands in Teams about each handoff: the waiting card for whoever could take it, "taken by" for the others, and for the adviser who
 * holds it the person's lines. Compares what should stand with what stands, so that any process can go on where another was cut off.
 */
import type { LogEntry } from '../../conversation/conversation'
import type { Handoff } from '../../handoff/types'
import { keepInStep } from '../../handoff/keepInStep'
import { type OutActivity, PostFault, type TeamsPlace, type TeamsPost } from '../ports'
import type { TeamsAdvisers } from './advisers'
import { cardActivity, cardOf, heading } from './cardParts'
import type { TeamsNeeds } from './ports'
import { overCard, type QueueCardNeeds, type SaidCard, takenCard, waitingCard } from './queueCards'
import { endedCard, lineCard, talkCard, type TalkCardNeeds } from './talkCards'
import { readOn } from '../../handoff/readOn'

export interface TeamsDesk {
  /** Brings Teams to what the store says, now. */
  sync(): Promise<void>
  /** The same for one handoff. */
  syncOne(handoffId: string): Promise<void>
  start(): void
  stop(): Promise<void>
}

/** What a post shows into which no words have come yet. */
const blank = 'blank'

export function createTeamsDesk(
  needs: TeamsNeeds,
  advisers: TeamsAdvisers,
  cards: QueueCardNeeds & TalkCardNeeds,
): TeamsDesk {
  const { store, teams, poster, events, log, handoffs, clock, onFault } = needs
  const { phrases } = needs.tools
  const inStep = keepInStep({ events, sync, showAlive, onFault: (fault) => onFault(fault, 'teams') })

  async function sync(): Promise<void> {
    const waiting = (await Promise.all(handoffs.desks.map(({ id }) => store.waiting(id)))).flat()
    const held = await store.accepted()
    const ids = new Set([...waiting, ...held].map(({ id }) => id))
    for (const id of await teams.posted()) ids.add(id)
    inStep.watchOnly(new Set(held.map(({ id }) => id)))
    for (const id of ids) await quietly(id)
  }

  function syncOne(handoffId: string): Promise<void> {
    return inStep.track(needs.exclusively(`teams ${handoffId}`, () => bring(handoffId)))
  }

  async function bring(handoffId: string): Promise<void> {
    const handoff = await store.find(handoffId)
    const posts = await teams.posts(handoffId)
    if (handoff?.state === 'waiting') {
      await endTalk(posts)
      await showWaiting(handoff, posts)
    } else if (handoff?.state === 'accepted') {
      await endTalk(posts.filter(({ place }) => place !== handoff.adviser?.id))
      await showTaken(handoff, posts)
      await relay(handoff, posts)
    } else {
      await endTalk(posts)
      for (const post of posts.filter(({ what }) => what === 'card')) await removeCard(post, handoff)
    }
  }

  async function showWaiting(handoff: Handoff, posts: readonly TeamsPost[]): Promise<void> {
    const shows = `waiting.${handoff.epoch}`
    for (const place of await advisers.places()) {
      const post = posts.find((one) => one.what === 'card' && one.place === place.id)
      if (post?.shows === shows || (!post && !(await mayTake(place, handoff)))) continue
      const said = waitingCard(handoff, place.language, cards)
      if (post) await change(post, said, shows)
      else await put(place, handoff.id, 'card', cardActivity(said.card, said.summary), shows)
    }
  }

  async function mayTake(place: TeamsPlace, { desk, language }: Handoff): Promise<boolean> {
    if (place.kind === 'desk') return true
    const { status, desks, languages } = await advisers.presence(place.id)
    if (status !== 'available' || !desks.includes(desk) || !languages.includes(language)) return false
    return (await store.heldBy(place.id)).length === 0
  }

  async function showTaken(handoff: Handoff, posts: readonly TeamsPost[]): Promise<void> {
    const name = handoff.adviser?.name ?? ''
    const shows = `taken.${handoff.epoch}`
    const places = await advisers.places()
    for (const post of posts) {
      if (post.what !== 'card' || post.shows === shows) continue
      const language = places.find(({ id }) => id === post.place)?.language ?? 'fi'
      await change(post, takenCard(handoff, name, language, cards), shows)
    }
  }

  /** The person's lines to the adviser's chat, once the operator has decided that they may stand there. */
  async function relay(handoff: Handoff, posts: readonly TeamsPost[]): Promise<void> {
    const place = (await advisers.places()).find(({ id, kind }) => kind === 'adviser' && id === handoff.adviser?.id)
    if (!place || !cards.takes) return
    const { id, conversationId } = handoff
    if (!inStep.watches(id)) inStep.watch(id, conversationId, () => void quietly(id))
    let talk = posts.find(({ what, place: at }) => what === 'talk' && at === place.id)
    if (!talk || talk.shows === blank) {
      const record = await readOn(log, conversationId, 0)
      const said = talkCard(handoff, record, place.language, cards)
      talk = await putWords(place, id, 'talk', said, String(record.at(-1)?.seq ?? 0), talk)
      // An adviser who cannot be written to holds nobody.
      if (!talk) return void (await handoffs.giveBack(handoff))
      const at = clock.now().toISOString()
      await needs.desk.addAccess({ at, adviserId: place.id, what: 'read', handoffId: id, conversationId })
    }
    for (const line of await readOn(log, conversationId, Number(talk.shows))) {
      const what = `line.${String(line.seq).padStart(8, '0')}`
      const there = posts.find((post) => post.what === what && post.place === place.id)
      if (isTold(line)) await putWords(place, id, what, lineCard(line, place.language, cards), '', there)
      await teams.keepPost({ ...talk, shows: String(line.seq) })
    }
  }

  /** What the adviser typed stands in the chat already; what a button has sent does not. */
  const isTold = ({ speaker, id }: LogEntry): boolean => speaker !== 'adviser' || id.includes('.card-')

  /** Takes a person's words out of a chat whose talk is over: what cannot be removed there is written over. */
  async function endTalk(posts: readonly TeamsPost[]): Promise<void> {
    const places = await advisers.places()
    const ordered = [
      ...posts.filter(({ what }) => what === 'talk'),
      ...posts.filter(({ what }) => what.startsWith('line.')),
    ]
    for (const post of ordered) {
      const language = places.find(({ id }) => id === post.place)?.language ?? 'fi'
      const said = endedCard(language, cards)
      const over = (): Promise<void> =>
        poster.update(post.address, post.activityId, cardActivity(said.card, said.summary))
      const removed = post.what !== 'talk' && (await removes(post))
      if (!removed) await tried(over)
      await teams.removePost(post)
      if (post.what === 'talk')
        await tried(() =>
          poster.send(post.address, { type: 'message', text: phrases.say('teams_talk_over', language) }),
        )
    }
  }

  async function removes({ address, activityId }: TeamsPost): Promise<boolean> {
    try {
      await poster.remove(address, activityId)
      return true
    } catch (fault) {
      if (!(fault instanceof PostFault && fault.final)) throw fault
      return fault.status === 404
    }
  }

  async function removeCard(post: TeamsPost, handoff: Handoff | undefined): Promise<void> {
    if (!post.shows.startsWith('taken.')) {
      const places = await advisers.places()
      const language = places.find(({ id }) => id === post.place)?.language ?? 'fi'
      const said = overCard(handoff, language, cards)
      await tried(() => poster.update(post.address, post.activityId, cardActivity(said.card, said.summary)))
    }
    await teams.removePost(post)
  }

  async function put(
    place: TeamsPlace,
    handoffId: string,
    what: string,
    activity: OutActivity,
    shows: string,
  ): Promise<TeamsPost | undefined> {
    const activityId = await tried(() => poster.send(place.address, activity))
    if (activityId === undefined) return undefined
    const post = { handoffId, place: place.id, what, activityId, shows, address: place.address }
    await teams.keepPost(post)
    return post
  }

  /**
   * A person's words come only into a post whose id is kept already: first a blank one, then the words. Whatever process dies in between,
   * no word stands in Teams that could not be found there and removed.
   */
  async function putWords(
    place: TeamsPlace,
    handoffId: string,
    what: string,
    said: SaidCard,
    shows: string,
    there: TeamsPost | undefined,
  ): Promise<TeamsPost | undefined> {
    const empty = cardActivity(cardOf([heading(said.summary)], [], said.summary), said.summary)
    const post = there ?? (await put(place, handoffId, what, empty, blank))
    return post && change(post, said, shows)
  }

  async function change(post: TeamsPost, said: SaidCard, shows: string): Promise<TeamsPost> {
    await tried(() => poster.update(post.address, post.activityId, cardActivity(said.card, said.summary)))
    const changed = { ...post, shows }
    await teams.keepPost(changed)
    return changed
  }

  /** What Teams will never take is told to us and passed over; everything else is tried again at the next sync. */
  async function tried<Result>(post: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await post()
    } catch (fault) {
      if (!(fault instanceof PostFault && fault.final)) throw fault
      onFault(fault, 'teams')
      return undefined
    }
  }

  const quietly = (handoffId: string): Promise<void> =>
    inStep.stopped ? Promise.resolve() : syncOne(handoffId).catch((fault: unknown) => onFault(fault, 'teams'))

  async function showAlive(): Promise<void> {
    for (const { address, language } of await advisers.showAlive())
      await tried(() => poster.send(address, { type: 'message', text: phrases.say('teams_duty_ended', language) }))
  }

  return {
    sync,
    syncOne,
    start: () => inStep.start(),
    stop: () => inStep.stop(),
  }
}
