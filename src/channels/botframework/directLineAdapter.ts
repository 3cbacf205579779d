/**
 * The bot on our own Direct Line endpoint. Final replies stand in the log and reach clients from there, so that nothing is sent here but
 * signs of life (typing). Knows neither HTTP nor sockets, and no SDK.
 */
import type { Activity } from 'botbuilder'
import type { Opening } from '../../conversation/message'
import type { Arrival, DirectLineBot } from '../directline/ports'
import type { WireActivity } from '../wire'
import { type Bot, type BotContext, turnKeys } from './bot'

export interface DirectLineAdapterNeeds {
  readonly bot: Bot
  /** Shows something that passes (typing, partial text) to whoever is connected now. */
  push(conversationId: string, activity: WireActivity): void
  readonly botName: string
  /** A turn failed after its message was acknowledged: the log has the whole story, this is for ours. */
  onFault(error: unknown, conversationId: string): void
}

export class DirectLineAdapter implements DirectLineBot {
  readonly #needs: DirectLineAdapterNeeds
  readonly #recipient: { readonly id: string; readonly name: string }

  constructor(needs: DirectLineAdapterNeeds) {
    this.#needs = needs
    this.#recipient = { id: 'opastin', name: needs.botName }
  }

  greet(opening: Opening): Promise<void> {
    return this.#run(opening, { type: 'conversationUpdate', membersAdded: [{ id: opening.person, name: '' }] })
  }

  receive({ opening, id, text, attachments }: Arrival): Promise<void> {
    return this.#run(opening, {
      type: 'message',
      id,
      text,
      ...(attachments > 0 ? { attachments: Array.from({ length: attachments }, () => ({ contentType: 'file' })) } : {}),
    })
  }

  /** Resolves when the bot acknowledges, or is done without a word; a fault after the acknowledgement goes to `onFault`. */
  #run(opening: Opening, what: Partial<Activity>): Promise<void> {
    const activity = {
      ...what,
      channelId: 'directline',
      conversation: { id: opening.conversationId, isGroup: false, conversationType: '', name: '' },
      from: { id: opening.person, name: '' },
      recipient: this.#recipient,
    } as Activity
    return new Promise<void>((resolve, reject) => {
      let acknowledged = false
      const acknowledge = (): void => {
        acknowledged = true
        resolve()
      }
      const state = new Map<unknown, unknown>([
        [turnKeys.opening, opening],
        [turnKeys.readsLog, true],
        [turnKeys.acknowledge, acknowledge],
      ])
      this.#needs.bot(this.#contextOf(activity, state)).then(resolve, (error: unknown) => {
        if (acknowledged) this.#needs.onFault(error, opening.conversationId)
        else reject(error as Error)
      })
    })
  }

  #contextOf(activity: Activity, state: ReadonlyMap<unknown, unknown>): BotContext {
    const send = (sent: Partial<Activity>): Promise<{ id: string }> => {
      if (sent.type === 'typing') this.#show(activity.conversation.id, sent)
      return Promise.resolve({ id: '' })
    }
    return {
      activity,
      turnState: { get: <T>(key: unknown) => state.get(key) as T },
      sendActivity: send,
      sendActivities: (all) => Promise.all(all.map(send)),
    }
  }

  #show(conversationId: string, { text, channelData }: Partial<Activity>): void {
    this.#needs.push(conversationId, {
      type: 'typing',
      timestamp: new Date().toISOString(),
      channelId: 'directline',
      conversation: { id: conversationId },
      from: { ...this.#recipient, role: 'bot' },
      ...(text ? { text } : {}),
      channelData: { ...(channelData as object | undefined), 'webchat:sequence-id': Date.now() },
    })
  }
}
