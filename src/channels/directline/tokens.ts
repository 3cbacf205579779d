/**
 * Tokens of the Direct Line endpoint: each is bound to one conversation, one person, one site and one origin, for a short time. Knows no
 * request and no store. The form is a JWT (RFC 7519, HS256), because Direct Line clients read its `user` claim.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** `chat` opens the REST calls, `stream` one WebSocket: the latter stands in an address and lives only moments. */
export type TokenKind = 'chat' | 'stream'

export interface TokenClaims {
  readonly conv: string
  /** `dl_…` */
  readonly user: string
  readonly site?: string
  /** The origin of the page that asked for it; absent when it was not a browser. */
  readonly origin?: string
  readonly lang?: string
}

export type TokenVerdict = { readonly claims: TokenClaims } | { readonly refused: 'forged' | 'expired' }

export interface Tokens {
  readonly chatSeconds: number
  issue(kind: TokenKind, claims: TokenClaims): string
  verify(kind: TokenKind, token: string): TokenVerdict
}

export interface TokenSettings {
  /** The first signs; all are accepted, so that a secret can be changed without ending conversations. At least 32 bytes each. */
  readonly secrets: readonly [Buffer, ...Buffer[]]
  /** Life of a chat token in seconds; clients assume 1800. */
  readonly chatSeconds: number
  /** Life of a stream token in seconds. */
  readonly streamSeconds: number
}

const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')
const maxTokenLength = 2048
const forged: TokenVerdict = { refused: 'forged' }
const expired: TokenVerdict = { refused: 'expired' }

export function createTokens(settings: TokenSettings, nowMs: () => number = Date.now): Tokens {
  const { secrets, chatSeconds, streamSeconds } = settings
  return {
    chatSeconds,
    issue(kind, { conv, user, site, origin, lang }) {
      const exp = nowMs() / 1000 + (kind === 'chat' ? chatSeconds : streamSeconds)
      const payload = Buffer.from(JSON.stringify({ kind, conv, user, site, origin, lang, exp })).toString('base64url')
      const signed = `${header}.${payload}`
      return `${signed}.${sign(signed, secrets[0]).toString('base64url')}`
    },
    verify(kind, token) {
      const dot = token.lastIndexOf('.')
      if (token.length > maxTokenLength || !token.startsWith(`${header}.`) || dot <= header.length) return forged
      const signed = token.slice(0, dot)
      const mac = Buffer.from(token.slice(dot + 1), 'base64url')
      if (!secrets.some((secret) => equal(sign(signed, secret), mac))) return forged
      const claims = JSON.parse(Buffer.from(signed.slice(header.length + 1), 'base64url').toString()) as TokenClaims & {
        kind: TokenKind
        exp: number
      }
      if (claims.kind !== kind) return forged
      return claims.exp * 1000 > nowMs() ? { claims } : expired
    },
  }
}

function sign(text: string, secret: Buffer): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}

function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
