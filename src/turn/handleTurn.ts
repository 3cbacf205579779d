/** READ THIRD. One message in, one reply out: the order of work as one short list. Knows no channel and no store. */
import { answer } from '../answering/answer'
import type { Conversation, Memory } from '../conversation/conversation'
import type { ReplyPart } from '../conversation/reply'
import type { Language } from '../language/languages'
import type { MaskKind } from '../privacy/mask'
import { atGuide, person, respond } from './respond'
import { offers, phrase, replyFrom, replyOf, type Said } from './sayings'
import type { Tools } from './tools'
import { spotDanger, understand } from './understand'

/** What the person said, masked. */
export interface Heard {
  readonly text: string
  readonly masked: readonly MaskKind[]
  readonly attachments: number
}

/** Misses in a row after which a person is offered without being asked. */
const missesBeforePerson = 2

/** The reply to what was heard, and what the conversation remembers after it. Pure: the same words in the same state, the same reply. */
export function handleTurn(heard: Heard, conversation: Conversation, tools: Tools): Said {
  const prior = conversation.memory.language ?? conversation.pageLanguage
  const identified = tools.identify(heard.text, prior)
  const spoken = identified === 'other' ? undefined : identified
  const language = spoken ?? prior ?? 'fi'

  const danger = spotDanger(heard.text, spoken, tools)
  if (danger) return respond({ ...danger, language }, heard.text, conversation, tools)

  if (isEmpty(heard.text)) return nothingSaid(heard, language, conversation.memory, tools)
  const need = understand(heard.text, spoken, language, conversation, tools)
  if (need.need !== 'question') return withNotice(heard, respond(need, heard.text, conversation, tools), tools)
  if (identified === 'other') return respond({ need: 'other_language', language }, heard.text, conversation, tools)

  return withNotice(heard, answerQuestion(heard.text, language, conversation.memory, tools), tools)
}

function answerQuestion(text: string, language: Language, before: Memory, tools: Tools): Said {
  const memory: Memory = { ...before, language, question: undefined, misses: 0 }
  const result = answer(tools.search.search(text, language), language, tools)
  switch (result.kind) {
    case 'answer':
      return { reply: replyFrom(result, 'answered_guide', 'question', language), memory: atGuide(memory, result.guide.id) }
    case 'clarification': {
      const guides = result.guides.map(({ id }) => id)
      const labels = result.guides.map(({ title }) => title)
      const reply = replyOf({
        outcome: 'clarified_guides',
        need: 'question',
        language,
        parts: [phrase('clarify')],
        choices: [...labels.map((label) => ({ label, say: label })), ...offers(['choice_none_of_these', 'choice_person'], language, tools)],
        guides,
        confidence: result.confidence,
      })
      return { reply, memory: { ...memory, misses: before.misses, question: { kind: 'guide', guides, labels } } }
    }
    case 'abstention': {
      const misses = before.misses + 1
      if (misses >= missesBeforePerson)
        return person(language, { ...memory, misses: 0 }, tools, 'person_offer_misses', 'escalated_two_misses')
      const reply = replyOf({
        outcome: 'abstained_no_match',
        need: 'question',
        language,
        parts: [phrase('no_match'), { kind: 'contact', key: 'kansalaisneuvonta' }],
        choices: offers(['choice_person', 'choice_nearby'], language, tools),
        confidence: result.confidence,
      })
      return { reply, memory: { ...memory, misses } }
    }
  }
}

function isEmpty(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text)
}

function nothingSaid(heard: Heard, language: Language, memory: Memory, tools: Tools): Said {
  const parts: ReplyPart[] = [phrase(heard.attachments > 0 ? 'attachment_not_opened' : 'empty_message')]
  const outcome = heard.attachments > 0 ? 'abstained_attachment' : 'abstained_not_a_question'
  const reply = replyOf({ outcome, need: 'question', language, parts, choices: offers(['choice_person'], language, tools), confidence: 0 })
  return { reply, memory }
}

/** Tells the person, before the reply, that something of theirs was hidden. */
function withNotice({ masked }: Heard, said: Said, { phrases }: Tools): Said {
  if (masked.length === 0) return said
  const kinds = [...new Set(masked)].map((kind) => phrases.say(`mask_${kind}`, said.reply.language)).join(', ')
  return { ...said, reply: { ...said.reply, parts: [phrase('masked_notice', { kinds }), ...said.reply.parts] } }
}
