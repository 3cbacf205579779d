/** Scores every guide of one index for a parsed question: BM25F, nearest question, best passage, character n-grams. Knows no text. */
import type { LanguageIndex, Postings } from './languageIndex'
import type { Query } from './parseQuery'
import { affinityOf } from './affinity'

/** How the four scores are weighed; each is a share of what the question could reach (roughly 0 to 1). Tuned on test/retrieval/tune-*. */
export interface RankingWeights {
  readonly guide: number
  readonly question: number
  readonly passage: number
  readonly grams: number
  /** Learnt affinity: the log of the guide's chance, as a share of the best score. */
  readonly affinity: number
}

export const rankingWeights: RankingWeights = { guide: 1, question: 0.29, passage: 0.675, grams: 0.27, affinity: 0.45 }

export interface ScoredGuide {
  /** Number of the guide in the index. */
  readonly guide: number
  readonly score: number
  /** Shares of the question's mass. */
  readonly parts: RankingWeights
  /** Share of the question's groups, by mass, that the guide has at all. */
  readonly coverage: number
}

export interface Ranking {
  /** Best first. */
  readonly guides: readonly ScoredGuide[]
  /** The best score by words alone: what a difference of scores is measured in. */
  readonly reach: number
  /** Chance that no guide answers it, by what was learnt; 0 where nothing was. */
  readonly outside: number
  /** Score of each passage unit of these guides, by unit number; only units that matched. */
  readonly passageScores: ReadonlyMap<number, number>
}

/** A chance below this says no more than this. */
const leastChance = 1e-4

/** Arrays that live as long as the index and are cleared by what was touched: nothing large is allocated for a question. */
export class Ranker {
  private readonly guideTotal: Float64Array
  private readonly guideGroup: Float64Array
  private readonly covered: Float64Array
  private readonly gram: Float64Array
  private readonly unitTotal: Float64Array
  private readonly unitGroup: Float64Array
  private readonly question: Float64Array
  private readonly passage: Float64Array
  private readonly chances: Float64Array
  private readonly score: Float64Array
  /** 1 for the guides that were chosen. */
  private readonly chosen: Uint8Array
  private readonly touchedGuides = new TouchedList()
  private readonly touchedUnits = new TouchedList()
  private readonly groupGuides = new TouchedList()
  private readonly groupUnits = new TouchedList()

  constructor(private readonly index: LanguageIndex) {
    const guides = index.guides.length
    this.guideTotal = new Float64Array(guides)
    this.guideGroup = new Float64Array(guides)
    this.covered = new Float64Array(guides)
    this.gram = new Float64Array(guides)
    this.question = new Float64Array(guides)
    this.passage = new Float64Array(guides)
    this.score = new Float64Array(guides)
    this.chosen = new Uint8Array(guides)
    this.chances = new Float64Array(index.affinity?.kinds ?? guides)
    this.unitTotal = new Float64Array(index.unitGuide.length)
    this.unitGroup = new Float64Array(index.unitGuide.length)
  }

