/** One thing said to us. Knows nothing of channels' wire formats, of stores or of what the message means. */
import type { Language } from '../language/languages'

/** The way in. `botframework` stands for any Azure Bot Service channel that has no name of its own here. */
export const channelNames = ['directline', 'botframework', 'msteams', 'page', 'console', 'evaluation'] as const
export type ChannelName = (typeof channelNames)[number]

/** Who opened the conversation and where; fixed when it is first seen. */
export interface Opening {
  readonly conversationId: string
  readonly channel: ChannelName
  /** The channel's id of the person (Direct Line: the token's `dl_…` user). Never a name. */
  readonly person: string
  /** The language of the page or the app that carries us: a prior, not a verdict. */
  readonly pageLanguage?: Language
  /** The service site (dialogs/sites) that carries the widget. */
  readonly site?: string
}

export interface Message extends Opening {
  /** Unique in its conversation; the same id again is a repeat, never a new message. */
  readonly id: string
  /** As written until hop 4 masks it; from `begin` on only the masked text exists. */
  readonly text: string
  /** Files are never opened: only their number is known, so that the reply can say so. */
  readonly attachments?: number
}
