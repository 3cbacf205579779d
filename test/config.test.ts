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
    [{ VOIKKO_DICTIONARY: '/no/such/file' }, /no such file/],
  ])('refuses settings that do not fit together: %j', (environment, sentence) => {
    expect(faultsOf(environment as Record<string, string>).join('\n')).toMatch(sentence)
  })

  test('never repeats a secret in a fault', () => {
    expect(faultsOf({ TOKEN_SECRET: 'tooshortsecret', DATABASE_URL: 'mysql://u:pw@h/db' }).join()).not.toMatch(
      /tooshortsecret|pw@/,
    )
  })
})
