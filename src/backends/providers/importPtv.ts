/** Palvelutietovaranto's open interface v11 → providers of digital help. There is no search in it: services are paged through and chosen here. Knows no file. */
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { PlaceLookup } from '../../knowledge/ports'
import { fetchDefaults, fetchJson, ProviderSourceError, type FetchSettings } from './fetchJson'
import { collect, drop, type Made, type Progress, type ProviderImport } from './importReport'
import { isDigitalHelp, ptvProvider } from './ptvProvider'
import { ptvChannel, ptvPage, ptvService, type PtvService } from './ptvShapes'

export const ptvAddress = 'https://api.palvelutietovaranto.suomi.fi/api/v11'

export interface ImportSettings {
  /** Base address of the interface. */
  readonly from: string
  readonly municipalities: readonly string[]
  /** Whether that is every municipality there is. */
  readonly everywhere: boolean
  readonly places: PlaceLookup
  /** YYYY-MM-DD in Finland. */
  readonly today: string
  readonly fetch?: FetchSettings
  readonly progress?: Progress
}

/** No area has near so many pages: a guard against a count that runs away. */
const mostPages = 2000
/** The list of channels times out when asked for many at once. */
const channelsAtOnce = 20

/**
 * @throws ProviderSourceError when the source cannot be read whole; nothing of it is to be used then
 */
export async function importPtv(settings: ImportSettings): Promise<ProviderImport> {
  const { municipalities, progress } = settings
  const drops: Made[] = []
  const servicesOf = new Map<string, PtvService[]>()
  for (const [index, code] of municipalities.entries()) {
    progress?.('municipalities', index, municipalities.length)
    for (const service of await servicesIn(code, index === 0, settings, drops))
      for (const { serviceChannel } of service.serviceChannels ?? []) {
        const known = servicesOf.get(serviceChannel.id) ?? []
        if (!known.some(({ id }) => id === service.id)) servicesOf.set(serviceChannel.id, [...known, service])
      }
  }
  progress?.('municipalities', municipalities.length, municipalities.length)

  const made: Made[] = []
  const ids = [...servicesOf.keys()]
  for (let at = 0; at < ids.length; at += channelsAtOnce) {
    progress?.('channels', at, ids.length)
    made.push(...(await channelsOf(ids.slice(at, at + channelsAtOnce), servicesOf, settings)))
  }
  progress?.('channels', ids.length, ids.length)
  return collect('ptv', [...drops, ...made], settings.everywhere ? undefined : municipalities)
}

/** The services for digital help of one municipality; those of the whole country are asked for with the first one only. */
async function servicesIn(
  code: string,
  wholeCountry: boolean,
  settings: ImportSettings,
  drops: Made[],
): Promise<PtvService[]> {
  const found: PtvService[] = []
  const seen = new Set<string>()
  let shapes = 0
  for (let page = 1, pages = 1; page <= pages; page++) {
    const { pageCount, items } = await freshPage(code, page, wholeCountry, settings, seen)
    pages = Math.min(pageCount, mostPages)
    for (const item of items) {
      const parsed = ptvService.safeParse(item)
      const id = idOf(item)
      if (parsed.success) {
        if (seen.has(parsed.data.id)) drops.push(drop(parsed.data.id, 'repeated'))
        else if (isDigitalHelp(parsed.data)) found.push(parsed.data)
        seen.add(parsed.data.id)
      } else {
        shapes++
        drops.push(drop(id, 'shape', undefined, `service: ${parsed.error.issues[0]?.path.join('.')}`))
      }
    }
  }
  if (shapes > 0 && shapes >= seen.size)
    throw new ProviderSourceError(
      `${settings.from}: most services of municipality ${code} came in an unknown shape; the interface may have changed.`,
      'schema',
    )
  return found
}

/** A page that only repeats what came before is asked for again: some servers answer with an old page when they are busy. */
async function freshPage(
  code: string,
  page: number,
  wholeCountry: boolean,
  settings: ImportSettings,
  seen: ReadonlySet<string>,
) {
  const url = new URL(`${settings.from.replace(/\/+$/, '')}/Service/list/area/Municipality/code/${code}`)
  url.searchParams.set('page', String(page))
  if (wholeCountry) url.searchParams.set('includeWholeCountry', 'true')
  const fetching = settings.fetch ?? fetchDefaults
  for (let attempt = 1; attempt <= fetching.attempts; attempt++) {
    const { pageNumber, pageCount, itemList } = await fetchJson(url, ptvPage, fetching)
    const items = itemList ?? []
    const repeats = page > 1 && items.length > 0 && items.every((item) => seen.has(idOf(item)))
    if (pageNumber === page && !repeats) return { pageCount, items }
    await wait(fetching.firstWaitMs)
  }
  throw new ProviderSourceError(`${url.href} keeps giving a page that was given before.`, 'repeated_page')
}

/** Full channels by id. A list that fails is asked for in halves, down to the one that fails. */
async function channelsOf(
  ids: readonly string[],
  servicesOf: ReadonlyMap<string, PtvService[]>,
  settings: ImportSettings,
): Promise<Made[]> {
  const url = new URL(`${settings.from.replace(/\/+$/, '')}/ServiceChannel/list`)
  url.searchParams.set('guids', ids.join(','))
  let items: unknown[]
  try {
    items = await fetchJson(url, z.array(z.unknown()), settings.fetch)
  } catch (fault) {
    if (!(fault instanceof ProviderSourceError) || fault.reason === 'schema' || fault.reason === 'unreachable')
      throw fault
    const [only] = ids
    if (ids.length === 1 && only) return [drop(only, 'unreachable', undefined, fault.reason)]
    const half = Math.ceil(ids.length / 2)
    return [
      ...(await channelsOf(ids.slice(0, half), servicesOf, settings)),
      ...(await channelsOf(ids.slice(half), servicesOf, settings)),
    ]
  }
  const given = new Set(items.map(idOf))
  const withheld = ids
    .filter((id) => !given.has(id))
    .map((id) => drop(id, 'not_published', undefined, 'named by a service, not given'))
  const made = items.flatMap((item): Made[] => {
    const parsed = ptvChannel.safeParse(item)
    if (!parsed.success)
      return [drop(idOf(item), 'shape', undefined, `channel: ${parsed.error.issues[0]?.path.join('.')}`)]
    const services = servicesOf.get(parsed.data.id) ?? []
    return services.length > 0 ? [ptvProvider(parsed.data, services, settings)] : []
  })
  return [...made, ...withheld]
}

function idOf(item: unknown): string {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined
  return typeof id === 'string' ? id : 'without id'
}
