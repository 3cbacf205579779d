/** One channel of Palvelutietovaranto with the services behind it → a provider, or why not. Knows neither paging nor files. */
import { isLanguage } from '../../language/languages'
import type {
  Delivery,
  PlaceLookup,
  Provider,
  ProviderPhone,
  ProviderType,
  ProviderWords,
  SupportForm,
} from '../../knowledge/ports'
import { degreesOf, isOfficeAddress, phoneOf, plainWords, webAddress, wordsOf } from './clean'
import { checked, drop, type Made } from './importReport'
import { dayOf, ptvHours } from './ptvHours'
import type { PtvChannel, PtvService } from './ptvShapes'

/** Words by which a service for digital help is known: the interface has no search of its own. */
const helpWords =
  /\bdigi(?:tue?ki?|tuen|neuvo|opast|apu|auttaj|taito|valmen)|digitaali\w* (?:tuki|tuen|neuvon)|\bdigistöd|\bdigital[ta]* (?:stöd|rådgiv|support|help|skills)|asioinnin tu[ke]|yhteispalvelu|samservice|joint service point|suomi-?piste|suomi-?punkt|finland-?punkt|asiakaspääte|kansalaisneuvon|medborgarrådgiv|public service info/i

export function isDigitalHelp(service: PtvService): boolean {
  const words = [
    ...service.serviceNames,
    ...(service.keywords ?? []),
    ...(service.ontologyTerms ?? []).flatMap(({ name }) => name ?? []),
  ]
  return words.some(({ value }) => helpWords.test(value ?? ''))
}

export interface PtvNeeds {
  readonly places: PlaceLookup
  /** YYYY-MM-DD of the import. */
  readonly today: string
}

/** @param services those for digital help that name the channel, at least one */
export function ptvProvider(channel: PtvChannel, services: readonly PtvService[], { places, today }: PtvNeeds): Made {
  const name = shownName(channel)
  const label = name.fi ?? name.sv ?? name.en
  if (!label) return drop(channel.id, 'shape', undefined, 'no name in our languages')
  if (channel.publishingStatus && channel.publishingStatus !== 'Published')
    return drop(channel.id, 'not_published', label)
  const isPhone = channel.serviceChannelType === 'Phone'
  if (!isPhone && channel.serviceChannelType !== 'ServiceLocation')
    return drop(channel.id, 'no_person', label, channel.serviceChannelType)
  const phones = ptvPhones(channel)
  if (isPhone && phones.length === 0) return drop(channel.id, 'no_person', label, 'no number that a person answers')

  const visited = (channel.addresses ?? []).filter(({ type }) => type === 'Location')
  const address = visited.find(({ streetAddress }) => streetAddress)?.streetAddress ?? undefined
  if (!isPhone && !address && visited.some(({ subType }) => subType === 'Abroad'))
    return drop(channel.id, 'abroad', label)
  const areas = (channel.areas ?? []).flatMap(({ municipalities }) => municipalities ?? [])
  const serves = [
    ...new Set(
      areas.flatMap((one) => places.municipalityOf({ code: one.code ?? undefined, names: namesOf(one.name) }) ?? []),
    ),
  ]
  const municipality = address
    ? places.municipalityOf({
        code: address.municipality?.code ?? undefined,
        names: namesOf(address.municipality?.name),
        postalCode: address.postalCode ?? undefined,
      })
    : serves[0]
  const wholeCountry =
    isPhone && areas.length === 0 && /^(?:Nationwide|WholeCountry)/.test(channel.areaType ?? 'WholeCountry')
  if (!municipality && !wholeCountry) return drop(channel.id, 'no_municipality', label)

  const organization =
    services.flatMap(({ organizations }) => organizations ?? []).find(({ organization: one }) => one?.name)
      ?.organization?.name ?? ''
  const words = [
    ...Object.values(name),
    ...services.flatMap(({ serviceNames }) => serviceNames.map(({ value }) => value ?? '')),
    organization,
  ]
  const type = typeOf(words.join(' | '), organization, isPhone)
  const delivery = deliveryOf(type, isPhone, words.join(' | '))
  const point = degreesIn(address)
  return checked({
    id: `ptv:${channel.id}`,
    source: 'ptv',
    sourceId: channel.id,
    sample: false,
    name,
    description: wordsOf(
      (channel.serviceChannelDescriptions ?? []).filter((one) => one.type === 'Summary' || one.type === 'Description'),
      200,
    ),
    ...(organization ? { organization: plainWords(organization, 120) } : {}),
    type,
    operatorType: operatorOf(organization),
    ...(municipality ? { municipality } : {}),
    serves: serves.filter((code) => code !== municipality),
    ...(address ? { address: ptvAddress(address) } : {}),
    ...point,
    phones,
    emails: [...new Set((channel.emails ?? []).map(({ value }) => value?.trim() ?? '').filter(isOfficeAddress))],
    url: urlsOf(channel),
    ...ptvHours(channel.serviceHours, type !== 'self_service_point'),
    languages: [...new Set((channel.languages ?? []).filter(isLanguage))],
    supportForms: formsOf(words.join(' | '), type),
    delivery,
    channels: [...(isPhone ? [] : (['desk'] as const)), ...(phones.length > 0 ? (['phone'] as const) : [])],
    cost: costOf(channel.id, services),
    session: 'unknown',
    ...(dayOf(channel.modified) ? { modified: dayOf(channel.modified) } : {}),
    dataDate: today,
    licence: 'CC0 1.0',
    attribution: 'Palvelutietovaranto, Suomi.fi',
  })
}

