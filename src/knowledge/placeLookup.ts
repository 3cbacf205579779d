/** Codes, names and postcodes of other registers → today's municipality. Exact names only; knows no inflection. */
import type { PlaceKnowledge } from './findMunicipality'
import type { PlaceLookup } from './ports'

/** A lookup over the loaded places. */
export function placeLookupOf({ municipalities, formerMunicipalities, postcodes }: PlaceKnowledge): PlaceLookup {
  const codes = new Set(municipalities.map(({ code }) => code))
  const byName = new Map<string, string>()
  for (const { fi, sv, code } of [...municipalities, ...formerMunicipalities])
    for (const name of [fi, sv]) if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), code)
  const byPrefix = new Map(postcodes.map(({ prefix, code }) => [prefix, code]))
  return {
    municipalityOf({ code, names = [], postalCode }) {
      const padded = code?.padStart(3, '0')
      if (padded && codes.has(padded)) return padded
      const named = names.map((name) => name && byName.get(name.trim().toLowerCase())).find(Boolean)
      if (named) return named
      if (!postalCode || !/^\d{5}$/.test(postalCode)) return undefined
      return [5, 4, 3, 2].map((digits) => byPrefix.get(postalCode.slice(0, digits))).find((one) => one !== undefined)
    },
  }
}
