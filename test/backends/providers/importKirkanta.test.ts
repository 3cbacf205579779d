/** Kirkanta's import against a local server that speaks its interface. */
import path from 'node:path'
import { importKirkanta } from '../../../src/backends/providers/importKirkanta'
import type { ImportSettings } from '../../../src/backends/providers/importPtv'
import { loadKnowledge } from '../../../src/knowledge/loadKnowledge'
import { placeLookupOf } from '../../../src/knowledge/placeLookup'
import { localMoment, staffedOn } from '../../../src/knowledge/staffedHours'
import { kirkantaLibrary, startKirkanta, type KirkantaContent } from '../../fakes/kirkanta'
import type { OpenInterface, Trouble } from '../../fakes/openInterface'

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
  content: KirkantaContent,
  trouble?: (url: URL, nth: number) => Trouble,
  mend?: (body: Record<string, unknown>, url: URL) => unknown,
  more: Partial<ImportSettings> = {},
) {
  const server = await startKirkanta(content, trouble, mend)
  running.push(server)
  return importKirkanta({
    from: `${server.url}/v4`,
    municipalities: knowledge.municipalities.map(({ code }) => code),
    everywhere: true,
    places: placeLookupOf(knowledge),
    today: '2026-11-22',
    fetch: { attempts: 3, firstWaitMs: 1, timeoutMs: 30_000 },
    ...more,
  })
}

const oneLibrary = async (more: object) =>
  importing({ libraries: [{ fi: kirkantaLibrary(7, 'Keksitty kirjasto', more) }] })

describe('an import from Kirkanta', () => {
  test('counts staffed hours only: self-service has nobody to ask', async () => {
    const { providers } = await oneLibrary({
      schedules: [
        {
          date: '2026-11-23',
          closed: false,
          times: [
            { from: '07:00', to: '10:00', status: 2 },
            { from: '10:00', to: '18:00', status: 1 },
            { from: '18:00', to: '21:00', status: 2 },
          ],
        },
        { date: '2026-11-24', closed: true, times: [] },
        { date: '2026-11-25', closed: false, times: [{ from: '07:00', to: '21:00', status: 2 }] },
      ],
    })
    const on = (moment: string) => staffedOn(providers[0]!, localMoment(new Date(moment)))
    expect(on('2026-11-23T06:00:00Z')).toEqual({
      known: true,
      ranges: [{ opensAt: '10:00', closesAt: '18:00' }],
      now: false,
    })
    expect(on('2026-11-23T09:00:00Z').now).toBe(true)
    expect(on('2026-11-24T09:00:00Z')).toEqual({ known: true, ranges: [], now: false })
    expect(on('2026-11-25T09:00:00Z').ranges).toEqual([])
    expect(on('2026-12-09T09:00:00Z').known).toBe(false)
  })

  test('takes municipal and mobile libraries, and a home service only where it helps with devices', async () => {
    const { providers, dropped } = await importing({
      libraries: [
        { fi: kirkantaLibrary(1, 'Pääkirjasto') },
        { fi: kirkantaLibrary(2, 'Kirjastoauto', { type: 'mobile' }) },
        { fi: kirkantaLibrary(3, 'Yliopiston kirjasto', { type: 'university' }) },
        { fi: kirkantaLibrary(4, 'Kotipalvelu', { type: 'home_service' }) },
        {
          fi: kirkantaLibrary(5, 'Kotipalvelu', {
            type: 'home_service',
            services: [{ name: null, standardName: 'Digineuvonta' }],
          }),
        },
      ],
    })
    expect(providers.map(({ sourceId, type, delivery }) => [sourceId, type, ...delivery])).toEqual([
      ['1', 'library', 'in_person'],
      ['2', 'mobile_library', 'in_person'],
      ['5', 'library', 'home_visit'],
    ])
    expect(dropped.map(({ sourceId, reason }) => [sourceId, reason])).toEqual([
      ['3', 'kind'],
      ['4', 'kind'],
    ])
  })

  test('knows names in three languages, given one by one or together', async () => {
    const { providers } = await importing({
      libraries: [
        { fi: kirkantaLibrary(1, 'Pääkirjasto'), sv: kirkantaLibrary(1, 'Huvudbiblioteket') },
        { fi: kirkantaLibrary(2, '', { name: { fi: 'Lähikirjasto', sv: 'Närbiblioteket', en: null } }) },
      ],
    })
    expect(providers[0]?.name).toMatchObject({ fi: 'Pääkirjasto', sv: 'Huvudbiblioteket' })
    expect(providers[1]?.name).toEqual({ fi: 'Lähikirjasto', sv: 'Närbiblioteket' })
  })

  test('finds the municipality by the city it refers to, then by name, then by postcode', async () => {
    const at = async (more: object, cities = {}) => {
      const { providers } = await importing({ libraries: [{ fi: kirkantaLibrary(1, 'Kirjasto', more) }], cities })
      return providers[0]?.municipality
    }
    const nowhere = { city: null, address: { city: 'Ei missään', zipcode: '02100' } }
    expect(await at({ city: 5 }, { 5: { name: 'Sodankylä' } })).toBe('758')
    expect(await at({ city: null, address: { city: 'Tampere', zipcode: null } })).toBe('837')
    expect(await at(nowhere)).toBe('049')
  })

  test('reads answers under both names that they have had', async () => {
    const { providers } = await importing(
      { libraries: [{ fi: kirkantaLibrary(1, 'Kirjasto') }] },
      undefined,
      ({ items, refs }) => ({ result: items, references: refs, total: 1 }),
    )
    expect(providers.length).toBe(1)
  })

  test('pages to the end though the total is wrong', async () => {
    const libraries = Array.from({ length: 450 }, (_, n) => ({ fi: kirkantaLibrary(n, `Kirjasto ${n}`) }))
    const { providers } = await importing({ libraries }, undefined, (body) => ({ ...body, total: 10 }))
    expect(providers.length).toBe(450)
  })

  test('refuses a source that gives the same page for ever, and one that changed its shape', async () => {
    const libraries = Array.from({ length: 450 }, (_, n) => ({ fi: kirkantaLibrary(n, `Kirjasto ${n}`) }))
    const first = libraries.slice(0, 200).map(({ fi }) => fi)
    await expect(importing({ libraries }, undefined, (body) => ({ ...body, items: first }))).rejects.toMatchObject({
      reason: 'repeated_page',
    })
    await expect(importing({ libraries }, undefined, ({ items }) => ({ libraries: items }))).rejects.toMatchObject({
      reason: 'schema',
    })
    const oddSchedules = (body: Record<string, unknown>) => ({
      ...body,
      items: libraries.slice(0, 3).map(({ fi }) => ({ ...fi, schedules: 'ma-pe' })),
    })
    await expect(importing({ libraries }, undefined, oddSchedules)).rejects.toMatchObject({ reason: 'schema' })
  })

  test('survives server errors and bodies that break off', async () => {
    const troubles: Trouble[] = [500, 'cut', 'none']
    const { providers } = await importing(
      { libraries: [{ fi: kirkantaLibrary(1, 'Kirjasto') }] },
      (_, nth) => troubles[nth] ?? 'none',
    )
    expect(providers.length).toBe(1)
  })
})
