/** Activity of Teams → what the Teams room knows. Knows no card and no command. */
import type { Activity } from 'botbuilder'
import { languageOfTag } from '../../language/languages'
import { storable } from '../storable'
import type { Arrived } from '../teams/types'
import { addressOf } from './address'
import { openingOf, withoutOwnMention } from './toMessage'

/** Undefined when the activity is not of Teams, or names nobody. */
export function toArrived(activity: Partial<Activity>): Arrived | undefined {
  const opening = openingOf(activity)
  const address = addressOf(activity)
  const { from, channelId, type, id, name, value, locale, replyToId } = activity
  if (channelId !== 'msteams' || !opening || !address || !from) return undefined
  const language = languageOfTag(locale)
  const directoryId = from.aadObjectId
  return {
    type: type === 'message' || type === 'invoke' ? type : 'other',
    name: name ?? '',
    id: id ?? '',
    text: storable(withoutOwnMention(activity))
      .replace(/&nbsp;|\u00a0/g, ' ')
      .trim(),
    value,
    scope: address.kind === 'channel' ? 'channel' : address.kind === 'groupChat' ? 'group' : 'personal',
    person: {
      id: from.id,
      name: storable(from.name ?? '').slice(0, 100),
      ...(typeof directoryId === 'string' && directoryId !== '' ? { directoryId } : {}),
    },
    conversationId: opening.conversationId,
    address,
    ...(language ? { locale: language } : {}),
    ...(replyToId ? { replyToId } : {}),
  }
}
