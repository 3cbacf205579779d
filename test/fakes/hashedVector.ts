/** A text as a vector without a model: its word beginnings and groups of letters, hashed. The same text, the same vector. */
const dimensions = 256

export function hashedVector(text: string): number[] {
  const sums = new Array<number>(dimensions).fill(0)
  for (const word of text.toLowerCase().match(/\p{L}{2,}/gu) ?? []) {
    add(sums, `=${word.slice(0, 5)}`, 2)
    const padded = `^${word}$`
    for (let at = 0; at + 4 <= padded.length; at++) add(sums, padded.slice(at, at + 4), 1)
  }
  const length = Math.hypot(...sums) || 1
  return sums.map((sum) => sum / length)
}

function add(sums: number[], feature: string, weight: number): void {
  let hash = 2166136261
  for (const char of feature) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619)
  const at = (hash >>> 1) % dimensions
  sums[at] = (sums[at] ?? 0) + (hash & 1 ? weight : -weight)
}
