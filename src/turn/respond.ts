/** What is said to each need that is not a plain question. One entry a need; the words stand in dialogs/phrases. */
import { answerFrom } from '../answering/answer'
import type { Conversation, HelpWish, Memory } from '../conversation/conversation'
import { isDanger, lifeDangers, type Need, type Outcome } from '../conversation/outcome'
import type { Language } from '../language/languages'
import { readProviderWish } from '../dialogs/readProviderWish'
import { askOfHelpers } from './askOfHelpers'
import { followUp } from './followUp'
import { askWhetherToWait } from './leaveQueue'
import { isAboutHelp, nearbyHelp, sectionAsked, withHelpersThere } from './nearbyHelp'
import { offerPerson } from './offerPerson'
import { dangerLeftOpen } from './openDanger'
import { atGuide, contact, offers, oldNameNotice, phrase, replyFrom, replyOf, withGuide, type Said } from './sayings'
import { whatWasAsked } from './searchInContext'
import { standingFor, standingReply } from './standing'
import type { Tools } from './tools'
import { maybe, type Understood } from './understood'
import { whichAuthority } from './whichAuthority'
import { matterIn, whichWay, withoutInternet } from './withoutInternet'

/** Needs that are met in the guide of the matter, where one was named. */
const withoutDevice: readonly Need[] = ['no_device', 'cannot_use_digital']

/** The follow-up that asks us to look at somebody's own case. */
const checkForMe = 'for_me'

/** How many guides are offered beside help in a danger that may be none. */
const elseOffered = 2

/** The reply to a need, and what to remember; where something else may be meant, with a way there. `text` is masked. */
export function respond(need: Understood, text: string, conversation: Conversation, tools: Tools): Said {
  const said = respondTo(need, text, conversation, tools)
  const mayBeElse = need.doubtful === true || (lifeDangers.includes(need.need) && tools.namesMatter(text))
  // Beside an adviser the service warns of danger and offers nothing of its own; one question at a time is open.
  if (!mayBeElse || conversation.holder === 'adviser' || isAsking(said.memory)) return said
  return withWhatElse(said, text, conversation.memory, tools)
}

function respondTo(need: Understood, text: string, conversation: Conversation, tools: Tools): Said {
  const { language } = need
  // Where the need may be none, what was asked still waits for its answer.
  const waiting = need.section === maybe ? whatWasAsked(text, conversation.memory) : conversation.memory.asked
  const asked = need.doubtful ? waiting : undefined
  const memory: Memory = { ...conversation.memory, language, question: undefined, asked, misses: 0 }
  const fixed = standingFor(need.need, need.section)
  const matter = withoutDevice.includes(need.need) ? matterIn(text, language, tools) : undefined
  if (fixed && !matter) {
    const reply = standingReply(need.need, fixed, language, tools)
    const danger = dangerLeftOpen(need, conversation.memory)
    const said = { reply, memory: { ...(fixed.guide ? atGuide(memory, fixed.guide) : memory), danger } }
    return withHelpersThere(said, readProviderWish(text), need.municipality, tools)
  }
  switch (need.need) {
    case 'followup':
      // "Can you check it for me?" asks us to see what we do not see.
      if (need.section === checkForMe) return ownCase({ ...need, section: undefined }, text, memory, tools)
      return followUp(need, need.guide ? atGuide(memory, need.guide) : memory, conversation.memory.misses, tools)
    case 'choice':
      return choose(need, text, memory, conversation, tools)
    case 'nearby_help':
      return nearbyHelp(
        { ...need, wish: readProviderWish(text), section: sectionAsked(text, language, tools) },
        language,
        memory,
        tools,
      )
    case 'no_device':
    case 'cannot_use_digital': {
      const about = matter ? atGuide(memory, matter) : memory
      return need.section === 'which_way'
        ? whichWay(language, about, tools)
        : withHelpersThere(
            withoutInternet(need.need, language, about, tools),
            readProviderWish(text),
            need.municipality,
            tools,
          )
    }
    case 'own_case':
      return ownCase(need, text, memory, tools)
    case 'wrong_authority':
      return need.term ? explain(need, memory, tools) : whichAuthority(text, language, memory, tools)
    case 'term':
      return explain(need, memory, tools)
    default:
      return offerPerson(
        { opening: 'person_offer', outcome: 'escalated_person', authority: tools.authorityIn(text) },
        language,
        memory,
        tools,
      )
  }
}

