/** Joins our ranking with one by meaning (vectors) by reciprocal ranks. Knows neither engine. */

/** Cormack, Clarke and Büttcher 2009 use 60; a shorter list of guides wants a smaller one. */
const rankOffset = 10
/** What the ranking by meaning counts against ours. */
const denseShare = 0.5

/** Numbers of guides, best first. `own` and `dense` are best first; a guide in one list only keeps its share. */
export function fuseDense(own: readonly number[], dense: readonly number[]): number[] {
  const scores = new Map<number, number>()
  own.forEach((guide, rank) => scores.set(guide, 1 / (rankOffset + rank)))
  dense.forEach((guide, rank) => scores.set(guide, (scores.get(guide) ?? 0) + denseShare / (rankOffset + rank)))
  return [...scores].sort((one, two) => two[1] - one[1] || one[0] - two[0]).map(([guide]) => guide)
}

/**
 * How sure a joined ranking is: as its own features say, and no less than the words alone were – but an answer given at once must be earned
 * by the guide that has come first.
 * @param answerFrom from here on an answer is given at once
 */
export function fusedConfidence(fused: number, words: number, answerFrom: number): number {
  return Math.max(fused, Math.min(words, answerFrom - 1e-6))
}
