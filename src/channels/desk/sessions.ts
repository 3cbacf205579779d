/** Who is signed in at the desk: a cookie, what it stands for, and the header that a foreign page cannot send. Knows no route. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { AdviserAccount, DeskSession, DeskStore } from '../../handoff/ports'
import type { HttpRequest } from '../http'

const longestMs = 8 * 60 * 60 * 1000
const idleMs = 30 * 60 * 1000
/** A session is marked as seen at most this often. */
const seenEveryMs = 60_000

export interface SignedIn {
  readonly account: AdviserAccount
  readonly session: DeskSession
}

export interface Sessions {
  /** Opens a session; resolves with the `set-cookie` header. */
  open(request: HttpRequest, account: AdviserAccount): Promise<{ readonly signedIn: SignedIn; readonly cookie: string }>
  /** Who sends the request; undefined when the session is unknown, too old or was idle for too long. */
  of(request: HttpRequest): Promise<SignedIn | undefined>
  /** Whether the session still stands: for sockets, which stay open. */
  stands(sessionId: string): Promise<boolean>
  /** Ends it; resolves with the header that removes the cookie. */
  end(request: HttpRequest, session: DeskSession): Promise<string>
}

export function createSessions(store: DeskStore, clock: { now(): Date }): Sessions {
  function isOver({ createdAt, seenAt }: DeskSession): boolean {
    const now = clock.now().getTime()
    return now - Date.parse(createdAt) > longestMs || now - Date.parse(seenAt) > idleMs
  }

  async function see(session: DeskSession): Promise<void> {
    const now = clock.now()
    if (now.getTime() - Date.parse(session.seenAt) >= seenEveryMs) await store.seeSession(session.id, now.toISOString())
  }

  return {
    async open(request, account) {
      const secret = randomBytes(32).toString('base64url')
      const now = clock.now().toISOString()
      const session = {
        id: hashOf(secret),
        adviserId: account.id,
        csrf: randomBytes(24).toString('base64url'),
        createdAt: now,
        seenAt: now,
      }
      await store.openSession(session)
      return { signedIn: { account, session }, cookie: cookie(request, secret, longestMs / 1000) }
    },
    async of(request) {
      const secret = cookieOf(request, cookieName(request))
      const session = secret === undefined ? undefined : await store.session(hashOf(secret))
      if (!session || isOver(session)) return undefined
      const account = await store.adviser(session.adviserId)
      if (!account) return undefined
      await see(session)
      return { account, session }
    },
    async stands(sessionId) {
      const session = await store.session(sessionId)
      if (!session || isOver(session)) return false
      await see(session)
      return true
    },
    async end(request, session) {
      await store.endSession(session.id)
      return cookie(request, '', 0)
    },
  }
}

/** Whether the request carries the session's own header: a page of another origin can neither read nor send it. */
export function carriesCsrf(request: HttpRequest, { csrf }: DeskSession): boolean {
  const given = Buffer.from(String(request.headers['x-desk-csrf'] ?? ''))
  const known = Buffer.from(csrf)
  return given.length === known.length && timingSafeEqual(given, known)
}

/** The cookie's value, or undefined. */
export function cookieOf({ headers }: HttpRequest, name: string): string | undefined {
  for (const part of (headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

/** `__Host-` binds the cookie to this host over https; plain http is only let in on the machine itself. */
export function cookieName({ secure }: HttpRequest, base = 'desk'): string {
  return secure ? `__Host-${base}` : base
}

function cookie(request: HttpRequest, value: string, seconds: number): string {
  return `${cookieName(request)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${request.secure ? '; Secure' : ''}`
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
