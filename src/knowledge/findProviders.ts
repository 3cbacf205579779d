/** Who helps near a place: providers chosen and ranked, each with its distance, its staffed hours today and why it is shown. Keeps no location and knows no wording. */
import type { Language } from '../language/languages'
import { distanceKm, gridOf, type Grid, type Point } from './distance'
import { remoteDeliveries, type Delivery, type Provider, type ProviderType, type SupportForm } from './providers'
import { localMoment, staffedOn, type LocalMoment, type StaffedToday } from './staffedHours'
import { suitability } from './suitability'
import type { Municipality } from './types'

export interface ProviderWish {
  /** Three-digit code. */
  readonly municipality?: string
  /** Where the person is, when they chose to tell; used for this search and kept nowhere. */
  readonly near?: Point
  /** What the help is for; `public_computer` for those without a device of their own. */
  readonly need?: SupportForm | 'public_computer'
  /** Any of these. */
  readonly delivery?: readonly Delivery[]
  readonly types?: readonly ProviderType[]
  readonly language?: Language
  /** Leaves out what costs; what is not known to be free comes after what is. */
  readonly cost?: 'free'
  /** Home visits and remote help first; places to go to come after them. */
  readonly cannotLeaveHome?: boolean
  /** Only where somebody is there at `now`. */
  readonly staffedNow?: boolean
  readonly now: Date
  /** How many at most; 4 when absent. */
  readonly limit?: number
}

/** Why it is shown. `country` serves the whole country. */
export type ProviderReason =
  'in_municipality' | 'serves_municipality' | 'near' | 'neighbour' | 'remote' | 'home_visit' | 'country'

export interface FoundProvider {
  readonly provider: Provider
  /** Straight-line kilometres from the person's point or the municipality's centre; absent for remote help. */
  readonly distanceKm?: number
  /** True when either end is only a municipality's centre. */
  readonly approximate: boolean
  readonly staffedToday: StaffedToday
  readonly reason: ProviderReason
}

/** What of the wish had to be let go, in the order it was. */
export type Relaxed = 'staffedNow' | 'language' | 'cost' | 'delivery' | 'need'

export interface FoundProviders {
  /** Best first. */
  readonly providers: readonly FoundProvider[]
  readonly municipality?: Municipality
  /** Municipalities of the neighbours shown. */
  readonly neighbours: readonly Municipality[]
  /** Where the first in-person help is: in the municipality (or near the point), in a neighbour, or nowhere within reach. */
  readonly where: 'here' | 'neighbour' | 'none'
  readonly relaxed: readonly Relaxed[]
}

export interface ProviderFinder {
  find(wish: ProviderWish): FoundProviders
  /** Whether anything of it is a sample. */
  readonly sample: boolean
  readonly count: number
}

/** A search at the present moment: what a turn is given. */
export type FindHelpers = (wish: Omit<ProviderWish, 'now'>) => FoundProviders

/** Beyond this a journey is a burden: remote help comes first (Lapland's distances). */
const farKm = 60
const reachKm = 400

/** An index over the providers, built once; `find` is pure. */
export function createProviderFinder(
  providers: readonly Provider[],
  municipalities: readonly Municipality[],
): ProviderFinder {
  const index = indexOf(providers, municipalities)
  return {
    sample: providers.some(({ sample }) => sample),
    count: providers.length,
    find: (wish) => findProviders(index, wish),
  }
}

interface Placed {
  readonly provider: Provider
  readonly point: Point
  /** No coordinates of its own: it stands at its municipality's centre. */
  readonly approximate: boolean
  readonly island: boolean
}

interface ProviderIndex {
  readonly municipalities: ReadonlyMap<string, Municipality>
  readonly centres: Grid<Municipality>
  readonly byMunicipality: ReadonlyMap<string, readonly Placed[]>
  readonly serving: ReadonlyMap<string, readonly Placed[]>
  readonly country: readonly Provider[]
  readonly grid: Grid<Placed>
  /** Courses are rare: to look for them among all would be to look at all. */
  readonly courses: Grid<Placed>
}

