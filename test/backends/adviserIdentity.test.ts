/** Who comes back from the provider may work here by group alone, and nothing fits but what was begun. The provider's client is a fake. */
import { createAdviserIdentity, type OpenIdClient } from '../../src/backends/adviserIdentity'

const settings = {
  issuer: 'https://login.example.fi',
  clientId: 'opastin',
  clientSecret: 'secret',
  groupsClaim: 'groups',
  adviserGroup: 'advisers',
  supervisorGroup: 'supervisors',
}
const callback = 'https://apu.example.fi/desk/api/oidc/callback'

function fakeClient(claims: object | undefined, checked: object[] = []): OpenIdClient {
  return {
    discovery: async () => 'configuration',
    randomPKCECodeVerifier: () => 'verifier',
    calculatePKCECodeChallenge: async () => 'challenge',
    randomState: () => 'state',
    randomNonce: () => 'nonce',
    buildAuthorizationUrl: (_, parameters) =>
      new URL(`https://login.example.fi/auth?${new URLSearchParams(parameters).toString()}`),
    async authorizationCodeGrant(_, __, checks) {
      checked.push(checks)
      return { claims: () => claims as Record<string, unknown> | undefined }
    },
  }
}

async function comeBack(claims: object | undefined, checked: object[] = []) {
  const identity = createAdviserIdentity(settings, () => Promise.resolve(fakeClient(claims, checked)))
  const { url, kept } = await identity.begin(callback)
  return { url, person: await identity.finish(new URL(`${callback}?code=c&state=state`), kept) }
}

test('sends the browser with a challenge, a state and a nonce, and checks them when it comes back', async () => {
  const checked: object[] = []
  const { url } = await comeBack({ sub: '1', groups: ['advisers'] }, checked)
  expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
    redirect_uri: callback,
    code_challenge: 'challenge',
    code_challenge_method: 'S256',
    state: 'state',
    nonce: 'nonce',
  })
  expect(checked).toEqual([
    { pkceCodeVerifier: 'verifier', expectedState: 'state', expectedNonce: 'nonce', idTokenExpected: true },
  ])
})

test.each([
  [
    { sub: '1', name: 'Aino', groups: ['advisers'] },
    { name: 'Aino', role: 'adviser' },
  ],
  [
    { sub: '1', name: 'Siiri', groups: ['advisers', 'supervisors'] },
    { name: 'Siiri', role: 'supervisor' },
  ],
  [{ sub: '1', groups: 'advisers' }, { role: 'adviser' }],
])('lets in %j', async (claims, expected) => {
  expect((await comeBack(claims)).person).toMatchObject(expected)
})

test.each([[{ sub: '1', name: 'Outsider', groups: ['others'] }], [{ sub: '1' }], [undefined]])(
  'keeps out %j',
  async (claims) => {
    expect((await comeBack(claims)).person).toBeUndefined()
  },
)
