/** A reply's data as Markdown in its language: the words a person sees, and the words the record keeps. Knows no channel. */
import type { Reply, ReplyPart } from '../conversation/reply'
import type { Knowledge } from '../knowledge/types'
import { describeBlock } from './describeContact'
import type { PhraseBook } from './phraseBook'

/** The reply's text in the Markdown subset of contract.md: paragraphs, lists, bold, links. */
export function renderReply(reply: Reply, knowledge: Knowledge, phrases: PhraseBook): string {
  const parts = reply.parts.map((part) => renderPart(part, reply, knowledge, phrases))
  return parts.filter((part) => part !== '').join('\n\n')
}

function renderPart(part: ReplyPart, reply: Reply, knowledge: Knowledge, phrases: PhraseBook): string {
  switch (part.kind) {
    case 'phrase':
      return phrases.say(part.key, reply.language, part.values)
    case 'passage':
      return part.text
    case 'contact': {
      const contact = knowledge.contacts.get(part.key)
      return contact ? describeBlock(contact, reply.language, phrases) : ''
    }
    case 'list':
      return part.items.map((item) => `- ${item}`).join('\n')
  }
}
