import { ConfigError, readConfig } from '../src/config'

/** The faults of an environment, or an empty list. */
function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (fault) {
    if (fault instanceof ConfigError) return fault.faults
    throw fault
  }
}

const production = {
  MODE: 'production',
  PUBLIC_URL: 'https://a.fi',
  RESPONSIBLE_PERSON: 'Head of advice, a@b.fi',
}

/** What people must be told before the service opens to the public. */
const toldPeople = {
  SERVICE_OWNER: 'Example Agency',
  SERVICE_CONTACT: 'advice@example.fi',
  DATA_PROTECTION_CONTACT: 'privacy@example.fi',
  DATA_PROCESSORS: 'Nobody else; servers in Finland',
  RETENTION_DECISION: '2026-11-22 Head of data protection: kept for 90 days',
}

describe('the configuration', () => {
  test('needs no setting at all', () => {
    expect(readConfig({})).toMatchObject({ port: 3978, host: '127.0.0.1', mode: 'trial' })
  })

  test('names every wrong setting at once', () => {
    const faults = faultsOf({
      PORT: 'soon',
      MODE: 'prod',
      DATABASE_URL: 'mysql://x',
      LOG_LEVEL: 'loud',
      TOKEN_SECRET: 'short',
    })
    expect(faults).toHaveLength(5)
    expect(faults.join('\n')).toMatch(
      /PORT must be a whole number from 0 to 65535\.[\s\S]*MODE must be "trial" or "production"/,
    )
  })

  test('counts an empty value as absent', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: ' ' })).toMatchObject({ port: 3978, databaseUrl: undefined })
  })

  test.each([
    [{ ALLOW_ANONYMOUS_MESSAGES: 'yes', HOST: '0.0.0.0' }, /loopback/],
    [{ MICROSOFT_APP_ID: '7c1f2b1e-0000-4000-8000-000000000000' }, /MICROSOFT_APP_TENANT_ID/],
    [{ MODE: 'production', PUBLIC_URL: 'https://a.fi' }, /RESPONSIBLE_PERSON/],
    [{ MODE: 'production', RESPONSIBLE_PERSON: 'Head of advice, a@b.fi' }, /PUBLIC_URL/],
    [{ ...production, DATABASE_URL: 'postgresql://a:b@h/db' }, /TOKEN_SECRET is needed in production .* DATABASE_URL/],
    [{ VOIKKO_DICTIONARY: '/no/such/file' }, /no such file/],
    ...Object.keys(toldPeople).map((name): [object, RegExp] => [
      { MODE: 'production' },
      new RegExp(`${name} is needed in production`),
    ]),
  ])('refuses settings that do not fit together: %j', (environment, sentence) => {
    expect(faultsOf(environment as Record<string, string>).join('\n')).toMatch(sentence)
  })

  test.each([
    { ...production, DATABASE_URL: 'postgresql://a:b@h/db', TOKEN_SECRET: 'x'.repeat(32) },
    production,
    { DATABASE_URL: 'postgresql://a:b@h/db' },
  ])('takes a secret that replicas share, needs none for one process, and none on a trial: %j', (environment) => {
    expect(faultsOf({ ...toldPeople, ...environment })).toEqual([])
  })

  test('sends word on accessibility to the contact for help, where none of its own is named', () => {
    const { notice } = readConfig({ SERVICE_CONTACT: 'advice@example.fi' })
    expect(notice.accessibilityContact).toBe('advice@example.fi')
    expect(faultsOf({ RETENTION_DECISION: 'ninety days' }).join()).toMatch(/date of the decision/)
  })

  test('never repeats a secret in a fault', () => {
    expect(faultsOf({ TOKEN_SECRET: 'tooshortsecret', DATABASE_URL: 'mysql://u:pw@h/db' }).join()).not.toMatch(
      /tooshortsecret|pw@/,
    )
  })
})
