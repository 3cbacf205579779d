/** The rules of the gate, one small function each: every one of them must hold for a sentence to be shown. Knows no model. */
import { identifyLanguage } from '../language/identifyLanguage'
import { foldMarks, tokenize } from '../language/tokenize'
import { findPersonalData } from '../privacy/mask'
import type { GateContext, GateRule } from './gate'
import { findSupport, marks, readUnit } from './gateSupport'
import { addTurns, noTurns, turnAlike } from './gateTurns'
import { asksForSecrets, givesVerdict, ordersLikeSwindler } from './gateVerdict'
import type { DraftSentence } from './ports'

/** In UTF-16 units. */
const longestSentence = 320
/** Words in a row that, shared with the instructions, are taken for a quotation of them. */
const quotedWords = 5

/** Fewer words than this do not tell a language: "Se Helsingfors:". */
const fewestWordsToTell = 3

/** In the order in which they are asked: the cheap ones first. */
export const gateRules: readonly GateRule[] = [
  { name: 'withinLength', holds: ({ text }) => text.length > 0 && text.length <= longestSentence },
  { name: 'pointsToSources', holds: pointsToSources },
  { name: 'plainCharacters', holds: plainCharacters },
  { name: 'knownMarks', holds: knownMarks },
  { name: 'noAddresses', holds: noAddresses },
  {
    name: 'noPersonalData',
    holds: ({ text }, { published }) => findPersonalData(withoutMarks(text), published).length === 0,
  },
  { name: 'noPromptText', holds: noPromptText },
  { name: 'noVerdict', holds: ({ text }) => !givesVerdict(text) },
  { name: 'noAskingForSecrets', holds: ({ text }) => !asksForSecrets(text) },
  { name: 'noSwindlersOrder', holds: ({ text }) => !ordersLikeSwindler(text) },
  { name: 'inLanguage', holds: inLanguage },
  { name: 'factsStand', holds: factsStand },
  { name: 'supported', holds: supported },
  { name: 'turnsAlike', holds: turnsAlike },
]

/** It rests on something that was retrieved, and on nothing else. */
function pointsToSources({ sources }: DraftSentence, context: GateContext): boolean {
  return sources.length > 0 && sources.every((number) => context.sources.has(number))
}

/** Letters of our alphabet, digits and plain punctuation: no markup, image, link, invisible, bidirectional or look-alike character. */
function plainCharacters({ text }: DraftSentence): boolean {
  return /^(?:[A-Za-zÀ-ÖØ-öø-žŠšŽž0-9 \u00a0.,:;!?()'"’”“»–—/%€&+…§-]|\[\[\d+\]\])*$/u.test(text.normalize('NFC'))
}

/** A mark stands for an address of a source that the sentence points to. */
function knownMarks(sentence: DraftSentence, context: GateContext): boolean {
  const known = new Set(pointedSources(sentence, context).flatMap((source) => source.marks.map(({ mark }) => mark)))
  return (sentence.text.match(marks) ?? []).every((mark) => known.has(mark))
}

/** Addresses are ours to write: no page, e-mail or domain, whatever the source says. Names that look like one may stand. */
function noAddresses({ text }: DraftSentence, { addressLikeNames }: GateContext): boolean {
  if (/:\/\/|www\.|@|\bhttps?\b|\bhxxps?\b|\bmailto\b|\bjavascript\b|\/\//i.test(text)) return false
  const domains = text.match(/[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.(?=\p{L}{2,})\p{L}+/gu) ?? []
  return domains.every((domain) => addressLikeNames.has(domain.toLowerCase().split('-')[0] ?? ''))
}

/** No run of words of the instructions. */
function noPromptText({ text }: DraftSentence, { instructions }: GateContext): boolean {
  const said = tokenize(text)
  const told = ` ${tokenize(instructions).join(' ')} `
  for (let at = 0; at + quotedWords <= said.length; at++)
    if (told.includes(` ${said.slice(at, at + quotedWords).join(' ')} `)) return false
  return true
}

/** The language that was asked for; too little to tell is fine, since its words must stand in a source. */
function inLanguage({ text }: DraftSentence, { language }: GateContext): boolean {
  const words = withoutMarks(text)
  const found = identifyLanguage(words, language).language
  return found === language || found === 'unknown' || (words.match(/\p{L}+/gu) ?? []).length < fewestWordsToTell
}

/** Every number, with what it counts, and every name inside the sentence stands in a source that it points to. */
function factsStand(sentence: DraftSentence, context: GateContext): boolean {
  const sources = pointedSources(sentence, context).map(({ text, title }) => withoutMarks(`${title}\n${text}`))
  const numbers = new Set(sources.flatMap(numbersIn))
  const stems = new Set(sources.flatMap((text) => tokenize(text)).flatMap((word) => stemsOf(word, context)))
  const text = withoutMarks(sentence.text)
  return (
    numbersIn(text).every((number) => numbers.has(number)) &&
    namesIn(text).every((name) =>
      tokenize(name).every((word) => stemsOf(word, context).some((stem) => stems.has(stem))),
    )
  )
}

/** "klo 9–16", "0295 123 456" and "15 %" as one number each, without spaces; dashes alike. */
function numbersIn(text: string): string[] {
  return (text.match(/\d+(?:[ \u00a0.,:/–-]\d+)*(?:[ \u00a0]?[%€])?/gu) ?? []).map((number) =>
    number.replace(/[ \u00a0]/g, '').replaceAll('–', '-'),
  )
}

/** Words with a capital letter that do not begin a sentence. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/(?<=[\p{L}\p{N},;)'"’”–-]\s)["'(”“»]*(\p{Lu}[\p{L}\p{N}.-]*)/gu)].map(
    (match) => match[1] ?? '',
  )
}

/** Its words are words of its sources, and it says most of what they say there. */
function supported(sentence: DraftSentence, context: GateContext): boolean {
  return supportOf(sentence, context) !== undefined
}

/** No "not", "if" or "only" was lost or put in. Judged where there is support; without it there is nothing to compare with. */
function turnsAlike(sentence: DraftSentence, context: GateContext): boolean {
  const support = supportOf(sentence, context)
  if (!support) return true
  const source = support.reduce((sum, { turns }) => addTurns(sum, turns), noTurns)
  return turnAlike(readUnit(sentence.text, context.analyzer).turns, source)
}

function supportOf(sentence: DraftSentence, context: GateContext) {
  const units = sentence.sources.flatMap((number) => context.sources.get(number)?.units ?? [])
  return findSupport(readUnit(sentence.text, context.analyzer), units)
}

function pointedSources({ sources }: DraftSentence, context: GateContext) {
  return sources.flatMap((number) => context.sources.get(number)?.source ?? [])
}

function stemsOf(word: string, { analyzer }: GateContext): string[] {
  return [foldMarks(word), ...analyzer.word(word).terms.map(({ term }) => term)]
}

function withoutMarks(text: string): string {
  return text.replace(marks, ' ')
}
