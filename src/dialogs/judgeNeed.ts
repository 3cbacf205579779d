/**
 * How sure the need model must be before its word counts, by what the search thinks of the same message: what is surely a question
 * needs much to be taken for something else, what nothing answers needs little. A missed danger costs most. Knows no rule.
 */
import { isLifeDanger, lifeDangers, type Danger, type Need } from '../conversation/outcome'
import { wordsOf } from './matchPhrases'
import type { NeedJudgement, NeedModel } from './needModel'

/** What the search would do with the message; `certain` is an answer of hardly any doubt. */
export type Sureness = 'certain' | 'answer' | 'clarify' | 'abstain'
/** Confidence from which on an answer is certain: next to no message about danger that the model had not learnt from is found so surely. */
const certainFrom = 0.85

/** How sure a search is that found this. */
export function surenessOf({
  band,
  confidence,
}: {
  readonly band: Exclude<Sureness, 'certain'>
  readonly confidence: number
}): Sureness {
  return band === 'answer' && confidence >= certainFrom ? 'certain' : band
}

/** Of danger to life or mind the chances of both count together, for they are met alike. */
const dangerLikely: Readonly<Record<Sureness, number>> = { certain: 0.85, answer: 0.9, clarify: 0.75, abstain: 0.7 }
/** Enough where no other need is likelier, once old names, places and words to explain have been ruled out. */
const dangerPossible: Readonly<Record<Sureness, number>> = { certain: 0.85, answer: 0.9, clarify: 0.45, abstain: 0.25 }
/** Chosen on lines that the model had not learnt from; what they cost on messages nobody had seen stands in decision 0007. */
const needFrom: Readonly<Record<Sureness, number>> = { certain: 0.9, answer: 0.8, clarify: 0.4, abstain: 0.3 }
/** Money is in danger there, and a guide that is found is mostly the one about it. */
const scamFrom: Readonly<Record<Sureness, number>> = { certain: 0.6, answer: 0.6, clarify: 0.35, abstain: 0.3 }
/** The same in the middle of a talk about something else: chosen on test/conversations/talks-tune.yml. */
const dangerUnderWay: Readonly<Record<Sureness, number>> = {
  certain: 0.997,
  answer: 0.985,
  clarify: 0.96,
  abstain: 0.96,
}
/** A few words there are an answer or a remark. */
const leastWordsUnderWay = 5
/** That money or codes are gone is no remark in passing; "I paid too" is. */
const scamUnderWay = 0.75
/** From here on it is said, beside whatever else is answered, where help is: in the middle of a talk, and in a message that stands by itself. */
const dangerMentioned = { underWay: 0.75, alone: 0.3 }
/** The same of money and codes that may be gone. */
const scamMentioned = { underWay: 0.6, alone: 0.25 }
const needUnderWay: Readonly<Record<Sureness, number>> = { certain: 0.9, answer: 0.85, clarify: 0.55, abstain: 0.45 }
/** That an authority is sought is seldom said in so many words; the name itself is the other half of the evidence. */
const authorityFrom: Readonly<Record<Sureness, number>> = { certain: 0.5, answer: 0.5, clarify: 0.3, abstain: 0.3 }
/**
 * Below this the model denies what a rule says of the same message, where a guide is found for it: rules see a few words, the model all of
 * them. Of messages that the model had not learnt from, and that a rule read rightly, it denied hardly any (decision 0007). Danger to life is
 * never denied: "I want to die, how do I close my account" is about an account in most of its words.
 */
const deniedBelow: Readonly<Record<Sureness, number>> = { certain: 0.1, answer: 0.1, clarify: 0.05, abstain: 0 }
/** Whoever asks for a word's meaning gets the guides about it too, so that little is lost where the matter itself was meant. */
const wordFrom = 0.2
/** A word or two ("next", "done") is too little to see danger in; the rules know the words that are enough by themselves. */
const leastWords = 3
/** And too little for another need ("banana" is no insult because insults are short), unless it can hardly be anything else. */
const needFromFewWords = 0.9
/** These are said in a word or two. */
const shortNeeds: readonly Need[] = ['greeting', 'thanks', 'goodbye']

/** Where one thing said ends and the next begins. */
const clauseEnd = /[.!?…,;:–—]+(?=\s|$)|[\n\r]+/u
/** Fewer words by themselves say too little to be judged. */
const leastWordsOfClause = 4
/**
 * A danger is often told in half a sentence beside a form or a bill, whose words outweigh it: the worst clause counts beside the whole, in
 * log-odds. Fitted on 2 000 messages that the model had not learnt from (225 dangers beside a practical matter).
 */
const dangerWeights = { bias: 1.4, whole: 0.95, clause: 0.65 }
/** Chances nearer to 0 or 1 than this say no more than this. */
const leastChance = 1e-4

/**
 * `sureness` is asked only when it matters. `underWay`: in the middle of a talk about something else, where what is said is mostly about that
 * and too little by itself for a search to find.
 */
