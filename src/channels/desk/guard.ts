/** Who may call what at the desk: signed in, of the role, with the header, and for a conversation: theirs. Does nothing itself. */
import type { LogEntry } from '../../conversation/conversation'
import type { Attention } from '../../handoff/attention'
import type { AdviserRole, Handoff } from '../../handoff/types'
import { type Answer, type BodyKind, type HttpRequest, type Method, problem, type Route } from '../http'
import type { DeskNeeds } from './ports'
import { carriesCsrf, type Sessions, type SignedIn } from './sessions'

export const refusals = {
  signedOut: problem(401, 'signed_out', 'Sign in first.'),
  forbidden: problem(403, 'forbidden', 'This is not yours to see or do.'),
  csrf: problem(403, 'csrf', 'Send the header x-desk-csrf with the value from GET /desk/api/me.'),
  unknown: problem(404, 'unknown', 'There is no such conversation.'),
  bad: problem(400, 'bad_request', 'The request has not the form that this address takes.'),
  unavailable: problem(503, 'unavailable', 'This could not be done just now. Nothing was lost: try again.', {
    'retry-after': '5',
  }),
  tooLong: problem(413, 'text_too_long', 'A text may have 4000 characters at most.'),
} as const

/** How long who held a conversation last may still read it. */
const afterwardsMs = 30 * 60 * 1000

/** One address of the desk's API. `role`: the least that may call it. */
export interface DeskRoute {
  readonly method: Method
  /** After `/desk/api`. */
  readonly path: string
  readonly role: AdviserRole
  readonly body?: BodyKind
  handle(request: HttpRequest, who: SignedIn): Promise<Answer>
}

export const deskRoot = '/desk/api'

/** Calls change something unless they only read: those carry the header, and show that somebody is there. */
export function guarded(
  route: DeskRoute,
  sessions: Sessions,
  attention: Pick<Attention, 'act'>,
  onFault: DeskNeeds['onFault'],
): Route {
  const { method, path, role, body } = route
  return {
    method,
    path: deskRoot + path,
    ...(body ? { body } : {}),
    handle(request) {
      return whenAble(() => answerTo(request), `desk ${method} ${path}`, onFault)
    },
  }

  async function answerTo(request: HttpRequest): Promise<Answer> {
    const who = await sessions.of(request)
    if (!who) return refusals.signedOut
    if (role === 'supervisor' && who.account.role !== 'supervisor') return refusals.forbidden
    if (method !== 'GET' && !carriesCsrf(request, who.session)) return refusals.csrf
    const answer = await route.handle(request, who)
    if (method !== 'GET') attention.act(who.account.id)
    return answer
  }
}

/** The work's own result; where it fails (a store that is not there, a full disk) the fault is told to us, and the answer is 503. */
export async function whenAble<Result>(
  work: () => Promise<Result>,
  where: string,
  onFault: DeskNeeds['onFault'],
): Promise<Result | Answer> {
  try {
    return await work()
  } catch (fault) {
    onFault(fault, where)
    return refusals.unavailable
  }
}

/** Who holds it and a supervisor; after the end the same for a while. Of who waits nobody reads a word. */
export function mayRead({ account }: SignedIn, { state, adviser, closedAt }: Handoff, now: Date): boolean {
  if (adviser?.id !== account.id && account.role !== 'supervisor') return false
  return state === 'accepted' || now.getTime() - Date.parse(closedAt ?? '') < afterwardsMs
}

/** What belongs to the handoff: what is said to the bot or to another adviser after its end is nobody's of the desk. */
export function linesOf({ closedAt }: Handoff, lines: readonly LogEntry[]): readonly LogEntry[] {
  return closedAt === undefined ? lines : lines.filter(({ at }) => at <= closedAt)
}

/** Only who holds it. */
export function holds({ account }: SignedIn, { state, adviser }: Handoff): boolean {
  return state === 'accepted' && adviser?.id === account.id
}

/** 409 with a code the page knows. */
export function conflict(code: string): Answer {
  const sentences: Readonly<Record<string, string>> = {
    taken: 'Another adviser was faster.',
    capacity: 'You hold as many conversations as you take.',
    not_holder: 'The conversation is no longer yours.',
    closed: 'There is no such desk.',
    unknown: 'There is no such conversation.',
    full: 'The queue is full.',
  }
  return problem(code === 'unknown' ? 404 : 409, code, sentences[code] ?? 'That cannot be done now.')
}
