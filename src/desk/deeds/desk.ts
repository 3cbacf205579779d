/** Joins the state, the server's calls and its stream into what the page's views can ask for. Knows no view. */
import type { DeskApi, Refusal } from '../api'
import type { Keep } from '../keep'
import { blankState, type DeskState } from '../model/state'
import { createStore, type Store } from '../model/store'
import type { Stream } from '../stream'
import type { Frame } from '../wire'
import { createReadingDeeds, type ReadingDeeds } from './reading'
import { createSession, type SessionDeeds } from './session'
import { createSideDeeds, type SideDeeds } from './side'
import { createTalkDeeds, type TalkDeeds } from './talks'

export interface DeskNeeds {
  readonly api: DeskApi
  readonly keep: Keep
  /** Makes the stream; it is started once the adviser is known. */
  createStream(on: {
    onFrame(frame: Frame): void
    onOnline(online: boolean): void
    onSignedOut(): void
    heartbeatMs: number
  }): Stream
  /** Milliseconds since 1970. */
  now(): number
  newId(): string
  /** Whether the page is in view. */
  isLooking(): boolean
  /** How long a word to the adviser stays, and the shortest pause before a line is sent again, in milliseconds. */
  readonly noticeMs: number
  readonly retryMs: number
}

/** What every group of deeds has at hand. */
export interface Tools extends Omit<DeskNeeds, 'createStream'> {
  readonly store: Store<DeskState>
  /** The stream of the moment, if signed in. */
  stream(): Stream | undefined
  notify(key: string, kind?: 'info' | 'warning', values?: Readonly<Record<string, string>>): void
  /** The sign-in has ended: shows the door. Anything else is for the caller to tell. */
  signedOut(refusal: Refusal): boolean
}

export interface Desk extends SessionDeeds, TalkDeeds, SideDeeds, ReadingDeeds {
  readonly store: Store<DeskState>
  dismiss(noticeId: number): void
}

export function createDesk(needs: DeskNeeds): Desk {
  const store = createStore<DeskState>(blankState)
  let notices = 0
  let stream: Stream | undefined

  function dismiss(noticeId: number): void {
    store.set((state) => ({ ...state, notices: state.notices.filter(({ id }) => id !== noticeId) }))
  }

  const tools: Tools = {
    ...needs,
    store,
    stream: () => stream,
    notify(key, kind = 'info', values) {
      const id = ++notices
      store.set((state) => ({ ...state, notices: [...state.notices.slice(-2), { id, key, kind, values }] }))
      setTimeout(() => dismiss(id), needs.noticeMs)
    },
    signedOut(refusal) {
      if (refusal.status !== 401) return false
      session.endSession('ended')
      return true
    },
  }
  const talks = createTalkDeeds(tools)
  const side = createSideDeeds(tools)
  const reading = createReadingDeeds(tools)
  const session = createSession(tools, {
    begin(heartbeatMs) {
      stream = needs.createStream({
        ...talks.streamEvents,
        onOnline(online) {
          talks.streamEvents.onOnline(online)
          if (online && store.get().reading?.handoff) void reading.readOn()
        },
        onSignedOut: () => session.endSession('ended'),
        heartbeatMs,
      })
      stream.start()
      void side.loadCanned()
    },
    end() {
      stream?.stop()
      stream = undefined
    },
  })
  return { ...session, ...talks, ...side, ...reading, store, dismiss }
}
