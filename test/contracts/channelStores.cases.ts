/** What every AddressBook and TeamsStore must do, written once. The implementations are named in channelStores.test.ts. */
import type { SqlStore } from '../../src/backends/store/sqlStore'
import type { Address } from '../../src/channels/ports'

const at = '2026-11-23T08:00:00.000Z'
const address: Address = {
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  bot: '28:bot',
  conversation: 'a:1',
  kind: 'personal',
  tenant: 't',
  person: '29:p',
}

export function channelStoresCases(open: () => Promise<SqlStore>): void {
  let store: SqlStore
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  it('keeps where a conversation is, the newest address, until the conversation is erased', async () => {
    await store.open({ conversationId: 'msteams|a:1', channel: 'msteams', person: 'p' })
    expect(await store.addresses.find('msteams|a:1')).toBeUndefined()
    await store.addresses.keep('msteams|a:1', address)
    await store.addresses.keep('msteams|a:1', { ...address, serviceUrl: 'https://smba.trafficmanager.net/apac/' })
    expect(await store.addresses.find('msteams|a:1')).toEqual({
      address: { ...address, serviceUrl: 'https://smba.trafficmanager.net/apac/' },
      deliveredSeq: 0,
    })
    await store.addresses.keepReply('msteams|a:1', 'activity', 'm1.1')
    expect(await store.addresses.replyOf('msteams|a:1', 'activity')).toBe('m1.1')
    await store.erase('msteams|a:1')
    expect(await store.addresses.find('msteams|a:1')).toBeUndefined()
    expect(await store.addresses.replyOf('msteams|a:1', 'activity')).toBeUndefined()
  })

  it('refuses an address of a conversation that is not there', async () => {
    await expect(store.addresses.keep('nobody', address)).rejects.toMatchObject({ name: 'StoreError' })
  })

  it('names conversations with a line that has not arrived, and marks never go back', async () => {
    const conversationId = 'webchat|c2'
    await store.open({ conversationId, channel: 'botframework', person: 'p' })
    await store.addresses.keep(conversationId, address)
    const notice = { text: 'You are waiting', language: 'en' } as const
    await store.handoffs.ask({ id: 'h2', conversationId, desk: 'd', language: 'en', notice, queueLimit: 9 })
    expect(await store.addresses.undelivered('2000', '', 10)).toEqual([conversationId])
    await store.addresses.delivered(conversationId, 1)
    await store.addresses.delivered(conversationId, 0)
    expect(await store.addresses.find(conversationId)).toMatchObject({ deliveredSeq: 1 })
    expect(await store.addresses.undelivered('2000', '', 10)).toEqual([])
    const claim = { handoffId: 'h2', adviser: { id: 'a', name: 'Aino' }, leaseUntil: at, capacity: 3, notice }
    await store.handoffs.claim(claim)
    expect(await store.addresses.undelivered('2000', '', 10)).toEqual([conversationId])
    expect(await store.addresses.undelivered('2999', '', 10)).toEqual([])
    // A new address keeps the place.
    await store.addresses.keep(conversationId, { ...address, person: '29:q' })
    expect(await store.addresses.find(conversationId)).toMatchObject({ deliveredSeq: 1 })
  })

  it('names those conversations page by page, so that none hides behind others', async () => {
    const notice = { text: 'You are waiting', language: 'en' } as const
    const before = await store.addresses.undelivered('2000', '', 100)
    for (let at = 0; at < 5; at++) {
      const conversationId = `webchat|many-${at}`
      await store.open({ conversationId, channel: 'botframework', person: 'p' })
      await store.addresses.keep(conversationId, address)
      await store.handoffs.ask({ id: `many-${at}`, conversationId, desk: 'd', language: 'en', notice, queueLimit: 99 })
    }
    const all = await store.addresses.undelivered('2000', '', 100)
    expect(all).toHaveLength(before.length + 5)
    const paged: string[] = []
    for (let page = await store.addresses.undelivered('2000', '', 2); page.length > 0;) {
      paged.push(...page)
      page = await store.addresses.undelivered('2000', page.at(-1) ?? '', 2)
    }
    expect(paged).toEqual(all)
    for (let at = 0; at < 5; at++) await store.erase(`webchat|many-${at}`)
  })

  it('keeps places in Teams', async () => {
    const place = { id: 'teams-1', kind: 'adviser', address, language: 'sv', seenAt: at } as const
    await store.teams.keepPlace(place)
    await store.teams.keepPlace({ ...place, language: 'fi' })
    expect(await store.teams.place('teams-1')).toEqual({ ...place, language: 'fi' })
    expect(await store.teams.places()).toEqual([{ ...place, language: 'fi' }])
    await store.teams.removePlace('teams-1')
    expect(await store.teams.places()).toEqual([])
  })

  it('keeps what stands in Teams, also when the handoff is gone', async () => {
    const post = { handoffId: 'gone', place: 'p', what: 'line.1', activityId: 'x', shows: '', address }
    await store.teams.keepPost(post)
    await store.teams.keepPost({ ...post, activityId: 'y' })
    expect(await store.teams.posts('gone')).toEqual([{ ...post, activityId: 'y' }])
    expect(await store.teams.posted()).toEqual(['gone'])
    await store.teams.removePost(post)
    expect(await store.teams.posted()).toEqual([])
  })

  it('keeps a report about a guide once', async () => {
    const report = { id: 'r1', at, guide: 'g', language: 'fi', owner: 'Kela', words: 'Väärä \u0000 numero' } as const
    await store.teams.report(report)
    await store.teams.report({ ...report, words: 'again' })
    expect(await store.teams.reports(10)).toEqual([{ ...report, words: 'Väärä \uFFFD numero' }])
  })
}
