/** Providers for tests: invented, with only what a test cares about. */
import { providerSchema, type Provider } from '../../src/knowledge/providers'

export function provider(id: string, more: Partial<Provider> = {}): Provider {
  return providerSchema.parse({
    id,
    source: 'ptv',
    sourceId: id,
    sample: false,
    name: { fi: `Paikka ${id}` },
    description: {},
    type: 'library',
    operatorType: 'municipality',
    serves: [],
    phones: [],
    emails: [],
    url: {},
    hours: [],
    exceptions: [],
    hoursNote: {},
    byAppointment: false,
    languages: [],
    supportForms: [],
    delivery: ['in_person'],
    channels: [],
    cost: 'unknown',
    session: 'unknown',
    dataDate: '2026-10-01',
    licence: 'CC0 1.0',
    attribution: 'Testi',
    ...more,
  })
}
