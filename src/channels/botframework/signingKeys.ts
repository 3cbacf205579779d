/**
 * The channel's public signing keys, from its OpenID metadata. The SDK's own reader waits for ever on a silent server and asks it for every
 * bad token; this one waits five seconds, asks seldom, and lives on with the keys it has. Knows no token.
 */
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'

export interface SigningKey {
  readonly key: KeyObject
  /** Channels this key may sign for; undefined when the document says nothing. */
  readonly endorsements: readonly string[] | undefined
}

export interface SigningKeys {
  /** Undefined when no such key is published. Rejects with `KeysUnavailable` when there are no keys to judge by. */
  find(keyId: string): Promise<SigningKey | undefined>
}

export interface SigningKeySettings {
  readonly metadataUrl: string
  readonly timeoutMs: number
  /** When keys are asked for anew. */
  readonly refreshMs: number
  /** How long keys serve while their server does not answer. */
  readonly staleMs: number
  /** The shortest time between two attempts, whether for an unknown key or after a failure. */
  readonly pauseMs: number
}

export const signingKeyDefaults: Omit<SigningKeySettings, 'metadataUrl'> = {
  timeoutMs: 5_000,
  refreshMs: 12 * 3_600_000,
  staleMs: 24 * 3_600_000,
  pauseMs: 5 * 60_000,
}

export class KeysUnavailable extends Error {
  readonly code = 'SIGNING_KEYS_UNAVAILABLE'
  constructor(url: string, cause: unknown) {
    super(
      `The signing keys of the channel could not be read from ${url}. Check the address and that it can be reached from here.`,
      { cause },
    )
    this.name = 'KeysUnavailable'
  }
}

export function createSigningKeys(settings: SigningKeySettings, nowMs: () => number = Date.now): SigningKeys {
  let keys: ReadonlyMap<string, SigningKey> | undefined
  let readAt = -Infinity
  let triedAt = -Infinity
  let failure: unknown
  let reading: Promise<void> | undefined

  async function read(): Promise<void> {
    triedAt = nowMs()
    try {
      keys = await fetchKeys(settings)
      readAt = nowMs()
      failure = undefined
    } catch (error) {
      failure = error
    }
  }

  /** One attempt at a time, whoever asks. */
  function refresh(): Promise<void> {
    reading ??= read().finally(() => (reading = undefined))
    return reading
  }

  return {
    async find(keyId) {
      const now = nowMs()
      const mayTry = now - triedAt >= (keys ? settings.pauseMs : Math.min(settings.pauseMs, 10_000))
      if (reading || (mayTry && (now - readAt > settings.refreshMs || !keys?.has(keyId)))) await refresh()
      if (!keys || nowMs() - readAt > settings.staleMs) throw new KeysUnavailable(settings.metadataUrl, failure)
      return keys.get(keyId)
    },
  }
}

async function fetchKeys({ metadataUrl, timeoutMs }: SigningKeySettings): Promise<ReadonlyMap<string, SigningKey>> {
  const signal = AbortSignal.timeout(timeoutMs)
  const metadata = (await fetchJson(metadataUrl, signal)) as { jwks_uri?: unknown }
  if (typeof metadata.jwks_uri !== 'string') throw new TypeError('The OpenID metadata names no jwks_uri.')
  const document = (await fetchJson(metadata.jwks_uri, signal)) as { keys?: unknown }
  if (!Array.isArray(document.keys)) throw new TypeError('The key document holds no keys.')
  const found = new Map<string, SigningKey>()
  for (const jwk of document.keys as (JsonWebKey & { kid?: unknown; endorsements?: unknown })[]) {
    if (jwk?.kty !== 'RSA' || typeof jwk.kid !== 'string') continue
    const endorsements = Array.isArray(jwk.endorsements)
      ? jwk.endorsements.filter((name) => typeof name === 'string')
      : undefined
    found.set(jwk.kid, { key: createPublicKey({ key: jwk, format: 'jwk' }), endorsements })
  }
  return found
}

async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { signal, redirect: 'error' })
  if (!response.ok) throw new TypeError(`${new URL(url).host} answered ${response.status}.`)
  return response.json()
}
