/** Palvelutietovaranto's import against a local server that speaks its interface, with the hard cases of real registers. */
import path from 'node:path'
import { importPtv, type ImportSettings } from '../../../src/backends/providers/importPtv'
import { loadKnowledge } from '../../../src/knowledge/loadKnowledge'
import { placeLookupOf } from '../../../src/knowledge/placeLookup'
import type { OpenInterface, Trouble } from '../../fakes/openInterface'
import { ptvAddress, ptvLocation, ptvService, startPtv, type PtvContent } from '../../fakes/ptv'

const knowledge = loadKnowledge({
  folder: path.resolve(__dirname, '../../../knowledge'),
  mode: 'trial',
  today: '2026-11-22',
})
const running: OpenInterface[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()))
})

async function importing(
  content: PtvContent,
  trouble?: (url: URL, nth: number) => Trouble,
  mend?: (body: unknown, url: URL) => unknown,
  more: Partial<ImportSettings> = {},
) {
  const server = await startPtv(content, trouble, mend)
  running.push(server)
  const result = importPtv({
    from: server.url,
    municipalities: ['297'],
    everywhere: false,
    places: placeLookupOf(knowledge),
    today: '2026-11-22',
    fetch: { attempts: 3, firstWaitMs: 1, timeoutMs: 30_000 },
    ...more,
  })
  return { result, server }
}

/** One digital help service that leads to this channel. */
async function channel(more: object, service: object = {}) {
  const { result } = await importing({
    services: { '297': [ptvService('s1', 'Digituki', ['c1'], service)] },
    channels: [ptvLocation('c1', 'Digitukipiste', more)],
  })
  const { providers, dropped } = await result
  return { provider: providers[0], dropped }
}

