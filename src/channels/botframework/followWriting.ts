/** Shows an answer in a one-to-one conversation while it is being written, and ends it with the whole reply. Knows no model. */
import type { Writings } from '../../turn/writings'
import type { OutActivity } from '../ports'
import { createReplyStream, replyStreamDefaults } from './replyStream'

export interface FollowNeeds {
  readonly writings: Pick<Writings, 'watch' | 'stop'>
  readonly conversationId: string
  /** The message that is being answered. */
  readonly messageId: string
  /** Sends into the conversation; resolves with the channel's id. */
  send(activity: OutActivity): Promise<string>
  /** The first words are on their way: other signs of life are of no use any more. */
  onBegin(): void
}

export interface Followed {
  /** The whole reply, in place of its parts. Resolves with its id. */
  finish(reply: OutActivity): Promise<string>
  /** Follows no longer. */
  end(): void
}

export function followWriting({ writings, conversationId, messageId, send, onBegin }: FollowNeeds): Followed {
  const stream = createReplyStream({ ...replyStreamDefaults, send, nowMs: Date.now })
  /** Parts go out one after another; undefined once one was refused. */
  let sending: Promise<void> | undefined = Promise.resolve()
  const end = writings.watch((writing) => {
    if (writing.conversationId !== conversationId || writing.messageId !== messageId) return
    onBegin()
    sending = sending?.then(() => stream.write(writing.text)).catch(stop)
  })

  /** A part is refused when the person has stopped it (Teams answers 403), or the channel takes no streams: the reply then comes whole. */
  function stop(fault: unknown): void {
    sending = undefined
    if ((fault as { statusCode?: unknown } | undefined)?.statusCode === 403) writings.stop(conversationId)
  }

  return {
    end,
    async finish(reply) {
      end()
      await sending
      return sending ? stream.finish(reply) : send(reply)
    },
  }
}
