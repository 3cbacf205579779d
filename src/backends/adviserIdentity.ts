/** Signs advisers in at an OpenID Connect provider: code flow with PKCE, by openid-client, which is loaded only when a provider is set. */
import type { AdviserRole } from '../handoff/types'

export interface IdentitySettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** The claim that lists a person's groups, and the groups whose members may work here. */
  readonly groupsClaim: string
  readonly adviserGroup: string
  readonly supervisorGroup: string
}

export interface OpenIdIdentity {
  begin(callbackUrl: string): Promise<{ readonly url: string; readonly kept: string }>
  finish(
    callbackUrl: URL,
    kept: string,
  ): Promise<{ readonly subject: string; readonly name: string; readonly role: AdviserRole } | undefined>
}

/** The part of openid-client 6 that is used here. */
export interface OpenIdClient {
  discovery(server: URL, clientId: string, clientSecret: string): Promise<unknown>
  randomPKCECodeVerifier(): string
  calculatePKCECodeChallenge(verifier: string): Promise<string>
  randomState(): string
  randomNonce(): string
  buildAuthorizationUrl(configuration: unknown, parameters: Record<string, string>): URL
  authorizationCodeGrant(
    configuration: unknown,
    currentUrl: URL,
    checks: { pkceCodeVerifier: string; expectedState: string; expectedNonce: string; idTokenExpected: boolean },
  ): Promise<{ claims(): Readonly<Record<string, unknown>> | undefined }>
}

interface Kept {
  readonly verifier: string
  readonly state: string
  readonly nonce: string
}

/** Named by a variable: the package is the operator's choice, and the service starts without it. */
const packageName: string = 'openid-client'

/** @throws Error that says what to install */
export async function loadOpenIdClient(): Promise<OpenIdClient> {
  try {
    return (await import(packageName)) as OpenIdClient
  } catch (cause) {
    throw new Error(
      'OIDC_ISSUER is set, and the package openid-client (version 6) is not installed. Run npm ci again, with nothing left out.',
      { cause },
    )
  }
}

/** `load` brings openid-client; its discovery is done at the first sign-in and kept. */
export function createAdviserIdentity(settings: IdentitySettings, load: () => Promise<OpenIdClient>): OpenIdIdentity {
  let discovered: Promise<{ client: OpenIdClient; configuration: unknown }> | undefined

  async function discover(): Promise<{ client: OpenIdClient; configuration: unknown }> {
    const client = await load()
    return {
      client,
      configuration: await client.discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret),
    }
  }

  function provider(): Promise<{ client: OpenIdClient; configuration: unknown }> {
    discovered ??= discover().catch((fault: unknown) => {
      discovered = undefined
      throw fault
    })
    return discovered
  }

  return {
    async begin(callbackUrl) {
      const { client, configuration } = await provider()
      const kept: Kept = {
        verifier: client.randomPKCECodeVerifier(),
        state: client.randomState(),
        nonce: client.randomNonce(),
      }
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: callbackUrl,
        scope: 'openid profile',
        code_challenge: await client.calculatePKCECodeChallenge(kept.verifier),
        code_challenge_method: 'S256',
        state: kept.state,
        nonce: kept.nonce,
      })
      return { url: url.href, kept: JSON.stringify(kept) }
    },
    async finish(callbackUrl, given) {
      const { client, configuration } = await provider()
      const { verifier, state, nonce } = JSON.parse(given) as Kept
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
      const claims = (await client.authorizationCodeGrant(configuration, callbackUrl, checks)).claims()
      const role = claims && roleIn(claims[settings.groupsClaim], settings)
      if (!claims || !role) return undefined
      const subject = String(claims['sub'])
      const name = claims['name']
      return {
        subject: `${settings.issuer} ${subject}`,
        name: typeof name === 'string' && name.trim() ? name.trim().slice(0, 80) : 'Neuvoja',
        role,
      }
    },
  }
}

/** Who belongs to neither group does not work here. */
function roleIn(groups: unknown, { adviserGroup, supervisorGroup }: IdentitySettings): AdviserRole | undefined {
  const list = Array.isArray(groups) ? groups : [groups]
  if (list.includes(supervisorGroup)) return 'supervisor'
  return list.includes(adviserGroup) ? 'adviser' : undefined
}
