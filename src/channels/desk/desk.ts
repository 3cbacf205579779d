/** The adviser desk's API, joined: routes and one socket under /desk/api. Knows neither restify nor the page. */
import { createAttention } from '../../handoff/attention'
import type { Route, SocketRoute } from '../http'
import { type DeskRoute, guarded } from './guard'
import { openByCodeRoutes } from './openByCode'
import type { DeskNeeds } from './ports'
import { presenceRoutes } from './presence'
import { researchRoutes } from './research'
import { createSessions } from './sessions'
import { meRoutes, signInRoutes } from './signIn'
import { deskSocket } from './stream'
import { supervisionRoutes } from './supervision'
import { workRoutes } from './work'

export interface DeskApi {
  readonly routes: readonly Route[]
  readonly sockets: readonly SocketRoute[]
  /** Every address that needs a sign-in, for checks that none is open. */
  readonly guardedRoutes: readonly DeskRoute[]
}

export function createDeskApi(needs: DeskNeeds): DeskApi {
  const sessions = createSessions(needs.desk, needs.clock)
  const attention = createAttention(needs)
  const guardedRoutes = [
    ...meRoutes(needs, sessions),
    ...presenceRoutes(needs),
    ...workRoutes(needs),
    ...researchRoutes(needs),
    ...supervisionRoutes(needs),
    ...openByCodeRoutes(needs),
  ]
  return {
    guardedRoutes,
    routes: [
      ...signInRoutes(needs, sessions),
      ...guardedRoutes.map((route) => guarded(route, sessions, attention, needs.onFault)),
    ],
    sockets: [deskSocket(needs, sessions, attention)],
  }
}
