/** One library of Kirkanta's open interface v4, in up to three languages → a provider, or why not. Hours are day by day; only staffed ones are help. */
import { z } from 'zod'
import type { Language } from '../../language/languages'
import { languages } from '../../language/languages'
import type { PlaceLookup, ProviderPhone, ProviderRange, ProviderWords } from '../../knowledge/ports'
import { isOfficeAddress, phoneOf, plainWords, webAddress } from './clean'
import { checked, drop, type Made } from './importReport'

const text = z.string().nullish()
/** A text in the language that was asked for, or all of them by language. */
const translatable = z.union([z.string(), z.record(z.string(), z.string().nullish())]).nullish()
type Translatable = z.infer<typeof translatable>
const number = z.union([z.number(), z.string()]).nullish()

const schedule = z.object({
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  closed: z.boolean().nullish(),
  times: z
    .array(z.object({ from: z.string(), to: z.string(), status: z.number().nullish(), staff: z.boolean().nullish() }))
    .nullish(),
})

export const kirkantaLibrary = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  name: translatable,
  type: z.string(),
  city: z.union([z.number(), z.string()]).nullish(),
  address: z.object({ street: translatable, zipcode: text, city: translatable }).nullish(),
  coordinates: z.object({ lat: number, lon: number }).nullish(),
  schedules: z.array(schedule).nullish(),
  services: z.array(z.object({ name: translatable, standardName: translatable })).nullish(),
  phoneNumbers: z.array(z.object({ number: text })).nullish(),
  emailAddresses: z.array(z.object({ email: text })).nullish(),
  primaryContactInfo: z
    .object({
      email: z.object({ email: text }).nullish(),
      homepage: z.object({ url: text }).nullish(),
      phoneNumbers: z.array(z.object({ number: text })).nullish(),
    })
    .nullish(),
  modified: text,
})
export type KirkantaLibrary = z.infer<typeof kirkantaLibrary>

const digitalHelp =
  /digi\s?-?(?:neuvo|opast|tuki|tuen|apu)|atk-?(?:neuvo|opast)|laite(?:neuvo|opast)|tietotekniikka(?:neuvo|opast)|it-?handled|digital\w* (?:stöd|handled|help|support)|digistöd|computer (?:help|guidance)/i

export interface KirkantaNeeds {
  readonly places: PlaceLookup
  readonly today: string
  /** City id → names, from the answer's references. */
  readonly cities: ReadonlyMap<string, readonly string[]>
}