/** Beside a reply to a need: the guides it may have been about, so that nobody who meant something else is left without. */
function withWhatElse({ reply, memory }: Said, text: string, before: Memory, tools: Tools): Said {
  const found = tools.search.search(text, reply.language)
  const atHand = before.guide ? tools.knowledge.guide(before.guide, reply.language) : undefined
  const others = found.band === 'abstain' ? [] : found.guides.map(({ guide }) => guide)
  const guides = [...new Set([...(atHand ? [atHand] : []), ...others])].slice(0, elseOffered)
  const labels = guides.map(({ title }) => title)
  const noDanger = isDanger(reply.need) ? offers(['choice_no_danger'], reply.language, tools) : []
  if (guides.length === 0) return { reply: { ...reply, choices: [...reply.choices, ...noDanger] }, memory }
  return {
    reply: {
      ...reply,
      parts: [...reply.parts, phrase('or_another_matter')],
      choices: [...reply.choices, ...labels.map((label) => ({ label, say: label })), ...noDanger],
    },
    // After a list of helpers what is asked of them goes on; a guide's title finds the guide all the same.
    memory: { ...memory, question: memory.question ?? { kind: 'guide', guides: guides.map(({ id }) => id), labels } },
  }
}

/** Whether the bot waits for an answer; a list of helpers by itself asks nothing. */
const isAsking = ({ question }: Memory): boolean =>
  question !== undefined && (question.kind !== 'helpers' || question.asks === true)

/** What was wished of a helper in the messages before. */
const wishBefore = (memory: Memory): HelpWish | undefined =>
  memory.question?.kind === 'municipality' || memory.question?.kind === 'helpers'
    ? memory.question.wish
    : memory.helpers?.wish

/** An answer to the bot's own question. */
function choose(need: Understood, text: string, memory: Memory, conversation: Conversation, tools: Tools): Said {
  const { guide: id, section, language } = need
  const { memory: before, holder } = conversation
  const guide = id ? tools.knowledge.guide(id, language) : undefined
  const wish = { ...wishBefore(before), ...readProviderWish(text) }
  if (guide)
    return {
      reply: replyFrom(answerFrom(guide, undefined, language, 1, tools), 'answered_guide', 'choice', language),
      memory: atGuide(memory, guide.id),
    }
  switch (section) {
    case 'place':
    case 'together':
      return nearbyHelp({ ...need, wish }, language, memory, tools)
    case 'no_place':
      return nearbyHelp({ need: 'choice', wish, unwilling: true }, language, memory, tools)
    case 'helpers': {
      const listedBy = before.helpers?.guide ?? memory.guide
      return askOfHelpers(text, wishBefore(before), language, listedBy ? atGuide(memory, listedBy) : memory, tools)
    }
    case 'offline':
      return withoutInternet('choice', language, memory, tools)
    case 'self':
      return byOneself(language, memory, tools)
    case 'taken_back':
      // In the queue it may be the waiting that is taken back.
      return holder === 'queue' ? askWhetherToWait(language, memory, tools) : takenBack(language, memory, tools)
    case 'none':
      if (before.misses > 0) return noneAgain(language, memory, tools)
      return says('none_of_these', 'abstained_no_match', language, { ...memory, asked: before.asked, misses: 1 }, tools)
    default:
      return says('empty_message', 'abstained_not_a_question', language, memory, tools)
  }
}

/** A second time nothing fitted: a person. */
function noneAgain(language: Language, memory: Memory, tools: Tools): Said {
  const { reply, memory: after } = offerPerson(
    { opening: 'person_offer_misses', outcome: 'escalated_two_misses' },
    language,
    memory,
    tools,
  )
  return { reply: { ...reply, need: 'choice' }, memory: after }
}

/** The guide stays in reach: whoever changes their mind may change it again. */
function takenBack(language: Language, memory: Memory, tools: Tools): Said {
  return says('taken_back', 'smalltalk_thanks', language, { ...memory, asked: undefined, step: undefined }, tools)
}

