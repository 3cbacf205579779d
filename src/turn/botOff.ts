/** What is said while the bot is switched off: that it is, and who helps. Danger is answered before this is asked. */
import type { Conversation } from '../conversation/conversation'
import type { Reply } from '../conversation/reply'
import type { Language } from '../language/languages'
import { contact, phrase, replyOf, type Said } from './sayings'
import type { Tools } from './tools'

const generalHelp = 'kansalaisneuvonta'

export function botOff(text: string, conversation: Conversation, tools: Tools): Said {
  const { memory, pageLanguage, site: siteId } = conversation
  const prior = memory.language ?? pageLanguage
  const spoken = tools.identify(text, prior)
  const language = (spoken === 'other' ? undefined : spoken) ?? prior ?? 'fi'
  return { reply: offReply(siteId, language, tools), memory: { ...memory, language, question: undefined } }
}

/** The reply alone, for a conversation that begins with it. */
export function offReply(siteId: string | undefined, language: Language, tools: Tools): Reply {
  const support = tools.sites.find(({ id }) => id === siteId)?.support
  const contacts = new Set([...(support !== undefined ? [support] : []), generalHelp])
  return replyOf({
    outcome: 'escalated_person',
    need: 'question',
    language,
    parts: [phrase('bot_off'), ...[...contacts].map(contact)],
  })
}