  rank(query: Query, limit: number, weights: RankingWeights = rankingWeights): Ranking {
    const { index } = this
    let mass = 0
    let wordMass = 0
    for (const group of query.groups) {
      mass += group.mass * group.weight
      if (group.word) wordMass += group.rarity
      if (group.alternatives.length === 0) continue
      for (const { term, weight } of group.alternatives) {
        accumulate(index.guidePostings, term, weight, this.guideGroup, this.groupGuides)
        accumulate(index.unitPostings, term, weight, this.unitGroup, this.groupUnits)
      }
      for (const guide of this.groupGuides.drain()) {
        const value = this.guideGroup[guide]!
        this.guideGroup[guide] = 0
        if (this.guideTotal[guide] === 0) this.touchedGuides.push(guide)
        this.guideTotal[guide]! += value * group.weight
        if (group.word) this.covered[guide]! += Math.min(group.mass, value)
      }
      for (const unit of this.groupUnits.drain()) {
        if (this.unitTotal[unit] === 0) this.touchedUnits.push(unit)
        this.unitTotal[unit]! += this.unitGroup[unit]! * group.weight
        this.unitGroup[unit] = 0
      }
    }
    const units = this.touchedUnits.drain()
    for (const unit of units) {
      const value = this.unitTotal[unit]!
      const guide = index.unitGuide[unit]!
      if (index.unitKind[unit] === 0) {
        const similarity = value / Math.sqrt(Math.max(mass, 1) * Math.max(index.unitMass[unit]!, 1))
        if (similarity > this.question[guide]!) this.question[guide] = similarity
      } else if (value > this.passage[guide]!) this.passage[guide] = value
    }
    for (const slot of query.grams) {
      const { offsets, docs, impacts, scale } = index.gramPostings
      for (let at = offsets[slot]!; at < offsets[slot + 1]!; at++) {
        const guide = docs[at]!
        if (this.guideTotal[guide] === 0 && this.gram[guide] === 0) this.touchedGuides.push(guide)
        this.gram[guide]! += impacts[at]! * scale
      }
    }
    const gramScale = 1 / Math.max(1, query.grams.length * 3)
    const whole = Math.max(mass, 1)
    const outside = this.learn(query)
    const learnt = outside !== undefined
    const touched = this.touchedGuides.drain()
    const partsOf = (guide: number): RankingWeights => ({
      guide: this.guideTotal[guide]! / whole,
      question: this.question[guide]!,
      passage: this.passage[guide]! / whole,
      grams: this.gram[guide]! * gramScale,
      affinity: learnt ? this.chances[guide]! : 0,
    })
    let reach = 0
    for (const guide of touched) {
      const score =
        (weights.guide * this.guideTotal[guide]! + weights.passage * this.passage[guide]!) / whole +
        weights.question * this.question[guide]! +
        weights.grams * gramScale * this.gram[guide]!
      this.score[guide] = score
      if (score > reach) reach = score
    }
    if (learnt)
      for (const guide of touched)
        this.score[guide]! += weights.affinity * reach * Math.log(Math.max(this.chances[guide]!, leastChance))
    const guides = this.best(touched, limit).map((guide) => ({
      guide,
      score: this.score[guide]!,
      parts: partsOf(guide),
      coverage: this.covered[guide]! / Math.max(wordMass, 1),
    }))
    const passageScores = this.passagesOf(guides, units)
    for (const unit of units) this.unitTotal[unit] = 0
    for (const guide of touched) {
      this.guideTotal[guide] = 0
      this.question[guide] = 0
      this.passage[guide] = 0
      this.gram[guide] = 0
      this.covered[guide] = 0
    }
    return { guides, reach, outside: outside ?? 0, passageScores }
  }

  /** The first `limit` by score, best first, the earlier guide before another of the same: few of many, so nothing is sorted as a whole. */
  private best(touched: readonly number[], limit: number): readonly number[] {
    const { score } = this
    const before = (one: number, other: number): boolean =>
      score[one]! > score[other]! || (score[one] === score[other] && one < other)
    const top: number[] = []
    for (const guide of touched) {
      if (top.length === limit && !before(guide, top[limit - 1]!)) continue
      // Touched twice where what touched it weighs nothing.
      if (top.includes(guide)) continue
      if (top.length === limit) top.pop()
      let place = top.length
      while (place > 0 && before(guide, top[place - 1]!)) place--
      top.splice(place, 0, guide)
    }
    return top
  }

  private passagesOf(guides: readonly ScoredGuide[], units: readonly number[]): ReadonlyMap<number, number> {
    const scores = new Map<number, number>()
    for (const { guide } of guides) this.chosen[guide] = 1
    for (const unit of units)
      if (this.index.unitKind[unit] === 1 && this.chosen[this.index.unitGuide[unit]!] === 1)
        scores.set(unit, this.unitTotal[unit]!)
    for (const { guide } of guides) this.chosen[guide] = 0
    return scores
  }

  /** Fills `chances` by what was learnt; gives the chance that no guide is right. Undefined when nothing of the question is known. */
  private learn({ groups, words }: Query): number | undefined {
    const { affinity } = this.index
    if (!affinity) return undefined
    const terms = new Map<number, number>()
    for (const group of groups) {
      for (const { term, weight } of group.alternatives) {
        const value = Math.min(1, weight) * group.weight
        if ((terms.get(term) ?? 0) < value) terms.set(term, value)
      }
    }
    if (terms.size === 0) return undefined
    return affinityOf(affinity, { terms, words }, this.index.guides.length, this.chances)
  }
}

function accumulate(postings: Postings, term: number, weight: number, best: Float64Array, touched: TouchedList): void {
  const { offsets, docs, impacts, scale } = postings
  const factor = weight * scale
  const end = offsets[term + 1] ?? 0
  for (let at = offsets[term] ?? 0; at < end; at++) {
    const doc = docs[at]!
    const value = impacts[at]! * factor
    const before = best[doc]!
    if (value > before) {
      if (before === 0) touched.push(doc)
      best[doc] = value
    }
  }
}

/** Numbers that were touched since the last drain; its memory is reused. */
class TouchedList {
  private numbers: number[] = []
  private spare: number[] = []

  push(number: number): void {
    this.numbers.push(number)
  }

  drain(): readonly number[] {
    const drained = this.numbers
    this.numbers = this.spare
    this.numbers.length = 0
    this.spare = drained
    return drained
  }
}
