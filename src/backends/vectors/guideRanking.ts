/** Ranks guides by meaning: vectors of their texts, kept and built anew when content or model changes. Until they are there, and on any fault, nothing is ranked. */
import type { Guide } from '../../knowledge/types'
import { languages, type Language } from '../../language/languages'
import type { DenseHit, DenseRanking } from '../../retrieval/ports'
import { createBreaker, type BreakerLimits } from '../model/circuitBreaker'
import { guideTexts, type GuideText } from './guideTexts'
import { openVectorStore, type GuideVectorStore } from './guideVectorStore'
import { buildHnswFile, loadHnsw, openHnswFile } from './hnswRows'
import type { Embedder } from './openAiEmbedder'
import { digestTexts, vectorCache } from './vectorCache'
import { exactRows, rowsOf, type NearestRows, type VectorRows } from './vectors'

export interface GuideRankingNeeds {
  readonly guides: readonly Guide[]
  readonly embedder: Embedder
  /** Where vectors are kept: `<folder>/<language>.vectors` and beside it. */
  readonly folder: string
  /** The most that a question's vector may cost a person in time, in ms. */
  readonly deadlineMs: number
  readonly breaker: BreakerLimits
  /** Ids, counts and faults; never words. */
  report(facts: Readonly<Record<string, string | number | boolean | undefined>>, event: string): void
  /** For tests: as if hnswlib-node were not installed. */
  readonly withoutHnsw?: boolean
}

export interface GuideRanking extends DenseRanking {
  /** Resolves when every language is built or loaded, or has failed. */
  readonly built: Promise<void>
  /** Ends what is being built. */
  close(): Promise<void>
}

/** Texts that are looked at; several belong to one guide. */
const mostTexts = 60
const mostGuides = 10
/** A build that failed is tried again by a question that comes so much later. */
const againMs = 60_000

/** Begins to build or load at once, in the background. */
export function openGuideRanking(needs: GuideRankingNeeds): GuideRanking {
  const { report } = needs
  const ending = new AbortController()
  const breaker = createBreaker(needs.breaker, () => performance.now())
  const stores = new Map<Language, GuideVectorStore>()
  let failedAt: number | undefined
  let building = buildAll()

  async function buildAll(): Promise<void> {
    failedAt = undefined
    for (const language of languages)
      try {
        const texts = stores.has(language) ? [] : guideTexts(needs.guides, language)
        if (texts.length > 0) stores.set(language, await openLanguage(needs, language, texts, ending.signal))
      } catch (cause) {
        if (ending.signal.aborted) return
        failedAt = performance.now()
        report({ language, fault: nameOf(cause) }, 'vectors not built; guides are found by words')
        return
      }
  }

  return {
    get built() {
      return building
    },
    async rank(text, language) {
      const store = stores.get(language)
      if (!store) {
        if (failedAt !== undefined && performance.now() - failedAt > againMs) building = buildAll()
        return []
      }
      if (!breaker.mayCall()) return []
      try {
        const vector = await inTime(needs.embedder.forQuestions.embedQuery(text), needs.deadlineMs)
        const found = await store.similaritySearchVectorWithScore(vector, mostTexts)
        breaker.succeeded()
        return bestOfEach(found.map(([{ metadata }, score]) => ({ guide: String(metadata['guide']), score })))
      } catch (cause) {
        breaker.failed()
        report({ language, fault: nameOf(cause) }, 'question without a vector')
        return []
      }
    },
    async close() {
      ending.abort()
      await building
    },
  }
}

/** The language's vectors from their files, or made anew and kept. */
async function openLanguage(
  needs: GuideRankingNeeds,
  language: Language,
  texts: readonly GuideText[],
  signal: AbortSignal,
): Promise<GuideVectorStore> {
  const started = performance.now()
  const { embedder, folder, report, withoutHnsw } = needs
  const cache = vectorCache(folder, language)
  const made = { model: embedder.name, texts: digestTexts(texts.map(({ text }) => text)), count: texts.length }
  const library = withoutHnsw ? undefined : await loadHnsw()
  let kept = await cache.load(made)
  const fromCache = kept !== undefined && (kept.graphFile !== undefined || library === undefined)
  if (!kept || !fromCache) {
    const rows = kept?.rows ?? rowsOf(await embedAll(texts, embedder, signal))
    kept = await cache.save(made, rows, library && ((file) => buildHnswFile(rows, file, signal)))
  }
  const nearest = openRows(library, kept.rows, kept.graphFile)
  const ms = Math.round(performance.now() - started)
  report({ language, texts: texts.length, search: nearest.kind, fromCache, ms }, 'vectors ready')
  const { Document } = await import('@langchain/core/documents')
  const documents = texts.map(({ guide, text }) => new Document({ pageContent: text, metadata: { guide } }))
  return openVectorStore(embedder.forQuestions, { documents, rows: kept.rows, nearest })
}

function openRows(
  library: Awaited<ReturnType<typeof loadHnsw>>,
  rows: VectorRows,
  graphFile: string | undefined,
): NearestRows {
  return library && graphFile !== undefined ? openHnswFile(library, rows, graphFile) : exactRows(rows)
}

/** Some texts at a time, so that a stop is heard between two. */
async function embedAll(
  texts: readonly { readonly text: string }[],
  { forTexts }: Embedder,
  signal: AbortSignal,
): Promise<number[][]> {
  const step = 256
  const vectors: number[][] = []
  for (let from = 0; from < texts.length; from += step) {
    signal.throwIfAborted()
    vectors.push(...(await forTexts.embedDocuments(texts.slice(from, from + step).map(({ text }) => text))))
  }
  return vectors
}

/** The best of each guide's texts, best first. */
function bestOfEach(hits: readonly DenseHit[]): DenseHit[] {
  const best = new Map<string, DenseHit>()
  for (const hit of hits) if (hit.score > (best.get(hit.guide)?.score ?? -Infinity)) best.set(hit.guide, hit)
  return [...best.values()].sort((one, two) => two.score - one.score).slice(0, mostGuides)
}

async function inTime<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('TIMEOUT')), deadlineMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** A fault's code or name: its words may hold what was sent. */
function nameOf(fault: unknown): string {
  const { code, status, name } = fault as { code?: string; status?: number; name?: string }
  return String(code ?? status ?? name ?? 'UNKNOWN')
}
