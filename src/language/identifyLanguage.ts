/**
 * Which of our languages a short message is in, or that it is clearly in another one. Common words and letter triples, with the
 * page's language as a prior. Knows no guide and no conversation. "unknown" is an answer: names, numbers and emoji have no language.
 */
import { otherScripts, otherWords, ownWords } from './identification/commonWords'
import { letterTriples } from './identification/letterTriples'
import { languages, type Language } from './languages'
import { tokenize } from './tokenize'

export interface IdentifiedLanguage {
  /** `other`: clearly none of ours. `unknown`: too little to tell. */
  readonly language: Language | 'other' | 'unknown'
  /** 0 to 1. */
  readonly confidence: number
  /** For `other`: the likeliest language as a BCP 47 code (by script it is a guess: Cyrillic gives `ru`). */
  readonly other?: string
}

/** Only this much is looked at. */
const longestText = 1_000
/** Names that all three languages share say nothing. */
const namesWithoutLanguage = new Set(
  'suomi.fi suomifi suomi kela kelan wilma omakela omavero omakanta mykanta kanta maisa op nordea danske whatsapp facebook google gmail microsoft android iphone samsung ipad pdf sms pin puk sim dvv mdb fpa migri traficom posti omaposti enter finland helsinki espoo vantaa tampere turku app chat email wifi ok 112 116117 teams zoom dna elisa telia hus vero oph trafi visa url usb pc'.split(
    ' ',
  ),
)

const wordEvidence = 2.2
const tripleEvidence = 0.55
const priorEvidence = 1.2

/** Pure; a few microseconds a word. `prior` is the page's language or the one spoken last. */
export function identifyLanguage(text: string, prior?: Language): IdentifiedLanguage {
  const cut = text.slice(0, longestText)
  const script = scriptOf(cut)
  if (script) return { language: 'other', confidence: 0.97, other: script }
  const { wordOwners, otherOwners, tripleScores } = tables()
  const tokens = tokenize(cut)
  const scores: Record<Language, number> = { fi: 0, sv: 0, en: 0 }
  const others = new Map<string, number>()
  let evidence = 0
  const ownHits: string[] = []
  for (const token of tokens) {
    if (namesWithoutLanguage.has(token) || !/\p{L}/u.test(token)) continue
    const owners = wordOwners.get(token)
    if (owners) {
      ownHits.push(token)
      evidence += wordEvidence
      for (const language of owners) scores[language] += wordEvidence / owners.length
    }
    for (const other of otherOwners.get(token) ?? []) others.set(other, (others.get(other) ?? 0) + (owners ? 0.3 : 1))
    if (token.length > 2) evidence += addTriples(token, scores, tripleScores)
  }
  const [other, otherHits] = [...others].sort((one, two) => two[1] - one[1])[0] ?? ['', 0]
  const ownOnly = ownHits.filter((token) => !otherOwners.get(token)?.includes(other)).length
  if (otherHits >= 1.3 && otherHits > ownOnly)
    return { language: 'other', confidence: Math.min(0.95, 0.5 + otherHits / 8), other }
  if (evidence < 0.8) return { language: 'unknown', confidence: 0 }
  if (prior) scores[prior] += priorEvidence
  const best = languages.reduce((one, two) => (scores[two] > scores[one] ? two : one))
  const total = languages.reduce((sum, language) => sum + Math.exp(scores[language] - scores[best]), 0)
  const confidence = 1 / total
  if (confidence < 0.5) return { language: 'unknown', confidence }
  return { language: best, confidence }
}

/** Adds the word's letter triples to the scores and returns how much they said. */
function addTriples(token: string, scores: Record<Language, number>, tripleScores: Tables['tripleScores']): number {
  const padded = ` ${token} `
  const gained: Record<Language, number> = { fi: 0, sv: 0, en: 0 }
  let count = 0
  for (let at = 0; at + 3 <= padded.length; at++) {
    const triple = tripleScores.get(padded.slice(at, at + 3))
    if (!triple) continue
    count++
    for (const language of languages) gained[language] += triple[language]
  }
  if (count === 0) return 0
  // Triples of one word depend on each other: their mean is told, a little more for long words.
  const factor = (tripleEvidence * Math.sqrt(count)) / count
  let most = 0
  for (const language of languages) {
    scores[language] += gained[language] * factor
    most = Math.max(most, gained[language] * factor)
  }
  return most
}

function scriptOf(text: string): string | undefined {
  let latin = 0
  const counts = new Map<string, number>()
  for (const char of text) {
    if (/\p{Script=Latin}/u.test(char)) latin++
    else if (/\p{L}/u.test(char)) {
      const script = otherScripts.find(([, pattern]) => pattern.test(char))
      if (script) counts.set(script[2], (counts.get(script[2]) ?? 0) + 1)
    }
  }
  const [language, count] = [...counts].sort((one, two) => two[1] - one[1])[0] ?? ['', 0]
  return count > latin && count > 1 ? language : undefined
}

interface Tables {
  readonly wordOwners: ReadonlyMap<string, readonly Language[]>
  readonly otherOwners: ReadonlyMap<string, readonly string[]>
  readonly tripleScores: ReadonlyMap<string, Readonly<Record<Language, number>>>
}

let made: Tables | undefined

/** The tables, made at first use: 2 400 triples and a thousand words, about 2 ms. */
function tables(): Tables {
  made ??= {
    wordOwners: ownersOf(languages.map((language) => [language, ownWords[language]])),
    otherOwners: ownersOf(Object.entries(otherWords)),
    tripleScores: new Map(
      letterTriples.split('|').map((entry) => {
        const [fi = 0, sv = 0, en = 0] = [...entry.slice(3)].map((digit) => parseInt(digit, 36) / 4 - 4)
        return [entry.slice(0, 3), { fi, sv, en }]
      }),
    ),
  }
  return made
}

function ownersOf<Owner extends string>(lists: readonly (readonly [Owner, string])[]): Map<string, Owner[]> {
  const owners = new Map<string, Owner[]>()
  for (const [owner, list] of lists) {
    for (const word of new Set(list.split(' '))) {
      const known = owners.get(word)
      if (known) known.push(owner)
      else owners.set(word, [owner])
    }
  }
  return owners
}
