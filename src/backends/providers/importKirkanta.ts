/** Kirkanta's open interface v4 → libraries as providers, with two weeks of hours day by day. Knows no file. */
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { languages, type Language } from '../../language/languages'
import { fetchDefaults, fetchJson, ProviderSourceError } from './fetchJson'
import { collect, drop, type Made, type ProviderImport } from './importReport'
import type { ImportSettings } from './importPtv'
import { kirkantaLibrary, kirkantaProvider, type KirkantaLibrary } from './kirkantaLibrary'

export const kirkantaAddress = 'https://api.kirjastot.fi/v4'

/** The documents say `result` and `references`; the interface answers `items` and `refs`. Both are read. */
const city = z.object({ id: z.union([z.number(), z.string()]).nullish(), name: z.unknown().optional() })
const references = z.object({ city: z.union([z.array(city), z.record(z.string(), city)]).nullish() }).nullish()
const libraryPage = z
  .object({
    total: z.number().nullish(),
    items: z.array(z.unknown()).nullish(),
    result: z.array(z.unknown()).nullish(),
    refs: references,
    references,
  })
  .refine(({ items, result }) => Array.isArray(items) || Array.isArray(result), {
    error: 'has neither items nor result',
  })

const pageSize = 200
const mostPages = 100
const extras = 'schedules,services,primaryContactInfo,phoneNumbers,emailAddresses'

interface Listed {
  readonly libraries: readonly KirkantaLibrary[]
  readonly cities: ReadonlyMap<string, readonly string[]>
  readonly drops: readonly Made[]
}

/** @throws ProviderSourceError when the source cannot be read whole; nothing of it is to be used then */
export async function importKirkanta(settings: ImportSettings): Promise<ProviderImport> {
  const listed = new Map<Language, Listed>()
  for (const language of languages) listed.set(language, await libraries(language, settings))
  const finnish = listed.get('fi') ?? { libraries: [], cities: new Map(), drops: [] }
  const other = (language: Language) => new Map((listed.get(language)?.libraries ?? []).map((one) => [one.id, one]))
  const [sv, en] = [other('sv'), other('en')]
  const wanted = new Set(settings.municipalities)
  const made = finnish.libraries
    .map((library) =>
      kirkantaProvider(
        library,
        { sv: sv.get(library.id), en: en.get(library.id) },
        { ...settings, cities: finnish.cities },
      ),
    )
    .filter((one) => settings.everywhere || one.kind === 'dropped' || wanted.has(one.provider.municipality ?? ''))
  return collect('kirkanta', [...finnish.drops, ...made], settings.everywhere ? undefined : settings.municipalities)
}

/** Every library in one language. `total` is wrong under some filters, so that an empty or short page ends the list. */
async function libraries(language: Language, settings: ImportSettings): Promise<Listed> {
  const found = new Map<string, KirkantaLibrary>()
  const cities = new Map<string, readonly string[]>()
  const drops: Made[] = []
  let total = 0
  for (let page = 0; page < mostPages; page++) {
    settings.progress?.(`libraries (${language})`, found.size, Math.max(total, found.size + 1))
    const got = await freshPage(language, page, settings, found)
    total = got.total ?? total
    for (const [id, names] of got.cities) cities.set(id, names)
    for (const item of got.items) {
      const parsed = kirkantaLibrary.safeParse(item)
      if (!parsed.success) drops.push(drop(idOf(item), 'shape', undefined, parsed.error.issues[0]?.path.join('.')))
      else if (found.has(parsed.data.id)) drops.push(drop(parsed.data.id, 'repeated'))
      else found.set(parsed.data.id, parsed.data)
    }
    if (got.items.length === 0 || (got.items.length < pageSize && (page + 1) * pageSize >= total)) break
    if (found.size === 0 && drops.length > 0)
      throw new ProviderSourceError(
        `${settings.from}: no library came in a shape that is known; the interface may have changed.`,
        'schema',
      )
  }
  settings.progress?.(`libraries (${language})`, found.size, found.size)
  return { libraries: [...found.values()], cities, drops }
}

async function freshPage(
  language: Language,
  page: number,
  settings: ImportSettings,
  seen: ReadonlyMap<string, unknown>,
) {
  const url = new URL(`${settings.from.replace(/\/+$/, '')}/library`)
  const query = {
    lang: language,
    limit: String(pageSize),
    skip: String(page * pageSize),
    refs: 'city',
    ...(language === 'fi' ? { with: extras, 'period.start': '0d', 'period.end': '13d' } : {}),
  }
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value)
  const fetching = settings.fetch ?? fetchDefaults
  for (let attempt = 1; attempt <= fetching.attempts; attempt++) {
    const answer = await fetchJson(url, libraryPage, fetching)
    const items = answer.items ?? answer.result ?? []
    if (page === 0 || items.length === 0 || !items.every((item) => seen.has(idOf(item))))
      return { total: answer.total ?? undefined, items, cities: citiesIn((answer.refs ?? answer.references)?.city) }
    await wait(fetching.firstWaitMs)
  }
  throw new ProviderSourceError(`${url.href} keeps giving a page that was given before.`, 'repeated_page')
}

function citiesIn(given: NonNullable<z.infer<typeof references>>['city']): [string, string[]][] {
  const rows = Array.isArray(given) ? given.map((one) => [one.id, one] as const) : Object.entries(given ?? {})
  return rows.flatMap(([id, { name }]): [string, string[]][] => {
    const names =
      typeof name === 'string'
        ? [name]
        : typeof name === 'object' && name !== null
          ? Object.values(name).filter((one) => typeof one === 'string')
          : []
    return id === null || id === undefined || names.length === 0 ? [] : [[String(id), names]]
  })
}

function idOf(item: unknown): string {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined
  return typeof id === 'string' || typeof id === 'number' ? String(id) : 'without id'
}
