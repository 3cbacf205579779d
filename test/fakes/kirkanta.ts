/** Kirkanta v4 with invented libraries in its shape. */
import { startOpenInterface, type OpenInterface, type Trouble } from './openInterface'

export interface KirkantaContent {
  /** Each library by the language it is asked in; `fi` where that is missing. */
  readonly libraries: readonly (Readonly<Partial<Record<string, object>>> & { readonly fi: object })[]
  readonly cities?: Readonly<Record<string, { readonly name: string }>>
}

export function startKirkanta(
  { libraries, cities = {} }: KirkantaContent,
  trouble?: (url: URL, nth: number) => Trouble,
  mend: (body: Record<string, unknown>, url: URL) => unknown = (body) => body,
): Promise<OpenInterface> {
  return startOpenInterface((url) => {
    const language = url.searchParams.get('lang') ?? 'fi'
    const skip = Number(url.searchParams.get('skip') ?? 0)
    const limit = Number(url.searchParams.get('limit') ?? 10)
    const items = libraries.slice(skip, skip + limit).map((one) => one[language] ?? one.fi)
    return mend({ type: 'library', total: libraries.length, items, refs: { city: cities } }, url)
  }, trouble)
}

export function kirkantaLibrary(id: number, name: string, more: object = {}): object {
  return {
    id,
    city: 1,
    name,
    slug: `kirjasto-${id}`,
    type: 'municipal',
    address: { area: null, city: 'Kuopio', street: 'Keksittykatu 2', zipcode: '70100', info: null, boxNumber: null },
    coordinates: { lat: 62.8962, lon: 27.6737 },
    description: '<p>Keksitty</p>',
    schedules: [],
    services: [],
    ...more,
  }
}
