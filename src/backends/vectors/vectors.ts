/** Vectors as numbers in one array: checked, made of length one, compared. Knows neither texts nor files. */

/** Vectors of one length, row by row. */
export interface VectorRows {
  readonly dimension: number
  readonly count: number
  readonly numbers: Float32Array
}

/** Vectors that cannot be searched: of different lengths, not numbers, or all zero. */
export class UnfitVectors extends Error {
  readonly code = 'UNFIT_VECTORS'
}

/**
 * The vectors as rows of length one, so that a product of two is their cosine.
 * @throws UnfitVectors naming the first row that is unfit; one such vector would spoil the answers of others
 */
export function rowsOf(vectors: readonly (readonly number[])[]): VectorRows {
  const dimension = vectors[0]?.length ?? 0
  const numbers = new Float32Array(vectors.length * dimension)
  vectors.forEach((vector, row) => numbers.set(unitVector(vector, dimension, row), row * dimension))
  return { dimension, count: vectors.length, numbers }
}

/** @throws UnfitVectors */
export function unitVector(vector: readonly number[], dimension: number, row = 0): number[] {
  if (vector.length !== dimension || dimension === 0)
    throw new UnfitVectors(`Vector ${row} has ${vector.length} numbers where ${dimension} were expected.`)
  const length = Math.hypot(...vector)
  if (!Number.isFinite(length)) throw new UnfitVectors(`Vector ${row} holds something that is not a number.`)
  if (length === 0) throw new UnfitVectors(`Vector ${row} is all zero.`)
  return vector.map((number) => number / length)
}

export interface Neighbour {
  readonly row: number
  /** Cosine, -1 to 1. */
  readonly similarity: number
}

/** Finds rows near a vector of length one. */
export interface NearestRows {
  readonly kind: 'hnsw' | 'exact'
  /** Best first, at most `most`. */
  nearest(vector: readonly number[], most: number): Neighbour[]
}

/** Compares with every row: exact, and fast enough for thousands. */
export function exactRows({ dimension, count, numbers }: VectorRows): NearestRows {
  return {
    kind: 'exact',
    nearest(vector, most) {
      const all = Array.from({ length: count }, (_, row) => {
        let similarity = 0
        for (let at = 0; at < dimension; at++) similarity += (numbers[row * dimension + at] ?? 0) * (vector[at] ?? 0)
        return { row, similarity }
      })
      return all.sort((one, two) => two.similarity - one.similarity || one.row - two.row).slice(0, most)
    },
  }
}
