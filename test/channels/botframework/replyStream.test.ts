/** A streamed reply over the real connector: what Teams and Web Chat each read is in every part. */
import { createReplyStream, type ReplyStream } from '../../../src/channels/botframework/replyStream'
import { BotCloudAdapter } from '../../../src/channels/botframework/cloudAdapter'
import { type Connector, startConnector } from '../../fakes/connector'

let connector: Connector
let now = 0
let stream: ReplyStream
beforeEach(async () => {
  now = 0
  connector = await startConnector()
  const adapter = new BotCloudAdapter({
    settings: { appType: 'SingleTenant' },
    bot: () => Promise.resolve(),
    onFault: () => undefined,
    mayPost: () => true,
  })
  const address = {
    channelId: 'msteams',
    serviceUrl: connector.url,
    bot: '28:b',
    conversation: 'a:1',
    kind: 'personal',
    person: '29:p',
  }
  stream = createReplyStream({ send: (activity) => adapter.send(address, activity), everyMs: 1_000, nowMs: () => now })
})
afterEach(() => connector.stop())

const sent = () =>
  connector.received.map(({ activity: { type, text, entities, channelData } }) => ({
    type,
    text,
    entities,
    channelData,
  }))

test('parts and the final message carry one stream’s id and growing numbers', async () => {
  await stream.write('Kirjaudu')
  now = 1_000
  await stream.write('Kirjaudu Omakantaan')
  await stream.finish({ type: 'message', text: 'Kirjaudu Omakantaan.', entities: [{ type: 'other' }] })
  const info = (more: object) => ({ streamId: 'sent-1', ...more })
  expect(sent()).toEqual(
    [
      ['typing', 'Kirjaudu', { streamType: 'streaming', streamSequence: 1 }],
      ['typing', 'Kirjaudu Omakantaan', info({ streamType: 'streaming', streamSequence: 2 })],
      ['message', 'Kirjaudu Omakantaan.', info({ streamType: 'final' })],
    ].map(([type, text, channelData]) => ({
      type,
      text,
      channelData,
      entities: [
        ...(type === 'message' ? [{ type: 'other' }] : []),
        { type: 'streaminfo', ...(channelData as object) },
      ],
    })),
  )
})

test('parts that come too soon are left out, and none is lost', async () => {
  for (const text of ['a', 'ab', 'abc', 'abcd']) {
    await stream.write(text)
    now += 400
  }
  expect(sent().map(({ text }) => text)).toEqual(['a', 'abcd'])
})

test('a text that takes back what was shown is refused', async () => {
  await stream.write('Kela')
  now = 5_000
  await expect(stream.write('Vero')).rejects.toThrow(RangeError)
})

test('without a part the final message is a message like any other', async () => {
  await stream.finish({ type: 'message', text: 'Hei' })
  await stream.write('Hei taas')
  expect(sent()).toEqual([{ type: 'message', text: 'Hei', entities: undefined, channelData: undefined }])
})
