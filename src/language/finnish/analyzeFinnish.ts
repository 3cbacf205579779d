/** Finnish words: Voikko's lemmas and parts where the dictionary is there, stems always, spoken words by lexicon. Knows no index. */
import { rememberWords } from '../rememberWords'
import { foldMarks } from '../tokenize'
import { dataVersion } from '../dataVersion'
import type { Analyzer, WeightedTerm, Word } from '../word'
import { finnishGrammarWords } from './grammarWords'
import type { Dictionary, Lemma } from './readVoikko'
import { rewriteSpoken } from './rewriteSpoken'
import { spokenFinnish } from './spokenWords'
import { stemFinnish } from './stemFinnish'

const longestForDictionary = 40
const mostRewrites = 8
/** Where the dictionary knows the word, its stem still joins it with its kin (unohtaa, unohtua) and with forms the dictionary misses. */
const stemShare = 0.75

/** Stems of frequent irregular words, so that both kinds of analysis meet. */
const negations = new Set(['en', 'et', 'ei', 'emme', 'ette', 'eivät', 'enkä', 'eikä', 'etkä', 'eiks', 'eikö', 'enkö'])

/** `dictionary` is optional: without it stems do the work. */
export function analyzeFinnish(dictionary?: Dictionary): Analyzer {
  const spoken = spokenIndex(spokenFinnish)

  const analyze = (text: string): Word => {
    if (negations.has(text)) return { text, terms: [{ term: 'ei', weight: 1 }], parts: [], grammar: true, known: true }
    const terms = new Map<string, number>()
    const parts = new Set<string>()
    const add = (term: string, weight: number): void => {
      if (term !== '' && (terms.get(term) ?? 0) < weight) terms.set(term, weight)
    }
    const addLemma = ({ lemma, parts: lemmaParts }: Lemma, weight: number): void => {
      add(lemma, weight)
      add(stemFinnish(lemma), weight * stemShare)
      for (const part of lemmaParts) if (part.length > 2) parts.add(part)
    }
    const lemmas = dictionary && text.length <= longestForDictionary ? dictionary.lemmas(text) : []
    for (const lemma of lemmas) addLemma(lemma, 1)
    const stem = stemFinnish(text)
    if (lemmas.length === 0) add(stem, 1)

    const standard = own(spokenFinnish, text) ?? (lemmas.length === 0 ? spoken.get(stem) : undefined)
    if (standard !== undefined) {
      add(stemFinnish(standard), dictionary ? 0.95 * stemShare : 0.95)
      for (const lemma of dictionary?.lemmas(standard) ?? []) addLemma(lemma, 0.95)
    }
    let rewritten = false
    if (dictionary && lemmas.length === 0 && standard === undefined && text.length > 3) {
      for (const form of rewriteSpoken(text).slice(0, mostRewrites)) {
        if (finnishGrammarWords.has(form)) return { ...analyze(form), text }
        const readings = dictionary.lemmas(form)
        for (const lemma of readings) addLemma(lemma, 0.9)
        rewritten ||= readings.length > 0
        if (rewritten) break
      }
    }
    return {
      text,
      terms: sorted(terms),
      parts: [...parts],
      grammar: finnishGrammarWords.has(text),
      known: lemmas.length > 0 || standard !== undefined || rewritten,
    }
  }

  return {
    language: 'fi',
    version: `fi-1-${dictionary?.version ?? 'stems'}-${dataVersion(spokenFinnish, finnishGrammarWords)}`,
    ...rememberWords(analyze),
    rewrites(text) {
      const candidates = rewriteSpoken(text)
      if (!dictionary) return candidates
      const sure = candidates.filter((candidate) => dictionary.lemmas(candidate).length > 0)
      if (sure.length === 0 && text === foldMarks(text)) {
        for (const { lemma } of dictionary.lemmasWithoutDots(text)) sure.push(lemma)
      }
      return sure
    },
  }
}

function spokenIndex(words: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const index = new Map<string, string>()
  for (const [word, standard] of Object.entries(words)) {
    const stem = stemFinnish(word)
    if (stem.length > 3 && !index.has(stem)) index.set(stem, standard)
  }
  return index
}

function own(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function sorted(terms: ReadonlyMap<string, number>): WeightedTerm[] {
  return [...terms].map(([term, weight]) => ({ term, weight })).sort((one, two) => two.weight - one.weight)
}
