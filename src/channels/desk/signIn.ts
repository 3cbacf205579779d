/** Signing in and out at the desk: local accounts where they are allowed, an identity provider where one is set. Knows no conversation. */
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { adviserReasons } from '../../handoff/types'
import { deskOpening } from '../../dialogs/hours'
import { isPassword, noAccount } from '../../handoff/password'
import { keepAccount } from '../../handoff/keepAccount'
import { leaseMs } from '../../handoff/handoffs'
import type { AdviserAccount } from '../../handoff/ports'
import { type Answer, type HttpRequest, problem, type Route, tooMany } from '../http'
import { addressKey, createLimiter } from '../limits'
import { type Attempts, createAttempts } from './attempts'
import { deskRoot, type DeskRoute, refusals, whenAble } from './guard'
import type { DeskNeeds } from './ports'
import { presenceOf, presenceView } from './presence'
import { cookieName, cookieOf, type Sessions, type SignedIn } from './sessions'

export const heartbeatSeconds = 15
export const maxTextLength = 4_000
const stateSeconds = 600

const credentials = z.object({ name: z.string().min(1).max(200), password: z.string().min(1).max(1_000) })
const wrong = problem(401, 'wrong', 'The name or the password is wrong.')
const notHere = problem(404, 'not_found', 'There is nothing at this address.')
const insecure = problem(403, 'insecure', 'Sign in over https, or on the machine itself.')

export function signInRoutes(needs: DeskNeeds, sessions: Sessions): Route[] {
  // Guessing at many accounts from one place is slow as well.
  const limiter = createLimiter({ perMinute: 20, burst: 20 })
  const addressSecret = randomBytes(32)
  const attempts = createAttempts(needs.desk, needs.clock)
  const { identity } = needs
  return [
    {
      method: 'GET',
      path: `${deskRoot}/sign-in`,
      handle: () => ({
        status: 200,
        body: { local: needs.localAccounts, oidc: identity !== undefined, trial: needs.trial },
      }),
    },
    {
      method: 'POST',
      path: `${deskRoot}/sign-in`,
      body: 'json',
      async handle(request) {
        if (!needs.localAccounts) return notHere
        if (!isOwn(request)) return refusals.forbidden
        if (!mayCarryCookie(request)) return insecure
        const wait = limiter.take(addressKey(request.address, addressSecret))
        if (wait > 0) return tooMany(wait)
        const parsed = credentials.safeParse(request.body)
        if (!parsed.success) return refusals.bad
        return whenAble(() => signIn(request, parsed.data, needs, sessions, attempts), 'desk sign-in', needs.onFault)
      },
    },
    {
      method: 'GET',
      path: `${deskRoot}/oidc`,
      handle: (request) =>
        identity ? whenAble(() => beginOidc(request, identity, needs), 'desk oidc', needs.onFault) : notHere,
    },
    {
      method: 'GET',
      path: `${deskRoot}/oidc/callback`,
      handle: (request) =>
        identity ? whenAble(() => finishOidc(request, identity, needs, sessions), 'desk oidc', needs.onFault) : notHere,
    },
  ]
}

/** For who is signed in. */
export function meRoutes(needs: DeskNeeds, sessions: Sessions): DeskRoute[] {
  return [
    {
      method: 'GET',
      path: '/me',
      role: 'adviser',
      handle: async (_, who) => ({ status: 200, body: await me(who, needs) }),
    },
    {
      method: 'POST',
      path: '/sign-out',
      role: 'adviser',
      async handle(request, { account, session }) {
        const cookie = await sessions.end(request, session)
        await leave(account, needs)
        await needs.desk.addAccess({ at: needs.clock.now().toISOString(), adviserId: account.id, what: 'sign_out' })
        return { status: 204, headers: { 'set-cookie': cookie } }
      },
    },
  ]
}

/** Nobody is offered an adviser who has gone home, and nobody waits for the lease to run out. */
async function leave(account: AdviserAccount, needs: DeskNeeds): Promise<void> {
  const presence = await presenceOf(account, needs)
  if (presence.status !== 'away') await needs.handoffs.changePresence(account.id, { status: 'away' })
  for (const held of await needs.store.heldBy(account.id)) await needs.handoffs.giveBack(held)
}

