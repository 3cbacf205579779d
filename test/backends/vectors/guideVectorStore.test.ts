/** Our store keeps LangChain's promises: it can be added to and searched with texts and vectors, and takes nothing that cannot be compared. */
import { Document } from '@langchain/core/documents'
import { VectorStore } from '@langchain/core/vectorstores'
import { openVectorStore } from '../../../src/backends/vectors/guideVectorStore'
import { exactRows, rowsOf } from '../../../src/backends/vectors/vectors'
import { hashedVector } from '../../fakes/hashedVector'

const embeddings = {
  embedDocuments: (texts: string[]) => Promise.resolve(texts.map(hashedVector)),
  embedQuery: (text: string) => Promise.resolve(hashedVector(text)),
}
const rows = rowsOf([])
const empty = { documents: [], rows, nearest: exactRows(rows) }
const documents = ['resepti ja lääke', 'muuttoilmoitus ja osoite', 'passi ja poliisi'].map(
  (pageContent) => new Document({ pageContent, metadata: { guide: pageContent.split(' ')[0] } }),
)

test('is a vector store of LangChain, and its retriever finds what was added', async () => {
  const store = await openVectorStore(embeddings, empty)
  expect(store).toBeInstanceOf(VectorStore)
  expect(await store.similaritySearch('passi', 2)).toEqual([])
  await store.addDocuments(documents.slice(0, 2))
  await store.addDocuments(documents.slice(2))
  const found = await store.asRetriever(1).invoke('poliisi myöntää passin')
  expect(found.map(({ metadata }) => metadata['guide'])).toEqual(['passi'])
  const scored = await store.similaritySearchWithScore('passi ja poliisi', 3)
  expect(scored.map(([, score]) => score)).toEqual([...scored.map(([, score]) => score)].sort((a, b) => b - a))
  expect(scored[0]?.[1]).toBeCloseTo(1)
})

test('refuses vectors that cannot be compared, and stays as it was', async () => {
  const store = await openVectorStore(embeddings, empty)
  await store.addDocuments(documents)
  for (const unfit of [[[0, 0]], [[NaN, ...hashedVector('x').slice(1)]], [[1, 2, 3]]])
    await expect(async () => store.addVectors(unfit, documents.slice(0, 1))).rejects.toMatchObject({
      code: 'UNFIT_VECTORS',
    })
  expect(await store.similaritySearch('passi', 10)).toHaveLength(3)
})
