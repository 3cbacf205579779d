/** The parts of Palvelutietovaranto's open interface v11 that we read, as zod shapes: https://api.palvelutietovaranto.suomi.fi/swagger/. What is not named here may be anything. */
import { z } from 'zod'

const text = z.string().nullish()
const texts = z.array(z.object({ language: text, value: text, type: text })).nullish()

export const ptvPage = z.object({
  pageNumber: z.number(),
  pageCount: z.number(),
  itemList: z.array(z.unknown()).nullish(),
})

const taxonomy = z.array(z.object({ name: texts })).nullish()

export const ptvService = z.object({
  id: z.string(),
  serviceNames: z.array(z.object({ language: text, value: text })),
  serviceChargeType: text,
  areaType: text,
  keywords: texts,
  ontologyTerms: taxonomy,
  publishingStatus: text,
  organizations: z.array(z.object({ roleType: text, organization: z.object({ name: text }).nullish() })).nullish(),
  serviceChannels: z
    .array(z.object({ serviceChannel: z.object({ id: z.string() }), serviceChargeType: text }))
    .nullish(),
})
export type PtvService = z.infer<typeof ptvService>

const municipality = z.object({ code: text, name: texts })

const streetAddress = z.object({
  street: texts,
  streetNumber: text,
  postalCode: text,
  postOffice: texts,
  municipality: municipality.nullish(),
  /** Metres of ETRS-TM35FIN as text, not degrees. */
  latitude: text,
  longitude: text,
  coordinateState: text,
})

export const ptvServiceHour = z.object({
  serviceHourType: text,
  validFrom: text,
  validTo: text,
  isClosed: z.boolean().nullish(),
  validForNow: z.boolean().nullish(),
  isAlwaysOpen: z.boolean().nullish(),
  isReservation: z.boolean().nullish(),
  additionalInformation: texts,
  openingHour: z.array(z.object({ dayFrom: text, dayTo: text, from: text, to: text })).nullish(),
})
export type PtvServiceHour = z.infer<typeof ptvServiceHour>

export const ptvChannel = z.object({
  id: z.string(),
  serviceChannelType: z.string(),
  serviceChannelNames: z.array(z.object({ language: text, value: text, type: text })),
  displayNameType: z.array(z.object({ type: text, language: text })).nullish(),
  serviceChannelDescriptions: texts,
  areaType: text,
  areas: z.array(z.object({ type: text, municipalities: z.array(municipality).nullish() })).nullish(),
  phoneNumbers: z
    .array(
      z.object({
        type: text,
        serviceChargeType: text,
        prefixNumber: text,
        isFinnishServiceNumber: z.boolean().nullish(),
        number: text,
        language: text,
      }),
    )
    .nullish(),
  emails: texts,
  languages: z.array(z.string()).nullish(),
  webPages: z.array(z.object({ url: text, language: text })).nullish(),
  addresses: z.array(z.object({ type: text, subType: text, streetAddress: streetAddress.nullish() })).nullish(),
  serviceHours: z.array(ptvServiceHour).nullish(),
  publishingStatus: text,
  modified: text,
})
export type PtvChannel = z.infer<typeof ptvChannel>