function byOneself(language: Language, memory: Memory, tools: Tools): Said {
  if (memory.guide) return followUp({ need: 'followup', section: 'one_step', language }, memory, 0, tools)
  const { reply } = says('way_self_ask', 'clarified_way', language, memory, tools)
  return { reply: { ...reply, choices: offers(['choice_practise', 'choice_person'], language, tools) }, memory }
}

function says(key: string, outcome: Outcome, language: Language, memory: Memory, tools: Tools): Said {
  const choices = offers(['choice_person', 'choice_nearby'], language, tools)
  return { reply: replyOf({ outcome, need: 'choice', language, parts: [phrase(key)], choices }), memory }
}

/** We see nobody's case and judge nobody's right: say so at once, name who can, and how to look oneself. */
function ownCase({ section, language }: Understood, text: string, memory: Memory, tools: Tools): Said {
  // "When do I get it": the authority is that of the matter at hand.
  const atHand = memory.guide && !isAboutHelp(memory.guide) ? tools.knowledge.guide(memory.guide, language) : undefined
  const authority = [text, atHand?.title ?? '', atHand?.summary ?? '']
    .map((words) => tools.authorityIn(words))
    .find((named) => named !== undefined)
  const guide = authority?.guide ? tools.knowledge.guide(authority.guide, language) : undefined
  const reply = replyOf({
    outcome: 'abstained_own_case',
    need: 'own_case',
    language,
    parts: [
      phrase(section === 'verdict' ? 'own_case_no_verdict' : 'own_case'),
      ...(authority
        ? [phrase('own_case_authority'), contact(authority.contact)]
        : atHand
          ? [phrase('own_case_authority')]
          : [phrase('own_case_unknown'), contact('kansalaisneuvonta')]),
      ...(guide ? [phrase('own_case_look', { title: guide.title })] : []),
    ],
    choices: [
      ...(guide ? [{ label: guide.title, say: guide.title }] : []),
      ...offers(['choice_without_internet', 'choice_person'], language, tools),
    ],
    guides: guide ? [guide.id] : [],
  })
  // Where no authority is known by name, the guide says who handles it.
  if (!authority && atHand) return { reply: withGuide(reply, atHand.id, 'who-helps', tools, 'section'), memory }
  if (!guide) return { reply, memory }
  return {
    reply,
    memory: { ...atGuide(memory, guide.id), question: { kind: 'guide', guides: [guide.id], labels: [guide.title] } },
  }
}

/** What a word means; for an old name what came in its place and how to reach it. */
function explain({ need, term, language }: Understood, memory: Memory, tools: Tools): Said {
  if (!term) return offerPerson({ opening: 'person_offer', outcome: 'escalated_person' }, language, memory, tools)
  const current = term.outdated ? tools.knowledge.term(term.outdated.replacedBy) : undefined
  const named = current ?? term
  const authority = need === 'wrong_authority' ? tools.authorityIn(named.term[language]) : undefined
  const guides = term.guides
    .concat(named.guides)
    .flatMap((id) => tools.knowledge.guide(id, language) ?? [])
    .filter((guide, index, all) => all.indexOf(guide) === index)
    .slice(0, 3)
  const reply = replyOf({
    outcome: need === 'wrong_authority' ? 'referred_authority' : 'answered_term',
    need,
    language,
    parts: [
      ...(current ? [oldNameNotice(term.term[language], current.term[language])] : []),
      phrase('term_definition', { term: named.term[language], definition: named.definition[language] }),
      ...(authority ? [contact(authority.contact)] : []),
      ...(current ? [] : [phrase('term_languages', { ...named.term })]),
    ],
    choices: [
      ...guides.map(({ title }) => ({ label: title, say: title })),
      ...offers(['choice_person'], language, tools),
    ],
    guides: guides.map(({ id }) => id),
  })
  const question = {
    kind: 'guide' as const,
    guides: guides.map(({ id }) => id),
    labels: guides.map(({ title }) => title),
  }
  return { reply, memory: { ...(guides[0] ? atGuide(memory, guides[0].id) : memory), question } }
}
