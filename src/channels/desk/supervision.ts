/** Callback requests for every adviser of the desk, and what a supervisor sees: queues, waits, who is on and talks with people. No words. */
import { DateTime } from 'luxon'
import { z } from 'zod'
import { deskOpening } from '../../dialogs/hours'
import type { Callback } from '../../handoff/ports'
import { problem } from '../http'
import type { DeskRoute } from './guard'
import type { DeskNeeds } from './ports'
import { presenceOf } from './presence'
import { handoffView } from './views'
import type { SignedIn } from './sessions'

const contactSchema = z.object({ kind: z.enum(['phone', 'email']), value: z.string(), when: z.string().optional() })
const unknown = problem(404, 'unknown', 'There is no such open request.')
/** Who asks again within so long has not looked away. */
const oneLookMs = 60_000
/** A day's people at most, for the overview. */
const mostToday = 2_000

export function supervisionRoutes(needs: DeskNeeds): DeskRoute[] {
  const { desk, clock } = needs
  const note = (who: SignedIn, what: 'callbacks' | 'callback_done' | 'overview') =>
    desk.addAccess({ at: clock.now().toISOString(), adviserId: who.account.id, what })
  const looked = new Map<string, number>()
  /** The page asks every few seconds while the overview is in view: one look is one line in the log of accesses. */
  async function noteNowAndThen(who: SignedIn): Promise<void> {
    const now = clock.now().getTime()
    const { id } = who.session
    if (now - (looked.get(id) ?? 0) > oneLookMs) await note(who, 'overview')
    if (looked.size > 1_000) looked.clear()
    looked.set(id, now)
  }

  return [
    {
      method: 'GET',
      path: '/callbacks',
      role: 'adviser',
      async handle(_, who) {
        const items = (await callbacksFor(who, needs)).flatMap((one) => opened(one, needs))
        await note(who, 'callbacks')
        return { status: 200, body: { items } }
      },
    },
    {
      method: 'POST',
      path: '/callbacks/:id/done',
      role: 'adviser',
      body: 'json',
      async handle(request, who) {
        const one = (await callbacksFor(who, needs)).find(({ id }) => id === request.params['id'])
        if (!one || !(await desk.finishCallback(one.id, who.account.id, clock.now().toISOString()))) return unknown
        await note(who, 'callback_done')
        needs.events.publish(callbackTopic, clock.now().getTime())
        return { status: 204 }
      },
    },
    {
      method: 'GET',
      path: '/overview',
      role: 'supervisor',
      async handle(_, who) {
        await noteNowAndThen(who)
        return { status: 200, body: await overview(who, needs) }
      },
    },
  ]
}

export const callbackTopic = 'desk:callbacks'

/** Open requests of the adviser's desks; a supervisor sees them all. */
export async function callbacksFor({ account }: SignedIn, needs: DeskNeeds): Promise<readonly Callback[]> {
  const all = await needs.desk.openCallbacks()
  if (account.role === 'supervisor') return all
  const { desks } = await presenceOf(account, needs)
  return all.filter((one) => desks.includes(one.desk))
}

/** With the contact in clear; a request that was sealed under another secret cannot be read any more and is left out. */
function opened(callback: Callback, { seal }: DeskNeeds): object[] {
  const text = seal.open(callback.contact, callback.id)
  const parsed = text === undefined ? undefined : contactSchema.safeParse(JSON.parse(text))
  if (!parsed?.success) return []
  const { when, ...contact } = parsed.data
  return [{ ...callback, contact, ...(when ? { when } : {}) }]
}

async function overview({ account }: SignedIn, { handoffs, store, desk, clock, tools }: DeskNeeds): Promise<object> {
  const now = clock.now()
  await handoffs.duty.refresh()
  const accepted = await store.accepted()
  const dayBegan = DateTime.fromJSDate(now, { zone: 'Europe/Helsinki' }).startOf('day').toJSDate()
  const today = await desk.askedSince(dayBegan.toISOString(), mostToday)
  const waits = today
    .flatMap(({ queuedAt, acceptedAt }) => (acceptedAt ? [(Date.parse(acceptedAt) - Date.parse(queuedAt)) / 1000] : []))
    .sort((one, other) => one - other)
  const median = waits[Math.floor(waits.length / 2)]
  return {
    desks: handoffs.desks.map((one) => {
      const waiting = handoffs.duty.waiting(one.id)
      const oldest = Math.min(...waiting.map(({ queuedAt }) => Date.parse(queuedAt)))
      return {
        id: one.id,
        name: one.name,
        ...deskOpening(one, now),
        waiting: waiting.length,
        longestWaitSeconds: waiting.length > 0 ? Math.round((now.getTime() - oldest) / 1000) : 0,
        live: accepted.filter(({ desk: at }) => at === one.id).length,
        wait: handoffs.duty.wait(one.id, waiting.length + 1, now),
      }
    }),
    advisers: handoffs.duty.advisers(now).map(({ adviserId, name, status, capacity, languages, seenAt }) => ({
      id: adviserId,
      name,
      status,
      holding: handoffs.duty.heldBy(adviserId),
      capacity,
      languages,
      seenAt,
    })),
    talks: accepted.map((one) => handoffView(one, account.id, now, tools.knowledge)),
    callbacks: (await desk.openCallbacks()).length,
    today: {
      asked: today.length,
      accepted: waits.length,
      closed: today.filter(({ state }) => state === 'closed').length,
      ...(median !== undefined && { medianWaitSeconds: Math.round(median) }),
    },
  }
}
