/**
 * Judges the token a channel sends along: the steps of "Authenticate requests from the Bot Connector service to your bot", with the gaps
 * of the SDK's reading closed (no `exp`, five minutes' leeway, no `serviceUrl`, an issuer list that grows with every forged `tid`). Knows
 * the activity's channel and address only.
 */
import { verify } from 'node:crypto'
import type { SigningKeys } from './signingKeys'

export interface ChannelTokenSettings {
  /** The bot's Microsoft app id: the only audience. */
  readonly appId: string
  readonly issuers: readonly string[]
  /** Tenants whose tokens are taken. A token without `tid` (the Bot Connector's own) is not bound to a tenant. */
  readonly tenants: readonly string[]
  readonly leewaySeconds: number
  readonly maxTokenLength: number
}

export const channelTokenDefaults = {
  issuers: ['https://api.botframework.com'],
  leewaySeconds: 60,
  maxTokenLength: 4_096,
} as const

export interface ChannelToken {
  readonly signed: string
  readonly signature: Buffer
  readonly keyId: string
  readonly algorithm: string
  readonly claims: Readonly<Record<string, unknown>>
}

const digests: Readonly<Record<string, string>> = { RS256: 'RSA-SHA256', RS384: 'RSA-SHA384', RS512: 'RSA-SHA512' }

/**
 * What can be judged without a key, and so without any call: form, algorithm, issuer, audience, tenant, times. Undefined for everything
 * that is to be refused; nothing in the result may be trusted before `isSigned`.
 */
export function readChannelToken(
  authorization: string | undefined,
  settings: ChannelTokenSettings,
  nowMs: number,
): ChannelToken | undefined {
  if (!authorization?.startsWith('Bearer ') || authorization.length > settings.maxTokenLength) return undefined
  const [head, payload, signature, ...more] = authorization.slice(7).split('.')
  if (!head || !payload || !signature || more.length > 0) return undefined
  const header = readPart(head)
  const claims = readPart(payload)
  const keyId = header?.['kid']
  const algorithm = header?.['alg']
  if (!claims || typeof keyId !== 'string' || typeof algorithm !== 'string' || !Object.hasOwn(digests, algorithm))
    return undefined
  if (!isMeantForUs(claims, settings) || !isTimely(claims, nowMs / 1000, settings.leewaySeconds)) return undefined
  return { signed: `${head}.${payload}`, signature: Buffer.from(signature, 'base64url'), keyId, algorithm, claims }
}

/**
 * Whether a published key signed the token and may sign for the channel, and the token vouches for the activity's address. Rejects only
 * when no keys are to be had.
 */
export async function isSigned(
  token: ChannelToken,
  keys: SigningKeys,
  activity: { channelId: string; serviceUrl: string },
): Promise<boolean> {
  const found = await keys.find(token.keyId)
  if (!found || found.key.asymmetricKeyType !== 'rsa') return false
  const digest = digests[token.algorithm]
  if (!digest || !verify(digest, Buffer.from(token.signed), found.key, token.signature)) return false
  if (found.endorsements && found.endorsements.length > 0 && !found.endorsements.includes(activity.channelId))
    return false
  return token.claims['serviceurl'] === activity.serviceUrl || token.claims['serviceUrl'] === activity.serviceUrl
}

function isMeantForUs(
  claims: Readonly<Record<string, unknown>>,
  { appId, issuers, tenants }: ChannelTokenSettings,
): boolean {
  if (claims['aud'] !== appId || typeof claims['iss'] !== 'string' || !issuers.includes(claims['iss'])) return false
  return claims['tid'] === undefined || (typeof claims['tid'] === 'string' && tenants.includes(claims['tid']))
}

function isTimely(claims: Readonly<Record<string, unknown>>, now: number, leeway: number): boolean {
  const { exp, nbf, iat } = claims
  if (typeof exp !== 'number' || now > exp + leeway) return false
  if (nbf !== undefined && (typeof nbf !== 'number' || now < nbf - leeway)) return false
  return iat === undefined || (typeof iat === 'number' && now >= iat - leeway)
}

function readPart(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
