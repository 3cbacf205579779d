/** Signing in and out, and being present. Knows no conversation. */
import { blankState } from '../model/state'
import type { Me, Presence } from '../wire'
import type { Tools } from './desk'

export interface SessionDeeds {
  /** Whoever is signed in already goes straight to work; else the door is shown. */
  enter(): Promise<void>
  signIn(name: string, password: string): Promise<void>
  signOut(): Promise<void>
  /** Which desks are open may have changed since the sign-in. */
  lookAtDesks(): Promise<void>
  endSession(why?: 'ended'): void
  setPresence(part: Partial<Presence>): Promise<void>
}

export function createSession(tools: Tools, work: { begin(heartbeatMs: number): void; end(): void }): SessionDeeds {
  const { api, store, keep } = tools

  function admit(me: Me): void {
    store.set((state) => ({ ...state, phase: 'ready', me, presence: me.presence, signIn: { busy: false } }))
    work.begin(me.heartbeatSeconds * 1000)
  }

  async function showDoor(problem?: 'ended' | 'unreachable'): Promise<void> {
    const doors = await api.doors()
    store.set((state) => ({
      ...state,
      phase: 'signed_out',
      ...(doors.ok ? { doors: doors.value } : {}),
      signIn: { busy: false, problem: doors.ok ? problem : 'unreachable' },
    }))
  }

  return {
    async enter() {
      const me = await api.me()
      if (me.ok) admit(me.value)
      else await showDoor()
    },
    async signIn(name, password) {
      store.set((state) => ({ ...state, signIn: { busy: true } }))
      const me = await api.signIn(name, password)
      if (me.ok) return admit(me.value)
      const problem = me.status === 429 ? 'locked' : me.status === 401 ? 'wrong' : 'unreachable'
      store.set((state) => ({ ...state, signIn: { busy: false, problem } }))
    },
    async lookAtDesks() {
      const me = await api.me()
      if (!me.ok) return void tools.signedOut(me)
      const { desks } = me.value
      store.set((state) => (state.me ? { ...state, me: { ...state.me, desks } } : state))
    },
    async signOut() {
      await api.signOut()
      work.end()
      keep.forgetAll()
      store.set(() => blankState)
      await showDoor()
    },
    /** What was written stays kept: the same adviser finds it after signing in again. */
    endSession(why) {
      work.end()
      store.set((state) => ({ ...blankState, doors: state.doors }))
      void showDoor(why)
    },
    async setPresence(part) {
      const before = store.get().presence
      store.set((state) => (state.presence ? { ...state, presence: { ...state.presence, ...part } } : state))
      const called = await api.setPresence(part)
      if (called.ok)
        return store.set((state) => ({
          ...state,
          presence: called.value,
          away: called.value.status === 'away' ? state.away : undefined,
        }))
      store.set((state) => ({ ...state, presence: before }))
      if (!tools.signedOut(called)) tools.notify('desk_failed_presence', 'warning')
    },
  }
}
