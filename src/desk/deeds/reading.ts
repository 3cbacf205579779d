/** Reading without holding: along with a colleague, or by the code that a person gave. Knows no view. */
import { isPassing, type Called, type Refusal } from '../api'
import { endReading, lastRead, readAlong, readOpened, takeReadLines, type Reading } from '../model/reading'
import type { Handoff, LogPage } from '../wire'
import type { Tools } from './desk'

export interface ReadingDeeds {
  /** A supervisor reads along, unseen; the server logs it. */
  readAlong(handoff: Handoff): Promise<void>
  /** Resolves with why nothing was opened, or with nothing. The adviser has said that the person agrees. */
  openByCode(code: string): Promise<'wrong' | 'often' | 'failed' | undefined>
  /** Reads on: after coming back, or when one asks for what is new. */
  readOn(): Promise<void>
  stopReading(): void
}

export function createReadingDeeds({ api, store, stream, notify, signedOut }: Tools): ReadingDeeds {
  /** Changes the reading if it is still the same one. */
  function change(of: Reading, deed: (reading: Reading) => Reading): void {
    store.set((state) => {
      const { reading } = state
      const same =
        reading && (of.pass === undefined ? reading.handoff?.id === of.handoff?.id : reading.pass === of.pass)
      return same ? { ...state, reading: deed(reading) } : state
    })
  }

  function failed(of: Reading, refusal: Refusal): void {
    if (signedOut(refusal)) return
    if (isPassing(refusal)) return notify('desk_failed', 'warning')
    change(of, endReading)
  }

  async function pageOf(of: Reading, after: number): Promise<Called<Pick<LogPage, 'lines' | 'notes' | 'more'>>> {
    if (of.pass === undefined) return api.log(of.handoff?.id ?? '', after)
    const page = await api.openedLog(of.pass, after)
    return page.ok ? { ok: true, value: { ...page.value, notes: [] } } : page
  }

  async function readPages(of: Reading): Promise<void> {
    for (let more = true; more;) {
      const now = store.get().reading
      if (!now) return
      const page = await pageOf(of, lastRead(now))
      if (!page.ok) return failed(of, page)
      const { lines, notes, more: rest } = page.value
      more = rest && lines.length > 0
      change(of, (reading) => ({ ...takeReadLines(reading, lines), notes, loaded: !more }))
    }
    const { handoff } = of
    const now = store.get().reading
    if (handoff && now && !now.ended) stream()?.send({ type: 'follow', handoffId: handoff.id, after: lastRead(now) })
  }

  function stop(): void {
    const { reading } = store.get()
    if (reading?.handoff) stream()?.send({ type: 'unfollow', handoffId: reading.handoff.id })
  }

  return {
    async readAlong(handoff) {
      stop()
      const reading = readAlong(handoff)
      store.set((state) => ({ ...state, reading, view: 'reading', sheet: undefined }))
      await readPages(reading)
    },
    async openByCode(code) {
      const called = await api.openByCode(code)
      if (called.ok) {
        stop()
        const reading = readOpened(called.value)
        store.set((state) => ({ ...state, reading, view: 'reading', sheet: undefined }))
        if (!reading.loaded) await readPages(reading)
        return undefined
      }
      if (signedOut(called)) return undefined
      return called.status === 404 ? 'wrong' : called.status === 429 ? 'often' : 'failed'
    },
    async readOn() {
      const { reading } = store.get()
      if (reading && !reading.ended) await readPages(reading)
    },
    stopReading() {
      const { reading } = store.get()
      stop()
      store.set((state) => ({ ...state, reading: undefined, view: reading?.handoff ? 'overview' : 'work' }))
    },
  }
}
