/** A named check: outdated names of authorities and services in a message, and whether it asks what came in their place. */
import { languages, type Language } from '../language/languages'
import { namesOf } from '../knowledge/findTerm'
import type { Term } from '../knowledge/types'
import { PatternIndex, sentencesOf, wordsOf } from './matchPhrases'

export interface OldName {
  readonly term: Term
  /** Asked where it is, how to reach it or what it is called now; otherwise it is merely mentioned on the way. */
  readonly asked: boolean
}

/** How people ask for the office itself. */
const asking: Record<Language, readonly string[]> = {
  fi: [
    'missa|mihin|minne|mista|mikä',
    'nykyaan|nykyisin|nykyinen|nyt',
    'uusi|uudet nimi',
    'puhelinnumero*|numero|yhteystie*|osoite|aukiolo*|auki|soitta*|soitan',
    'varaan|varata|ajan|aika|ajanvarau*',
    'katosi|lopetettu|lakkautettu|havis*|korvasi|korvaa|tilalle|tilalla',
    'onko|vielako olemassa|viela|enaa',
    'menen|mennaan|kayn|pitaako_menna|yhteytta',
  ],
  sv: [
    'var|vart|varifran',
    'nufortiden|numera|nu|idag',
    'nytt|nya namn',
    'telefon*|nummer|kontakt*|adress|oppet*|ringa|ringer',
    'boka*|bokar|tid',
    'ersatte|ersatter|forsvann|stallet|upphort|lagts',
    'finns',
    'vad heter',
  ],
  en: [
    'where|whom',
    'nowadays|now|today|these_days',
    'new name',
    'phone|number|contact|address|opening|open|call',
    'book|appointment',
    'replaced|replaces|instead|disappeared|closed',
    'exist|exists',
    'called',
  ],
}

/** Short messages that are hardly more than the name ask for it. */
const fewWords = 2

/** Case endings that a Finnish name may take, and the Swedish genitive and definite forms. */
const endings =
  'n|t|a|ta|tta|ssa|sta|an|aan|in|iin|on|oon|en|een|un|lla|lta|lle|ksi|na|lta|hin|ihin|issa|ista|ille|s|et|ets|ens|erna|er|ar|arna|ella|elle|elta|een|essa|esta|etta|eet|eita|eilla'
const endingOf = new RegExp(`^(?:${endings})$`)

/** Prepares the names once. Returns the first outdated name in a text, or undefined. */
export function prepareOldNames(terms: readonly Term[]): (text: string) => OldName | undefined {
  const names = new Map<string, { readonly words: readonly string[]; readonly term: Term }[]>()
  for (const term of terms.filter(({ outdated }) => outdated))
    for (const language of languages)
      for (const name of [...namesOf(term.term[language]), ...term.forms[language].flatMap(namesOf)]) {
        const words = wordsOf(name)
        const first = (words[0] ?? '').slice(0, 2)
        names.set(first, [...(names.get(first) ?? []), { words, term }])
      }
  const askingFor = new PatternIndex<true>()
  for (const language of languages) for (const pattern of asking[language]) askingFor.add(pattern, true)
  return (text) => {
    const sentences = sentencesOf(text)
    for (const [number, words] of sentences.entries())
      for (const [at, word] of words.entries()) {
        const found = (names.get(word.slice(0, 2)) ?? []).find((name) => stands(name.words, words, at))
        if (!found) continue
        let asked = sentences.flat().length <= found.words.length + fewWords
        // What is asked elsewhere in a story is about something else, but for "The magistrate? Where is it now?"
        for (const near of [words, ...shortOnes(sentences.slice(number + 1, number + 2))])
          askingFor.match(near, () => (asked = true))
        return { term: found.term, asked }
      }
    return undefined
  }
}

/** A sentence this short goes on with the matter of the one before. */
const shortSentence = 5
const shortOnes = (sentences: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  sentences.filter(({ length }) => length <= shortSentence)

function stands(name: readonly string[], words: readonly string[], at: number): boolean {
  return (
    name.length > 0 && name.every((part, place) => isFormOf(words[at + place] ?? '', part, place === name.length - 1))
  )
}

/** The same word; the last word of a name may be inflected (maistraatti: maistraatin, maistraatissa). */
function isFormOf(word: string, part: string, last: boolean): boolean {
  if (word === part) return true
  if (!last || part.length < 4)
    return last && part.length > 1 && word.startsWith(part) && endingOf.test(word.slice(part.length))
  if (word.startsWith(part)) return endingOf.test(word.slice(part.length))
  // Strong and weak grades: the doubled stop of "maistraatti" is single in "maistraatin"; "toimisto" keeps its own.
  const weak = part
    .replace(/(kk|pp|tt)([aeiou])$/, (_, stop: string, vowel: string) => `${stop[0] ?? ''}${vowel}`)
    .replace(/keskus$/, 'keskuks')
    .replace(/mies$/, 'mieh')
  return weak !== part && word.startsWith(weak) && /^[a-z]{0,5}$/.test(word.slice(weak.length))
}