describe('an import from Palvelutietovaranto', () => {
  test('takes only the channels of services for digital help', async () => {
    const { result } = await importing({
      services: {
        '297': [
          ptvService('s1', 'Digituki', ['c1']),
          ptvService('s2', 'Uimahalli', ['c2']),
          ptvService('s3', 'Neuvonta', ['c3'], { keywords: [{ language: 'sv', value: 'digitalt stöd' }] }),
        ],
      },
      channels: [ptvLocation('c1', 'Yksi'), ptvLocation('c2', 'Kaksi'), ptvLocation('c3', 'Kolme')],
    })
    expect((await result).providers.map(({ sourceId }) => sourceId)).toEqual(['c1', 'c3'])
  })

  test('turns TM35FIN metres into degrees', async () => {
    const { provider } = await channel({})
    expect(provider?.latitude).toBeCloseTo(62.8962, 3)
    expect(provider?.longitude).toBeCloseTo(27.6737, 3)
  })

  test.each([
    ['no coordinates', { latitude: null, longitude: null }],
    ['coordinates that the register does not stand for', { coordinateState: 'Failed' }],
    ['degrees where metres should be', { latitude: '62.9', longitude: '27.7' }],
    ['words where metres should be', { latitude: 'ei tietoa', longitude: '' }],
  ])('keeps a place with %s, without a point', async (_, address) => {
    const { provider } = await channel({ addresses: [ptvAddress(address)] })
    expect(provider).toMatchObject({ municipality: '297' })
    expect(provider?.latitude).toBeUndefined()
  })

  test('pads a code that lost its zeros, and finds a merged municipality by its name', async () => {
    const padded = await channel({ addresses: [ptvAddress({ municipality: { code: '91', name: [] } })] })
    expect(padded.provider?.municipality).toBe('091')
    const merged = await channel({
      addresses: [ptvAddress({ municipality: { code: '911', name: [{ value: 'Ahlainen', language: 'fi' }] } })],
    })
    expect(merged.provider?.municipality).toBe('609')
    const island = await channel({
      addresses: [ptvAddress({ municipality: { code: '478', name: [] }, postalCode: '22100' })],
    })
    expect(island.provider?.municipality).toBe('478')
  })

  test('drops a place in no municipality of today, and says why', async () => {
    const { dropped } = await channel({
      addresses: [ptvAddress({ municipality: { code: '999', name: [] }, postalCode: null })],
    })
    expect(dropped).toEqual([{ sourceId: 'c1', name: 'Digitukipiste', reason: 'no_municipality' }])
  })

  test('shows a service number without a country code, another number with it, and no fax', async () => {
    const { provider } = await channel({
      phoneNumbers: [
        {
          type: 'Phone',
          prefixNumber: null,
          isFinnishServiceNumber: true,
          number: '0295 000',
          language: 'fi',
          serviceChargeType: 'Chargeable',
        },
        {
          type: 'Phone',
          prefixNumber: '+358',
          isFinnishServiceNumber: false,
          number: '017 123456',
          language: 'sv',
          serviceChargeType: 'Other',
        },
        {
          type: 'Fax',
          prefixNumber: '+358',
          isFinnishServiceNumber: false,
          number: '017 999999',
          language: 'fi',
          serviceChargeType: 'Other',
        },
      ],
    })
    expect(provider?.phones).toEqual([
      { number: '0295000', display: '0295 000', charge: 'charged', language: 'fi' },
      { number: '+35817123456', display: '+358 17 123456', charge: 'unknown', language: 'sv' },
    ])
  })

  test('drops a phone channel that has only a fax', async () => {
    const { dropped } = await channel({
      serviceChannelType: 'Phone',
      phoneNumbers: [{ type: 'Fax', prefixNumber: '+358', number: '017 999999', language: 'fi' }],
    })
    expect(dropped.map(({ reason }) => reason)).toEqual(['no_person'])
  })

  test('keeps addresses of offices and drops those of persons', async () => {
    const { provider } = await channel({
      emails: [
        { value: 'digituki@esimerkki.fi', language: 'fi' },
        { value: 'maija.meikalainen@esimerkki.fi', language: 'fi' },
        { value: 'Etunimi.Sukunimi@esimerkki.fi', language: 'fi' },
        { value: 'ei osoite', language: 'fi' },
      ],
    })
    expect(provider?.emails).toEqual(['digituki@esimerkki.fi'])
  })

  test('strips markup, also markup hidden in entities, and lets only web addresses be links', async () => {
    const { provider } = await channel({
      serviceChannelDescriptions: [
        {
          language: 'fi',
          type: 'Summary',
          value: '<p>Apua&nbsp;<b>kaikille</b></p><script>alert(1)</script>&lt;img src=x onerror=alert(2)&gt;',
        },
      ],
      webPages: [
        { url: 'javascript:alert(1)', language: 'fi' },
        { url: 'www.esimerkki.fi/digi', language: 'fi' },
      ],
    })
    expect(provider?.description.fi).toBe('Apua kaikille img src=x onerror=alert(2)')
    expect(provider?.url).toEqual({ fi: 'https://www.esimerkki.fi/digi' })
  })

  test('reads two times a day, an empty dayTo, nights that go past midnight and a closure by date', async () => {
    const day = (dayFrom: string, from: string, to: string, dayTo = '') => ({ dayFrom, dayTo, from, to })
    const { provider } = await channel({
      serviceHours: [
        {
          serviceHourType: 'DaysOfTheWeek',
          validForNow: true,
          openingHour: [day('Monday', '08:00:00', '12:00:00'), day('Monday', '13:00:00', '16:00:00')],
        },
        {
          serviceHourType: 'OverMidnight',
          validForNow: true,
          openingHour: [day('Friday', '20:00:00', '02:00:00', 'Saturday')],
        },
        {
          serviceHourType: 'Exceptional',
          isClosed: true,
          validFrom: '2026-11-22T22:00:00Z',
          validTo: null,
          openingHour: [],
        },
        { serviceHourType: 'DaysOfTheWeek', isReservation: true, openingHour: [day('Sunday', '08:00:00', '12:00:00')] },
      ],
    })
    expect(provider?.hours).toEqual([
      { weekday: 'mon', opensAt: '08:00', closesAt: '12:00', staffed: true },
      { weekday: 'mon', opensAt: '13:00', closesAt: '16:00', staffed: true },
      { weekday: 'fri', opensAt: '20:00', closesAt: '24:00', staffed: true },
      { weekday: 'sat', opensAt: '00:00', closesAt: '02:00', staffed: true },
    ])
    expect(provider?.exceptions).toEqual([{ from: '2026-11-23', to: '2026-11-23', ranges: [] }])
    expect(provider?.byAppointment).toBe(true)
  })

  test('never takes "always open" or self-service for somebody being there', async () => {
    const { provider } = await channel({
      serviceHours: [
        { serviceHourType: 'DaysOfTheWeek', validForNow: true, isAlwaysOpen: true, openingHour: [] },
        {
          serviceHourType: 'DaysOfTheWeek',
          validForNow: true,
          additionalInformation: [{ language: 'fi', value: 'Omatoimiaika' }],
          openingHour: [{ dayFrom: 'Monday', dayTo: '', from: '06:00:00', to: '08:00:00' }],
        },
      ],
    })
    expect(provider?.hours.length).toBe(8)
    expect(provider?.hours.some(({ staffed }) => staffed)).toBe(false)
  })

  test('says free only where the source does', async () => {
    const cost = async (charge: string | null) => (await channel({}, { serviceChargeType: charge })).provider?.cost
    expect([await cost(null), await cost('Other'), await cost('FreeOfCharge'), await cost('Chargeable')]).toEqual([
      'unknown',
      'unknown',
      'free',
      'paid',
    ])
  })

  test('keeps our languages only, and a name in whichever there is', async () => {
    const { provider } = await channel({
      serviceChannelNames: [
        { language: 'se', value: 'Veahkki', type: 'Name' },
        { language: 'sv', value: 'Digistöd', type: 'Name' },
      ],
      languages: ['se', 'sv', 'fi'],
    })
    expect(provider?.name).toEqual({ sv: 'Digistöd' })
    expect(provider?.languages).toEqual(['sv', 'fi'])
  })

  test('takes a nationwide phone for the whole country, asked for once', async () => {
    const phone = ptvLocation('c1', 'Kansalaisneuvonta', {
      serviceChannelType: 'Phone',
      addresses: [],
      areaType: 'Nationwide',
      phoneNumbers: [{ type: 'Phone', isFinnishServiceNumber: true, number: '0295 000', language: 'fi' }],
    })
    const services = [ptvService('s1', 'Kansalaisneuvonta', ['c1'])]
    const { result, server } = await importing(
      { services: { '297': services, '091': services }, channels: [phone] },
      undefined,
      undefined,
      { municipalities: ['297', '091'] },
    )
    expect((await result).providers).toMatchObject([{ type: 'citizen_advice', delivery: ['remote_phone'] }])
    expect((await result).providers[0]?.municipality).toBeUndefined()
    expect(server.asked.filter((one) => one.includes('includeWholeCountry=true')).length).toBe(1)
  })
})

