/** The first thing said in a conversation: that this is a bot, what it can and cannot do, and what never to write. */
import type { Opening } from '../conversation/message'
import type { Reply } from '../conversation/reply'
import { offers, phrase, replyOf } from './sayings'
import type { Tools } from './tools'

export function greeting({ pageLanguage }: Opening, tools: Tools): { reply: Reply } {
  const language = pageLanguage ?? 'fi'
  return {
    reply: replyOf({
      outcome: 'smalltalk_greeting',
      need: 'greeting',
      language,
      parts: [phrase('greeting'), phrase('greeting_limits'), ...(tools.drafts ? [phrase('greeting_trial')] : [])],
      choices: offers(['choice_person', 'choice_nearby'], language, tools),
    }),
  }
}
