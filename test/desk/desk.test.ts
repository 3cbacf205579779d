/** The desk's deeds over a server that is handed in: what is written survives refusals, silence and being signed out. */
import type { Called, DeskApi } from '../../src/desk/api'
import { createDesk, type Desk } from '../../src/desk/deeds/desk'
import { createKeep } from '../../src/desk/keep'
import type { Stream } from '../../src/desk/stream'
import type { Frame, Handoff, Line, LogPage, Me, PageFrame } from '../../src/desk/wire'

const handoff = (more: Partial<Handoff> = {}): Handoff => ({
  id: 'h1',
  desk: 'yleinen',
  state: 'accepted',
  language: 'fi',
  askedAt: '2026-03-02T10:00:00Z',
  waitSeconds: 90,
  lostAdviser: false,
  mine: true,
  epoch: 2,
  ...more,
})
const me: Me = {
  adviser: { id: 'a1', name: 'Aino', role: 'adviser' },
  csrf: 'c',
  presence: { status: 'available', capacity: 3, languages: ['fi'], desks: ['yleinen'], automatic: false },
  desks: [],
  closeReasons: ['helped'],
  heartbeatSeconds: 15,
  maxTextLength: 4000,
}

interface Scene {
  readonly desk: Desk
  readonly storage: Storage
  readonly said: { readonly clientId: string; readonly text: string; readonly epoch: number }[]
  readonly frames: PageFrame[]
  /** What the calls that send give back, first to last; after the last one all succeed. */
  readonly refusals: { status: number; code: string }[]
  log: Line[]
  frame(frame: Frame): void
  online(online: boolean): void
}

function scene(storage = memoryStorage()): Scene {
  const said: Scene['said'] = []
  const frames: PageFrame[] = []
  const refusals: Scene['refusals'] = []
  let events: { onFrame(frame: Frame): void; onOnline(online: boolean): void } | undefined
  let ids = 0
  const ok = <T>(value: T): Called<T> => ({ ok: true, value })
  const refusal = (): Called<never> | undefined => {
    const next = refusals.shift()
    return next && { ok: false, retryMs: 0, ...next }
  }
  const line = (seq: number, clientId: string, text: string): Line => ({
    seq,
    at: '2026-03-02T10:05:00Z',
    speaker: 'adviser',
    id: `l${seq}`,
    clientId,
    text,
  })
  const api: DeskApi = {
    doors: async () => ok({ local: true, oidc: false, trial: true }),
    me: async () => ok(me),
    signIn: async () => ok(me),
    signOut: async () => ok(undefined),
    setPresence: async (part) => ok({ ...me.presence, ...part }),
    take: async () => refusal() ?? ok({ handoff: handoff() }),
    log: async (_id, after) => {
      const rest = made.log.filter(({ seq }) => seq > after)
      const page: LogPage = { handoff: handoff(), lines: rest.slice(0, 2), notes: [], more: rest.length > 2 }
      return ok(page)
    },
    async say(_id, { clientId, text, epoch }) {
      const refused = refusal()
      if (refused) return refused
      said.push({ clientId, text, epoch })
      const known = made.log.find((one) => one.clientId === clientId)
      const own = known ?? line(made.log.length + 1, clientId, text)
      if (!known) made.log.push(own)
      return ok({ line: own })
    },
    note: async (_id, { clientId, text }) =>
      refusal() ?? ok({ note: { id: clientId, at: '2026-03-02T10:05:00Z', adviser: me.adviser, text } }),
    suggestions: async () => ok({ items: [] }),
    transfer: async () => refusal() ?? ok({ handoff: handoff({ state: 'waiting', mine: false }) }),
    end: async () => refusal() ?? ok({ handoff: handoff({ state: 'closed', mine: false }) }),
    search: async () => ok({ items: [] }),
    canned: async () => ok({ items: [] }),
    callbacks: async () => ok({ items: [] }),
    callbackDone: async () => ok(undefined),
    openByCode: async () =>
      refusal() ??
      ok({ pass: 'p', until: '2026-03-02T11:05:00Z', lines: made.log.slice(0, 2), more: made.log.length > 2 }),
    openedLog: async (_pass, after) => {
      const rest = made.log.filter(({ seq }) => seq > after)
      return refusal() ?? ok({ lines: rest.slice(0, 2), more: rest.length > 2 })
    },
    overview: async () => refusal() ?? { ok: false, status: 403, code: 'forbidden', retryMs: 0 },
  }
  const stream: Stream = { start() {}, stop() {}, nudge() {}, send: (frame) => frames.push(frame) > 0 }
  const desk = createDesk({
    api,
    keep: createKeep(storage),
    createStream(on) {
      events = on
      return stream
    },
    now: () => 1_000_000,
    newId: () => `p${++ids}`,
    isLooking: () => true,
    noticeMs: 0,
    retryMs: 5,
  })
  const made: Scene = {
    desk,
    storage,
    said,
    frames,
    refusals,
    log: [],
    frame: (frame) => events?.onFrame(frame),
    online: (online) => events?.onOnline(online),
  }
  return made
}

