/** The finder: near before far, honest about what is not known, and nobody is sent over the sea. */
import path from 'node:path'
import { createProviderFinder, type ProviderWish } from '../../src/knowledge/findProviders'
import { joinProviders } from '../../src/knowledge/joinProviders'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import { loadProviderSample, readProviderSample } from '../../src/knowledge/providerSample'
import { productionFaultsOfProviders, type Provider } from '../../src/knowledge/providers'
import { provider } from './providerFixture'

const folder = path.resolve(__dirname, '../../knowledge')
const knowledge = loadKnowledge({ folder, mode: 'trial', today: '2026-11-22' })
/** A Wednesday at noon in Finland. */
const now = new Date('2026-11-25T10:00:00Z')
const helsinki = '091'
const phone = provider('phone', { type: 'citizen_advice', delivery: ['remote_phone'] })

function find(providers: readonly Provider[], wish: Partial<ProviderWish>) {
  const found = createProviderFinder(providers, knowledge.municipalities).find({ now, ...wish })
  return { ...found, ids: found.providers.map((one) => one.provider.id) }
}

describe('the provider finder', () => {
  test('gives what is in the municipality before anything else, and a phone beside it', () => {
    const providers = [provider('espoo', { municipality: '049' }), phone, provider('hki', { municipality: helsinki })]
    const { ids, where } = find(providers, { municipality: helsinki })
    expect([ids, where]).toEqual([['hki', 'phone'], 'here'])
  })

  test('gives the nearest neighbours when the municipality has none', () => {
    const providers = [
      provider('turku', { municipality: '853' }),
      provider('espoo', { municipality: '049' }),
      provider('oulu', { municipality: '564' }),
    ]
    const { ids, where, neighbours } = find(providers, { municipality: helsinki, limit: 2 })
    expect([ids, where, neighbours.map(({ fi }) => fi)]).toEqual([['espoo', 'turku'], 'neighbour', ['Espoo', 'Turku']])
  })

  test('puts help from afar before a journey as long as in Lapland', () => {
    const providers = [provider('rovaniemi', { municipality: '698' }), phone]
    const { ids, providers: found } = find(providers, { municipality: '890' })
    expect(ids).toEqual(['phone', 'rovaniemi'])
    expect(found[1]?.distanceKm).toBeGreaterThan(250)
    expect(found[1]?.reason).toBe('neighbour')
  })

  test('sends nobody over the sea to Åland or from it', () => {
    const mainland = provider('kustavi', { municipality: '304' })
    const island = provider('maarianhamina', { municipality: '478' })
    expect(find([mainland, island], { municipality: '062' }).ids).toEqual(['maarianhamina'])
    expect(find([mainland], { municipality: '062' }).where).toBe('none')
    expect(find([island], { municipality: '304' }).where).toBe('none')
  })

  test('gives those who cannot leave home a visit and a phone first', () => {
    const providers = [
      provider('kirjasto', { municipality: helsinki }),
      provider('kotiapu', { municipality: helsinki, type: 'home_visit', delivery: ['home_visit'] }),
      phone,
    ]
    const { ids } = find(providers, { municipality: helsinki, cannotLeaveHome: true })
    expect(ids.slice(0, 2).sort()).toEqual(['kotiapu', 'phone'])
    expect(ids[2]).toBe('kirjasto')
  })

  test('leaves out what costs when somebody asks for free help, and never calls the unknown free', () => {
    const providers = (['paid', 'unknown', 'free'] as const).map((cost) =>
      provider(cost, { cost, municipality: helsinki }),
    )
    const { ids, providers: found } = find(providers, { municipality: helsinki, cost: 'free' })
    expect(ids).toEqual(['free', 'unknown'])
    expect(found.map((one) => one.provider.cost)).toEqual(['free', 'unknown'])
  })

  test('shows only where somebody is there now, when that is asked; otherwise says that nobody is', () => {
    const open = { weekday: 'wed', opensAt: '10:00', closesAt: '16:00', staffed: true } as const
    const providers = [
      provider('auki', { municipality: helsinki, hours: [open] }),
      provider('omatoimi', { municipality: helsinki, hours: [{ ...open, staffed: false }] }),
      provider('suljettu', {
        municipality: helsinki,
        hours: [open],
        exceptions: [{ from: '2026-11-25', to: '2026-11-25', ranges: [] }],
      }),
      provider('tuntematon', { municipality: helsinki }),
    ]
    expect(find(providers, { municipality: helsinki, staffedNow: true }).ids).toEqual(['auki'])
    const later = find(providers, { municipality: helsinki, staffedNow: true, now: new Date('2026-11-25T20:00:00Z') })
    expect(later.relaxed).toEqual(['staffedNow'])
    expect(later.providers.length).toBe(4)
  })

  test('does not trust the usual week on a public holiday', () => {
    const sunday = { weekday: 'sun', opensAt: '10:00', closesAt: '16:00', staffed: true } as const
    const { providers } = find([provider('a', { municipality: helsinki, hours: [sunday] })], {
      municipality: helsinki,
      now: new Date('2026-12-06T10:00:00Z'),
    })
    expect(providers[0]?.staffedToday).toEqual({ known: false, ranges: [] })
  })

  test('keeps to a language, and lets it go openly when nothing is left', () => {
    const providers = [
      provider('fi', { municipality: helsinki, languages: ['fi'] }),
      provider('sv', { municipality: helsinki, languages: ['fi', 'sv'] }),
    ]
    expect(find(providers, { municipality: helsinki, language: 'sv' }).ids).toEqual(['sv'])
    expect(find(providers, { municipality: helsinki, language: 'en' })).toMatchObject({ relaxed: ['language'] })
  })

  test('gives a terminal without staff only to those who need a computer', () => {
    const providers = [
      provider('kone', { municipality: helsinki, type: 'self_service_point', delivery: ['unattended_point'] }),
      provider('kirjasto', { municipality: helsinki }),
    ]
    expect(find(providers, { municipality: helsinki }).ids).toEqual(['kirjasto'])
    expect(find(providers, { municipality: helsinki, need: 'public_computer' }).ids.sort()).toEqual([
      'kirjasto',
      'kone',
    ])
  })

  test('goes by distance from a point, not over ten kilometres more for nothing', () => {
    const at = (id: string, latitude: number, longitude: number) =>
      provider(id, { municipality: helsinki, latitude, longitude })
    const providers = [at('kaukana', 60.29, 25.2), at('vieressä', 60.171, 24.941), at('lähellä', 60.18, 24.95)]
    const { ids, providers: found } = find(providers, { near: { lat: 60.17, lon: 24.94 } })
    expect(ids).toEqual(['vieressä', 'lähellä', 'kaukana'])
    expect(found[0]).toMatchObject({ approximate: false })
    expect(found[0]?.distanceKm).toBeLessThan(0.2)
  })

  test('finds by the grid the same nearest as by measuring to each', () => {
    const providers = Array.from({ length: 400 }, (_, n) =>
      provider(`p${n}`, {
        municipality: helsinki,
        latitude: 60 + ((n * 37) % 100) / 10,
        longitude: 20 + ((n * 53) % 110) / 10,
      }),
    )
    for (const near of [
      { lat: 60.2, lon: 24.9 },
      { lat: 69.9, lon: 27 },
      { lat: 64.5, lon: 20.1 },
    ]) {
      const [first] = find(providers, { near, limit: 1 }).providers
      const nearest = Math.min(
        ...providers.map((one) =>
          Math.hypot(
            (one.latitude! - near.lat) * 111.2,
            (one.longitude! - near.lon) * 111.2 * Math.cos((near.lat * Math.PI) / 180),
          ),
        ),
      )
      expect(first?.distanceKm).toBeLessThan(nearest * 1.02 + 0.5)
    }
  })

  test('offers different kinds before ten of one kind', () => {
    const providers = [...'abcdef'].map((id) => provider(id, { municipality: helsinki }))
    const { ids } = find([...providers, provider('järjestö', { municipality: helsinki, type: 'association' })], {
      municipality: helsinki,
      limit: 3,
    })
    expect(ids).toContain('järjestö')
  })

  test('needs no place for help that comes from afar', () => {
    expect(find([phone], {}).ids).toEqual(['phone'])
  })
})

