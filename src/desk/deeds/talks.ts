/** What an adviser does with people: take, read, write, note, transfer, end. Nothing written is ever lost on the way. Knows no view. */
import { isPassing } from '../api'
import { changeTalk, dropTalk, lookAtOpen, openTalk, takeFrame, takeHolding } from '../model/state'
import {
  beginSending,
  insertText,
  lastSeq,
  loseTalk,
  refuseLine,
  settleLine,
  settleNote,
  takeBack,
  takeLines,
  takeNote,
  type Draft,
  type Pending,
  type Talk,
} from '../model/talk'
import type { CloseReason, Frame } from '../wire'
import type { Tools } from './desk'

export interface TalkDeeds {
  take(id: string): Promise<void>
  open(id: string): void
  /** The page has come into view. */
  look(): void
  write(id: string, draft: Partial<Draft>): void
  insert(id: string, text: string): void
  /** Sends what stands in the draft, as a reply or as a note by the draft's own mode. */
  send(id: string): void
  takeBack(id: string, clientId: string): void
  transfer(id: string, desk: string, note: string): Promise<boolean>
  end(id: string, reason: CloseReason): Promise<boolean>
  /** Takes a conversation that is no longer the adviser's out of the page. */
  drop(id: string): void
  readonly streamEvents: { onFrame(frame: Frame): void; onOnline(online: boolean): void }
}

/** The server takes one every three seconds. */
const typingEveryMs = 3_000
const suggestAfterMs = 300

