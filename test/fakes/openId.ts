/** A channel's OpenID server on loopback, with real keys: publishes them, signs tokens, counts who asked, and can fall silent. */
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface OpenId {
  readonly metadataUrl: string
  /** Requests seen so far. */
  readonly asked: () => number
  /** `silent` never answers; `broken` answers 500; `odd` answers what is no key document. */
  mode: 'well' | 'silent' | 'broken' | 'odd'
  /** A token; header and claims override the valid ones, `undefined` removes one. */
  sign(claims: object, header?: object, how?: 'published' | 'stranger' | 'hmac' | 'none'): string
  stop(): Promise<void>
}

/** Made once for all servers of a test file: RSA keys are slow to find. */
let keyPairs: ReturnType<typeof makeKeyPairs> | undefined

function makeKeyPairs() {
  return {
    published: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    stranger: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    elliptic: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  }
}

export async function startOpenId(
  valid: object,
  endorsements: readonly string[] = ['msteams', 'webchat', 'test'],
): Promise<OpenId> {
  const { published, stranger, elliptic } = (keyPairs ??= makeKeyPairs())
  const waiting = new Set<ServerResponse>()
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    if (openId.mode === 'silent') return void waiting.add(response)
    if (openId.mode === 'broken') response.statusCode = 500
    if (openId.mode !== 'well') return void response.end('<html>secret inner message')
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(request.url === '/keys' ? { keys } : { jwks_uri: `${base()}/keys`, issuer: 'x' }))
  })
  const jwk = (key: KeyObject) => key.export({ format: 'jwk' })
  const keys = [
    { ...jwk(published.publicKey), kid: 'good', use: 'sig', endorsements },
    { ...jwk(published.publicKey), kid: 'unendorsed', endorsements: ['skype'] },
    { ...jwk(elliptic.publicKey), kid: 'elliptic' },
  ]
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const openId: OpenId = {
    metadataUrl: `${base()}/metadata`,
    asked: () => asked,
    mode: 'well',
    sign(claims, header = {}, how = 'published') {
      const now = Math.floor(Date.now() / 1000)
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
      const head = { alg: 'RS256', typ: 'JWT', kid: 'good', ...header }
      const signed = `${part(head)}.${part({ ...valid, iat: now, nbf: now, exp: now + 600, ...claims })}`
      if (how === 'none') return `${signed}.`
      if (how === 'hmac') {
        const pem = published.publicKey.export({ type: 'spki', format: 'pem' })
        return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`
      }
      const digest = `RSA-SHA${/^RS(256|384|512)$/.exec(head.alg)?.[1] ?? '256'}`
      const key = how === 'published' ? published.privateKey : stranger.privateKey
      return `${signed}.${createSign(digest).update(signed).sign(key, 'base64url')}`
    },
    async stop() {
      for (const response of waiting) response.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return openId
}
