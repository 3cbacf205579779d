/** A graph of near vectors by hnswlib-node, which is optional: built in a thread of its own, kept as a file. Knows no text. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { NearestRows, VectorRows } from './vectors'

type Library = typeof import('hnswlib-node')

/** Undefined where the library could not be compiled on this machine. */
export async function loadHnsw(): Promise<Library | undefined> {
  try {
    const loaded = (await import('hnswlib-node')) as Library & { readonly default?: Library }
    return loaded.default ?? loaded
  } catch {
    // Optional on purpose: whoever asks says that exact search serves instead.
    return undefined
  }
}

/** Neighbours that a search looks at: near all of the right ones up to some ten thousand vectors, in well under a millisecond. */
const searchBreadth = 128

/** What runs in the thread: building holds a thread for seconds, and the service must go on answering. */
const building = `
const { workerData } = require('node:worker_threads')
const { HierarchicalNSW } = require(workerData.library)
const { dimension, count, numbers, file } = workerData
const index = new HierarchicalNSW('ip', dimension)
index.initIndex(Math.max(count, 1), 16, 200, 100)
for (let row = 0; row < count; row++)
  index.addPoint(Array.from(numbers.subarray(row * dimension, (row + 1) * dimension)), row)
index.writeIndexSync(file)
`

/** Builds the graph and writes it to `file`. Rejects when the thread fails or is ended by `signal`. */
export async function buildHnswFile(
  { dimension, count, numbers }: VectorRows,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const library = require.resolve('hnswlib-node')
  const worker = new Worker(building, { eval: true, workerData: { library, dimension, count, numbers, file } })
  const end = (): void => void worker.terminate()
  signal.addEventListener('abort', end, { once: true })
  try {
    const [code] = (await once(worker, 'exit')) as [number]
    signal.throwIfAborted()
    if (code !== 0) throw new Error(`The thread that builds ${file} ended with ${code}.`)
  } finally {
    signal.removeEventListener('abort', end)
  }
}

/**
 * Opens a file whose checksum has been compared: the library takes any file for granted, and a process that has read a broken one dies.
 * @throws Error when the library refuses it
 */
export function openHnswFile(
  { HierarchicalNSW }: Library,
  { dimension, count }: VectorRows,
  file: string,
): NearestRows {
  const index = new HierarchicalNSW('ip', dimension)
  index.readIndexSync(file)
  index.setEf(searchBreadth)
  return {
    kind: 'hnsw',
    nearest(vector, most) {
      const { neighbors, distances } = index.searchKnn([...vector], Math.min(most, count))
      return neighbors.map((row, at) => ({ row, similarity: 1 - (distances[at] ?? 1) }))
    },
  }
}
