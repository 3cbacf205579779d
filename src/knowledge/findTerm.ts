/** Finds the glossary term that some words name, in any language, form or spelling without dots. Whole words only: never "kone" inside "tietokone". Knows no question. */
import { stemEnglish } from '../language/english/stemEnglish'
import { stemFinnish } from '../language/finnish/stemFinnish'
import { languages, type Language } from '../language/languages'
import { stemSwedish } from '../language/swedish/stemSwedish'
import { foldMarks } from '../language/tokenize'
import { once } from './once'
import type { Knowledge, Term } from './types'

/** Takes the inflection off one lower-case word. */
export type Stem = (word: string, language: Language) => string

type Terms = Knowledge['terms']
/** From a name in its compared form to its term; the first file that claims a name keeps it. */
type Names = ReadonlyMap<string, Term>
interface Way {
  readonly shape: Stem
  readonly terms: Record<Language, Names>
  readonly forms: Record<Language, Names>
}
interface Index {
  readonly stem: Stem
  /** Ways to compare, strictest first; each is made when the one before has found nothing for the first time. */
  readonly ways: readonly (() => Way)[]
}

/**
 * @param words the words asked about, without "mitä tarkoittaa" around them; case, dots, hyphens and spaces do not count
 * @param language the language of the question: its names win over the same word in another
 * @param stem hand in the same function every time; it is part of what is remembered
 */
export function findTerm(
  knowledge: Pick<Knowledge, 'terms'>,
  words: string,
  language: Language,
  stem: Stem = stemOf,
): Term | undefined {
  if (!/[\p{L}\p{N}]/u.test(words)) return undefined
  const order = [language, ...languages.filter((one) => one !== language)]
  for (const way of indexOf(knowledge.terms, stem).ways) {
    const { shape, terms, forms } = way()
    for (const one of order) {
      const asked = shape(words, one)
      const term = terms[one].get(asked) ?? forms[one].get(asked)
      if (term) return term
    }
  }
  return undefined
}

/** The longest name of a term that stands in a text, in words that follow each other; of names of one length the last. */
export function findTermIn(knowledge: Pick<Knowledge, 'terms'>, text: string, language: Language): Term | undefined {
  const words = wordsOf(text.slice(0, longestText))
  const spans = words.flatMap((_, from) =>
    Array.from({ length: Math.min(mostWords, words.length - from) }, (__, more) =>
      words.slice(from, from + more + 1).join(' '),
    ),
  )
  for (const span of spans.reverse().sort((one, other) => other.length - one.length)) {
    const term = span.length < shortestName ? undefined : findTerm(knowledge, span, language)
    if (term) return term
  }
  return undefined
}

/** Everything a term is called in one language: `Tiedoksianto, kuittaus (DVV)` is three names and the whole. */
export function namesOf(name: string): string[] {
  const inside = [...name.matchAll(/\(([^)]+)\)/g)].map((match) => match[1] ?? '')
  const outside = name.replace(/\([^)]*\)/g, ' ')
  return [
    ...new Set([name, ...outside.split(/,| \/ /), ...inside].map((one) => one.trim()).filter((one) => one !== '')),
  ]
}

/** Names in running text: of a few words, and no little words that a name may begin like. */
const mostWords = 4
const shortestName = 3
const longestText = 400

const indexes = new WeakMap<Terms, Index>()

/** Made once for each loaded knowledge (and stem). */
function indexOf(terms: Terms, stem: Stem): Index {
  const known = indexes.get(terms)
  if (known?.stem === stem) return known
  const eachWord =
    (cut: Stem): Stem =>
    (text, language) =>
      joined(wordsOf(text).map((word) => foldMarks(cut(word, language))))
  const shapes: readonly Stem[] = [
    (text) => joined(wordsOf(text)),
    (text) => foldMarks(joined(wordsOf(text))),
    eachWord(stem),
    eachWord(withoutEnding),
  ]
  const made: Index = { stem, ways: shapes.map((shape) => once(() => makeWay(terms, shape))) }
  indexes.set(terms, made)
  return made
}

function makeWay(terms: Terms, shape: Stem): Way {
  const collectIn = (names: (term: Term, language: Language) => readonly string[]): Record<Language, Names> =>
    eachLanguage((language) =>
      collect(
        terms,
        (term) => names(term, language),
        (name) => shape(name, language),
      ),
    )
  return {
    shape,
    terms: collectIn((term, language) => namesOf(term.term[language])),
    forms: collectIn((term, language) => term.forms[language].flatMap(namesOf)),
  }
}

function collect(terms: Terms, names: (term: Term) => readonly string[], shape: (name: string) => string): Names {
  const found = new Map<string, Term>()
  for (const term of terms)
    for (const name of names(term).map(shape)) if (name !== '' && !found.has(name)) found.set(name, term)
  return found
}

function eachLanguage(make: (language: Language) => Names): Record<Language, Names> {
  return { fi: make('fi'), sv: make('sv'), en: make('en') }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

/** suomi.fi tunnistus, Suomi.fi-tunnistus and suomifi-tunnistus are one. */
function joined(words: readonly string[]): string {
  return words.join('').normalize('NFC')
}

const endings: Readonly<Record<Language, RegExp>> = {
  fi: /(?:(?:i|e)?(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi)|iin|een|ien|jen|ja|jä|ta|tä|in|en|et|it|an|än|on|ön|un|yn|at|ät|ot|öt|ut|yt|a|ä|o|ö|u|y|e|i|n|t)$/,
  sv: /(?:orna|arna|erna|ens|ets|ans|an|en|et|ar|er|or|na|n|t|s|a|e)$/,
  en: /(?:'s|ies|es|s|y|e)$/,
}

/** One ending off, at least four letters kept: a stemmer may cut deeper in one form than in another (salasana, salasanan), and this catches those. */
const withoutEnding: Stem = (word, language) => {
  const cut = word.replace(endings[language], '')
  return cut.length >= 4 ? cut : word
}

const stemmers: Readonly<Record<Language, (word: string) => string>> = {
  fi: stemFinnish,
  sv: stemSwedish,
  en: stemEnglish,
}

const stemOf: Stem = (word, language) => stemmers[language](word)