/** Which of its names a channel wants to be shown by, language by language. */
function shownName({ serviceChannelNames, displayNameType }: PtvChannel): ProviderWords {
  const wanted = (row: PtvChannel['serviceChannelNames'][number]): boolean =>
    row.type === (displayNameType?.find(({ language }) => language === row.language)?.type ?? 'Name')
  const rows = [...serviceChannelNames]
  return wordsOf([...rows.filter(wanted), ...rows.filter(({ type }) => type !== 'AlternativeName')], 120)
}

function ptvPhones(channel: PtvChannel): ProviderPhone[] {
  const phones = (channel.phoneNumbers ?? []).flatMap((row): ProviderPhone[] => {
    if (row.type !== 'Phone' || !row.number) return []
    const number = phoneOf(row.number, { prefix: row.prefixNumber, serviceNumber: row.isFinnishServiceNumber })
    const charge =
      row.serviceChargeType === 'FreeOfCharge' ? 'free' : row.serviceChargeType === 'Chargeable' ? 'charged' : 'unknown'
    return number ? [{ ...number, charge, ...(isLanguage(row.language) ? { language: row.language } : {}) }] : []
  })
  return phones.filter(
    (one, index) =>
      phones.findIndex(({ number, language }) => number === one.number && language === one.language) === index,
  )
}

type PtvAddress = NonNullable<NonNullable<NonNullable<PtvChannel['addresses']>[number]>['streetAddress']>

function ptvAddress(address: PtvAddress): NonNullable<Provider['address']> {
  const number = address.streetNumber ? ` ${plainWords(address.streetNumber, 20)}` : ''
  const street = Object.fromEntries(
    Object.entries(wordsOf(address.street, 100)).map(([language, words]) => [language, `${words}${number}`]),
  )
  return {
    street,
    ...(address.postalCode && /^\d{5}$/.test(address.postalCode) ? { postalCode: address.postalCode } : {}),
    postOffice: wordsOf(address.postOffice, 60),
  }
}

/** Only coordinates that the register itself stands for. */
function degreesIn(address: PtvAddress | undefined) {
  const trusted = address?.coordinateState === 'Ok' || address?.coordinateState === 'EnteredByUser'
  return trusted ? (degreesOf(address.latitude, address.longitude) ?? {}) : {}
}

function urlsOf({ webPages }: PtvChannel): ProviderWords {
  const rows = (webPages ?? []).map(({ url, language }) => ({ language, value: webAddress(url) }))
  const urls: { fi?: string; sv?: string; en?: string } = {}
  for (const { language, value } of rows) if (isLanguage(language) && value) urls[language] ??= value
  return urls
}

const namesOf = (rows: readonly { value?: string | null }[] | null | undefined): (string | undefined)[] =>
  (rows ?? []).map(({ value }) => value ?? undefined)

