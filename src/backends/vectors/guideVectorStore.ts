/** LangChain's vector store over our own rows: what is searched with a text or a vector. Knows no guide and no file. */
import type { Document } from '@langchain/core/documents'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import { exactRows, rowsOf, unitVector, type NearestRows, type VectorRows } from './vectors'

/** Rows with their documents: one a row. */
export interface Stocked {
  readonly documents: readonly Document[]
  readonly rows: VectorRows
  readonly nearest: NearestRows
}

export type GuideVectorStore = Awaited<ReturnType<typeof openVectorStore>>

/**
 * A store that searches `stocked`. Adding makes it search everything anew, exactly; scores are cosines, higher is nearer.
 * LangChain is loaded here and nowhere before.
 */
export async function openVectorStore(embeddings: EmbeddingsInterface, stocked: Stocked) {
  const { VectorStore: LangChainStore } = await import('@langchain/core/vectorstores')

  let held = stocked

  class RowStore extends LangChainStore {
    override _vectorstoreType(): string {
      return `opastin-${held.nearest.kind}`
    }

    override async addDocuments(documents: Document[]): Promise<void> {
      await this.addVectors(
        await this.embeddings.embedDocuments(documents.map(({ pageContent }) => pageContent)),
        documents,
      )
    }

    /** @throws UnfitVectors for a vector that is not a number, all zero, or of another length; nothing is added then */
    override addVectors(vectors: number[][], documents: Document[]): Promise<void> {
      const before = held.rows
      const added = rowsOf(vectors)
      if (before.count > 0 && added.count > 0) unitVector(vectors[0] ?? [], before.dimension)
      const numbers = new Float32Array(before.numbers.length + added.numbers.length)
      numbers.set(before.numbers)
      numbers.set(added.numbers, before.numbers.length)
      const rows = { dimension: added.dimension || before.dimension, count: before.count + added.count, numbers }
      held = { rows, documents: [...held.documents, ...documents], nearest: exactRows(rows) }
      return Promise.resolve()
    }

    override similaritySearchVectorWithScore(query: number[], k: number): Promise<[Document, number][]> {
      const { documents, rows, nearest } = held
      if (rows.count === 0) return Promise.resolve([])
      const found = nearest.nearest(unitVector(query, rows.dimension), Math.min(k, rows.count))
      return Promise.resolve(
        found.flatMap(({ row, similarity }): [Document, number][] => {
          const document = documents[row]
          return document ? [[document, similarity]] : []
        }),
      )
    }
  }

  return new RowStore(embeddings, {})
}
