/** The whole service over SQLite in this process, with advisers who can sign in: for tests of the desk at the protocol's level. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Libsql from 'libsql'
import WebSocket from 'ws'
import { addAdviser, compose, type Service } from '../../../src/compose'
import { readConfig } from '../../../src/config'
import type { AdviserRole } from '../../../src/handoff/types'
import { call, type Called } from '../directline/client'

export interface DeskHouse {
  readonly url: string
  readonly folder: string
  /** Signs in somebody whose account was made before the start. */
  signIn(name: string): Promise<AtDesk>
  passwordOf(name: string): string
  /** What the log of accesses holds of an adviser, oldest first, read from the file itself. */
  accesses(adviserId: string): { readonly what: string; readonly conversation_id: string | null }[]
  stop(): Promise<void>
}

export async function openDeskHouse(
  people: Readonly<Record<string, AdviserRole>>,
  more: Record<string, string> = {},
): Promise<DeskHouse> {
  const folder = mkdtempSync(path.join(tmpdir(), 'opastin-desk-'))
  const config = readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', ALLOW_LOCAL_ACCOUNTS: 'yes', ...more })
  const passwords: Record<string, string> = {}
  for (const [name, role] of Object.entries(people)) passwords[name] = await addAdviser(config, name, role)
  const service: Service = await compose(config)
  const { url } = await service.start()
  return {
    url,
    folder,
    signIn: (name) => signIn(url, name, passwords[name] ?? ''),
    passwordOf: (name) => passwords[name] ?? '',
    accesses(adviserId) {
      const file = new Libsql(path.join(folder, 'opastin.sqlite'), { readonly: true })
      const rows = file
        .prepare('select what, conversation_id from accesses where adviser_id = ? order by rowid')
        .all([adviserId])
      file.close()
      return rows as { what: string; conversation_id: string | null }[]
    },
    async stop() {
      await service.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface AtDesk {
  readonly id: string
  readonly cookie: string
  readonly csrf: string
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Called<T>>
  connect(): Promise<DeskLine>
}

export interface DeskLine {
  readonly socket: WebSocket
  readonly frames: Record<string, unknown>[]
  send(frame: object): void
  of(type: string): Record<string, unknown>[]
  close(): void
}

export async function signIn(url: string, name: string, password: string): Promise<AtDesk> {
  const answer = await call<{ adviser: { id: string }; csrf: string }>(`${url}/desk/api/sign-in`, 'POST', {
    body: { name, password },
  })
  if (answer.status !== 200) throw new Error(`${name} could not sign in: ${answer.status}`)
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { adviser, csrf } = answer.body
  return {
    id: adviser.id,
    cookie,
    csrf,
    call: (method, at, body, headers) =>
      call(`${url}/desk/api${at}`, method, {
        ...(method === 'GET' ? {} : { body: body ?? {} }),
        headers: { cookie, ...(method === 'GET' ? {} : { 'x-desk-csrf': csrf }), ...headers },
      }),
    connect: () => connect(url, cookie),
  }
}

async function connect(url: string, cookie: string): Promise<DeskLine> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/desk/api/stream`, { headers: { cookie, origin: url } })
  const frames: Record<string, unknown>[] = []
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Record<string, unknown>))
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.on('error', () => undefined)
  return {
    socket,
    frames,
    send: (frame) => socket.send(JSON.stringify(frame)),
    of: (type) => frames.filter((frame) => frame['type'] === type),
    close: () => socket.terminate(),
  }
}
