/** What a question finds inside one guide that is given: how much of it stands there, and in which passages. Ranks nothing. */
import type { LanguageIndex, Postings } from './languageIndex'
import type { Query } from './parseQuery'

export interface Within {
  /** 0 to 1: share of the question's words, by how rare they are, that the guide's passages have; 0 of a question that says nothing. */
  readonly coverage: number
  /** Score of each passage unit that has any of them, by unit number. */
  readonly passageScores: ReadonlyMap<number, number>
}

/** A reading that counts less than this (a compound's part, a far repair) is no proof that the guide speaks of it. */
const surely = 0.55

/** @param units the guide's passage units */
export function findWithin(query: Query, units: readonly number[], index: LanguageIndex): Within {
  const own = new Set(units)
  const passageScores = new Map<number, number>()
  let all = 0
  let covered = 0
  for (const { word, rarity, weight, alternatives } of query.groups) {
    const best = new Map<number, number>()
    let found = false
    for (const alternative of alternatives)
      eachIn(index.unitPostings, alternative.term, own, (unit, impact) => {
        if (alternative.weight >= surely) found = true
        best.set(unit, Math.max(impact * alternative.weight, best.get(unit) ?? 0))
      })
    for (const [unit, value] of best) passageScores.set(unit, (passageScores.get(unit) ?? 0) + value * weight)
    if (!word) continue
    all += rarity
    if (found) covered += rarity
  }
  return { coverage: all === 0 ? 0 : covered / all, passageScores }
}

function eachIn(
  { offsets, docs, impacts, scale }: Postings,
  term: number,
  among: ReadonlySet<number>,
  visit: (doc: number, impact: number) => void,
): void {
  const end = offsets[term + 1] ?? 0
  for (let at = offsets[term] ?? 0; at < end; at++) if (among.has(docs[at]!)) visit(docs[at]!, impacts[at]! * scale)
}
