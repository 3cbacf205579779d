/** Guessing passwords is slow, from wherever and however many at once, and tells nobody which names there are. */
import { hashPassword } from '../../../src/handoff/password'
import type { Answer } from '../../../src/channels/http'
import { type DeskApiUnderTest, openDeskApi, password } from './deskApi'

let desk: DeskApiUnderTest
beforeEach(async () => {
  desk = await openDeskApi()
  await desk.store.desk.keepAdviser({
    id: 'a1',
    name: 'Aino',
    role: 'adviser',
    password: await hashPassword(password),
  })
})
afterEach(() => desk.close())

const attempt = (name: string, said: string, address = '127.0.0.1'): Promise<Answer> =>
  desk.request('POST', '/desk/api/sign-in', { body: { name, password: said }, address })
const statuses = async (answers: Promise<Answer>[]): Promise<number[]> =>
  (await Promise.all(answers)).map(({ status }) => status).sort()
const lockMs = 15 * 60_000

test('ten wrong passwords at once are ten', async () => {
  const ten = Array.from({ length: 10 }, (_, n) => attempt('Aino', `wrong${n}`))
  expect(await statuses(ten)).toEqual([401, 401, 401, 401, 401, 429, 429, 429, 429, 429])
  expect((await attempt('Aino', password)).status).toBe(429)
  desk.clock.ms += lockMs
  expect((await attempt('Aino', password)).status).toBe(200)
})

test('the right password in time forgets the wrong ones', async () => {
  for (let round = 0; round < 2; round++) {
    for (let wrong = 0; wrong < 3; wrong++) expect((await attempt('Aino', 'x')).status).toBe(401)
    expect((await attempt('Aino', password)).status).toBe(200)
  }
})

test('a name that nobody has answers like one that somebody has', async () => {
  const shown = async (name: string): Promise<string> => {
    const seen: Answer[] = []
    for (let wrong = 0; wrong < 6; wrong++) seen.push(await attempt(name, 'x'))
    desk.clock.ms += lockMs
    seen.push(await attempt(name, 'x'))
    return JSON.stringify(seen)
  }
  expect(await shown('Ei Kukaan')).toBe(await shown('Aino'))
})

test('the hosts of one IPv6 network are one place to guess from', async () => {
  // What has not even the form of a try counts as well.
  const knock = async (address: string) =>
    (await desk.request('POST', '/desk/api/sign-in', { body: {}, address })).status
  const all = await Promise.all(Array.from({ length: 25 }, (_, host) => knock(`2001:db8:0:1::${host.toString(16)}`)))
  expect(all).toEqual([...Array<number>(20).fill(400), ...Array<number>(5).fill(429)])
  expect(await knock('2001:db8:ffff:1::1')).toBe(400)
})
