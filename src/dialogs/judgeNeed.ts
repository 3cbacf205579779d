/**
 * What a message needs by the need model, the search and what was learnt of both (needThresholds.ts). A danger is looked for in each clause too.
 * Knows no rule.
 */
import { isLifeDanger, lifeDangers, type Danger, type Need } from '../conversation/outcome'
import { wordsOf } from './matchPhrases'
import type { NeedJudgement, NeedModel } from './needModel'
import {
  authorityFrom,
  dangerLikely,
  dangerMentioned,
  dangerPossible,
  dangerUnderWay,
  deniedBelow,
  mostDenied,
  needFrom,
  scamMentioned,
  wordAsked,
} from './needThresholds'
import type { Sureness } from './sureness'

/** In the middle of a talk a few words are an answer or a remark. */
const leastWordsUnderWay = 5
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
/** Before a rule is denied, shorter ones are heard too: "I want to die, how do I close my account". */
const leastWordsDenied = 2
/**
 * A danger is often told in half a sentence beside a form or a bill, whose words outweigh it: the worst clause counts beside the whole, in
 * log-odds. Fitted on 2 000 messages that the model had not learnt from (225 dangers beside a practical matter).
 */
const dangerWeights = { bias: -0.85, whole: 0.62, clause: 0.71 }
/** Chances nearer to 0 or 1 than this say no more than this. */
const leastChance = 1e-4

/** How far the whole message bears out the danger that a rule heard in a few of its words. */
export type Support = 'full' | 'some' | 'none'

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
  /** Full for anything but danger to life, and for a cry of a few words. */
  supports(need: Need, text: string, sureness: () => Sureness): Support
  /** Whether what a rule says of the text is next to impossible; what is not learnt is never denied. */
  denies(need: Need, text: string, sureness: () => Sureness): boolean
  /** Whether an outdated name that stands in the text is meant as the place to turn to, not merely mentioned. */
  seeksAuthority(text: string, sureness: () => Sureness): boolean
  /** The chance that something only the authority can see or decide is meant. */
  ownCase(text: string): number
  /** Whether the meaning of a word is asked for, whichever word it is. */
  asksWord(text: string): 'surely' | 'maybe' | undefined
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
  const reaches = (chance: number, from: Readonly<Record<Sureness, number>>, sureness: () => Sureness): boolean =>
    chance >= Math.min(...Object.values(from)) && chance >= from[sureness()]
  return {
    danger(text, sureness, underWay) {
      const found = underWay ? dangerUnderWayIn(text) : dangerIn(text)
      return found && reaches(found.chance, underWay ? dangerUnderWay : dangerLikely, sureness) ? found.need : undefined
    },
    possibleDanger(text, sureness) {
      const found = dangerIn(text)
      if (!found || found.chance < found.other) return undefined
      return reaches(found.chance, dangerPossible, sureness) ? found.need : undefined
    },
    dangerMentioned(text, underWay) {
      const standing = underWay ? 'underWay' : 'alone'
      const found = underWay ? dangerUnderWayIn(text) : dangerIn(text)
      if (found && found.chance >= dangerMentioned[standing]) return found.need
      const scam = wordsOf(text).length < leastWords ? 0 : chanceIn(model(text), ['scam_happened'])
      return scam >= scamMentioned[standing] ? 'scam_happened' : undefined
    },
    supports(need, text, sureness) {
      const found = isLifeDanger(need) && wordsOf(text).length >= leastWordsUnderWay ? dangerIn(text) : undefined
      if (!found || reaches(found.chance, dangerPossible, sureness)) return 'full'
      return found.chance >= dangerMentioned.alone ? 'some' : 'none'
    },
    denies(need, text, sureness) {
      if (need === 'question') return false
      const chance = isLifeDanger(need)
        ? worstIn(text, leastWordsDenied, model(text), judge)
        : model(text).find((other) => other.need === need)?.chance
      return chance !== undefined && chance < mostDenied && chance < deniedBelow(need, sureness())
    },
    seeksAuthority: (text, sureness) => reaches(chanceIn(model(text), ['wrong_authority']), authorityFrom, sureness),
    ownCase: (text) => chanceIn(model(text), ['own_case']),
    asksWord(text) {
      const likeliest = likeliestNeed(text)
      if (likeliest?.need !== 'term' || likeliest.chance < wordAsked.maybe) return undefined
      return likeliest.chance >= wordAsked.surely ? 'surely' : 'maybe'
    },
    need(text, sureness, underWay) {
      const likeliest = likeliestNeed(text)
      if (!likeliest || likeliest.need === 'term') return undefined
      const { need, chance } = likeliest
      const few = wordsOf(text).length < leastWords && !shortNeeds.includes(need)
      const from = few ? needFromFewWords : needFrom(need, sureness(), underWay ? 'underWay' : 'alone')
      return chance >= from ? need : undefined
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
  const worst = worstIn(text, leastWordsOfClause, judged, judge)
  const odds = dangerWeights.bias + dangerWeights.whole * logOdds(whole) + dangerWeights.clause * logOdds(worst)
  const other = judged.find(({ need }) => need !== 'question' && !lifeDangers.includes(need))
  return { need: likelier, chance: 1 / (1 + Math.exp(-odds)), other: other?.chance ?? 0 }
}

/** The chance of danger in the worst of the text's clauses, those of fewer words left out, or in the whole. */
function worstIn(text: string, least: number, judged: readonly NeedJudgement[], judge: NeedModel): number {
  const whole = chanceIn(judged, lifeDangers)
  const clauses = text.split(clauseEnd).filter((clause) => wordsOf(clause).length >= least)
  return clauses.length < 2 ? whole : Math.max(whole, ...clauses.map((clause) => chanceIn(judge(clause), lifeDangers)))
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
