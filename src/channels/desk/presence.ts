/** Whether an adviser takes people, how many, in which languages and at which desks. Knows no conversation. */
import { z } from 'zod'
import { languages } from '../../language/languages'
import { newcomerAt } from '../../handoff/newcomer'
import { presenceStatuses } from '../../handoff/types'
import type { AdviserAccount, Presence, PresenceChange } from '../../handoff/ports'
import { type DeskRoute, refusals } from './guard'
import type { DeskNeeds } from './ports'

const change = z.strictObject({
  status: z.enum(presenceStatuses).optional(),
  capacity: z.int().min(1).max(20).optional(),
  languages: z.array(z.enum(languages)).min(1).optional(),
  desks: z.array(z.string()).optional(),
  automatic: z.boolean().optional(),
})

/** What the adviser has chosen, or what a newcomer begins with. */
export async function presenceOf(
  { id, name }: AdviserAccount,
  { desk, handoffs, clock }: DeskNeeds,
): Promise<Presence> {
  const kept = (await desk.presences()).find(({ adviserId }) => adviserId === id)
  return kept ?? { adviserId: id, name, ...newcomerAt(handoffs.desks), seenAt: clock.now().toISOString() }
}

export function presenceView({
  status,
  capacity,
  languages: spoken,
  desks,
  automatic,
}: Required<PresenceChange>): object {
  return { status, capacity, languages: spoken, desks, automatic }
}

export function presenceRoutes(needs: DeskNeeds): DeskRoute[] {
  return [
    {
      method: 'PUT',
      path: '/presence',
      role: 'adviser',
      body: 'json',
      async handle(request, { account }) {
        const parsed = change.safeParse(request.body)
        if (!parsed.success) return refusals.bad
        if (parsed.data.desks?.some((id) => !needs.handoffs.desks.some((desk) => desk.id === id))) return refusals.bad
        const chosen = await needs.handoffs.changePresence(account.id, parsed.data)
        return { status: 200, body: presenceView(chosen) }
      },
    },
  ]
}
