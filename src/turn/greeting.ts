/** The first thing said in a conversation: that this is a bot, what it can and cannot do, and what never to write. */
import type { Opening } from '../conversation/message'
import type { Reply } from '../conversation/reply'
import { offers, phrase, replyOf } from './sayings'
import type { Tools } from './tools'

/** The phrases with which a conversation opens, in order; pages that greet before anything is said use them too. */
export function openingPhrases({ drafts, modelWrites }: Pick<Tools, 'drafts' | 'modelWrites'>): readonly string[] {
  return [
    'greeting',
    'greeting_limits',
    ...(modelWrites ? ['greeting_model'] : []),
    ...(drafts ? ['greeting_trial'] : []),
  ]
}

export function greeting({ pageLanguage }: Opening, tools: Tools): { reply: Reply } {
  const language = pageLanguage ?? 'fi'
  return {
    reply: replyOf({
      outcome: 'smalltalk_greeting',
      need: 'greeting',
      language,
      parts: openingPhrases(tools).map((key) => phrase(key)),
      choices: offers(['choice_person', 'choice_nearby'], language, tools),
    }),
  }
}
