/** Nearest words of the index for a misspelt one. Knows letters, not languages. */
import { foldMarks } from '../language/tokenize'

export interface Repair {
  readonly word: string
  /** Edits, counting a missing dot as a quarter. */
  readonly distance: number
}

export interface SpellingRepair {
  /** Up to `limit` words within one edit (two from eight letters on), nearest first. */
  repair(word: string, limit: number): Repair[]
}

const mostVerified = 24

/** Indexes the words by their folded letter pairs; some 5 000 words take 10 ms. */
export function createSpellingRepair(words: readonly string[], counts: Uint32Array): SpellingRepair {
  const folded = words.map((word) => foldMarks(word))
  const pairs = new Map<number, number[]>()
  folded.forEach((word, id) => {
    if (word.length < 4 || /\d/.test(word)) return
    for (const pair of pairsOf(word)) {
      const list = pairs.get(pair)
      if (list) list.push(id)
      else pairs.set(pair, [id])
    }
  })
  const shared = new Uint8Array(words.length)

  return {
    repair(word, limit) {
      if (word.length < 4 || word.length > 40) return []
      const plain = foldMarks(word)
      const allowed = plain.length >= 8 ? 2 : 1
      const touched: number[] = []
      const wanted = pairsOf(plain)
      for (const pair of wanted) {
        for (const id of pairs.get(pair) ?? []) {
          if (Math.abs((folded[id]?.length ?? 0) - plain.length) > allowed) continue
          if (shared[id] === 0) touched.push(id)
          shared[id]!++
        }
      }
      const least = Math.max(1, wanted.length - 3 * allowed)
      const candidates = touched.filter((id) => (shared[id] ?? 0) >= least)
      candidates.sort((one, two) => (shared[two] ?? 0) - (shared[one] ?? 0))
      const repairs: Repair[] = []
      for (const id of candidates.slice(0, mostVerified)) {
        const distance = editDistance(plain, folded[id] ?? '', allowed)
        if (distance > allowed) continue
        repairs.push({
          word: words[id] ?? '',
          distance: distance === 0 ? (words[id] === word ? 0 : 0.25) : distance - ((counts[id] ?? 0) > 3 ? 0.1 : 0),
        })
      }
      for (const id of touched) shared[id] = 0
      return repairs.sort((one, two) => one.distance - two.distance).slice(0, limit)
    },
  }
}

function pairsOf(word: string): number[] {
  const padded = ` ${word} `
  const pairs = new Set<number>()
  for (let i = 0; i + 1 < padded.length; i++) pairs.add(padded.charCodeAt(i) * 65536 + padded.charCodeAt(i + 1))
  return [...pairs]
}

/** Optimal string alignment distance (edits and swaps of neighbours); anything above `limit` comes back as `limit + 1`. */
export function editDistance(one: string, two: string, limit: number): number {
  if (Math.abs(one.length - two.length) > limit) return limit + 1
  let before: number[] = []
  let previous = Array.from({ length: two.length + 1 }, (_, i) => i)
  for (let i = 1; i <= one.length; i++) {
    const current = [i]
    let least = i
    for (let j = 1; j <= two.length; j++) {
      const same = one[i - 1] === two[j - 1]
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1)
      current.push(cost)
      if (cost < least) least = cost
    }
    if (least > limit) return limit + 1
    before = previous
    previous = current
  }
  return Math.min(previous[two.length]!, limit + 1)
}
