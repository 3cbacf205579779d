/** The desk's API alone, over a real store, with a clock that is handed in: for what must hold whatever happens at the same time. */
import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { WebSocket } from 'ws'
import { inProcessEvents } from '../../../src/backends/events'
import { openSqliteStore } from '../../../src/backends/store/sqliteStore'
import type { SqlStore } from '../../../src/backends/store/sqlStore'
import { createDeskApi, type DeskApi } from '../../../src/channels/desk/desk'
import type { DeskNeeds } from '../../../src/channels/desk/ports'
import type { Answer, HttpRequest } from '../../../src/channels/http'
import { loadDesks, loadDialogs } from '../../../src/dialogs/loadDialogs'
import { createHandoffs, type Handoffs } from '../../../src/handoff/handoffs'
import { hashPassword } from '../../../src/handoff/password'
import type { DeskStore } from '../../../src/handoff/ports'
import { createSeal } from '../../../src/handoff/seal'
import type { AdviserRole } from '../../../src/handoff/types'
import { projectRoot } from '../../startService'

const dialogs = path.join(projectRoot, 'dialogs')
const { phrases } = loadDialogs(dialogs)
const { desks } = loadDesks(dialogs)
const contacts = new Map([['kela', { name: { fi: 'Kela', sv: 'FPA', en: 'Kela' } }]])
export const password = 'oikea-hevonen-paristo'

export interface DeskApiUnderTest {
  readonly clock: { ms: number; now(): Date }
  readonly store: SqlStore
  readonly handoffs: Handoffs
  readonly faults: unknown[]
  readonly api: DeskApi
  /** Makes an account and signs in. */
  enter(name: string, role?: AdviserRole): Promise<Entered>
  request(method: string, path: string, more?: Partial<HttpRequest>): Promise<Answer>
  close(): Promise<void>
}

export interface Entered {
  readonly id: string
  call(method: string, path: string, body?: object): Promise<Answer>
  /** A page's open socket; `say` hands in a frame as the page sends it. */
  connect(): Promise<{ say(frame: object): void; readonly frames: Record<string, unknown>[]; close(): void }>
}

/** @param broken stands in the place of the desk's own tables: for a store that fails */
export async function openDeskApi(broken?: (desk: DeskStore) => DeskStore): Promise<DeskApiUnderTest> {
  const folder = mkdtempSync(path.join(tmpdir(), 'opastin-desk-api-'))
  const clock = { ms: Date.parse('2026-11-23T10:00:00Z'), now: () => new Date(clock.ms) }
  const store = await openSqliteStore({ folder, clock })
  const events = inProcessEvents()
  const faults: unknown[] = []
  const onFault = (fault: unknown): void => void faults.push(fault)
  const pageUrl = (page: string): string => page
  const desk = broken ? broken(store.desk) : store.desk
  const handoffs = createHandoffs({ handoffs: store.handoffs, desk, desks, phrases, events, clock, pageUrl, onFault })
  const seal = createSeal(Buffer.alloc(32), 'test')
  const api = createDeskApi({
    handoffs,
    store: store.handoffs,
    desk,
    log: store,
    events,
    codes: store.resumeCodes(Buffer.alloc(32)),
    tools: { phrases, drafts: true, knowledge: { guide: () => undefined, contacts } } as unknown as DeskNeeds['tools'],
    canned: [],
    clock,
    seal,
    stateSeal: seal,
    localAccounts: true,
    trial: true,
    typing: () => undefined,
    onFault,
  })

  function request(method: string, at: string, more: Partial<HttpRequest> = {}): Promise<Answer> {
    for (const route of api.routes) {
      const names = route.path.split('/')
      const parts = at.split('/')
      const fits = names.length === parts.length && names.every((one, n) => one.startsWith(':') || one === parts[n])
      if (route.method !== method || !fits) continue
      const params = Object.fromEntries(names.flatMap((one, n) => (one[0] === ':' ? [[one.slice(1), parts[n]]] : [])))
      return Promise.resolve(route.handle(asked(method, at, { params, ...more })))
    }
    throw new Error(`no route ${method} ${at}`)
  }

  return {
    clock,
    store,
    handoffs,
    faults,
    api,
    request,
    async enter(name, role = 'adviser') {
      await store.desk.keepAdviser({ id: `id-${name}`, name, role, password: await hashPassword(password) })
      const answer = await request('POST', '/desk/api/sign-in', { body: { name, password } })
      const { csrf } = answer.body as { csrf: string }
      const cookie = (answer.headers?.['set-cookie'] ?? '').split(';')[0] ?? ''
      const headers = { host: 'h', cookie, 'x-desk-csrf': csrf }
      return {
        id: `id-${name}`,
        call: (method, at, body = {}) => request(method, `/desk/api${at}`, { body, headers }),
        async connect() {
          const frames: Record<string, unknown>[] = []
          const socket = Object.assign(new EventEmitter(), {
            readyState: 1,
            bufferedAmount: 0,
            send: (text: string) => void frames.push(JSON.parse(text) as Record<string, unknown>),
            close: () => socket.emit('close'),
            terminate: () => socket.emit('close'),
            ping: () => undefined,
          })
          const accepted = await api.sockets[0]?.accept(asked('GET', '/desk/api/stream', { headers }))
          if (typeof accepted !== 'function') throw new Error(`refused: ${accepted?.status}`)
          accepted(socket as unknown as WebSocket)
          return { frames, say: (frame) => socket.emit('message', JSON.stringify(frame), false), close: socket.close }
        },
      }
    },
    async close() {
      await handoffs.stop()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function asked(method: string, at: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    id: 'r',
    method,
    path: at,
    params: {},
    query: new URLSearchParams(),
    headers: { host: 'h' },
    address: '127.0.0.1',
    secure: true,
    body: undefined,
    stream: Readable.from([]),
    ...more,
  }
}
