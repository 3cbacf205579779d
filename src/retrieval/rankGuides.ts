/** Scores every guide of one index for a parsed question: BM25F, nearest question, best passage, character n-grams. Knows no text. */
import type { LanguageIndex, Postings } from './languageIndex'
import type { Query, QueryGroup } from './parseQuery'
import { affinityOf } from './affinity'
import { TouchedList } from './touchedList'

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
  private readonly guides: TouchedList
  private readonly units: TouchedList
  private readonly groupGuides: TouchedList
  private readonly groupUnits: TouchedList

  constructor(private readonly index: LanguageIndex) {
    const guides = index.guides.length
    const units = index.unitGuide.length
    this.guideTotal = new Float64Array(guides)
    this.guideGroup = new Float64Array(guides)
    this.covered = new Float64Array(guides)
    this.gram = new Float64Array(guides)
    this.question = new Float64Array(guides)
    this.passage = new Float64Array(guides)
    this.score = new Float64Array(guides)
    this.chosen = new Uint8Array(guides)
    this.chances = new Float64Array(index.affinity?.kinds ?? guides)
    this.unitTotal = new Float64Array(units)
    this.unitGroup = new Float64Array(units)
    this.guides = new TouchedList(guides)
    this.units = new TouchedList(units)
    this.groupGuides = new TouchedList(guides)
    this.groupUnits = new TouchedList(units)
  }

  rank(query: Query, limit: number, weights: RankingWeights = rankingWeights): Ranking {
    let mass = 0
    let wordMass = 0
    for (const group of query.groups) {
      mass += group.mass * group.weight
      if (group.word) wordMass += group.rarity
      this.addGroup(group)
    }
    this.raiseGuidesByUnits(mass)
    this.addGrams(query.grams)
    const gramScale = 1 / Math.max(1, query.grams.length * 3)
    const whole = Math.max(mass, 1)
    const outside = this.learn(query)
    const learnt = outside !== undefined
    const { numbers, count } = this.guides
    const partsOf = (guide: number): RankingWeights => ({
      guide: this.guideTotal[guide]! / whole,
      question: this.question[guide]!,
      passage: this.passage[guide]! / whole,
      grams: this.gram[guide]! * gramScale,
      affinity: learnt ? this.chances[guide]! : 0,
    })
    let reach = 0
    for (let at = 0; at < count; at++) {
      const guide = numbers[at]!
      const score =
        (weights.guide * this.guideTotal[guide]! + weights.passage * this.passage[guide]!) / whole +
        weights.question * this.question[guide]! +
        weights.grams * gramScale * this.gram[guide]!
      this.score[guide] = score
      if (score > reach) reach = score
    }
    if (learnt)
      for (let at = 0; at < count; at++) {
        const guide = numbers[at]!
        this.score[guide]! += weights.affinity * reach * Math.log(Math.max(this.chances[guide]!, leastChance))
      }
    const guides = this.best(limit).map((guide) => ({
      guide,
      score: this.score[guide]!,
      parts: partsOf(guide),
      coverage: this.covered[guide]! / Math.max(wordMass, 1),
    }))
    const passageScores = this.passagesOf(guides)
    this.clear()
    return { guides, reach, outside: outside ?? 0, passageScores }
  }

  /** Of a group's alternatives only the best counts in each guide and unit. */
  private addGroup(group: QueryGroup): void {
    const { guideGroup, guideTotal, covered, unitGroup, unitTotal, groupGuides, groupUnits } = this
    const { guidePostings, unitPostings } = this.index
    const only = group.alternatives.length === 1 ? group.alternatives[0] : undefined
    for (const { term, weight } of group.alternatives) {
      accumulate(guidePostings, term, weight, guideGroup, groupGuides)
      if (!only) accumulate(unitPostings, term, weight, unitGroup, groupUnits)
    }
    // There are many units, and where nothing competes they need not be gathered first.
    if (only) add(unitPostings, only.term, only.weight * group.weight, unitTotal, this.units)
    for (let at = 0; at < groupGuides.count; at++) {
      const guide = groupGuides.numbers[at]!
      const value = guideGroup[guide]!
      guideGroup[guide] = 0
      this.guides.touch(guide)
      guideTotal[guide]! += value * group.weight
      if (group.word) covered[guide]! += Math.min(group.mass, value)
    }
    groupGuides.clear()
    for (let at = 0; at < groupUnits.count; at++) {
      const unit = groupUnits.numbers[at]!
      this.units.touch(unit)
      unitTotal[unit]! += unitGroup[unit]! * group.weight
      unitGroup[unit] = 0
    }
    groupUnits.clear()
  }

  /** The nearest question and the best passage of each guide. `mass`: of the whole question. */
  private raiseGuidesByUnits(mass: number): void {
    const { unitTotal, question, passage } = this
    const { unitGuide, unitKind, unitMass } = this.index
    const { numbers, count } = this.units
    const ownMass = Math.max(mass, 1)
    for (let at = 0; at < count; at++) {
      const unit = numbers[at]!
      const value = unitTotal[unit]!
      const guide = unitGuide[unit]!
      if (unitKind[unit] === 0) {
        const similarity = value / Math.sqrt(ownMass * Math.max(unitMass[unit]!, 1))
        if (similarity > question[guide]!) question[guide] = similarity
      } else if (value > passage[guide]!) passage[guide] = value
    }
  }

  private addGrams(slots: Uint32Array): void {
    const { offsets, docs, impacts, scale } = this.index.gramPostings
    const { gram } = this
    for (const slot of slots) {
      const end = offsets[slot + 1]!
      for (let at = offsets[slot]!; at < end; at++) {
        const guide = docs[at]!
        this.guides.touch(guide)
        gram[guide]! += impacts[at]! * scale
      }
    }
  }

  private clear(): void {
    for (let at = 0; at < this.units.count; at++) this.unitTotal[this.units.numbers[at]!] = 0
    for (let at = 0; at < this.guides.count; at++) {
      const guide = this.guides.numbers[at]!
      this.guideTotal[guide] = 0
      this.question[guide] = 0
      this.passage[guide] = 0
      this.gram[guide] = 0
      this.covered[guide] = 0
    }
    this.units.clear()
    this.guides.clear()
  }

  /** The first `limit` by score, best first, the earlier guide before another of the same: few of many, so nothing is sorted as a whole. */
  private best(limit: number): readonly number[] {
    const { score } = this
    const before = (one: number, other: number): boolean =>
      score[one]! > score[other]! || (score[one] === score[other] && one < other)
    const top: number[] = []
    for (let at = 0; at < this.guides.count; at++) {
      const guide = this.guides.numbers[at]!
      if (top.length === limit) {
        if (!before(guide, top[limit - 1]!)) continue
        top.pop()
      }
      let place = top.length
      while (place > 0 && before(guide, top[place - 1]!)) place--
      top.splice(place, 0, guide)
    }
    return top
  }

  private passagesOf(guides: readonly ScoredGuide[]): ReadonlyMap<number, number> {
    const scores = new Map<number, number>()
    const { numbers, count } = this.units
    const { unitKind, unitGuide } = this.index
    for (const { guide } of guides) this.chosen[guide] = 1
    for (let at = 0; at < count; at++) {
      const unit = numbers[at]!
      if (unitKind[unit] === 1 && this.chosen[unitGuide[unit]!] === 1) scores.set(unit, this.unitTotal[unit]!)
    }
    for (const { guide } of guides) this.chosen[guide] = 0
    return scores
  }

  /** Fills `chances` by what was learnt; gives the chance that no guide is right. Undefined when nothing of the question is known. */
  private learn({ groups, pieces }: Query): number | undefined {
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
    return affinityOf(affinity, { terms, pieces }, this.index.guides.length, this.chances)
  }
}

function accumulate(postings: Postings, term: number, weight: number, best: Float64Array, touched: TouchedList): void {
  const { offsets, docs, impacts, scale } = postings
  const factor = weight * scale
  const end = offsets[term + 1] ?? 0
  for (let at = offsets[term] ?? 0; at < end; at++) {
    const doc = docs[at]!
    const value = impacts[at]! * factor
    touched.touch(doc)
    if (value > best[doc]!) best[doc] = value
  }
}

function add(postings: Postings, term: number, weight: number, total: Float64Array, touched: TouchedList): void {
  const { offsets, docs, impacts, scale } = postings
  const factor = weight * scale
  const end = offsets[term + 1] ?? 0
  for (let at = offsets[term] ?? 0; at < end; at++) {
    const doc = docs[at]!
    touched.touch(doc)
    total[doc]! += impacts[at]! * factor
  }
}
