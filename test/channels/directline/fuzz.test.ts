import fc from 'fast-check'
import { type House, openHouse } from '../house'
import { call, endpoint, listen, openConversation, say, until } from './client'

let house: House
afterEach(() => house.stop())

const json = fc
  .anything({ withNullPrototype: false, withBigInt: false, withDate: false, maxDepth: 3 })
  .map((value) => JSON.stringify(value) ?? 'null')

test('of a thousand mangled calls none is answered with 5xx, none hangs, and the next person is served', async () => {
  house = await openHouse()
  const { conversationId, token } = await openConversation(house.url)
  const root = endpoint(house.url)
  const paths = fc.constantFrom(
    'tokens/generate',
    'tokens/refresh',
    'conversations',
    `conversations/${conversationId}/activities`,
    `conversations/${conversationId}/upload`,
  )
  const activity = fc
    .record({
      type: fc.constantFrom('"message"', '"typing"', '7'),
      text: json,
      id: json,
      channelData: json,
      locale: json,
      attachments: json,
      __proto__: json,
    })
    .map(
      (fields) =>
        `{${Object.entries(fields)
          .map(([key, value]) => `"${key}":${value}`)
          .join()}}`,
    )
  const content = fc.constantFrom(
    'application/json',
    'multipart/form-data; boundary=x',
    'text/html',
    'application/json; charset=utf-16',
  )
  const authorization = fc.oneof(fc.constant(`Bearer ${token}`), fc.stringMatching(/^[\x20-\x7e]{0,60}$/))
  await fc.assert(
    fc.asyncProperty(
      paths,
      fc.oneof(activity, json, fc.string({ unit: 'binary' })),
      content,
      authorization,
      async (path, body, type, bearer) => {
        const response = await fetch(`${root}/${path}`, {
          method: 'POST',
          headers: { 'content-type': type, authorization: bearer },
          body,
          signal: AbortSignal.timeout(30_000),
        })
        const text = await response.text()
        expect(response.status).toBeLessThan(500)
        expect(text).not.toMatch(/node_modules|Error:/)
      },
    ),
    { numRuns: 1_000, seed: 20261122 },
  )
  expect(house.faults).toEqual([])
  expect((await call(`${root}/conversations`, 'POST', { token, body: {} })).status).toBe(200)
}, 60_000)

test('whatever a client sends into its stream, the stream goes on or ends, and the house stands', async () => {
  house = await openHouse({ streams: { framesPerTenSeconds: 1e9 } })
  const token = await openConversation(house.url)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.string({ unit: 'binary' }), json, fc.uint8Array()), { maxLength: 20 }),
      async (frames) => {
        const { socket, closed } = await listen(token.streamUrl)
        for (const frame of frames) socket.send(frame)
        socket.close()
        await closed
      },
    ),
    { numRuns: 100, seed: 20261122 },
  )
  const listener = await listen(token.streamUrl)
  await say(house.url, token, 'moi')
  await until(() => listener.all().some(({ text }) => text === 'echo: moi'))
  expect(house.faults).toEqual([])
}, 60_000)
