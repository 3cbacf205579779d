/** What a handoff's topic is called: a guide's title, or the authority that the bot named. Knows no handoff. */
import type { Language } from '../language/languages'
import type { Knowledge } from './types'

/** @param topic a guide's id or the key of a contact; undefined for one that is known no more */
export function titleOfTopic(
  knowledge: Pick<Knowledge, 'guide' | 'contacts'>,
  topic: string,
  language: Language,
): string | undefined {
  return knowledge.guide(topic, language)?.title ?? knowledge.contacts.get(topic)?.name[language]
}
