/** In-memory search libraries that people would pick, each configured as well as we can. Installed from test/bench/peers. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type BenchDocument, type BenchEngine, documentFields, fieldBoosts, wordsOf } from './retrievalEngine'
import type { Language } from '../../src/language/languages'

const here = createRequire(join(__dirname, 'peers', 'package.json'))
const long = { fi: 'finnish', sv: 'swedish', en: 'english' } as const

interface Stemmer {
  stem(word: string): string
}
const snowball = (language: Language): Stemmer =>
  (here('snowball-stemmers') as { newStemmer(name: string): Stemmer }).newStemmer(long[language])
const ranked = (
  hits: readonly { readonly id: string; readonly score: number }[],
): { guides: string[]; confidence: number } => ({
  guides: hits.slice(0, 10).map(({ id }) => id),
  confidence: hits[0]?.score ?? 0,
})

interface MiniSearchHit {
  readonly id: string
  readonly score: number
}
interface MiniSearchIndex {
  addAll(documents: readonly BenchDocument[]): void
  search(text: string): MiniSearchHit[]
}

export const miniSearch: BenchEngine = {
  name: 'MiniSearch (fuzzy, prefix, snowball)',
  prepare(language, documents) {
    const MiniSearch = here('minisearch') as new (options: unknown) => MiniSearchIndex
    const stemmer = snowball(language)
    const index = new MiniSearch({
      fields: documentFields,
      processTerm: (term: string) => stemmer.stem(term.toLowerCase()),
      searchOptions: {
        boost: fieldBoosts,
        prefix: (term: string) => term.length > 4,
        fuzzy: (term: string) => (term.length > 4 ? 0.2 : false),
      },
    })
    index.addAll(documents)
    return (text) => ranked(index.search(text))
  },
}

export const orama: BenchEngine = {
  name: 'Orama (stemmer, tolerance 1)',
  async prepare(language, documents) {
    const { create, insertMultiple, search } = here('@orama/orama') as {
      create(options: unknown): Promise<unknown>
      insertMultiple(index: unknown, documents: readonly BenchDocument[]): Promise<unknown>
      search(index: unknown, query: unknown): Promise<{ hits: { score: number; document: { id: string } }[] }>
    }
    const { stemmer } = here(`@orama/stemmers/${long[language]}`) as { stemmer: (word: string) => string }
    const index = await create({
      schema: Object.fromEntries(['id', ...documentFields].map((field) => [field, 'string'])),
      components: { tokenizer: { language: long[language], stemming: true, stemmer } },
    })
    await insertMultiple(index, documents)
    return async (text) => {
      const { hits } = await search(index, {
        term: text,
        properties: [...documentFields],
        boost: fieldBoosts,
        tolerance: 1,
        threshold: 1,
        limit: 10,
      })
      return ranked(hits.map(({ score, document }) => ({ id: document.id, score })))
    }
  },
}

interface LunrBuilder {
  use(plugin: unknown): void
  ref(field: string): void
  field(name: string, options: { boost: number }): void
  add(document: BenchDocument): void
}
interface LunrIndex {
  query(build: (query: { term(word: string, options: unknown): void }) => void): { ref: string; score: number }[]
}

export const lunr: BenchEngine = {
  name: 'lunr (language pack, fuzzy 1)',
  prepare(language, documents) {
    const library = here('lunr') as ((build: (this: LunrBuilder) => void) => LunrIndex) & Record<string, unknown>
    if (language !== 'en') {
      ;(here('lunr-languages/lunr.stemmer.support') as (library: unknown) => void)(library)
      ;(here(`lunr-languages/lunr.${language}`) as (library: unknown) => void)(library)
    }
    const index = library(function () {
      if (language !== 'en') this.use(library[language])
      this.ref('id')
      for (const field of documentFields) this.field(field, { boost: fieldBoosts[field] })
      for (const document of documents) this.add(document)
    })
    return (text) =>
      ranked(
        index
          .query((query) => {
            for (const word of wordsOf(text)) {
              query.term(word, { boost: 3 })
              if (word.length > 4) query.term(word, { editDistance: 1 })
            }
          })
          .map(({ ref, score }) => ({ id: ref, score })),
      )
  },
}

export const flexSearch: BenchEngine = {
  name: 'FlexSearch (forward, snowball, suggest)',
  prepare(language, documents) {
    const { Index } = here('flexsearch') as {
      Index: new (options: unknown) => {
        add(id: number, text: string): void
        search(text: string, options: unknown): number[]
      }
    }
    const stemmer = snowball(language)
    const encode = (text: string): string[] => wordsOf(text).map((word) => stemmer.stem(word))
    const index = new Index({ tokenize: 'forward', encode, resolution: 9 })
    documents.forEach((document, i) => index.add(i, documentFields.map((field) => document[field]).join('\n')))
    // FlexSearch gives no scores: what is found at all is its only measure of sureness.
    return (text) => {
      const found = index.search(text, { limit: 10, suggest: true })
      return { guides: found.map((i) => documents[i]?.id ?? ''), confidence: found.length }
    }
  },
}

export const fuse: BenchEngine = {
  name: 'Fuse (words joined by or)',
  prepare(_language, documents) {
    const Fuse = here('fuse.js') as new (
      documents: readonly BenchDocument[],
      options: unknown,
    ) => { search(text: string, options: unknown): { item: BenchDocument; score: number }[] }
    const keys = documentFields.map((name) => ({ name, weight: fieldBoosts[name] }))
    const index = new Fuse(documents, {
      keys,
      includeScore: true,
      ignoreLocation: true,
      threshold: 0.3,
      useExtendedSearch: true,
      ignoreFieldNorm: false,
    })
    return (text) => {
      const query = wordsOf(text)
        .filter((word) => word.length > 3)
        .join(' | ')
      if (query === '') return { guides: [], confidence: 0 }
      return ranked(index.search(query, { limit: 10 }).map(({ item, score }) => ({ id: item.id, score: 1 - score })))
    }
  },
}

export const langChainBm25: BenchEngine = {
  name: 'LangChain BM25Retriever',
  prepare(_language, documents) {
    const { BM25Retriever } = here('@langchain/community/retrievers/bm25') as {
      BM25Retriever: {
        fromDocuments(
          documents: unknown[],
          options: unknown,
        ): { invoke(text: string): Promise<{ metadata: { id: string; bm25Score?: number } }[]> }
      }
    }
    const retriever = BM25Retriever.fromDocuments(
      documents.map((document) => ({
        pageContent: documentFields.map((field) => document[field]).join('\n'),
        metadata: { id: document.id },
      })),
      { k: 10, includeScore: true },
    )
    return async (text) => {
      const found = await retriever.invoke(text)
      return ranked(found.map(({ metadata }) => ({ id: metadata.id, score: metadata.bm25Score ?? 0 })))
    }
  },
}

interface NlpManager {
  settings: Record<string, unknown>
  addLanguage(language: string): void
  addDocument(language: string, text: string, intent: string): void
  train(): Promise<void>
  process(language: string, text: string): Promise<{ classifications: { intent: string; score: number }[] }>
}

export const nlpJs: BenchEngine = {
  name: 'nlp.js (intents from questions)',
  async prepare(language, documents) {
    const { dockStart } = here('@nlpjs/basic') as {
      dockStart(options: unknown): Promise<{ get(name: string): NlpManager; getContainer?(): unknown }>
    }
    const dock = await dockStart({
      use: ['Basic'],
      settings: { nlp: { autoSave: false, log: false, nlu: { log: false } } },
      autoTrain: false,
    })
    const nlp = dock.get('nlp')
    const pack = here(`@nlpjs/lang-${language}`) as Record<string, new () => unknown>
    const Language = pack[`Lang${language[0]?.toUpperCase()}${language.slice(1)}`]
    const container = (nlp as unknown as { container: { use(plugin: unknown): void } }).container
    if (Language) container.use(Language)
    nlp.settings['autoSave'] = false
    nlp.addLanguage(language)
    for (const document of documents) {
      for (const question of [
        document.title,
        ...document.questions.split('\n'),
        ...document.summary.split(/(?<=[.!?])\s+/),
        ...document.glossary.split(', '),
      ]) {
        if (question.trim() !== '') nlp.addDocument(language, question, document.id)
      }
    }
    await nlp.train()
    return async (text) => {
      const { classifications } = await nlp.process(language, text)
      return ranked(
        classifications.filter(({ intent }) => intent !== 'None').map(({ intent, score }) => ({ id: intent, score })),
      )
    }
  },
}