describe('two registers', () => {
  test('that know the same library show it once, with what each knows', () => {
    const [joined, ...rest] = joinProviders([
      provider('k', {
        source: 'kirkanta',
        municipality: helsinki,
        name: { fi: 'Keskuskirjasto' },
        exceptions: [{ from: '2026-11-25', to: '2026-11-25', ranges: [] }],
      }),
      provider('p', {
        municipality: helsinki,
        name: { fi: 'Keskuskirjasto ' },
        cost: 'free',
        supportForms: ['general_support'],
      }),
    ])
    expect(rest).toEqual([])
    expect(joined).toMatchObject({ id: 'k', cost: 'free', supportForms: ['general_support'] })
  })
})

describe('the sample', () => {
  const sample = loadProviderSample(folder, knowledge)

  test('covers every region, or the finder says honestly that it has none there', () => {
    const finder = createProviderFinder(sample, knowledge.municipalities)
    const regions = new Map(
      [...new Set(knowledge.municipalities.map(({ region }) => region.fi))].map((name) => [
        name,
        knowledge.municipalities.filter(({ region }) => region.fi === name),
      ]),
    )
    expect(regions.size).toBe(19)
    const without = [...regions].filter(([, all]) =>
      all.every(({ code }) => finder.find({ municipality: code, now }).where !== 'here'),
    )
    expect(without.map(([region]) => region)).toEqual([])
    for (const { code } of knowledge.municipalities)
      expect(finder.find({ municipality: code, now }).providers.length).toBeGreaterThan(0)
  })

  test('holds no street, hour, number, address or point, and says that it is a sample', () => {
    for (const one of sample)
      expect(one).toMatchObject({
        sample: true,
        phones: [],
        emails: [],
        hours: [],
        exceptions: [],
        url: {},
        cost: 'unknown',
      })
    expect(sample.filter((one) => one.latitude !== undefined || one.address !== undefined)).toEqual([])
  })

  test('is refused in production, as is having nothing', () => {
    expect(productionFaultsOfProviders(sample)).toEqual([expect.stringContaining('samples')])
    expect(productionFaultsOfProviders([])).toEqual([expect.stringContaining('no provider data')])
    expect(productionFaultsOfProviders([provider('a')])).toEqual([])
  })

  test('names the line of a contact or a municipality that is not there', () => {
    const text =
      'sample: true\nwritten: "2026-11-22"\nkinds:\n  a:\n    type: library\n    operator: state\n    contact: kirjastot\n    forms: []\n    delivery: [in_person]\n    where:\n      - "003"\n'
    const { faults } = readProviderSample('x.yml', text, knowledge)
    expect(faults).toEqual([{ file: 'x.yml', line: 11, sentence: expect.stringContaining('003') as string }])
  })
})
