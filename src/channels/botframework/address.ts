/** The address in an activity, and back to what the connector wants. Knows no store. */
import type { Activity } from 'botbuilder'
import type { Address, OutActivity } from '../ports'

/** Without names: ids and the service's address are all that is needed to write there. Undefined when the activity names no way back. */
export function addressOf(activity: Partial<Activity>): Address | undefined {
  const { channelId, serviceUrl, conversation, from, recipient } = activity
  if (!channelId || !conversation?.id || !from?.id) return undefined
  const tenant = conversation.tenantId ?? tenantOf(activity.channelData)
  return {
    channelId,
    serviceUrl: serviceUrl ?? '',
    bot: recipient?.id ?? '',
    conversation: conversation.id,
    ...(conversation.conversationType ? { kind: conversation.conversationType } : {}),
    ...(tenant ? { tenant } : {}),
    person: from.id,
  }
}

/** The activity as the connector takes it. */
export function addressed(address: Address, { from, ...activity }: OutActivity, botName: string): Partial<Activity> {
  const { channelId, serviceUrl, bot, conversation, kind, tenant, person } = address
  return {
    ...(activity as Partial<Activity>),
    channelId,
    serviceUrl,
    // Teams keeps the bot's own id whatever is said here; other channels show the name.
    from: { id: bot, name: from?.name ?? botName, role: 'bot' },
    recipient: { id: person, name: '' },
    conversation: {
      id: conversation,
      isGroup: kind === 'channel' || kind === 'groupChat',
      conversationType: kind ?? '',
      name: '',
      ...(tenant ? { tenantId: tenant } : {}),
    },
  }
}

function tenantOf(channelData: unknown): string | undefined {
  const id = (channelData as { tenant?: { id?: unknown } } | undefined)?.tenant?.id
  return typeof id === 'string' ? id : undefined
}
