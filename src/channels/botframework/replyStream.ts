/**
 * A reply that comes in parts, as Bot Framework streams it: the text so far, then the final message. Teams reads the
 * `streaminfo` entity, Web Chat the channel data: both are sent. Knows no model; what is written here has passed every check before.
 * Form: Microsoft, "Stream bot messages" (one to one chats only, one stream at a time, every part begins with the one before).
 */
import type { OutActivity } from '../ports'

export interface ReplyStreamNeeds {
  /** Sends into the conversation; resolves with the channel's id. */
  send(activity: OutActivity): Promise<string>
  /** Parts are sent at most this often, in milliseconds: Teams takes one a second. */
  readonly everyMs: number
  nowMs(): number
}

export interface ReplyStream {
  /** All of the text so far. A part that comes too soon after the last is left out: the next one holds it. */
  write(textSoFar: string): Promise<void>
  /** The whole reply in place of the parts. Resolves with its id. */
  finish(reply: OutActivity): Promise<string>
}

export const replyStreamDefaults = { everyMs: 1_000 } as const

/** A text that does not go on from the one before throws a RangeError: a client could not show it. */
export function createReplyStream({ send, everyMs, nowMs }: ReplyStreamNeeds): ReplyStream {
  let id: string | undefined
  let sequence = 0
  let sentAt = -Infinity
  let shown = ''
  let finished = false

  async function part(text: string): Promise<void> {
    sentAt = nowMs()
    sequence += 1
    const info = { streamType: 'streaming', streamSequence: sequence, ...(id === undefined ? {} : { streamId: id }) }
    const sent = await send({ type: 'typing', text, ...marked(info) })
    id ??= sent === '' ? undefined : sent
  }

  return {
    async write(textSoFar) {
      if (!textSoFar.startsWith(shown))
        throw new RangeError('A streamed text must begin with what has been shown of it already.')
      if (finished || textSoFar === shown || nowMs() - sentAt < everyMs) return
      shown = textSoFar
      await part(textSoFar)
    },
    finish(reply) {
      finished = true
      // Nothing was streamed: it is a message like any other.
      if (id === undefined) return send(reply)
      const marks = marked({ streamType: 'final', streamId: id })
      return send({
        ...reply,
        entities: [...(reply.entities ?? []), ...marks.entities],
        channelData: { ...reply.channelData, ...marks.channelData },
      })
    },
  }
}

function marked(info: object): { entities: readonly object[]; channelData: object } {
  return { entities: [{ type: 'streaminfo', ...info }], channelData: info }
}
