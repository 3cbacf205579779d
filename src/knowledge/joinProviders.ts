/** Providers of several sources as one list: a library that two registers know is shown once. Knows no register's format. */
import { distanceKm } from './distance'
import type { Provider } from './providers'

/** Two registers' points for one door. */
const sameDoorKm = 0.15

/**
 * Kirkanta knows libraries best (day by day, staffed or not), so that its record stays; what only the other register knows of the help
 * given there is added to it.
 */
export function joinProviders(providers: readonly Provider[]): Provider[] {
  const libraries = new Map<string, Provider[]>()
  for (const one of providers)
    if (one.source === 'kirkanta' && one.municipality)
      libraries.set(one.municipality, [...(libraries.get(one.municipality) ?? []), one])
  const added = new Map<string, Provider>()
  const rest = providers.filter((one) => {
    if (one.source !== 'ptv' || one.type !== 'library') return true
    const twin = (libraries.get(one.municipality ?? '') ?? []).find((library) => isSame(library, one))
    if (twin) added.set(twin.id, one)
    return twin === undefined
  })
  return rest.map((one) => {
    const other = added.get(one.id)
    return other ? joined(one, other) : one
  })
}

function isSame(a: Provider, b: Provider): boolean {
  if (bare(a) !== '' && bare(a) === bare(b)) return true
  if (a.latitude === undefined || a.longitude === undefined || b.latitude === undefined || b.longitude === undefined)
    return false
  return distanceKm({ lat: a.latitude, lon: a.longitude }, { lat: b.latitude, lon: b.longitude }) <= sameDoorKm
}

const bare = ({ name }: Provider): string => (name.fi ?? name.sv ?? '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

function joined(library: Provider, other: Provider): Provider {
  return {
    ...library,
    description: { ...other.description, ...library.description },
    supportForms: [...new Set([...library.supportForms, ...other.supportForms])],
    languages: library.languages.length > 0 ? library.languages : other.languages,
    cost: library.cost === 'unknown' ? other.cost : library.cost,
    byAppointment: library.byAppointment || other.byAppointment,
    attribution: `${library.attribution}; ${other.attribution}`,
    licence: `${library.licence}; ${other.licence}`,
  }
}