/** @param inLanguage the same library as each language shows it; Finnish is the one that counts */
export function kirkantaProvider(
  library: KirkantaLibrary,
  inLanguage: Readonly<Partial<Record<Language, KirkantaLibrary>>>,
  { places, today, cities }: KirkantaNeeds,
): Made {
  const words = (pick: (one: KirkantaLibrary) => Translatable, longest: number): ProviderWords => {
    const found: Partial<Record<Language, string>> = {}
    for (const language of languages) {
      const value = pick(language === 'fi' ? library : (inLanguage[language] ?? library))
      const given =
        typeof value === 'string' ? (language === 'fi' || inLanguage[language] ? value : undefined) : value?.[language]
      const clean = plainWords(given ?? '', longest)
      if (clean !== '') found[language] = clean
    }
    return found
  }
  const name = words((one) => one.name, 120)
  const label = name.fi ?? name.sv ?? name.en
  if (!label) return drop(library.id, 'shape', undefined, 'no name')
  const serviceNames = (library.services ?? []).flatMap((one) => [...textsOf(one.name), ...textsOf(one.standardName)])
  const helps = serviceNames.some((one) => digitalHelp.test(one))
  const atHome = library.type === 'home_service'
  if (!['municipal', 'mobile'].includes(library.type) && !(atHome && helps))
    return drop(library.id, 'kind', label, library.type)
  const municipality = places.municipalityOf({
    names: [...(cities.get(String(library.city ?? '')) ?? []), ...textsOf(library.address?.city)],
    postalCode: library.address?.zipcode ?? undefined,
  })
  if (!municipality) return drop(library.id, 'no_municipality', label)
  const homepage = webAddress(library.primaryContactInfo?.homepage?.url)
  const page = homepage ?? `https://hakemisto.kirjastot.fi/${encodeURIComponent(library.id)}`
  const zipcode = library.address?.zipcode
  const phones = phonesOf(library)
  return checked({
    id: `kirkanta:${library.id}`,
    source: 'kirkanta',
    sourceId: library.id,
    sample: false,
    name,
    description: {},
    type: library.type === 'mobile' ? 'mobile_library' : 'library',
    operatorType: 'municipality',
    municipality,
    serves: [],
    ...(library.address
      ? {
          address: {
            street: words((one) => one.address?.street, 100),
            ...(zipcode && /^\d{5}$/.test(zipcode) ? { postalCode: zipcode } : {}),
            postOffice: words((one) => one.address?.city, 60),
          },
        }
      : {}),
    ...pointOf(library),
    phones,
    emails: [
      ...new Set(
        [library.primaryContactInfo?.email?.email, ...(library.emailAddresses ?? []).map(({ email }) => email)].flatMap(
          (one) => (one && isOfficeAddress(one) ? [one.trim()] : []),
        ),
      ),
    ],
    url: { fi: page },
    hours: [],
    exceptions: (library.schedules ?? []).map(({ date, closed, times }) => ({
      from: date,
      to: date,
      ranges: closed ? [] : (times ?? []).flatMap(rangeOf),
    })),
    hoursNote: {},
    byAppointment: false,
    languages: [],
    supportForms: helps ? ['general_support', 'skills_guidance'] : [],
    delivery: [atHome ? 'home_visit' : 'in_person'],
    channels: [...(atHome ? [] : (['desk'] as const)), ...(phones.length > 0 ? (['phone'] as const) : [])],
    cost: 'unknown',
    session: 'unknown',
    ...(library.modified && /^\d{4}-\d{2}-\d{2}/.test(library.modified)
      ? { modified: library.modified.slice(0, 10) }
      : {}),
    dataDate: today,
    licence: 'CC BY 4.0',
    attribution: 'Kirjastot.fi',
  })
}

const textsOf = (value: Translatable): string[] =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap((one) => (one ? [one] : []))

/** Status 1 is staffed, 2 self-service, 0 closed for the time being. */
function rangeOf({
  from,
  to,
  status,
  staff,
}: {
  from: string
  to: string
  status?: number | null
  staff?: boolean | null
}): ProviderRange[] {
  const closesAt = to === '00:00' ? '24:00' : to.slice(0, 5)
  const opensAt = from.slice(0, 5)
  const isTime = /^\d\d:\d\d$/.test(opensAt) && /^\d\d:\d\d$/.test(closesAt)
  if (status === 0 || !isTime || closesAt <= opensAt) return []
  return [{ opensAt, closesAt, staffed: status === undefined || status === null ? staff === true : status === 1 }]
}

function pointOf({ coordinates }: KirkantaLibrary): { latitude?: number; longitude?: number } {
  const [latitude, longitude] = [Number(coordinates?.lat ?? NaN), Number(coordinates?.lon ?? NaN)]
  return latitude > 59 && latitude < 71 && longitude > 19 && longitude < 32 ? { latitude, longitude } : {}
}

function phonesOf({ phoneNumbers, primaryContactInfo }: KirkantaLibrary): ProviderPhone[] {
  const seen = new Set<string>()
  return [...(primaryContactInfo?.phoneNumbers ?? []), ...(phoneNumbers ?? [])]
    .flatMap(({ number }): ProviderPhone[] => {
      const phone = number ? phoneOf(number, {}) : undefined
      if (!phone || seen.has(phone.number)) return []
      seen.add(phone.number)
      return [{ ...phone, charge: 'unknown' }]
    })
    .slice(0, 3)
}
