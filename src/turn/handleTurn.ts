/** READ THIRD. One message in, one reply out: the order of work as one short list. Knows no channel and no store. */
import { answer, type Answer } from '../answering/answer'
import type { Conversation, Memory } from '../conversation/conversation'
import { isDanger, type Danger } from '../conversation/outcome'
import type { ReplyPart } from '../conversation/reply'
import { wordsOf } from '../dialogs/matchPhrases'
import { readProviderWish } from '../dialogs/readProviderWish'
import { saysYesOrNo } from '../dialogs/yesOrNo'
import { once } from '../knowledge/once'
import type { Sureness } from '../dialogs/sureness'
import type { Language } from '../language/languages'
import type { MaskKind } from '../privacy/mask'
import { priceFirst } from './asideAtHand'
import { notInGuide } from './followUp'
import { withHelpersThere } from './nearbyHelp'
import { offerPerson } from './offerPerson'
import { languageSpoken } from './languageSpoken'
import { askWhetherToWait, givesUpWaiting } from './leaveQueue'
import { keepListed } from './listedHelpers'
import { insideDanger, insideWorse, stillInDanger } from './openDanger'
import { respond } from './respond'
import { searchInContext, surenessOfLooked, type Hints, type Looked, whatWasAsked } from './searchInContext'
import { contact, atGuide, offers, oldNameNotice, phrase, replyFrom, replyOf, type Said } from './sayings'
import { standingFor } from './standing'
import type { Tools } from './tools'
import { mayBeDanger, spotDanger, understand } from './understand'
import type { Understood } from './understood'

/** What the person said, masked. */
export interface Heard {
  readonly text: string
  readonly masked: readonly MaskKind[]
  readonly attachments: number
}

/** Misses in a row after which a person is offered without being asked. */
const missesBeforePerson = 2
/** A few words in the middle of a talk are no change of the language to one that is none of ours. */
const fewWords = 8
/** "No Inari", said in Finnish after a list of places, is not English. */
const wordsOfAPlace = 2

/** The reply to what was heard, and what the conversation remembers after it. Pure: the same words in the same state, the same reply. */
export function handleTurn(heard: Heard, conversation: Conversation, tools: Tools, hints: Hints = {}): Said {
  return keepListed(conversation.memory, replyTo(heard, conversation, tools, hints))
}

function replyTo(heard: Heard, conversation: Conversation, tools: Tools, hints: Hints): Said {
  const prior = conversation.memory.language ?? conversation.pageLanguage
  const identified = tools.identify(heard.text, prior)
  const { memory: before } = conversation
  const spoken = identified === 'other' ? undefined : languageSpoken(heard.text, identified, prior, tools)
  const language = (isShortAnswer(heard.text, before) ? prior : undefined) ?? spoken ?? prior ?? 'fi'
  const looked = once(() => searchInContext(heard.text, language, before, tools, hints))
  const sureness = (): Sureness => surenessOfLooked(looked())

  const danger = spotDanger(heard.text, tools, { conversation, sureness })
  if (conversation.holder === 'queue' && before.danger === undefined && givesUpWaiting(heard.text)) {
    const asked = askWhetherToWait(language, before, tools)
    // "I cannot go on waiting" may be said of more than the queue.
    return danger && isDanger(danger.need) ? withHelpMentioned(asked, danger.need, tools) : asked
  }
  if (danger) {
    const met = insideWorse({ ...danger, language }, before)
    return withNotice(heard, respond(met, heard.text, conversation, tools), tools)
  }

  if (isNothingButSecrets(heard))
    return withNotice(heard, respond({ need: 'codes_offered', language }, heard.text, conversation, tools), tools)
  if (isEmpty(heard.text)) return nothingSaid(heard, language, before, tools)
  const meant = understand(heard.text, spoken, language, conversation, sureness, tools)
  const need = insideDanger(meant, heard.text, before, looked, tools)
  const isForeign = identified === 'other' && !(before.language && wordsOf(heard.text).length <= fewWords)
  const reply =
    isQuestion(need) && !isForeign
      ? answerQuestion(need, heard.text, looked(), before, tools)
      : respond(isQuestion(need) ? { need: 'other_language', language } : need, heard.text, conversation, tools)
  const mentioned = mayBeDanger(heard.text, need, conversation, tools)
  return withNotice(heard, mentioned ? withHelpMentioned(reply, mentioned, tools) : reply, tools)
}

/** A word that the glossary does not know is looked for in the guides like any question; what a rule says of a question needs no search. */
function isQuestion({ need, section, term }: Understood): boolean {
  return (need === 'question' && !standingFor(need, section)) || (need === 'term' && !term)
}

function answerQuestion(
  { need, language, denied, municipality }: Understood,
  text: string,
  looked: Looked,
  before: Memory,
  tools: Tools,
): Said {
  const answered = answerPlainly(text, looked, language, before, tools)
  const { reply, memory } = withHelpersThere(answered, readProviderWish(text), municipality, tools)
  // Whoever may have asked about their own case is told at once that we do not see it.
  const parts = denied === 'own_case' ? [phrase('own_case_beside'), ...reply.parts] : reply.parts
  return withOldName(text, { reply: { ...reply, parts, need: need === 'term' ? need : reply.need }, memory }, tools)
}

