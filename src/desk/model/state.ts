/** All that the desk page shows, as one value, and the changes that the server's words make in it. Pure; knows no network and no page. */
import type { Suggestion } from '../../channels/wire'
import type {
  AwayReason,
  Callback,
  CannedReply,
  Doors,
  Frame,
  Handoff,
  Language,
  Me,
  Overview,
  Presence,
} from '../wire'
import { endReading, takeReadLines, type Reading } from './reading'
import { beginTalk, loseTalk, takeLines, takeNote, typingShownMs, type Draft, type Pending, type Talk } from './talk'

export type View = 'work' | 'callbacks' | 'overview' | 'reading'
export type Sheet = 'help' | 'palette' | 'transfer' | 'end' | 'settings' | 'code' | 'leave'

/** Someone who waits, with the moment the waiting began by this computer's own clock. */
export interface Waiting extends Handoff {
  readonly since: number
}

/** A word to the adviser that passes; `key` is a phrase's. */
export interface Notice {
  readonly id: number
  readonly key: string
  readonly kind: 'info' | 'warning'
  readonly values?: Readonly<Record<string, string>>
}

/** A search of the guides. It belongs to the conversation it was made for: in another one it is not in view. */
export interface Knowledge {
  readonly words: string
  /** The handoff that was open; none when the adviser searched without a conversation. */
  readonly of?: string
  /** In which the guides were searched, and in which what was found is written. */
  readonly language?: Language
  readonly searching: boolean
  readonly found?: readonly Suggestion[]
}

export interface DeskState {
  readonly phase: 'starting' | 'signed_out' | 'ready'
  readonly doors?: Doors
  readonly signIn: { readonly busy: boolean; readonly problem?: 'wrong' | 'locked' | 'ended' | 'unreachable' }
  readonly me?: Me
  readonly presence?: Presence
  /** The service set the adviser to away; stays until they are back. */
  readonly away?: AwayReason
  /** Of the stream: without it what is written is kept and sent later. */
  readonly online: boolean
  readonly queue: readonly Waiting[]
  /** Handoffs that are being taken right now. */
  readonly taking: readonly string[]
  /** Handoffs that this adviser is ending or transferring: that they go is no loss. */
  readonly leaving: readonly string[]
  /** Handoff id → conversation; `order` is that of the list, oldest first. */
  readonly talks: Readonly<Record<string, Talk>>
  readonly order: readonly string[]
  readonly open?: string
  readonly view: View
  readonly sheet?: Sheet
  readonly callbackCount: number
  readonly callbacks?: readonly Callback[]
  readonly overview?: Overview
  /** A conversation that is read and not held. */
  readonly reading?: Reading
  readonly canned: readonly CannedReply[]
  readonly knowledge: Knowledge
  readonly notices: readonly Notice[]
}

export const blankState: DeskState = {
  phase: 'starting',
  signIn: { busy: false },
  online: false,
  queue: [],
  taking: [],
  leaving: [],
  talks: {},
  order: [],
  view: 'work',
  callbackCount: 0,
  canned: [],
  knowledge: { words: '', searching: false },
  notices: [],
}

/** What the page has kept of a conversation over a reload. */
export type Kept = (handoffId: string) => { draft?: Draft; pending?: readonly Pending[] }

export function takeQueue(state: DeskState, items: readonly Handoff[], now: number): DeskState {
  return { ...state, queue: items.map((item) => ({ ...item, since: now - item.waitSeconds * 1000 })) }
}

/**
 * What the adviser holds, as the server has it: the new are begun, the known brought up to date, and who is missing is lost. Someone who
 * comes back after having been lost is the adviser's again. Whom the service gave without being asked counts as unread until looked at.
 * @param looking whether the page itself is in view
 */
