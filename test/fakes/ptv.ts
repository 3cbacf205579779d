/** Palvelutietovaranto v11 with invented content in its shape: services by municipality in pages, channels by id. */
import { startOpenInterface, type OpenInterface, type Trouble } from './openInterface'

export interface PtvContent {
  /** Municipality code → services. */
  readonly services: Readonly<Record<string, readonly object[]>>
  readonly channels: readonly { readonly id: string }[]
  readonly pageSize?: number
}

export function startPtv(
  content: PtvContent,
  trouble?: (url: URL, nth: number) => Trouble,
  mend: (body: unknown, url: URL) => unknown = (body) => body,
): Promise<OpenInterface> {
  return startOpenInterface((url) => {
    const area = /\/Service\/list\/area\/Municipality\/code\/(\d+)$/.exec(url.pathname)?.[1]
    if (area !== undefined) {
      const all = content.services[area] ?? []
      const size = content.pageSize ?? 100
      const page = Number(url.searchParams.get('page') ?? 1)
      const itemList = all.slice((page - 1) * size, page * size)
      return mend(
        { pageNumber: page, pageSize: size, pageCount: Math.max(1, Math.ceil(all.length / size)), itemList },
        url,
      )
    }
    const ids = (url.searchParams.get('guids') ?? '').split(',')
    return mend(
      content.channels.filter(({ id }) => ids.includes(id)),
      url,
    )
  }, trouble)
}

export function ptvService(id: string, name: string, channelIds: readonly string[], more: object = {}): object {
  return {
    id,
    type: 'Service',
    serviceNames: [{ language: 'fi', value: name, type: 'Name' }],
    serviceChargeType: null,
    areaType: 'LimitedType',
    keywords: [],
    ontologyTerms: [],
    organizations: [{ roleType: 'Responsible', organization: { id: 'o1', name: 'Keksityn kaupungin hallinto' } }],
    serviceChannels: channelIds.map((channel) => ({
      serviceChannel: { id: channel, name: 'kanava' },
      serviceChargeType: null,
    })),
    publishingStatus: 'Published',
    ...more,
  }
}

export function ptvLocation(id: string, name: string, more: object = {}): { readonly id: string } {
  return {
    id,
    serviceChannelType: 'ServiceLocation',
    serviceChannelNames: [{ language: 'fi', value: name, type: 'Name' }],
    displayNameType: [{ type: 'Name', language: 'fi' }],
    serviceChannelDescriptions: [],
    areaType: 'LimitedType',
    areas: [],
    phoneNumbers: [],
    emails: [],
    languages: ['fi'],
    webPages: [],
    addresses: [ptvAddress()],
    serviceHours: [],
    publishingStatus: 'Published',
    modified: '2026-05-04T09:00:00.000Z',
    ...more,
  } as { readonly id: string }
}

export function ptvAddress(more: object = {}): object {
  return {
    type: 'Location',
    subType: 'Single',
    streetAddress: {
      street: [{ value: 'Keksittykatu', language: 'fi' }],
      streetNumber: '1',
      postalCode: '70100',
      postOffice: [{ value: 'KUOPIO', language: 'fi' }],
      municipality: { code: '297', name: [{ value: 'Kuopio', language: 'fi' }] },
      latitude: '6974202.909',
      longitude: '534246.773',
      coordinateState: 'Ok',
      ...more,
    },
    country: 'FI',
  }
}
