/** Keeps a language's vectors as files: the numbers, a graph over them, and beside them what they were made of. Knows no model and no search. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { VectorRows } from './vectors'

/** What vectors were made of. They are only read where all of it is the same. */
export interface VectorsMadeOf {
  /** The embedding model. */
  readonly model: string
  /** SHA-256 of the texts, in order. */
  readonly texts: string
  readonly count: number
}

const sidecarSchema = z.strictObject({
  model: z.string(),
  texts: z.string(),
  dimension: z.number().int().positive(),
  count: z.number().int().nonnegative(),
  /** SHA-256 of the numbers. */
  numbers: z.string(),
  /** SHA-256 of the graph; absent where there is none. */
  graph: z.string().optional(),
})

export interface KeptVectors {
  readonly rows: VectorRows
  /** A file whose checksum holds. */
  readonly graphFile?: string
}

export interface VectorCache {
  /** Undefined when nothing is kept, or anything of it is not as the sidecar says. Never rejects. */
  load(made: VectorsMadeOf): Promise<KeptVectors | undefined>
  /** Numbers first, then the graph that `buildGraph` writes to the file it is given, the sidecar last. */
  save(made: VectorsMadeOf, rows: VectorRows, buildGraph?: (file: string) => Promise<void>): Promise<KeptVectors>
}

/** @param name of the files in the folder, without an ending */
export function vectorCache(folder: string, name: string): VectorCache {
  const file = (ending: string): string => path.join(folder, `${name}.${ending}`)
  return {
    async load(made) {
      try {
        const sidecar = sidecarSchema.parse(JSON.parse(await readFile(file('json'), 'utf8')))
        const { dimension, count } = sidecar
        if (sidecar.model !== made.model || sidecar.texts !== made.texts || count !== made.count) return undefined
        const bytes = await readFile(file('vectors'))
        if (bytes.length !== dimension * count * 4 || digest(bytes) !== sidecar.numbers) return undefined
        const rows = { dimension, count, numbers: new Float32Array(new Uint8Array(bytes).buffer) }
        const graph = sidecar.graph !== undefined && digest(await readFile(file('graph'))) === sidecar.graph
        return { rows, ...(graph && { graphFile: file('graph') }) }
      } catch {
        // Missing or damaged alike: it is built anew from the guides.
        return undefined
      }
    },
    async save(made, rows, buildGraph) {
      await mkdir(folder, { recursive: true })
      // Without its sidecar a half-written set is nothing.
      await rm(file('json'), { force: true })
      const bytes = Buffer.from(rows.numbers.buffer, rows.numbers.byteOffset, rows.numbers.byteLength)
      await writeFile(file('vectors'), bytes)
      if (buildGraph) await buildGraph(file('graph'))
      const sidecar = {
        model: made.model,
        texts: made.texts,
        dimension: rows.dimension,
        count: rows.count,
        numbers: digest(bytes),
        ...(buildGraph && { graph: digest(await readFile(file('graph'))) }),
      }
      await writeFile(file('json.new'), JSON.stringify(sidecar, null, 2) + '\n')
      await rename(file('json.new'), file('json'))
      return { rows, ...(buildGraph && { graphFile: file('graph') }) }
    },
  }
}

export function digestTexts(texts: readonly string[]): string {
  return digest(Buffer.from(JSON.stringify(texts)))
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