describe('a source in trouble', () => {
  const content: PtvContent = {
    services: { '297': ['1', '2', '3'].map((n) => ptvService(`s${n}`, 'Digituki', [`c${n}`])) },
    channels: ['1', '2', '3'].map((n) => ptvLocation(`c${n}`, `Piste ${n}`)),
    pageSize: 1,
  }

  test.each<[string, Trouble]>([
    ['500', 500],
    ['503', 503],
    ['504', 504],
    ['a body that breaks off', 'cut'],
    ['half of its JSON', 'half'],
  ])('is asked again after %s, and everything arrives', async (_, trouble) => {
    const { result } = await importing(content, (_url, nth) => (nth === 0 ? trouble : 'none'))
    expect((await result).providers.length).toBe(3)
  })

  test('is asked again after silence, and everything arrives', async () => {
    const fetch = { attempts: 3, firstWaitMs: 1, timeoutMs: 2_000 }
    const { result } = await importing(content, (_, nth) => (nth === 0 ? 'silent' : 'none'), undefined, { fetch })
    expect((await result).providers.length).toBe(3)
  })

  test('is given up after the last attempt, with a reason', async () => {
    const { result } = await importing(content, () => 500)
    await expect(result).rejects.toMatchObject({ code: 'PROVIDER_SOURCE', reason: 'http_500' })
  })

  test('is not asked again where asking cannot help', async () => {
    const { result, server } = await importing(content, () => 404)
    await expect(result).rejects.toMatchObject({ reason: 'http_404' })
    expect(server.asked.length).toBe(1)
  })

  test('gets its long lists in halves when they time out', async () => {
    const { result } = await importing(content, (url) =>
      (url.searchParams.get('guids') ?? '').split(',').length > 1 ? 504 : 'none',
    )
    expect((await result).providers.length).toBe(3)
  })

  test('loses only the one channel that never comes', async () => {
    const many = Array.from({ length: 12 }, (_, n) => `${n}`)
    const { result } = await importing(
      {
        services: { '297': many.map((n) => ptvService(`s${n}`, 'Digituki', [`c${n}`])) },
        channels: many.map((n) => ptvLocation(`c${n}`, `Piste ${n}`)),
      },
      (url) => ((url.searchParams.get('guids') ?? '').split(',').includes('c7') ? 504 : 'none'),
    )
    expect((await result).providers.length).toBe(11)
    expect((await result).dropped).toEqual([{ sourceId: 'c7', reason: 'unreachable', detail: 'http_504' }])
  })

  test('that repeats a page is asked again', async () => {
    let repeated = 0
    const first = { pageNumber: 1, pageSize: 1, pageCount: 3, itemList: content.services['297']?.slice(0, 1) }
    const { result } = await importing(content, undefined, (body, url) =>
      url.searchParams.get('page') === '2' && repeated++ === 0 ? first : body,
    )
    expect((await result).providers.length).toBe(3)
  })

  test('that repeats a page for ever is not believed', async () => {
    const { result } = await importing(content, undefined, (body, url) => {
      if (url.searchParams.get('page') !== '2') return body
      return { pageNumber: 2, pageSize: 1, pageCount: 3, itemList: content.services['297']?.slice(0, 1) }
    })
    await expect(result).rejects.toMatchObject({ reason: 'repeated_page' })
  })

  test('that changes its shape is refused as a whole', async () => {
    const renamed = await importing(content, undefined, (body) => ({ pages: body }))
    await expect(renamed.result).rejects.toMatchObject({ reason: 'schema' })
    const channels = await importing(content, undefined, (body) =>
      Array.isArray(body) ? body.map((one: { id: string }) => ({ ...one, serviceChannelNames: 'Piste' })) : body,
    )
    await expect(channels.result).rejects.toMatchObject({ reason: 'schema' })
  })

  test('with a few records in an unknown shape loses those only', async () => {
    const many = Array.from({ length: 12 }, (_, n) => `${n}`)
    const { result } = await importing(
      {
        services: { '297': many.map((n) => ptvService(`s${n}`, 'Digituki', [`c${n}`])) },
        channels: many.map((n) => ptvLocation(`c${n}`, `Piste ${n}`)),
      },
      undefined,
      (body) =>
        Array.isArray(body)
          ? body.map((one: { id: string }) => (one.id === 'c3' ? { ...one, serviceHours: 'aina' } : one))
          : body,
    )
    expect((await result).providers.length).toBe(11)
    expect((await result).dropped).toEqual([{ sourceId: 'c3', reason: 'shape', detail: 'channel: serviceHours' }])
  })
})
