/** What the databases can do by themselves: SQLite FTS5 with trigrams, PostgreSQL full text with pg_trgm. */
import Database from 'libsql'
import { Client } from 'pg'
import { createDatabase, startPostgres, type TestPostgres } from '../postgres'
import { type BenchEngine, documentFields, fieldBoosts, wordsOf } from './retrievalEngine'

export const fts5Trigram: BenchEngine = {
  name: 'SQLite FTS5 trigram (or)',
  prepare(_language, documents) {
    const database = new Database(':memory:')
    database.exec(
      `CREATE VIRTUAL TABLE guides USING fts5(id UNINDEXED, ${documentFields.join(', ')}, tokenize = 'trigram remove_diacritics 1')`,
    )
    const insert = database.prepare(`INSERT INTO guides VALUES (?, ${documentFields.map(() => '?').join(', ')})`)
    for (const document of documents) insert.run(document.id, ...documentFields.map((field) => document[field]))
    const weights = documentFields.map((field) => fieldBoosts[field]).join(', ')
    const ask = database.prepare(
      `SELECT id, -bm25(guides, 0, ${weights}) AS score FROM guides WHERE guides MATCH ? ORDER BY score DESC LIMIT 10`,
    )
    return (text) => {
      const trigrams = new Set(
        wordsOf(text).flatMap((word) =>
          Array.from({ length: Math.max(0, word.length - 2) }, (_, i) => word.slice(i, i + 3)),
        ),
      )
      if (trigrams.size === 0) return { guides: [], confidence: 0 }
      const rows = ask.all([...trigrams].map((trigram) => `"${trigram}"`).join(' OR ')) as {
        id: string
        score: number
      }[]
      return { guides: rows.map(({ id }) => id), confidence: rows[0]?.score ?? 0 }
    }
  },
}

/** Full text and trigram similarity, joined by reciprocal ranks. Call `close` when done. */
export function postgresText(): BenchEngine {
  let server: Promise<TestPostgres> | undefined
  const clients: Client[] = []
  let made = 0
  return {
    name: 'PostgreSQL full text + pg_trgm',
    async prepare(language, documents) {
      server ??= startPostgres()
      const client = new Client({
        connectionString: await createDatabase((await server).url, `bench${process.pid}_${made++}`),
      })
      await client.connect()
      clients.push(client)
      const configuration = { fi: 'finnish', sv: 'swedish', en: 'english' }[language]
      await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm')
      await client.query('CREATE TABLE guides (id text, whole text, vector tsvector)')
      for (const { id, title, questions, summary, headings, body, glossary } of documents) {
        await client.query(
          `INSERT INTO guides VALUES ($1, $2, setweight(to_tsvector('${configuration}', $3), 'A') || setweight(to_tsvector('${configuration}', $4), 'B')
            || setweight(to_tsvector('${configuration}', $5), 'D'))`,
          [
            id,
            [title, questions, summary, glossary].join('\n'),
            title,
            [questions, summary, glossary].join('\n'),
            [headings, body].join('\n'),
          ],
        )
      }
      return async (text) => {
        const words = wordsOf(text)
        if (words.length === 0) return { guides: [], confidence: 0 }
        const { rows } = await client.query<{ id: string; rank: number; likeness: number }>(
          `SELECT id, ts_rank('{0.1,0.2,0.6,1}', vector, query, 1) AS rank, strict_word_similarity($1, whole) + word_similarity($1, whole) AS likeness
             FROM guides, (SELECT replace(plainto_tsquery('${configuration}', $2)::text, '&', '|')::tsquery AS query) q`,
          [text, words.join(' ')],
        )
        const fused = new Map<string, number>()
        for (const key of ['rank', 'likeness'] as const) {
          const sorted = [...rows].sort((one, two) => two[key] - one[key])
          sorted.slice(0, 30).forEach(({ id }, place) => fused.set(id, (fused.get(id) ?? 0) + 1 / (20 + place)))
        }
        const best = [...fused].sort((one, two) => two[1] - one[1]).slice(0, 10)
        const first = rows.find(({ id }) => id === best[0]?.[0])
        return { guides: best.map(([id]) => id), confidence: (first?.rank ?? 0) + (first?.likeness ?? 0) }
      }
    },
    async close() {
      for (const client of clients) await client.end()
      await (await server)?.stop()
    },
  }
}