const kinds: readonly (readonly [RegExp, ProviderType])[] = [
  [/suomi-?piste|suomi-?punkt|finland-?punkt/i, 'suomi_point'],
  [/kirjastoauto|bokbuss|mobile library/i, 'mobile_library'],
  [/yhteispalvelu|samservice|joint service/i, 'joint_service_point'],
  [/asiakaspääte|itsepalvelupiste|kundterminal/i, 'self_service_point'],
  [/kirjasto|bibliotek|library/i, 'library'],
  [/\bkela\b|kansaneläkelaitos|folkpensionsanstalten/i, 'kela_point'],
  [
    /kansalaisopisto|työväenopisto|kansalaisopistot|medborgarinstitut|arbetarinstitut|adult education/i,
    'adult_education',
  ],
  [/hyvinvointialue|välfärdsområde|wellbeing services/i, 'wellbeing_services'],
  [/\bry\b|\br\.y\.|\brf\b|yhdisty|förening/i, 'association'],
  [/\b(?:oy|oyj|ab|osuuskunta|andelslag)\b/i, 'company'],
]

function typeOf(words: string, organization: string, isPhone: boolean): ProviderType {
  if (isPhone)
    return /kansalaisneuvon|medborgarrådgiv|public service info/i.test(words) ? 'citizen_advice' : 'authority_advice'
  const kind = kinds.find(([pattern]) => pattern.test(words))?.[1]
  return kind ?? (operatorOf(organization) === 'municipality' ? 'municipal_service' : 'other')
}

function operatorOf(organization: string): Provider['operatorType'] {
  if (/hyvinvointialue|välfärdsområde|wellbeing services/i.test(organization)) return 'wellbeing_county'
  if (/kunta\b|kunnan\b|kaupun|kommun|\bstad\b|municipality|city of/i.test(organization)) return 'municipality'
  if (/\bry\b|\br\.y\.|\brf\b|yhdisty|förening/i.test(organization)) return 'association'
  if (/opisto|institut/i.test(organization)) return 'education'
  if (/\b(?:oy|oyj|ab|osuuskunta|andelslag)\b/i.test(organization)) return 'company'
  return /virasto|eläkelaitos|verohallinto|ämbetsverk|agency/i.test(organization) ? 'state' : 'unknown'
}

function deliveryOf(type: ProviderType, isPhone: boolean, words: string): Delivery[] {
  if (isPhone) return ['remote_phone']
  return [
    type === 'self_service_point' ? 'unattended_point' : 'in_person',
    ...(/kotiin vietäv|kotikäyn|kotona annettav|hembesök|home visit/i.test(words) ? (['home_visit'] as const) : []),
    ...(/vertais|kamratstöd|peer/i.test(words) ? (['peer'] as const) : []),
    ...(/kurssi|\bkurser?\b|course/i.test(words) ? (['course'] as const) : []),
  ]
}

function formsOf(words: string, type: ProviderType): SupportForm[] {
  const advice = ['suomi_point', 'joint_service_point', 'kela_point', 'authority_advice', 'citizen_advice'].includes(
    type,
  )
  return [
    ...(advice ? (['eservice_advice'] as const) : []),
    ...(/digi/i.test(words) || !advice ? (['general_support'] as const) : []),
    ...(/opast|koulu|taito|handled|utbild|skills/i.test(words) ? (['skills_guidance'] as const) : []),
    ...(/kurssi|\bkurser?\b|course/i.test(words) || type === 'adult_education' ? (['course'] as const) : []),
  ]
}

/** Free only when every service that leads here says so; paid when one does; else unknown. */
function costOf(channelId: string, services: readonly PtvService[]): Provider['cost'] {
  const charges = services.map(({ serviceChargeType, serviceChannels }) => {
    const own = serviceChannels?.find(({ serviceChannel }) => serviceChannel.id === channelId)?.serviceChargeType
    return own ?? serviceChargeType
  })
  if (charges.some((charge) => charge === 'Chargeable')) return 'paid'
  return charges.length > 0 && charges.every((charge) => charge === 'FreeOfCharge') ? 'free' : 'unknown'
}