function indexOf(providers: readonly Provider[], municipalities: readonly Municipality[]): ProviderIndex {
  const byCode = new Map(municipalities.map((one) => [one.code, one]))
  const byMunicipality = new Map<string, Placed[]>()
  const serving = new Map<string, Placed[]>()
  const placed: Placed[] = []
  for (const provider of providers) {
    const home = byCode.get(provider.municipality ?? '')
    if (!home) continue
    const own = provider.latitude !== undefined && provider.longitude !== undefined
    const point = own ? { lat: provider.latitude ?? 0, lon: provider.longitude ?? 0 } : { lat: home.lat, lon: home.lon }
    const one: Placed = { provider, point, approximate: !own, island: isIsland(home) }
    placed.push(one)
    push(byMunicipality, home.code, one)
    for (const code of provider.serves) if (code !== home.code) push(serving, code, one)
  }
  return {
    municipalities: byCode,
    centres: gridOf(municipalities, ({ lat, lon }) => ({ lat, lon })),
    byMunicipality,
    serving,
    country: providers.filter(({ municipality }) => municipality === undefined),
    grid: gridOf(
      placed.filter(({ provider }) => isVisited(provider)),
      ({ point }) => point,
    ),
    courses: gridOf(
      placed.filter(({ provider }) => isVisited(provider) && provider.supportForms.includes('course')),
      ({ point }) => point,
    ),
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** Åland: the sea lies between, so that its neighbours are only its own. */
const isIsland = ({ region }: Municipality): boolean => region.fi === 'Ahvenanmaa'

/** What may be let go when nothing fits, step by step. */
const relaxations: readonly (readonly Relaxed[])[] = [
  [],
  ['staffedNow'],
  ['staffedNow', 'language'],
  ['staffedNow', 'language', 'cost'],
  ['staffedNow', 'language', 'cost', 'delivery', 'need'],
]

function findProviders(index: ProviderIndex, wish: ProviderWish): FoundProviders {
  const home =
    index.municipalities.get(wish.municipality ?? '') ??
    (wish.near ? index.centres.nearest(wish.near, 1, reachKm, () => true)[0]?.item : undefined)
  const origin = wish.near ?? (home ? { lat: home.lat, lon: home.lon } : undefined)
  const moment = localMoment(wish.now)
  let before: string | undefined
  for (const all of relaxations) {
    const relaxed = all.filter((part) => wish[part] !== undefined && wish[part] !== false)
    if (relaxed.join() === before) continue
    before = relaxed.join()
    const grid = wish.need === 'course' && !relaxed.includes('need') ? index.courses : index.grid
    const found = search({ ...index, grid }, wish, home, origin, moment, suitability(wish, relaxed, moment))
    if (found.providers.length > 0) return { ...found, relaxed }
  }
  return { providers: [], municipality: home, neighbours: [], where: 'none', relaxed: [] }
}

function search(
  index: ProviderIndex,
  wish: ProviderWish,
  home: Municipality | undefined,
  origin: Point | undefined,
  moment: LocalMoment,
  { fits, score }: ReturnType<typeof suitability>,
): Omit<FoundProviders, 'relaxed'> {
  const limit = wish.limit ?? 4
  const code = home?.code ?? ''
  const here = [...(index.byMunicipality.get(code) ?? []), ...(index.serving.get(code) ?? [])]
  const found = (one: Placed, reason: ProviderReason, km?: number): FoundProvider => ({
    provider: one.provider,
    distanceKm: km ?? (origin ? distanceKm(origin, one.point) : undefined),
    approximate: one.approximate || wish.near === undefined,
    staffedToday: staffedOn(one.provider, moment),
    reason,
  })
  const afar = (provider: Provider, reason: ProviderReason): FoundProvider => ({
    provider,
    approximate: false,
    staffedToday: staffedOn(provider, moment),
    reason,
  })

  const homeVisits = here
    .filter(({ provider }) => provider.delivery.includes('home_visit') && fits(provider))
    .map(({ provider }) => afar(provider, 'home_visit'))
  const remote = [
    ...here
      .filter(({ provider }) => isRemote(provider) && fits(provider))
      .map(({ provider }) => afar(provider, 'remote')),
    ...index.country
      .filter((provider) => isRemote(provider) && fits(provider))
      .map((provider) => afar(provider, 'remote')),
  ]
  const lookUps = index.country
    .filter((provider) => !isRemote(provider) && fits(provider))
    .map((provider) => afar(provider, 'country'))

  const visitable = ({ provider }: Placed): boolean => isVisited(provider) && fits(provider)
  const island = home ? isIsland(home) : undefined
  const near = wish.near
    ? index.grid
        .nearest(wish.near, limit * 4, farKm, (one) => visitable(one) && one.island === island)
        .map(({ item, km }) => found(item, item.provider.municipality === code ? 'in_municipality' : 'near', km))
    : here
        .filter(visitable)
        .map((one) => found(one, one.provider.municipality === code ? 'in_municipality' : 'serves_municipality'))
  const neighbours =
    near.length > 0 || !origin
      ? []
      : index.grid
          .nearest(origin, limit, reachKm, (one) => visitable(one) && one.island === island)
          .map(({ item, km }) => found(item, 'neighbour', km))
  const local = near.length > 0 ? near : neighbours

  const byScore = (all: readonly FoundProvider[]): FoundProvider[] =>
    all
      .map((one) => ({ one, value: score(one) }))
      .sort((a, b) => a.value - b.value || (a.one.provider.id < b.one.provider.id ? -1 : 1))
      .map(({ one }) => one)
  const visits = varied(byScore(local), limit)
  const calls = byScore(remote)
  const tooFar = visits.length === 0 || (visits[0]?.distanceKm ?? 0) > farKm
  // A second neighbour far away is no better than the first.
  const reachable = tooFar && near.length === 0 ? visits.slice(0, 1) : visits
  const [kept, last] = [Math.max(1, limit - 1), visits.slice(Math.max(1, limit - 1))]
  const ordered = wish.cannotLeaveHome
    ? [...byScore(homeVisits), ...calls, ...reachable]
    : tooFar
      ? [...calls.slice(0, 2), ...homeVisits.slice(0, 1), ...reachable, ...lookUps]
      : [...visits.slice(0, kept), ...byScore([...calls, ...homeVisits]).slice(0, 1), ...last, ...lookUps]
  const providers = withoutRepeats(ordered).slice(0, limit)
  const shownNeighbours = providers.flatMap(({ reason, provider }) =>
    reason === 'neighbour' ? (index.municipalities.get(provider.municipality ?? '') ?? []) : [],
  )
  return {
    providers,
    municipality: home,
    neighbours: [...new Set(shownNeighbours)],
    where:
      near.length > 0 || (wish.cannotLeaveHome && homeVisits.length > 0)
        ? 'here'
        : neighbours.length > 0
          ? 'neighbour'
          : 'none',
  }
}

const isRemote = ({ delivery }: Provider): boolean =>
  delivery.some((one) => remoteDeliveries.includes(one) || one === 'online_course')
const isVisited = ({ delivery }: Provider): boolean =>
  delivery.some((one) => ['in_person', 'peer', 'course', 'unattended_point'].includes(one))

/** At most two of a kind before every other kind has had its turn: ten libraries are no choice. */
function varied(found: readonly FoundProvider[], limit: number): FoundProvider[] {
  const counts = new Map<ProviderType, number>()
  const first: FoundProvider[] = []
  const rest: FoundProvider[] = []
  for (const one of found) {
    const count = counts.get(one.provider.type) ?? 0
    counts.set(one.provider.type, count + 1)
    ;(count < 2 ? first : rest).push(one)
    if (first.length >= limit) break
  }
  return [...first, ...rest].slice(0, limit)
}

function withoutRepeats(found: readonly FoundProvider[]): FoundProvider[] {
  const seen = new Set<string>()
  return found.filter(({ provider }) => !seen.has(provider.id) && seen.add(provider.id))
}