export interface NeedJudge {
  /** Danger that is likely. */
  danger(text: string, sureness: () => Sureness, underWay: boolean): Need | undefined
  /** Danger that cannot be ruled out in a message that stands by itself. */
  possibleDanger(text: string, sureness: () => Sureness): Need | undefined
  /** Danger that is likely enough to be mentioned beside the reply to something else. */
  dangerMentioned(text: string, underWay: boolean): Danger | undefined
  /** Whether what a rule says of the text is next to impossible; danger to life and what is not learnt are never denied. */
  denies(need: Need, text: string, sureness: () => Sureness): boolean
  /** Whether an outdated name that stands in the text is meant as the place to turn to, not merely mentioned. */
  seeksAuthority(text: string, sureness: () => Sureness): boolean
  /** The chance that something only the authority can see or decide is meant. */
  ownCase(text: string): number
  /** Whether the meaning of a word may well be asked for, whichever word it is. */
  asksWord(text: string): boolean
  /** The need that is likely enough, danger to life apart, or undefined: then it is a question. */
  need(text: string, sureness: () => Sureness, underWay: boolean): Need | undefined
}

export function prepareJudge(judge: NeedModel): NeedJudge {
  // A turn asks about the same text several times: the last one is remembered.
  const model = rememberLast(judge)
  const dangerIn = rememberLast((text) => findDanger(text, model(text), judge))
  const dangerUnderWayIn: typeof dangerIn = (text) =>
    wordsOf(text).length < leastWordsUnderWay ? undefined : dangerIn(text)
  const likeliestNeed = (text: string): NeedJudgement | undefined =>
    model(text).find(({ need }) => need !== 'question' && !lifeDangers.includes(need))
  return {
    danger(text, sureness, underWay) {
      const found = underWay ? dangerUnderWayIn(text) : dangerIn(text)
      const from = underWay ? dangerUnderWay : dangerLikely
      if (!found || found.chance < from.abstain) return undefined
      return found.chance >= from.certain || found.chance >= from[sureness()] ? found.need : undefined
    },
    possibleDanger(text, sureness) {
      const found = dangerIn(text)
      if (!found || found.chance < dangerPossible.abstain || found.chance < found.other) return undefined
      return found.chance >= dangerPossible[sureness()] ? found.need : undefined
    },
    dangerMentioned(text, underWay) {
      const when = underWay ? 'underWay' : 'alone'
      const found = underWay ? dangerUnderWayIn(text) : dangerIn(text)
      if (found && found.chance >= dangerMentioned[when]) return found.need
      const scam = wordsOf(text).length < leastWords ? 0 : chanceIn(model(text), ['scam_happened'])
      return scam >= scamMentioned[when] ? 'scam_happened' : undefined
    },
    denies(need, text, sureness) {
      const isAsserted = need === 'question' || lifeDangers.includes(need)
      const chance = isAsserted ? undefined : model(text).find((other) => other.need === need)?.chance
      return chance !== undefined && chance < deniedBelow.answer && chance < deniedBelow[sureness()]
    },
    seeksAuthority(text, sureness) {
      const chance = chanceIn(model(text), ['wrong_authority'])
      return chance >= authorityFrom.abstain && chance >= authorityFrom[sureness()]
    },
    ownCase: (text) => chanceIn(model(text), ['own_case']),
    asksWord(text) {
      const likeliest = likeliestNeed(text)
      return likeliest?.need === 'term' && likeliest.chance >= wordFrom
    },
    need(text, sureness, underWay) {
      const likeliest = likeliestNeed(text)
      if (!likeliest || likeliest.need === 'term' || likeliest.chance < needFrom.abstain) return undefined
      const few = wordsOf(text).length < leastWords && !shortNeeds.includes(likeliest.need)
      const least = underWay && likeliest.need === 'scam_happened' ? scamUnderWay : 0
      const alone = likeliest.need === 'scam_happened' ? scamFrom : needFrom
      const from = few ? needFromFewWords : (underWay ? needUnderWay : alone)[sureness()]
      return likeliest.chance >= Math.max(from, least) ? likeliest.need : undefined
    },
  }
}

interface FoundDanger {
  /** The likelier of the dangers. */
  readonly need: Danger
  /** Of any danger to life or mind. */
  readonly chance: number
  /** Of the likeliest other need. */
  readonly other: number
}

/** `judged`: what the model says of the whole text. Nothing is found in a message of a word or two. */
function findDanger(text: string, judged: readonly NeedJudgement[], judge: NeedModel): FoundDanger | undefined {
  const likelier = judged.map(({ need }) => need).find(isLifeDanger)
  if (!likelier || wordsOf(text).length < leastWords) return undefined
  const whole = chanceIn(judged, lifeDangers)
  const clauses = text.split(clauseEnd).filter((clause) => wordsOf(clause).length >= leastWordsOfClause)
  const worst =
    clauses.length < 2 ? whole : Math.max(whole, ...clauses.map((clause) => chanceIn(judge(clause), lifeDangers)))
  const odds = dangerWeights.bias + dangerWeights.whole * logOdds(whole) + dangerWeights.clause * logOdds(worst)
  const other = judged.find(({ need }) => need !== 'question' && !lifeDangers.includes(need))
  return { need: likelier, chance: 1 / (1 + Math.exp(-odds)), other: other?.chance ?? 0 }
}

/** The chance that any of these is meant. */
function chanceIn(judged: readonly NeedJudgement[], needs: readonly Need[]): number {
  return judged.reduce((sum, { need, chance }) => (needs.includes(need) ? sum + chance : sum), 0)
}

function logOdds(chance: number): number {
  return Math.log((chance + leastChance) / (1 - chance + leastChance))
}

function rememberLast<Value>(judge: (text: string) => Value): (text: string) => Value {
  let last: { readonly text: string; readonly value: Value } | undefined
  return (text) => (last?.text === text ? last : (last = { text, value: judge(text) })).value
}
