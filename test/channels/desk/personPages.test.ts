/** What a person finds beside the conversation: a form to be contacted, whose contact only the desk reads, and their own record to save. */
import { readFileSync, readdirSync } from 'node:fs'
import { openConversation, read, say, until, call } from '../directline/client'
import { type AtDesk, type DeskHouse, openDeskHouse } from './deskHouse'

let house: DeskHouse
let aino: AtDesk
beforeAll(async () => {
  house = await openDeskHouse({ Aino: 'adviser' })
  aino = await house.signIn('Aino')
}, 120_000)
afterAll(() => house.stop())

const leave = (contact: string, more: Record<string, string> = {}) =>
  fetch(`${house.url}/callback/fi`, { method: 'POST', body: new URLSearchParams({ contact, ...more }) })

describe('a request to be contacted', () => {
  const id = '123e4567-e89b-42d3-a456-426614174000'
  test('reaches the desk once, is sealed in the database, and is gone when it is done', async () => {
    expect((await fetch(`${house.url}/callback/fi`)).status).toBe(200)
    for (let press = 0; press < 2; press++)
      expect((await leave('040 123 4567', { id, when: 'iltapäivällä' })).status).toBe(200)
    const files = readdirSync(house.folder).filter((name) => name.includes('.db') || name.includes('sqlite'))
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) expect(readFileSync(`${house.folder}/${file}`).includes('040 123 4567')).toBe(false)
    const { body } = await aino.call<{ items: object[] }>('GET', '/callbacks')
    expect(body.items).toEqual([
      expect.objectContaining({
        id,
        desk: 'kokeilu',
        contact: { kind: 'phone', value: '040 123 4567' },
        when: 'iltapäivällä',
      }),
    ])
    expect((await aino.call('POST', `/callbacks/${id}/done`)).status).toBe(204)
    expect((await aino.call('POST', `/callbacks/${id}/done`)).status).toBe(404)
    expect((await aino.call<{ items: object[] }>('GET', '/callbacks')).body.items).toEqual([])
  })

  test.each(['', 'soittakaa', 'a@b', '<script>', '123', '1'.repeat(300)])(
    'is refused with a sentence when the contact is "%s"',
    async (contact) => {
      const answer = await leave(contact)
      expect([answer.status, (await answer.text()).includes('Tarkista yhteystieto')]).toEqual([400, true])
    },
  )
})

test('what was filled in stands there still when the contact could not be taken', async () => {
  const page = await (await leave('abc "040"', { when: 'aamupäivällä & illalla' })).text()
  expect(page).toContain('value="abc &#34;040&#34;"')
  expect(page).toContain('value="aamupäivällä &#38; illalla"')
  expect(await (await fetch(`${house.url}/callback/fi`)).text()).toContain('value=""')
})

describe('saving a conversation', () => {
  test('gives every line with its speaker, time and sources, as text and as a page', async () => {
    const talk = await openConversation(house.url, { locale: 'fi' })
    await say(house.url, talk, 'miten uusin reseptin <b>nyt</b>')
    await until(async () => (await read(house.url, talk)).activities.some(({ replyToId }) => replyToId))
    const { activities } = await read(house.url, talk)
    const at = `${house.url}/conversations/${talk.conversationId}/save`
    const headers = { authorization: `Bearer ${talk.token}` }
    const text = await (await fetch(`${at}?format=txt`, { headers })).text()
    for (const activity of activities) expect(text).toContain(activity.text)
    expect(text).toMatch(/\] Sinä:/)
    expect(text).toMatch(/\] Opastin \(botti\):/)
    expect(text).toContain(activities.at(-1)?.entities?.[0]?.citation?.[0]?.appearance.url)
    const saved = await fetch(`${at}?format=html&c=${talk.token}`)
    const page = await saved.text()
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; filename="opastin-.*\.html"$/)
    expect(page).not.toContain('<b>nyt</b>')
    expect((page.match(/<li lang/g) ?? []).length).toBe(activities.length)
  })

  test('names what was hidden by its kind', async () => {
    const talk = await openConversation(house.url, { locale: 'fi' })
    await say(house.url, talk, 'miten uusin reseptin, tunnukseni on 131052-308T')
    const at = `${house.url}/conversations/${talk.conversationId}/save`
    const headers = { authorization: `Bearer ${talk.token}` }
    for (const format of ['txt', 'html']) {
      const saved = await (await fetch(`${at}?format=${format}`, { headers })).text()
      expect(saved).toContain('henkilötunnus (peitetty)')
      expect(saved).not.toMatch(/[⟦⟧]|131052/)
    }
  })

  test("is refused without the conversation's own token", async () => {
    const one = await openConversation(house.url)
    const other = await openConversation(house.url)
    const at = `${house.url}/conversations/${one.conversationId}/save`
    expect((await call(at, 'GET', {})).status).toBe(403)
    expect((await call(at, 'GET', { token: other.token })).status).toBe(403)
    expect((await call(`${at}?format=pdf`, 'GET', { token: one.token })).status).toBe(400)
  })
})