function memoryStorage(): Storage {
  const kept = new Map<string, string>()
  return new Proxy({} as Storage, {
    get: (_, name) =>
      ({
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
        removeItem: (key: string) => void kept.delete(key),
      })[String(name)],
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: (_, key) => ({ enumerable: true, configurable: true, value: kept.get(String(key)) }),
  })
}

/** Waits for what happens by itself, never for a time. */
async function until(happened: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000 && !happened(); tries++) await new Promise((resolve) => setTimeout(resolve, 2))
  expect(happened()).toBe(true)
}

async function working(one = scene()): Promise<Scene> {
  await one.desk.enter()
  one.online(true)
  await one.desk.take('h1')
  return one
}

const spoken = (seq: number): Line => ({
  seq,
  at: '2026-03-02T10:00:00Z',
  speaker: 'person',
  id: `l${seq}`,
  text: `${seq}`,
})
const talkOf = ({ desk }: Scene) => desk.store.get().talks['h1']

test('taking opens the conversation with its whole record, page by page, and follows it from its end', async () => {
  const one = scene()
  one.log = [1, 2, 3, 4, 5].map((seq) => ({
    seq,
    at: '2026-03-02T10:00:00Z',
    speaker: 'person',
    id: `l${seq}`,
    text: `${seq}`,
  }))
  await working(one)
  expect(talkOf(one)?.lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  expect(one.desk.store.get().open).toBe('h1')
  expect(one.frames).toContainEqual({ type: 'follow', handoffId: 'h1', after: 5 })
})

test('lines go out in order and once each, with the epoch of the moment, though the server is silent at first', async () => {
  const one = await working()
  one.refusals.push({ status: 0, code: 'unreachable' }, { status: 503, code: 'failed' })
  for (const reply of ['ensin', 'sitten']) {
    one.desk.write('h1', { reply })
    one.desk.send('h1')
  }
  await until(() => one.said.length === 2)
  expect(one.said.map(({ text, epoch }) => [text, epoch])).toEqual([
    ['ensin', 2],
    ['sitten', 2],
  ])
  expect(talkOf(one)?.pending).toEqual([])
  expect(talkOf(one)?.lines.map(({ text }) => text)).toEqual(['ensin', 'sitten'])
})

test('a reload brings back the draft, and sends what was on its way under the same id', async () => {
  const before = await working()
  before.refusals.push(...Array.from({ length: 50 }, () => ({ status: 0, code: 'unreachable' })))
  before.desk.write('h1', { reply: 'matkalla' })
  before.desk.send('h1')
  before.desk.write('h1', { reply: 'kesken' })
  before.desk.endSession()
  const after = await working(scene(before.storage))
  await until(() => after.said.length === 1)
  expect(after.said[0]).toMatchObject({ clientId: 'p1', text: 'matkalla' })
  expect(talkOf(after)?.draft.reply).toBe('kesken')
})

test('a line that nobody will take stays in view as not sent', async () => {
  const one = await working()
  one.refusals.push({ status: 409, code: 'not_holder' })
  one.desk.write('h1', { reply: 'myöhässä' })
  one.desk.send('h1')
  await until(() => talkOf(one)?.pending[0]?.state === 'refused')
  expect(talkOf(one)?.pending[0]?.text).toBe('myöhässä')
})

test('after a lost connection each conversation is followed from where it stands', async () => {
  const one = await working()
  one.online(false)
  one.frame({
    type: 'lines',
    handoffId: 'h1',
    lines: [{ seq: 1, at: '2026-03-02T10:00:00Z', speaker: 'person', id: 'l1', text: 'hei' }],
  })
  one.frames.length = 0
  one.online(true)
  expect(one.frames).toContainEqual({ type: 'follow', handoffId: 'h1', after: 1 })
})

test('a conversation taken by the service itself appears without being asked for', async () => {
  const one = scene()
  await one.desk.enter()
  one.online(true)
  one.frame({ type: 'holding', items: [handoff()] })
  await until(() => talkOf(one)?.loaded === true)
  expect(one.desk.store.get().order).toEqual(['h1'])
})

test('ending takes the conversation and its draft away; a refused end leaves both', async () => {
  const one = await working()
  one.desk.write('h1', { reply: 'kesken' })
  one.refusals.push({ status: 500, code: 'failed' })
  expect(await one.desk.end('h1', 'helped')).toBe(false)
  expect(talkOf(one)?.draft.reply).toBe('kesken')
  expect(await one.desk.end('h1', 'helped')).toBe(true)
  expect(talkOf(one)).toBeUndefined()
  expect(Object.keys(one.storage)).toEqual([])
})

test('a sign-in that has ended shows the door and keeps what was written', async () => {
  const one = await working()
  one.desk.write('h1', { reply: 'kesken' })
  one.refusals.push({ status: 401, code: 'signed_out' })
  await one.desk.loadOverview()
  await until(() => one.desk.store.get().phase === 'signed_out')
  expect(one.desk.store.get().signIn.problem).toBe('ended')
  expect(Object.keys(one.storage)).toEqual(['opastin-desk:h1'])
})

test('signing out leaves nobody’s words on the computer', async () => {
  const one = await working()
  one.desk.write('h1', { reply: 'kesken' })
  await one.desk.signOut()
  expect(Object.keys(one.storage)).toEqual([])
  expect(one.desk.store.get().talks).toEqual({})
})

test('taking what another took first says so and changes nothing', async () => {
  const one = scene()
  await one.desk.enter()
  one.refusals.push({ status: 409, code: 'taken' })
  await one.desk.take('h1')
  expect(one.desk.store.get().notices.map(({ key }) => key)).toEqual(['desk_take_taken'])
  expect(one.desk.store.get().order).toEqual([])
})

test('a conversation opened by a code is read to its end, and what comes later only when it is asked for', async () => {
  const { desk, log } = scene()
  await desk.enter()
  log.push(...[1, 2, 3].map((seq) => spoken(seq)))
  expect(await desk.openByCode('7K3F-9QXM-2D4A')).toBeUndefined()
  const seqs = (): number[] | undefined => desk.store.get().reading?.lines.map(({ seq }) => seq)
  expect([desk.store.get().view, seqs()]).toEqual(['reading', [1, 2, 3]])
  log.push(spoken(4))
  expect(seqs()).toEqual([1, 2, 3])
  await desk.readOn()
  expect(seqs()).toEqual([1, 2, 3, 4])
  desk.stopReading()
  expect(desk.store.get()).toMatchObject({ view: 'work', reading: undefined })
})

test('a code that opens nothing says why and changes nothing in view', async () => {
  const { desk, refusals } = scene()
  await desk.enter()
  refusals.push({ status: 404, code: 'code_unknown' }, { status: 429, code: 'too_many' })
  expect([await desk.openByCode('x'), await desk.openByCode('x')]).toEqual(['wrong', 'often'])
  expect(desk.store.get()).toMatchObject({ view: 'work', phase: 'ready' })
})

test('whoever reads along sees what is said, until the server shows no more', async () => {
  const { desk, log, frame, frames } = scene()
  await desk.enter()
  log.push(spoken(1))
  await desk.readAlong(handoff({ id: 'h9', mine: false }))
  expect(frames).toContainEqual({ type: 'follow', handoffId: 'h9', after: 1 })
  frame({ type: 'lines', handoffId: 'h9', lines: [spoken(2)] })
  frame({ type: 'unfollowed', handoffId: 'h9' })
  expect(desk.store.get().reading).toMatchObject({ ended: true, lines: [{ seq: 1 }, { seq: 2 }] })
  desk.stopReading()
  expect(frames.at(-1)).toEqual({ type: 'unfollow', handoffId: 'h9' })
  expect(desk.store.get().view).toBe('overview')
})

test('why the service set the adviser to away is told until they are back', async () => {
  const { desk, frame } = scene()
  await desk.enter()
  frame({ type: 'presence', presence: { ...me.presence, status: 'away' } })
  frame({ type: 'away', why: 'missed' })
  expect(desk.store.get().away).toBe('missed')
  await desk.setPresence({ status: 'available' })
  expect(desk.store.get().away).toBeUndefined()
})