function answerPlainly(text: string, looked: Looked, language: Language, before: Memory, tools: Tools): Said {
  const memory: Memory = { ...before, language, question: undefined, asked: undefined, misses: 0 }
  // An answer that has shown what to do when it fails counts for "it still fails", not for another question.
  const missed = before.asked === undefined ? 0 : before.misses
  const misses = missed + 1
  const asked = whatWasAsked(text, before)
  const { found, atHand } = looked
  if (atHand && !atHand.answers && misses < missesBeforePerson)
    return notInGuide(found, language, atGuide({ ...memory, asked, misses }, atHand.guide), tools)
  const isTold = atHand !== undefined && atHand.guide === before.guide
  const result = answer(priceFirst(found, text, language), language, tools, isTold ? 'passage' : 'whole')
  switch (result.kind) {
    case 'answer':
      return {
        reply: replyFrom(result, 'answered_guide', 'question', language),
        memory: {
          ...atGuide(memory, result.guide.id),
          misses: failuresShown(result),
          danger: stillInDanger(before, result.guide.id),
        },
      }
    case 'clarification': {
      const guides = result.guides.map(({ id }) => id)
      const labels = result.guides.map(({ title }) => title)
      const reply = replyOf({
        outcome: 'clarified_guides',
        need: 'question',
        language,
        parts: [phrase('clarify')],
        choices: [
          ...labels.map((label) => ({ label, say: label })),
          ...offers(['choice_none_of_these', 'choice_person'], language, tools),
        ],
        guides,
        confidence: result.confidence,
      })
      return { reply, memory: { ...memory, asked, misses: missed, question: { kind: 'guide', guides, labels } } }
    }
    case 'abstention': {
      const authority = tools.authorityIn(text)
      if (misses >= missesBeforePerson) {
        // A matter of its own is no longer the one at hand: its helpers would be the wrong ones.
        const guide = tools.namesMatter(text) || authority ? undefined : memory.guide
        return offerPerson(
          { opening: 'person_offer_misses', outcome: 'escalated_two_misses', authority },
          language,
          { ...memory, guide, misses: 0 },
          tools,
        )
      }
      const reply = replyOf({
        outcome: 'abstained_no_match',
        need: 'question',
        language,
        parts: [
          phrase('no_match'),
          ...(authority ? [phrase('person_offer_service'), contact(authority.contact)] : []),
          contact('kansalaisneuvonta'),
        ],
        choices: offers(['choice_person', 'choice_nearby', 'choice_without_internet'], language, tools),
        guides: result.closest.map(({ id }) => id),
        confidence: result.confidence,
      })
      return { reply, memory: { ...memory, asked, misses } }
    }
  }
}

/** An answer that has already shown what to do when it fails: "it still fails" then goes to a person, not over the same again. */
function failuresShown({ citations }: Answer): number {
  return citations.some(({ passage }) => passage.includes('#if-it-fails@')) ? 1 : 0
}

/** "no", "ok" and "Turku" are words of many languages: an answer to us does not change the language. */
function isShortAnswer(text: string, { question }: Memory): boolean {
  if (question?.kind === 'helpers' && wordsOf(text).length <= wordsOfAPlace) return true
  return saysYesOrNo(text) !== undefined || question?.kind === 'municipality'
}

function isEmpty(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text)
}

function nothingSaid(heard: Heard, language: Language, memory: Memory, tools: Tools): Said {
  const parts: ReplyPart[] = [phrase(heard.attachments > 0 ? 'attachment_not_opened' : 'empty_message')]
  const outcome = heard.attachments > 0 ? 'abstained_attachment' : 'abstained_not_a_question'
  const reply = replyOf({
    outcome,
    need: 'question',
    language,
    parts,
    choices: offers(['choice_person'], language, tools),
  })
  return { reply, memory }
}

const mostWordsBesideSecrets = 3

/** Codes or an identity code, and hardly a word beside what was masked: they were offered, not asked about. */
function isNothingButSecrets({ text, masked }: Heard): boolean {
  const secrets: readonly MaskKind[] = ['identity_code', 'bank_credentials', 'password', 'card']
  const words = text.replace(/⟦[^⟧]*⟧/g, ' ').match(/\p{L}+/gu)?.length ?? 0
  return masked.some((kind) => secrets.includes(kind)) && words <= mostWordsBesideSecrets
}

/** Before an answer to a question that used an old name: what has come in its place. */
function withOldName(text: string, said: Said, { knowledge, oldNameIn }: Tools): Said {
  const { language } = said.reply
  const old = oldNameIn(text)?.term
  const current = old?.outdated && knowledge.term(old.outdated.replacedBy)
  if (!current) return said
  const notice = oldNameNotice(old.term[language], current.term[language])
  return { ...said, reply: { ...said.reply, parts: [notice, ...said.reply.parts] } }
}

/** After the reply: where help is, for somebody who may be in need of it and has not been understood so. */
function withHelpMentioned(said: Said, danger: Danger, tools: Tools): Said {
  const { reply, memory } = said
  const isScam = danger === 'scam_happened'
  // What to do when one has been scammed stands in that guide.
  if (isScam && reply.guides[0] === standingFor(danger, undefined)?.guide) return said
  return {
    reply: {
      ...reply,
      parts: [...reply.parts, phrase(isScam ? 'if_scammed' : 'if_in_danger')],
      choices: [...offers([isScam ? 'choice_scammed' : 'choice_in_danger'], reply.language, tools), ...reply.choices],
    },
    memory,
  }
}

/** Tells the person, before the reply, that something of theirs was hidden. */
function withNotice({ masked }: Heard, said: Said, { phrases }: Tools): Said {
  if (masked.length === 0) return said
  const kinds = [...new Set(masked)].map((kind) => phrases.say(`mask_${kind}`, said.reply.language)).join(', ')
  return { ...said, reply: { ...said.reply, parts: [phrase('masked_notice', { kinds }), ...said.reply.parts] } }
}