export function takeHolding(state: DeskState, items: readonly Handoff[], looking: boolean, kept: Kept): DeskState {
  const talks = { ...state.talks }
  const order = [...state.order]
  const open = state.open ?? order[0] ?? items[0]?.id
  // Whom the adviser had already when the page was opened is nobody new.
  const isFirst = state.talks === blankState.talks
  for (const handoff of items) {
    const { id } = handoff
    const known = talks[id]
    const talk = known ? { ...known, handoff, gone: undefined } : beginTalk(handoff, kept(id))
    const isGiven = !isFirst && (!known || known.gone !== undefined) && !state.taking.includes(id)
    const seen = looking && open === id && state.view === 'work'
    talks[id] = isGiven && !seen ? { ...talk, unread: talk.unread + 1 } : talk
    if (!order.includes(id)) order.push(id)
  }
  const held = new Set(items.map(({ id }) => id))
  for (const id of order) {
    const talk = talks[id]
    if (talk && !held.has(id) && !talk.gone && !state.leaving.includes(id)) talks[id] = loseTalk(talk, undefined)
  }
  return { ...state, talks, order, open }
}

export function changeTalk(state: DeskState, id: string, change: (talk: Talk) => Talk): DeskState {
  const talk = state.talks[id]
  const changed = talk && change(talk)
  return !changed || changed === talk ? state : { ...state, talks: { ...state.talks, [id]: changed } }
}

/** Brings a conversation into view; its messages are then read. */
export function openTalk(state: DeskState, id: string): DeskState {
  return changeTalk({ ...state, open: id, view: 'work' }, id, (talk) => (talk.unread ? { ...talk, unread: 0 } : talk))
}

/** The adviser looks at the page: what stands open is then read. */
export function lookAtOpen(state: DeskState): DeskState {
  return state.open === undefined || state.view !== 'work' ? state : openTalk(state, state.open)
}

/** What was found for the conversation in view, instead of which no suggestions are shown; nothing when nothing was searched for it. */
export function foundInView({ knowledge, open }: DeskState): readonly Suggestion[] | undefined {
  return knowledge.of === open && knowledge.words !== '' ? knowledge.found : undefined
}

/** Takes a conversation out of the page; the one that stood next to it comes into view. */
export function dropTalk(state: DeskState, id: string): DeskState {
  const at = state.order.indexOf(id)
  if (at < 0) return state
  const order = state.order.filter((other) => other !== id)
  const talks = Object.fromEntries(Object.entries(state.talks).filter(([other]) => other !== id))
  const next = order[Math.min(at, order.length - 1)]
  const without = { ...state, order, talks, open: state.open === id ? next : state.open }
  return without.open && without.open !== state.open ? openTalk(without, without.open) : without
}

/** @param looking whether the page itself is in view: what arrives in a hidden page is unread, whichever conversation is open */
export function takeFrame(state: DeskState, frame: Frame, now: number, looking: boolean, kept: Kept): DeskState {
  switch (frame.type) {
    case 'queue':
      return takeQueue(state, frame.items, now)
    case 'holding':
      return takeHolding(state, frame.items, looking, kept)
    case 'lines': {
      if (state.reading?.handoff?.id === frame.handoffId)
        return { ...state, reading: takeReadLines(state.reading, frame.lines) }
      const seen = looking && state.open === frame.handoffId && state.view === 'work'
      return changeTalk(state, frame.handoffId, (talk) => takeLines(talk, frame.lines, seen))
    }
    case 'note':
      return changeTalk(state, frame.handoffId, (talk) => takeNote(talk, frame.note))
    case 'typing':
      return changeTalk(state, frame.handoffId, (talk) => ({ ...talk, typingUntil: now + typingShownMs }))
    case 'presence':
      return { ...state, presence: frame.presence, away: frame.presence.status === 'away' ? state.away : undefined }
    case 'away':
      return { ...state, away: frame.why }
    case 'unfollowed':
      return state.reading?.handoff?.id === frame.handoffId ? { ...state, reading: endReading(state.reading) } : state
    case 'callbacks':
      return { ...state, callbackCount: frame.open }
    case 'hello':
    case 'refused':
      return state
  }
}

export function held(state: DeskState): readonly Talk[] {
  return state.order.flatMap((id) => state.talks[id] ?? []).filter(({ gone }) => !gone)
}

export function unreadCount(state: DeskState): number {
  return Object.values(state.talks).reduce((sum, { unread }) => sum + unread, 0)
}
