/**
 * A person on the phone or at a counter reads out a resume code, so that the adviser sees what was said: once, for a while, with the person's
 * consent, every look logged. Reading only. Knows codes through their port; the page never learns a conversation's id.
 */
import { z } from 'zod'
import { problem, tooMany, type Answer } from '../http'
import { createLimiter } from '../limits'
import { type DeskRoute, refusals } from './guard'
import type { DeskNeeds } from './ports'
import type { SignedIn } from './sessions'
import { type LineView, lineView } from './views'

/** How long an opened conversation may be read. */
export const openMs = 60 * 60_000
const linesAPage = 200
const longestCode = 100

const bodies = {
  // Without consent there is no form that this address takes.
  open: z.object({ code: z.string().max(longestCode), consent: z.literal(true) }),
  read: z.object({ pass: z.string().max(1_000), after: z.int().min(0) }),
}
const passSchema = z.object({ conversationId: z.string(), adviserId: z.string(), until: z.number() })
const noSuchCode = problem(404, 'code_unknown', 'The code opens nothing: it is wrong, was used, or is too old.')
const ended = problem(403, 'pass_ended', 'The conversation is no longer open to you: ask for a new code.')

/** What the page gets of an opened conversation; `pass` opens the rest of it, for this adviser alone. */
export interface OpenedView {
  readonly pass: string
  readonly until: string
  readonly lines: readonly LineView[]
  readonly more: boolean
}

export function openByCodeRoutes(needs: DeskNeeds): DeskRoute[] {
  const { codes, log, desk, clock, stateSeal } = needs
  // An adviser's page may not be used to guess: 60 random bits at this rate are safe for longer than codes live.
  const limiter = createLimiter({ perMinute: 5, burst: 10 })

  const note = (who: SignedIn, what: 'open_by_code' | 'read', conversationId: string): Promise<void> =>
    desk.addAccess({ at: clock.now().toISOString(), adviserId: who.account.id, what, conversationId })

  async function page(conversationId: string, after: number): Promise<{ lines: LineView[]; more: boolean }> {
    const lines = await log.read(conversationId, after, linesAPage)
    return { lines: lines.map(lineView), more: lines.length === linesAPage }
  }

  async function open(code: string, who: SignedIn): Promise<Answer> {
    const found = await codes.redeem(code)
    if (!found || !(await log.find(found.conversationId))) return noSuchCode
    const { conversationId } = found
    const until = clock.now().getTime() + openMs
    await note(who, 'open_by_code', conversationId)
    const pass = stateSeal.seal(JSON.stringify({ conversationId, adviserId: who.account.id, until }), 'opened')
    const view: OpenedView = { pass, until: new Date(until).toISOString(), ...(await page(conversationId, 0)) }
    return { status: 200, body: view }
  }

  return [
    {
      method: 'POST',
      path: '/opened',
      role: 'adviser',
      body: 'json',
      handle(request, who) {
        const parsed = bodies.open.safeParse(request.body)
        if (!parsed.success) return Promise.resolve(refusals.bad)
        const wait = limiter.take(who.account.id)
        return wait > 0 ? Promise.resolve(tooMany(wait)) : open(parsed.data.code, who)
      },
    },
    {
      method: 'POST',
      path: '/opened/log',
      role: 'adviser',
      body: 'json',
      async handle(request, who) {
        const parsed = bodies.read.safeParse(request.body)
        if (!parsed.success) return refusals.bad
        const opened = stateSeal.open(parsed.data.pass, 'opened')
        const pass = opened === undefined ? undefined : passSchema.safeParse(JSON.parse(opened)).data
        if (pass?.adviserId !== who.account.id || pass.until < clock.now().getTime()) return ended
        await note(who, 'read', pass.conversationId)
        return { status: 200, body: await page(pass.conversationId, parsed.data.after) }
      },
    },
  ]
}
