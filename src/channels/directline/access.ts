/** Who may do what on the Direct Line endpoint: origins, tokens, rates. Says yes with claims or no with an answer; does nothing itself. */
import { type Answer, type HttpRequest, problem, tooMany } from '../http'
import { addressKey, createLimiter, type Limiter, type Rate } from '../limits'
import type { TokenClaims, TokenKind, Tokens } from './tokens'

export interface DirectLineRates {
  /** New tokens a client address may ask for. */
  readonly tokensPerAddress: Rate
  readonly messagesPerConversation: Rate
  /** A library's or a school's people share an address. */
  readonly messagesPerAddress: Rate
  /** Reading, refreshing, connecting. */
  readonly readsPerConversation: Rate
}

export const directLineRates: DirectLineRates = {
  tokensPerAddress: { perMinute: 30, burst: 60 },
  messagesPerConversation: { perMinute: 20, burst: 20 },
  messagesPerAddress: { perMinute: 600, burst: 300 },
  readsPerConversation: { perMinute: 600, burst: 120 },
}

export interface AccessNeeds {
  readonly tokens: Tokens
  readonly rates: DirectLineRates
  /** Whether pages of this origin may talk to us, for this site; without a site: for any. Our own origin is always allowed. */
  allowOrigin(origin: string, site: string | undefined): boolean
  /** Keys the hashes of client addresses; made anew at every start is best. */
  readonly addressSecret: Buffer
}

export type Granted = { readonly claims: TokenClaims }
export type Refused = { readonly refusal: Answer }

export interface Access {
  /** For a new token. */
  newToken(request: HttpRequest, site: string | undefined): Answer | undefined
  /** For a call about a conversation: `conversationId` undefined where the token itself names it. */
  call(request: HttpRequest, use: 'read' | 'write', conversationId: string | undefined): Granted | Refused
  /** For a socket, whose token stands in its address. */
  socket(request: HttpRequest, conversationId: string): Granted | Refused
  /** Cross-origin headers for the answer to `request`; empty for our own origin and for what is no browser. */
  corsHeaders(request: HttpRequest): Record<string, string>
}

export const accessRefusals = {
  noToken: problem(401, 'token_missing', 'Send a token: Authorization: Bearer …', { 'www-authenticate': 'Bearer' }),
  forged: problem(403, 'token_invalid', 'The token is not valid here.'),
  expired: problem(403, 'token_expired', 'The token has expired. Ask for a new one.'),
  otherConversation: problem(403, 'token_invalid', 'The token is not valid here.'),
  origin: problem(403, 'origin_not_allowed', 'Pages of this origin may not use this service.'),
} as const

export function createAccess({ tokens, rates, allowOrigin, addressSecret }: AccessNeeds): Access {
  const tokensPerAddress = createLimiter(rates.tokensPerAddress)
  const messagesPerConversation = createLimiter(rates.messagesPerConversation)
  const messagesPerAddress = createLimiter(rates.messagesPerAddress)
  const readsPerConversation = createLimiter(rates.readsPerConversation)

  function mayCome(request: HttpRequest, site: string | undefined): boolean {
    const origin = request.headers.origin
    return origin === undefined || isOwnOrigin(request, origin) || allowOrigin(origin, site)
  }

  function check(
    request: HttpRequest,
    kind: TokenKind,
    token: string,
    conversationId: string | undefined,
  ): Granted | Refused {
    const verdict = tokens.verify(kind, token)
    if ('refused' in verdict) return { refusal: accessRefusals[verdict.refused] }
    const { claims } = verdict
    if (conversationId !== undefined && claims.conv !== conversationId)
      return { refusal: accessRefusals.otherConversation }
    const origin = request.headers.origin
    if (
      origin !== undefined &&
      origin !== claims.origin &&
      (claims.origin !== undefined || !mayCome(request, claims.site))
    )
      return { refusal: accessRefusals.origin }
    return { claims }
  }

  return {
    newToken(request, site) {
      if (!mayCome(request, site)) return accessRefusals.origin
      return refuseAfter(tokensPerAddress, addressKey(request.address, addressSecret))
    },
    call(request, use, conversationId) {
      const token = bearerOf(request)
      if (token === undefined) return { refusal: accessRefusals.noToken }
      const granted = check(request, 'chat', token, conversationId)
      if ('refusal' in granted) return granted
      const refusal =
        use === 'read'
          ? refuseAfter(readsPerConversation, granted.claims.conv)
          : (refuseAfter(messagesPerConversation, granted.claims.conv) ??
            refuseAfter(messagesPerAddress, addressKey(request.address, addressSecret)))
      return refusal ? { refusal } : granted
    },
    socket(request, conversationId) {
      const granted = check(request, 'stream', request.query.get('t') ?? '', conversationId)
      if ('refusal' in granted) return granted
      const refusal = refuseAfter(readsPerConversation, granted.claims.conv)
      return refusal ? { refusal } : granted
    },
    corsHeaders(request): Record<string, string> {
      const origin = request.headers.origin
      if (origin === undefined || isOwnOrigin(request, origin) || !allowOrigin(origin, undefined)) return {}
      return { 'access-control-allow-origin': origin, vary: 'origin', 'access-control-expose-headers': 'retry-after' }
    },
  }
}

function refuseAfter(limiter: Limiter, key: string): Answer | undefined {
  const waitSeconds = limiter.take(key)
  return waitSeconds === 0 ? undefined : tooMany(waitSeconds)
}

function bearerOf(request: HttpRequest): string | undefined {
  const value = request.headers.authorization
  return value?.startsWith('Bearer ') ? value.slice(7) : undefined
}

function isOwnOrigin(request: HttpRequest, origin: string): boolean {
  return origin === `${request.secure ? 'https' : 'http'}://${request.headers.host ?? ''}`
}
