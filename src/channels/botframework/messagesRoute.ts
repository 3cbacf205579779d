/** POST /api/messages: filter, prove, run. Every refusal has a constant body. Knows no SDK; the adapter comes in. */
import { type Answer, type HttpRequest, problem, type Route } from '../http'
import { type ChannelTokenSettings, isSigned, readChannelToken } from './channelToken'
import type { BotCloudAdapter } from './cloudAdapter'
import { preFilter, type PreFilterSettings } from './preFilter'
import { KeysUnavailable, type SigningKeys } from './signingKeys'

export interface MessagesRouteNeeds {
  readonly adapter: BotCloudAdapter
  readonly filter: PreFilterSettings
  /** Undefined for anonymous use, which `createMessagesRoute` refuses unless the server is bound to loopback. */
  readonly channelToken?: { readonly settings: ChannelTokenSettings; readonly keys: SigningKeys }
  /** Where the server listens. */
  readonly host: string
  onFault(error: unknown, channelId: string): void
}

/** Anonymous use was asked for on an address that others can reach. */
export class AnonymousBeyondLoopback extends Error {
  readonly code = 'ANONYMOUS_BEYOND_LOOPBACK'
  constructor(host: string) {
    super(
      `Anonymous Bot Framework messages are for this machine only, but HOST is ${host}: set HOST to 127.0.0.1, or set the app id.`,
    )
    this.name = 'AnonymousBeyondLoopback'
  }
}

const unauthorized = problem(401, 'unauthorized', 'The request is not authorized.')
const badActivity = problem(400, 'not_an_activity', 'The body is not a Bot Framework activity that this service takes.')
const tooLong = problem(413, 'text_too_long', 'The message is too long. Send it in parts.')
const unsupported = problem(400, 'not_supported', 'This service does not answer this kind of activity.')
const unavailable = problem(503, 'unavailable', 'The message could not be taken just now. Send it again.', {
  'retry-after': '5',
})

/** Throws `AnonymousBeyondLoopback` when there is no token to ask for and the host is not this machine alone. */
export function createMessagesRoute({ adapter, filter, channelToken, host, onFault }: MessagesRouteNeeds): Route {
  if (!channelToken && !(filter.anonymous && isLoopback(host))) throw new AnonymousBeyondLoopback(host)

  async function handle({ body, headers }: HttpRequest): Promise<Answer> {
    // The cheap half of the token first: who has none learns nothing of what we would take.
    const token = channelToken && readChannelToken(headers.authorization, channelToken.settings, Date.now())
    if (channelToken && !token) return unauthorized
    const filtered = preFilter(body, filter)
    if ('refused' in filtered) {
      return filtered.refused === 'tenant' ? unauthorized : filtered.refused === 'text_too_long' ? tooLong : badActivity
    }
    const { activity } = filtered
    try {
      if (channelToken && token && !(await isSigned(token, channelToken.keys, activity))) return unauthorized
      const response = await adapter.run(activity, token?.claims ?? {})
      if (!response) return { status: 200 }
      return response.status >= 500 ? unsupported : { status: response.status, body: (response.body ?? {}) as object }
    } catch (error) {
      onFault(error, error instanceof KeysUnavailable ? 'keys' : activity.channelId)
      return unavailable
    }
  }

  return { method: 'POST', path: '/api/messages', body: 'json', handle }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
