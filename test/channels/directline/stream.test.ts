import { type House, openHouse } from '../house'
import { listen, newToken, openConversation, call, endpoint, say, until } from './client'

let house: House
afterEach(() => house.stop())

const texts = (activities: { text?: string }[]): (string | undefined)[] => activities.map(({ text }) => text)

test('a stream brings what stands after its watermark, then what comes, each once and in order', async () => {
  house = await openHouse()
  const token = await openConversation(house.url)
  await say(house.url, token, 'yksi')
  const whole = await listen(token.streamUrl)
  const resumed = await call<{ streamUrl: string }>(
    `${endpoint(house.url)}/conversations/${token.conversationId}?watermark=2`,
    'GET',
    token,
  )
  const later = await listen(resumed.body.streamUrl)
  await say(house.url, token, 'kaksi')
  await until(() => texts(later.all()).includes('echo: kaksi'))
  await until(() => texts(whole.all()).includes('echo: kaksi'))
  expect(texts(whole.all())).toEqual(['Hei!', 'yksi', 'echo: yksi', 'kaksi', 'echo: kaksi'])
  expect(texts(later.all())).toEqual(['echo: yksi', 'kaksi', 'echo: kaksi'])
  expect(whole.frames.at(-1)?.watermark).toBe('5')
})

test('a storm of messages reaches every socket once and in order, whenever it connected', async () => {
  house = await openHouse({ streams: { batch: 7 } })
  const token = await openConversation(house.url)
  const first = await listen(token.streamUrl)
  const saying = Array.from({ length: 60 }, (_, n) => say(house.url, token, `n${n}`))
  const second = await listen(token.streamUrl)
  await Promise.all(saying)
  for (const { all } of [first, second]) {
    await until(() => all().length === 121)
    const logged = await house.store.read(token.conversationId, 0, 500)
    expect(all().map(({ id }) => id)).toEqual(logged.map(({ id }) => id))
  }
})

test('typing is shown to who is connected and stands in no log', async () => {
  house = await openHouse({ typingAfterMs: 20 })
  house.turns.thinkMs = 150
  const token = await openConversation(house.url)
  const listener = await listen(token.streamUrl)
  await say(house.url, token, 'hidas')
  await until(() => texts(listener.all()).includes('echo: hidas'))
  expect(listener.all().map(({ type }) => type)).toEqual(['message', 'message', 'typing', 'message'])
  expect(listener.frames.find(({ activities }) => activities[0]?.type === 'typing')?.watermark).toBeUndefined()
  expect((await house.store.read(token.conversationId, 0, 10)).length).toBe(3)
})

test('a fourth socket is refused, and may come when one has left', async () => {
  house = await openHouse()
  const token = await openConversation(house.url)
  const sockets = [await listen(token.streamUrl), await listen(token.streamUrl), await listen(token.streamUrl)]
  await expect(listen(token.streamUrl)).rejects.toThrow('429')
  sockets[0]?.socket.close()
  await until(() => house.streams.size === 2)
  await expect(listen(token.streamUrl)).resolves.toBeDefined()
})

test('the client’s empty pings are welcome; a flood of frames, or one beyond 64 kB, ends the connection', async () => {
  house = await openHouse({ streams: { framesPerTenSeconds: 20 } })
  const token = await openConversation(house.url)
  const polite = await listen(token.streamUrl)
  for (let n = 0; n < 5; n++) polite.socket.send('')
  const loud = await listen(token.streamUrl)
  for (let n = 0; n < 30; n++) loud.socket.send('x')
  const large = await listen(token.streamUrl)
  large.socket.send('x'.repeat(65_537))
  expect(await loud.closed).toBe(1008)
  expect(await large.closed).toBe(1009)
  await say(house.url, token, 'moi')
  await until(() => texts(polite.all()).includes('echo: moi'))
})

test('a socket that does not read holds itself up, is cut, and costs the others nothing', async () => {
  house = await openHouse({ streams: { slowSocketMs: 1_500, batch: 20 } })
  const token = await openConversation(house.url)
  const brisk = await listen(token.streamUrl)
  const slow = await listen(token.streamUrl)
  slow.socket.pause()
  for (let n = 0; n < 40; n++) {
    const reply = { ...(await house.store.read(token.conversationId, 0, 1))[0]?.reply } as never
    await house.store.say(token.conversationId, `long-${n}`, { reply, text: 'x'.repeat(500_000) }, 'bot')
  }
  await say(house.url, token, 'viimeinen')
  await until(() => texts(brisk.all()).includes('echo: viimeinen'))
  await until(() => house.streams.size === 1)
  slow.socket.resume()
  expect(await slow.closed).toBe(1006)
})

test('a side that has gone without a word is noticed', async () => {
  house = await openHouse({ streams: { pingEveryMs: 100 } })
  const token = await openConversation(house.url)
  const listener = await listen(token.streamUrl, { autoPong: false })
  await until(() => house.streams.size === 1)
  expect(await listener.closed).toBe(1006)
})

test('a stop tells every socket that the service comes back', async () => {
  house = await openHouse()
  const listeners = await Promise.all(
    Array.from({ length: 3 }, async () => listen((await openConversation(house.url)).streamUrl)),
  )
  await house.stop()
  expect(await Promise.all(listeners.map(({ closed }) => closed))).toEqual([1012, 1012, 1012])
})

test('an erased or unopened conversation has no stream', async () => {
  house = await openHouse()
  const token = await openConversation(house.url)
  await house.store.erase(token.conversationId)
  await expect(listen(token.streamUrl)).rejects.toThrow('404')
  const { conversationId } = await newToken(house.url)
  const foreign = token.streamUrl.replace(token.conversationId, conversationId)
  await expect(listen(foreign)).rejects.toThrow('403')
})

/** A line that another process has written, and of which no news came: a lost connection repeats nothing. */
async function writeUnheard(conversationId: string, text: string): Promise<void> {
  const reply = (await house.store.read(conversationId, 0, 1))[0]?.reply as never
  await house.store.say(conversationId, text, { reply, text }, 'bot')
}

test('a stream that is told to look brings what it never heard of', async () => {
  house = await openHouse()
  const token = await openConversation(house.url)
  const listener = await listen(token.streamUrl)
  await until(() => listener.all().length === 1)
  await writeUnheard(token.conversationId, 'kuulumaton')
  house.events.publish(token.conversationId, 0)
  await until(() => texts(listener.all()).includes('kuulumaton'))
})

test('a stream that is told to look while it reads looks again', async () => {
  house = await openHouse()
  const token = await openConversation(house.url)
  const listener = await listen(token.streamUrl)
  await until(() => listener.all().length === 1)
  const { read } = house.store
  let reads = 0
  house.store.read = async (...page) => {
    reads += 1
    const lines = await read(...page)
    if (reads === 1) {
      // Written after this read saw the log, and told before the read ends.
      await writeUnheard(token.conversationId, 'kuulumaton')
      house.events.publish(token.conversationId, 0)
    }
    return lines
  }
  house.events.publish(token.conversationId, 0)
  await until(() => texts(listener.all()).includes('kuulumaton'))
})