export function createTalkDeeds(tools: Tools): TalkDeeds {
  const { api, store, keep } = tools
  const change = (id: string, deed: (talk: Talk) => Talk): void => {
    store.set((state) => changeTalk(state, id, deed))
    const talk = store.get().talks[id]
    if (talk) keep.write(id, talk)
  }
  const talkOf = (id: string): Talk | undefined => store.get().talks[id]
  /** Conversations whose lines are being sent right now: one after another, so that they arrive in order. */
  const sending = new Set<string>()
  const loading = new Set<string>()
  let typedAt = 0

  async function load(id: string): Promise<void> {
    if (loading.has(id)) return
    loading.add(id)
    for (let more = true; more;) {
      const talk = talkOf(id)
      if (!talk) break
      const page = await api.log(id, lastSeq(talk))
      if (!page.ok) {
        if (!tools.signedOut(page) && !isPassing(page)) change(id, (one) => ({ ...one, loaded: true }))
        break
      }
      const { lines, notes, more: rest } = page.value
      change(id, (one) => notes.reduce(takeNote, { ...takeLines(one, lines, true), unread: one.unread }))
      more = rest && lines.length > 0
      if (!more) change(id, (one) => ({ ...one, loaded: true }))
    }
    loading.delete(id)
    const talk = talkOf(id)
    if (talk && !talk.gone) tools.stream()?.send({ type: 'follow', handoffId: id, after: lastSeq(talk) })
    void suggest(id)
  }

  async function suggest(id: string): Promise<void> {
    const found = await api.suggestions(id)
    if (found.ok) change(id, (talk) => ({ ...talk, suggestions: found.value.items }))
  }

  async function explainLoss(id: string): Promise<void> {
    const page = await api.log(id, lastSeq(talkOf(id) ?? ({ lines: [] } as unknown as Talk)))
    if (!page.ok) return
    change(id, (talk) => {
      const whole = takeLines(talk, page.value.lines, true)
      return talk.gone ? loseTalk(whole, page.value.handoff) : whole
    })
  }

  async function sendAll(id: string): Promise<void> {
    if (sending.has(id)) return
    sending.add(id)
    for (let next = nextPending(talkOf(id)); next; next = nextPending(talkOf(id))) if (!(await sendOne(id, next))) break
    sending.delete(id)
  }

  /** Resolves false when there is no use in going on now. */
  async function sendOne(id: string, { clientId, mode, text, language }: Pending): Promise<boolean> {
    const epoch = talkOf(id)?.handoff.epoch ?? 0
    const called =
      mode === 'note' ? await api.note(id, { clientId, text }) : await api.say(id, { clientId, epoch, text, language })
    if (called.ok) {
      const done = called.value
      change(id, (talk) =>
        'line' in done ? settleLine(talk, clientId, done.line) : settleNote(talk, clientId, done.note),
      )
      return true
    }
    if (tools.signedOut(called)) return false
    if (isPassing(called)) {
      setTimeout(() => void sendAll(id), Math.max(called.retryMs, tools.retryMs))
      return false
    }
    change(id, (talk) => refuseLine(talk, clientId))
    return true
  }

  async function leave(id: string, call: () => ReturnType<typeof api.end>, done: string): Promise<boolean> {
    store.set((state) => ({ ...state, leaving: [...state.leaving, id], sheet: undefined }))
    const called = await call()
    store.set((state) => ({ ...state, leaving: state.leaving.filter((other) => other !== id) }))
    if (called.ok) {
      forget(id)
      tools.notify(done)
      return true
    }
    if (tools.signedOut(called)) return false
    if (called.code === 'not_holder') change(id, (talk) => loseTalk(talk, undefined))
    tools.notify(called.code === 'not_holder' ? 'desk_gone_unknown' : 'desk_failed', 'warning')
    return false
  }

  function forget(id: string): void {
    tools.stream()?.send({ type: 'unfollow', handoffId: id })
    keep.forget(id)
    store.set((state) => dropTalk(state, id))
  }

  function onFrame(frame: Frame): void {
    const before = store.get()
    store.set((state) => takeFrame(state, frame, tools.now(), tools.isLooking(), keep.read))
    if (frame.type === 'holding') {
      for (const { id } of frame.items) if (!before.talks[id] || before.talks[id].gone) void begin(id)
      for (const id of before.order) if (talkOf(id)?.gone && !before.talks[id]?.gone) void explainLoss(id)
    }
    if (frame.type === 'lines') {
      const talk = talkOf(frame.handoffId)
      if (talk) keep.write(frame.handoffId, talk)
      if (frame.lines.some(({ speaker }) => speaker === 'person'))
        setTimeout(() => void suggest(frame.handoffId), suggestAfterMs)
    }
  }

  async function begin(id: string): Promise<void> {
    await load(id)
    await sendAll(id)
  }

  return {
    async take(id) {
      if (store.get().taking.includes(id)) return
      store.set((state) => ({ ...state, taking: [...state.taking, id] }))
      const called = await api.take(id)
      store.set((state) => ({ ...state, taking: state.taking.filter((other) => other !== id) }))
      if (!called.ok) {
        if (tools.signedOut(called)) return
        const key = { taken: 'desk_take_taken', capacity: 'desk_take_capacity', closed: 'desk_take_left' }[called.code]
        return tools.notify(key ?? 'desk_failed', 'warning')
      }
      const { handoff } = called.value
      store.set((state) => {
        const mine = [
          ...state.order.flatMap((own) => (state.talks[own]?.gone ? [] : (state.talks[own]?.handoff ?? []))),
          handoff,
        ]
        const begun = state.talks[id] && !state.talks[id].gone ? state : takeHolding(state, mine, true, keep.read)
        return openTalk({ ...begun, queue: begun.queue.filter((one) => one.id !== id) }, id)
      })
      if (!talkOf(id)?.loaded) await begin(id)
    },
    open(id) {
      store.set((state) => openTalk(state, id))
    },
    look() {
      if (tools.isLooking()) store.set(lookAtOpen)
    },
    write(id, draft) {
      change(id, (talk) => ({ ...talk, draft: { ...talk.draft, ...draft } }))
      if (draft.reply && tools.now() - typedAt > typingEveryMs) {
        typedAt = tools.now()
        tools.stream()?.send({ type: 'typing', handoffId: id })
      }
    },
    insert(id, text) {
      change(id, (talk) => ({ ...talk, draft: insertText(talk.draft, text) }))
    },
    send(id) {
      const talk = talkOf(id)
      const { mode = 'reply', language } = talk?.draft ?? {}
      const text = talk?.draft[mode].trim()
      if (!talk || talk.gone || !text) return
      const at = new Date(tools.now()).toISOString()
      const pending: Pending = {
        clientId: tools.newId(),
        mode,
        text,
        at,
        state: 'sending',
        language: language ?? talk.handoff.language,
      }
      change(id, (one) => beginSending(one, pending))
      // After a note the adviser goes on replying.
      if (mode === 'note') change(id, (one) => ({ ...one, draft: { ...one.draft, mode: 'reply' } }))
      void sendAll(id)
    },
    takeBack: (id, clientId) => change(id, (talk) => takeBack(talk, clientId)),
    transfer(id, desk, note) {
      const epoch = talkOf(id)?.handoff.epoch ?? 0
      return leave(id, () => api.transfer(id, { epoch, desk, note }), 'desk_transferred')
    },
    end(id, reason) {
      const epoch = talkOf(id)?.handoff.epoch ?? 0
      return leave(id, () => api.end(id, { epoch, reason }), 'desk_ended')
    },
    drop: forget,
    streamEvents: {
      onFrame,
      /** Back again: each conversation goes on after the last line that is here, and what could not be sent is sent. */
      onOnline(online) {
        store.set((state) => (state.online === online ? state : { ...state, online }))
        if (!online) return
        for (const [id, talk] of Object.entries(store.get().talks)) {
          if (talk.gone) continue
          if (talk.loaded) tools.stream()?.send({ type: 'follow', handoffId: id, after: lastSeq(talk) })
          void (talk.loaded ? sendAll(id) : begin(id))
        }
      },
    },
  }
}

function nextPending(talk: Talk | undefined): Pending | undefined {
  return talk?.gone ? undefined : talk?.pending.find(({ state }) => state === 'sending')
}
