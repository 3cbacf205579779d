/** Whether a sentence stands in a source: the same words, no small word turned. Compares stems; knows no rule's name and no model. */
import { createHash } from 'node:crypto'
import { tokenize } from '../language/tokenize'
import type { Analyzer } from '../language/word'
import { turnsIn, type Turns } from './gateTurns'
import type { NumberedSource } from './ports'

/** One sentence or list line of a source. */
export interface Unit {
  /** For each word that says something, its stems. */
  readonly words: readonly (readonly string[])[]
  readonly stems: ReadonlySet<string>
  readonly turns: Turns
}

/** How much of what the source's sentence says must be said: a sentence that leaves out half of it may mean something else. */
const leastSaid = 0.6
/** A sentence may join this many sentences of its sources. */
const mostJoined = 2
/** Readings less sure than this do not count. */
const surest = 0.78

export const marks = /\[\[\d+\]\]/g

export function readUnits(source: NumberedSource, analyzer: Analyzer): Unit[] {
  return withoutQuotations(source.text)
    .split(/\n+|(?<=[.!?])\s+(?=[\p{Lu}\d[])/u)
    .filter((text) => text.trim() !== '')
    .map((text) => readUnit(text, analyzer))
}

export function readUnit(written: string, analyzer: Analyzer): Unit {
  const text = withoutQuotations(written)
  const words = contentWords(text, analyzer)
  return { words, stems: new Set(words.flat()), turns: turnsIn(text, analyzer.language) }
}

/**
 * The sentences of the sources that `sentence` is made of, best first, or undefined when it says a word that none of them says, or
 * leaves out too much of what they say. The comparison is of stems: order and endings may differ, the matter may not.
 */
export function findSupport(sentence: Unit, units: readonly Unit[]): readonly Unit[] | undefined {
  if (sentence.words.length === 0) return undefined
  const joined: Unit[] = []
  let open = sentence.words
  while (open.length > 0) {
    if (joined.length === mostJoined) return undefined
    const best = bestFor(
      open,
      sentence,
      units.filter((unit) => !joined.includes(unit)),
    )
    if (!best) return undefined
    joined.push(best)
    open = open.filter((word) => !says(best, word))
  }
  // A word may be said as often as the sources say it: "the scammer calls the bank" has one scammer.
  const saidThere = joined.reduce((sum, unit) => sum + wordsSaid(unit, sentence), 0)
  const full = joined.every((unit) => shareSaid(unit, sentence) >= leastSaid)
  return full && sentence.words.length <= saidThere ? joined : undefined
}

/** The unit that says most of `open`; of those that say as much, the one that is said most fully. */
function bestFor(open: Unit['words'], sentence: Unit, units: readonly Unit[]): Unit | undefined {
  let best: Unit | undefined
  let most = 0
  for (const unit of units) {
    const said = open.filter((word) => says(unit, word)).length
    if (said === 0) continue
    const worth = said + shareSaid(unit, sentence) / 2
    if (worth > most) [best, most] = [unit, worth]
  }
  return best
}

function says(unit: Unit, word: readonly string[]): boolean {
  return word.some((stem) => unit.stems.has(stem))
}

function shareSaid(unit: Unit, sentence: Unit): number {
  return wordsSaid(unit, sentence) / Math.max(1, unit.words.length)
}

/** How many of the unit's words the sentence says. */
function wordsSaid(unit: Unit, sentence: Unit): number {
  return unit.words.filter((word) => says(sentence, word)).length
}

/** Words that say something, and marks; each with its stems. Words of grammar and bare numbers have rules of their own. */
function contentWords(text: string, analyzer: Analyzer): string[][] {
  const words = tokenize(text.replace(marks, ' '))
    .filter((token) => /\p{L}/u.test(token))
    .map((token) => analyzer.word(token))
    .filter(({ grammar }) => !grammar)
    .map(({ terms }) => terms.filter(({ weight }) => weight >= surest).map(({ term }) => term))
  return [...words, ...(text.match(marks) ?? []).map((mark) => [mark])]
}

/** In quotation marks of any kind, on one line. */
const quotations = /(?:«([^«»\n]+)»|»([^«»\n]+)»|“([^“”\n]+)”|”([^“”\n]+)”|„([^“”„\n]+)[“”]|"([^"\n]+)")/gu
/** Shorter ones are names of buttons and pages. */
const fewestWordsQuoted = 4

/**
 * What a passage quotes it does not say itself: a swindler's words in a warning are no advice. A longer quotation counts as one word, so
 * that only a sentence which quotes it too can rest on it.
 */
function withoutQuotations(text: string): string {
  return text.replace(quotations, (whole) => {
    const words = tokenize(whole)
    if (words.length < fewestWordsQuoted) return whole
    const digest = createHash('sha256').update(words.join(' ')).digest()
    return ` [[${digest.readUInt32BE(0) + 1_000_000}]] `
  })
}
