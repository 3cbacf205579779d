import { type House, openHouse } from '../house'
import { call, endpoint, openConversation } from './client'

let house: House
afterEach(() => house.stop())

const errorCode = (body: unknown): string => (body as { error: { code: string } }).error.code

describe('bad input', () => {
  const deep = `${'[1,'.repeat(10_000)}1${']'.repeat(10_000)}`
  test.each([
    ['not JSON', '{oops', 400, 'not_json'],
    ['a string', '"moi"', 400, 'not_an_activity'],
    ['a list', '[{"type":"message"}]', 400, 'not_an_activity'],
    ['null', 'null', 400, 'not_an_activity'],
    ['no type', '{"text":"moi"}', 400, 'not_an_activity'],
    ['a type that is a number', '{"type":1,"text":"moi"}', 400, 'not_an_activity'],
    ['a text that is an object', '{"type":"message","text":{"a":1}}', 400, 'text_not_string'],
    ['no text', '{"type":"message"}', 400, 'text_missing'],
    ['white space only', '{"type":"message","text":" \\n "}', 400, 'text_missing'],
    ['an id with spaces', '{"type":"message","text":"moi","id":"a b"}', 400, 'id_invalid'],
    [
      'an id that is an object',
      '{"type":"message","text":"moi","channelData":{"clientActivityID":{}}}',
      400,
      'id_invalid',
    ],
    ['nested 10 000 deep', `{"type":"message","text":"moi","value":${deep}}`, 400, 'too_deep'],
    ['64 kB and one byte', `{"type":"message","text":"${'a'.repeat(65_537 - 28)}"}`, 413, 'too_large'],
    ['2 001 characters', JSON.stringify({ type: 'message', text: 'a'.repeat(2_001) }), 413, 'text_too_long'],
  ])('a message that is %s is refused with a reason', async (_, body, status, code) => {
    house = await openHouse()
    const { conversationId, token } = await openConversation(house.url)
    const answer = await call(`${endpoint(house.url)}/conversations/${conversationId}/activities`, 'POST', {
      token,
      body,
    })
    expect([answer.status, errorCode(answer.body)]).toEqual([status, code])
    expect(house.turns.heard).toEqual([])
    expect(house.faults).toEqual([])
  })

  test('a body of another type is 415', async () => {
    house = await openHouse()
    const { conversationId, token } = await openConversation(house.url)
    const url = `${endpoint(house.url)}/conversations/${conversationId}/activities`
    expect((await call(url, 'POST', { token, body: 'moi', headers: { 'content-type': 'text/plain' } })).status).toBe(
      415,
    )
  })

  test('lone surrogates and NUL become a mark, and __proto__ harms nothing', async () => {
    house = await openHouse()
    const { conversationId, token } = await openConversation(house.url)
    const body =
      '{"type":"message","text":"a\\ud800b\\u0000c","__proto__":{"polluted":1},"channelData":{"__proto__":{"clientActivityID":"p"}}}'
    expect(
      (await call(`${endpoint(house.url)}/conversations/${conversationId}/activities`, 'POST', { token, body })).status,
    ).toBe(200)
    expect(house.turns.heard[0]).toMatchObject({ text: 'a\ufffdb\ufffdc', id: expect.stringMatching(/^m-/) as string })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})
