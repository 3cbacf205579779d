/**
 * The bot on our own Direct Line endpoint. Final replies stand in the log and reach clients from there, so that nothing is sent here but
 * signs of life (typing). Knows neither HTTP nor sockets.
 */
import { type Activity, BotAdapter, type ConversationReference, type ResourceResponse, TurnContext } from 'botbuilder'
import type { Opening } from '../../conversation/message'
import type { Arrival, DirectLineBot } from '../directline/ports'
import type { WireActivity } from '../wire'
import { type Bot, turnKeys } from './bot'

export interface DirectLineAdapterNeeds {
  readonly bot: Bot
  /** Shows something that passes (typing, partial text) to whoever is connected now. */
  push(conversationId: string, activity: WireActivity): void
  readonly botName: string
  /** A turn failed after its message was acknowledged: the log has the whole story, this is for ours. */
  onFault(error: unknown, conversationId: string): void
}

export class DirectLineAdapter extends BotAdapter implements DirectLineBot {
  readonly #needs: DirectLineAdapterNeeds
  readonly #recipient: { readonly id: string; readonly name: string }

  constructor(needs: DirectLineAdapterNeeds) {
    super()
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
    const context = new TurnContext(this, {
      ...what,
      channelId: 'directline',
      conversation: { id: opening.conversationId, isGroup: false, conversationType: '', name: '' },
      from: { id: opening.person, name: '' },
      recipient: this.#recipient,
    })
    return new Promise<void>((resolve, reject) => {
      let acknowledged = false
      context.turnState.set(turnKeys.opening, opening)
      context.turnState.set(turnKeys.readsLog, true)
      context.turnState.set(turnKeys.acknowledge, () => {
        acknowledged = true
        resolve()
      })
      this.runMiddleware(context, this.#needs.bot).then(resolve, (error: unknown) => {
        if (acknowledged) this.#needs.onFault(error, opening.conversationId)
        else reject(error as Error)
      })
    })
  }

  override sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const conversationId = context.activity.conversation.id
    for (const activity of activities) {
      if (activity.type !== 'typing') continue
      this.#needs.push(conversationId, {
        type: 'typing',
        timestamp: new Date().toISOString(),
        channelId: 'directline',
        conversation: { id: conversationId },
        from: { ...this.#recipient, role: 'bot' },
        ...(activity.text ? { text: activity.text } : {}),
        channelData: { ...(activity.channelData as object | undefined), 'webchat:sequence-id': Date.now() },
      })
    }
    return Promise.resolve(activities.map(() => ({ id: '' })))
  }

  /** The log is append-only: what was said stays said. */
  override updateActivity(): Promise<void> {
    return Promise.reject(new AppendOnly())
  }

  override deleteActivity(): Promise<void> {
    return Promise.reject(new AppendOnly())
  }

  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const activity = TurnContext.applyConversationReference(
      { type: 'event', name: 'ContinueConversation' },
      reference,
      true,
    )
    await this.runMiddleware(new TurnContext(this, activity), logic)
  }
}

/** Somebody tried to change or remove what stands in the log. */
export class AppendOnly extends Error {
  readonly code = 'APPEND_ONLY'
  constructor() {
    super('A Direct Line conversation is append-only: send a new reply instead of changing or deleting one.')
    this.name = 'AppendOnly'
  }
}
