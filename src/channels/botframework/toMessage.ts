/** Activity → Message, or 'ignore': the last sight of Microsoft's types. Knows neither what a message means nor who answers it. */
import type { Activity } from 'botbuilder'
import type { Message, Opening } from '../../conversation/message'
import { languageOfTag } from '../../language/languages'
import { shortId } from '../directline/messageIds'
import { storable } from '../storable'

/**
 * The message in an activity. `opening` is given by adapters that know whose conversation it is (Direct Line); without it the channel's
 * own ids are taken, which its token vouches for. 'ignore' for anything but a message with words or files.
 */
export function toMessage(activity: Partial<Activity>, opening?: Opening): Message | 'ignore' {
  if (activity.type !== 'message' || !activity.id) return 'ignore'
  const text = storable(withoutOwnMention(activity)).trim()
  const attachments = countFiles(activity)
  if (text === '' && attachments === 0) return 'ignore'
  const from = opening ?? openingOf(activity)
  if (!from) return 'ignore'
  return {
    ...from,
    id: opening ? activity.id : shortId('', storable(activity.id)),
    text,
    ...(attachments > 0 ? { attachments } : {}),
  }
}

/**
 * Who opened the conversation, as a Bot Framework channel tells it. The channel's name is part of our conversation id: a channel
 * can never name a conversation of another one. Undefined when the activity names no conversation or nobody.
 */
export function openingOf(activity: Partial<Activity>): Opening | undefined {
  const conversation = activity.conversation?.id
  const person = activity.from?.id
  if (!activity.channelId || !conversation || !person) return undefined
  const pageLanguage = languageOfTag(activity.locale)
  return {
    conversationId: shortId(`${activity.channelId}|`, storable(conversation)),
    channel: activity.channelId === 'msteams' ? 'msteams' : 'botframework',
    person: shortId('', storable(person)),
    ...(pageLanguage ? { pageLanguage } : {}),
  }
}

/** In Teams' groups a message begins with the bot's own name as a mention: not a word of the question. */
export function withoutOwnMention(activity: Partial<Activity>): string {
  let text = activity.text ?? ''
  for (const entity of activity.entities ?? []) {
    if (entity?.type !== 'mention') continue
    const { mentioned, text: mention } = entity as { mentioned?: { id?: unknown }; text?: unknown }
    if (typeof mention === 'string' && mention !== '' && mentioned?.id === activity.recipient?.id)
      text = text.replace(mention, ' ')
  }
  return text
}

/** Teams sends the message's own HTML along as an attachment: that is no file. */
function countFiles(activity: Partial<Activity>): number {
  return (activity.attachments ?? []).filter((attachment) => attachment?.contentType !== 'text/html').length
}