async function signIn(
  request: HttpRequest,
  { name, password }: z.infer<typeof credentials>,
  needs: DeskNeeds,
  sessions: Sessions,
  attempts: Attempts,
): Promise<Answer> {
  const account = await needs.desk.adviserNamed(name.trim())
  const lockedMs = await attempts.count(name.trim(), account)
  if (lockedMs > 0)
    return problem(429, 'locked', 'Too many wrong passwords. Wait a while.', {
      'retry-after': String(Math.ceil(lockedMs / 1000)),
    })
  const fits = await isPassword(password, account?.password ?? noAccount)
  if (!account?.password || !fits) return wrong
  await attempts.forget(account)
  return opened(request, account, needs, sessions)
}

/** The answer to a sign-in that went well. */
async function opened(
  request: HttpRequest,
  account: AdviserAccount,
  needs: DeskNeeds,
  sessions: Sessions,
): Promise<Answer> {
  const { signedIn, cookie } = await sessions.open(request, account)
  await needs.desk.addAccess({ at: needs.clock.now().toISOString(), adviserId: account.id, what: 'sign_in' })
  return { status: 200, headers: { 'set-cookie': cookie }, body: await me(signedIn, needs) }
}

async function me({ account, session }: SignedIn, needs: DeskNeeds): Promise<object> {
  const now = needs.clock.now()
  return {
    adviser: { id: account.id, name: account.name, role: account.role },
    csrf: session.csrf,
    presence: presenceView(await presenceOf(account, needs)),
    desks: needs.handoffs.desks.map((desk) => {
      const { id, name, languages, capacity } = desk
      return { id, name, languages, capacity, ...deskOpening(desk, now) }
    }),
    closeReasons: adviserReasons,
    heartbeatSeconds,
    leaseSeconds: leaseMs / 1000,
    maxTextLength,
  }
}

async function beginOidc(
  request: HttpRequest,
  identity: NonNullable<DeskNeeds['identity']>,
  needs: DeskNeeds,
): Promise<Answer> {
  if (!mayCarryCookie(request)) return insecure
  const { url, kept } = await identity.begin(callbackUrl(request, needs))
  const expires = needs.clock.now().getTime() + stateSeconds * 1000
  const sealed = needs.stateSeal.seal(JSON.stringify({ kept, expires }), 'oidc')
  // Lax: the provider sends the browser back from another site. It opens nothing by itself.
  const cookie = `${cookieName(request, 'desk-oidc')}=${sealed}; Path=/; Max-Age=${stateSeconds}; HttpOnly; SameSite=Lax${request.secure ? '; Secure' : ''}`
  return { status: 302, headers: { location: url, 'set-cookie': cookie } }
}

async function finishOidc(
  request: HttpRequest,
  identity: NonNullable<DeskNeeds['identity']>,
  needs: DeskNeeds,
  sessions: Sessions,
): Promise<Answer> {
  const sealed = needs.stateSeal.open(cookieOf(request, cookieName(request, 'desk-oidc')) ?? '', 'oidc')
  const state = sealed === undefined ? undefined : (JSON.parse(sealed) as { kept: string; expires: number })
  const back = (why: string): Answer => ({ status: 302, headers: { location: `/desk?refused=${why}` } })
  if (!state || state.expires < needs.clock.now().getTime()) return back('expired')
  const url = new URL(`${callbackUrl(request, needs)}?${request.query.toString()}`)
  const person = await identity.finish(url, state.kept).catch((fault: unknown) => needs.onFault(fault, 'desk oidc'))
  if (!person) return back('identity')
  const id = `oidc-${createHash('sha256').update(person.subject).digest('base64url').slice(0, 24)}`
  const account = { id, name: person.name, role: person.role }
  await keepAccount(needs.desk, account, id.slice(-4))
  const kept = await needs.desk.adviser(id)
  if (!kept) return back('identity')
  const { headers } = await opened(request, kept, needs, sessions)
  return { status: 302, headers: { ...headers, location: '/desk' } }
}

function callbackUrl(request: HttpRequest, { publicUrl }: DeskNeeds): string {
  const own = publicUrl ?? `${request.secure ? 'https' : 'http'}://${request.headers.host ?? ''}`
  return `${own}${deskRoot}/oidc/callback`
}

/** A browser says from which origin a form is posted: another one's is no sign-in of ours. */
export function isOwn({ headers, secure }: HttpRequest): boolean {
  return headers.origin === undefined || headers.origin === `${secure ? 'https' : 'http'}://${headers.host ?? ''}`
}

/** Without https a cookie may only travel inside the machine. */
function mayCarryCookie({ secure, address }: HttpRequest): boolean {
  return secure || ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address)
}
