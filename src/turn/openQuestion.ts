/** What the bot asked last, and whether the person has now answered it: in a few words of their own or with a quick reply. Knows no rule. */
import type { Conversation, Memory } from '../conversation/conversation'
import { askedOfHelpers, namesTheList, type AskedOfHelpers } from '../dialogs/askedOfHelpers'
import { leansOnTalk } from '../dialogs/leansOnTalk'
import { wordsOf } from '../dialogs/matchPhrases'
import { numberNamed } from '../dialogs/numberNamed'
import { declines, refusesPolitely, saysYesOrNo } from '../dialogs/yesOrNo'
import { wayNamed } from '../dialogs/wayNamed'
import { findMunicipality } from '../knowledge/findMunicipality'
import type { Municipality } from '../knowledge/types'
import { languages } from '../language/languages'
import type { Tools } from './tools'
import type { Answered } from './understood'

/** A municipality's name with at most this many words beside it is an answer to "where", or a wish for help there. */
const wordsBesidePlace = 1
/** How it is said that somebody lives there. */
const aboutLiving = new Set(
  'asun asuu asumme asutaan asuvat olen oon kotikunta kotikuntani kunta kuntani on se han ma mina bor vi jag hon i kommun hemkommun ar min live lives living we she he my in is home municipality postinumero postnummer postcode'.split(
    ' ',
  ),
)
const longestPlaceAnswer = 7
/** "Which of those places is open on Saturday morning": whoever names the list may say more. */
const longestAboutList = 11
/** So few words go on about something even where none of them points back. */
const fewWords = 4

export function answerToOpenQuestion(
  text: string,
  conversation: Pick<Conversation, 'memory'>,
  tools: Tools,
): Answered | undefined {
  return answerToTheLast(text, conversation, tools) ?? askedOfListed(text, conversation.memory, tools)
}

function answerToTheLast(text: string, { memory }: Pick<Conversation, 'memory'>, tools: Tools): Answered | undefined {
  const { question } = memory
  const said = saysYesOrNo(text)
  // Among guides "no, thank you" means none of these.
  if (question?.kind !== 'guide' && refusesPolitely(text)) return { need: 'choice', section: 'taken_back' }
  switch (question?.kind) {
    case 'guide': {
      const guide = chosenGuide(text, question)
      if (guide) return { need: 'choice', guide }
      if (said === 'yes') return { need: 'choice', guide: question.guides[0] }
      return said === 'no' ? { need: 'choice', section: 'none' } : undefined
    }
    case 'municipality': {
      const municipality = placeAnswered(text, tools)
      if (municipality) return { need: 'choice', section: 'place', municipality }
      if (said === 'no' || declines(text)) return { need: 'choice', section: 'no_place' }
      if (askedOfHelpers(text) === 'afar' && asksOfHelpers(text, tools)) return { need: 'choice', section: 'helpers' }
      return said === 'yes' ? { need: 'choice', section: 'together' } : undefined
    }
    case 'helpers': {
      const municipality = question.asks ? placeAnswered(text, tools) : barePlace(text, tools)
      if (municipality) return { need: 'choice', section: 'place', municipality }
      if (asksOfHelpers(text, tools)) return { need: 'choice', section: 'helpers' }
      if (question.asks && (said === 'no' || declines(text))) return { need: 'choice', section: 'no_place' }
      return said ? yesOrNoAtGuide(said, memory) : undefined
    }
    case 'way': {
      const way = wayNamed(text) ?? (said === 'yes' ? 'together' : said === 'no' ? 'offline' : undefined)
      return way && { need: 'choice', section: way }
    }
    case 'person':
      if (said === undefined) return undefined
      return said === 'yes' ? { need: 'wants_person' } : { need: 'choice', section: 'taken_back' }
    default:
      return said ? yesOrNoAtGuide(said, memory) : (askedOfListed(text, memory, tools) ?? stepNamed(text, memory))
  }
}

/** What goes on about helpers listed a few messages ago, or names another place for them. */
function askedOfListed(text: string, memory: Memory, tools: Tools): Answered | undefined {
  const listed = memory.helpers
  if (!listed) return undefined
  if (namesTheList(text))
    return asksOfHelpers(text, tools, longestAboutList) ? { need: 'choice', section: 'helpers' } : undefined
  if (listed.covered) return undefined
  const municipality = barePlace(text, tools)
  if (municipality) return { need: 'choice', section: 'place', municipality }
  const goesOn = languages.some((language) => leansOnTalk(text, language)) || wordsOf(text).length <= fewWords
  return goesOn && asksOfHelpers(text, tools) ? { need: 'choice', section: 'helpers' } : undefined
}

/** A message that is a municipality's name or postcode and next to nothing else but that somebody lives there. */
export function barePlace(text: string, { knowledge }: Tools): Municipality | undefined {
  const found = findMunicipality(knowledge, text)
  if (!found) return undefined
  const beside = wordsOf(text).filter((word) => !aboutLiving.has(word)).length - wordsOf(found.written).length
  return beside <= wordsBesidePlace ? found.municipality : undefined
}

/** Asked where somebody is, a place in a short sentence is the answer, unless the sentence is about another matter. */
function placeAnswered(text: string, tools: Tools): Municipality | undefined {
  const place = barePlace(text, tools)
  if (place || wordsOf(text).length > longestPlaceAnswer || tools.namesMatter(text)) return place
  return findMunicipality(tools.knowledge, text)?.municipality
}

/** Asked of the helpers by its very words, whatever matter is named beside. */
const aboutThem: readonly AskedOfHelpers[] = ['equipment', 'help']
/** Words for a helper and a lesson stand among the matters, but here they are what was listed. */
const helpersNamed = /kurs|cours|kirjasto|bibliotek|librar|kotikäyn|hembesök|home visit/i

/** A few words about the helpers just listed; a matter of its own is another question. */
function asksOfHelpers(text: string, tools: Tools, longest = longestPlaceAnswer): boolean {
  const asked = askedOfHelpers(text)
  const ofThem = asked !== undefined && aboutThem.includes(asked)
  if (asked === undefined || wordsOf(text).length > (ofThem ? longestAboutList : longest)) return false
  return ofThem || helpersNamed.test(text) || !tools.namesMatter(text)
}

/** Yes and no with no question open: while walking "did it" and "did not", after an answer "it helped" and "it did not". */
function yesOrNoAtGuide(said: 'yes' | 'no', { guide, step, asked }: Memory): Answered {
  // What was said last is no answer of ours: there is nothing that helped.
  if (guide === undefined || asked !== undefined) return { need: 'choice', section: 'nothing_asked' }
  if (said === 'no') return { need: 'followup', section: 'if-it-fails' }
  return step === undefined ? { need: 'thanks' } : { need: 'followup', section: 'next' }
}

/** "Number 2", after steps that were shown with their numbers. */
function stepNamed(text: string, { guide }: Memory): Answered | undefined {
  const number = guide === undefined ? undefined : numberNamed(text)
  return number === undefined ? undefined : { need: 'followup', section: 'step', step: number - 1 }
}

/** The guide whose title, or number in the list, answers the bot's "did you mean". */
function chosenGuide(
  text: string,
  question: { readonly guides: readonly string[]; readonly labels: readonly string[] },
): string | undefined {
  const said = wordsOf(text).join(' ')
  const byLabel = question.labels.findIndex((label) => wordsOf(label).join(' ') === said)
  if (byLabel >= 0) return question.guides[byLabel]
  const number = numberNamed(text)
  return number === undefined ? undefined : question.guides[number - 1]
}
