/** The provider record: who helps people with digital matters, in one shape whatever the source. Field names follow Open Referral HSDS where they fit. Knows no source and no wording. */
import { z } from 'zod'
import { languages } from '../language/languages'
import { weekdays } from './types'

/** What kind of place or helper it is. */
export const providerTypes = [
  'library',
  'mobile_library',
  'joint_service_point',
  'suomi_point',
  'kela_point',
  'authority_advice',
  'citizen_advice',
  'municipal_service',
  'wellbeing_services',
  'adult_education',
  'association',
  'project',
  'home_visit',
  'company',
  'self_service_point',
  'other',
] as const

/** The five forms of digital support (the national operating model 2022–2023). */
export const supportForms = ['eservice_advice', 'general_support', 'skills_guidance', 'course', 'informal'] as const

/** How the help reaches the person. `unattended_point` is a terminal without staff. */
export const deliveries = [
  'in_person',
  'home_visit',
  'remote_phone',
  'remote_chat',
  'remote_video',
  'unattended_point',
  'peer',
  'course',
  'online_course',
] as const

export const costs = ['free', 'paid', 'unknown'] as const
export const operatorTypes = [
  'municipality',
  'wellbeing_county',
  'state',
  'association',
  'education',
  'company',
  'unknown',
] as const
export const sessions = ['individual', 'group', 'both', 'unknown'] as const
export const providerChannels = ['desk', 'phone', 'chat', 'video', 'screen_share', 'email', 'web'] as const
export const providerSources = ['ptv', 'kirkanta', 'manual'] as const

const words = z.strictObject({
  fi: z.string().min(1).optional(),
  sv: z.string().min(1).optional(),
  en: z.string().min(1).optional(),
})
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a day as YYYY-MM-DD' })
const municipalityCode = z.string().regex(/^\d{3}$/, { error: 'must be a three-digit municipality code' })

/** `24:00` is the end of the day; what goes on past midnight stands as two ranges on two days. */
const openingTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'must be a time as HH:MM' })
const times = { opensAt: openingTime, closesAt: openingTime, staffed: z.boolean() }
const opensFirst = ({ opensAt, closesAt }: { opensAt: string; closesAt: string }): boolean => opensAt < closesAt
const wrongOrder = { error: 'must open before it closes' }
const range = z.strictObject(times).refine(opensFirst, wrongOrder)
const weekly = z
  .strictObject({ ...times, weekday: z.enum(weekdays), validFrom: date.optional(), validTo: date.optional() })
  .refine(opensFirst, wrongOrder)

export const providerSchema = z
  .strictObject({
    /** `<source>:<id in the source>`, with `:<municipality>` after it for samples. */
    id: z.string().min(1),
    source: z.enum(providerSources),
    sourceId: z.string().min(1),
    /** Not a real record but a kind of place to look for; shown as a sample and refused in production. */
    sample: z.boolean(),
    name: words.refine((name) => Object.values(name).some(Boolean), { error: 'must be there in one language' }),
    description: words,
    organization: z.string().optional(),
    type: z.enum(providerTypes),
    operatorType: z.enum(operatorTypes),
    /** Where it stands; absent when it serves the whole country. */
    municipality: municipalityCode.optional(),
    /** Other municipalities that it serves. */
    serves: z.array(municipalityCode),
    address: z.strictObject({ street: words, postalCode: z.string().optional(), postOffice: words }).optional(),
    /** WGS84 degrees. */
    latitude: z.number().min(59).max(71).optional(),
    longitude: z.number().min(19).max(32).optional(),
    phones: z.array(
      z.strictObject({
        /** As one dials it: digits, with + before a country code. */
        number: z.string().regex(/^\+?\d{3,15}$/),
        /** As people read it. */
        display: z.string().min(1),
        charge: z.enum(['free', 'charged', 'unknown']),
        language: z.enum(languages).optional(),
      }),
    ),
    emails: z.array(z.email()),
    url: words,
    /** A key of contacts.yml that holds its page; facts that age stand there. */
    contact: z.string().optional(),
    /** The usual week, Europe/Helsinki. */
    hours: z.array(weekly),
    /** Days that are not as the week, or the only days known. No ranges: closed. `to` is the last such day. */
    exceptions: z.array(z.strictObject({ from: date, to: date, ranges: z.array(range) })),
    hoursNote: words,
    byAppointment: z.boolean(),
    languages: z.array(z.enum(languages)),
    supportForms: z.array(z.enum(supportForms)),
    delivery: z.array(z.enum(deliveries)).min(1),
    channels: z.array(z.enum(providerChannels)),
    cost: z.enum(costs),
    session: z.enum(sessions),
    /** The day the source last changed the record, when it says so. */
    modified: date.optional(),
    /** The day the record was fetched. */
    dataDate: date,
    /** Name of the licence, e.g. `CC BY 4.0`. */
    licence: z.string().min(1),
    /** Whom to thank where it is shown. */
    attribution: z.string().min(1),
  })
  .refine(({ latitude, longitude }) => (latitude === undefined) === (longitude === undefined), {
    error: 'must have both latitude and longitude or neither',
  })

export type Provider = Readonly<z.infer<typeof providerSchema>>
export type ProviderType = (typeof providerTypes)[number]
export type SupportForm = (typeof supportForms)[number]
export type Delivery = (typeof deliveries)[number]
export type ProviderRange = Provider['exceptions'][number]['ranges'][number]
export type ProviderWords = Provider['name']
export type ProviderPhone = Provider['phones'][number]

/** Helps from afar: a phone, a chat or a picture call. */
export const remoteDeliveries: readonly Delivery[] = ['remote_phone', 'remote_chat', 'remote_video']

/** Why these providers may not be shown to the public; empty when they may. Each a sentence for the operator. */
export function productionFaultsOfProviders(providers: readonly Provider[]): string[] {
  const samples = providers.filter(({ sample }) => sample).length
  return [
    ...(samples > 0
      ? [
          `${samples} of ${providers.length} providers are samples. Import real data with "npm run providers -- import ptv" and "… import kirkanta".`,
        ]
      : []),
    ...(providers.length === 0
      ? ['There is no provider data. Import it with "npm run providers -- import ptv" and "… import kirkanta".']
      : []),
  ]
}
