/** Phrases by key, in three languages. Knows no reply, no channel and no file. */
import type { PhraseValues } from '../conversation/reply'
import type { Language } from '../language/languages'

export interface PhraseBook {
  /**
   * The phrase in the language, its `{name}` placeholders filled in. Throws `UnknownPhrase` for a key that stands in no file and for
   * a placeholder without a value: both are faults of ours that a test finds first.
   */
  say(key: string, language: Language, values?: PhraseValues): string
  /** Every key, for checks. */
  keys(): readonly string[]
}

export class UnknownPhrase extends Error {
  readonly code = 'UNKNOWN_PHRASE'
}

/** A phrase book over the given phrases: language → key → text. */
export function phraseBookOf(phrases: Readonly<Record<Language, Readonly<Record<string, string>>>>): PhraseBook {
  return {
    say(key, language, values = {}) {
      const phrase = phrases[language][key]
      if (phrase === undefined)
        throw new UnknownPhrase(`There is no phrase "${key}" in dialogs/phrases/${language}.yml.`)
      return phrase.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name]
        if (value === undefined) throw new UnknownPhrase(`The phrase "${key}" needs a value for {${name}}.`)
        return String(value)
      })
    },
    keys: () => Object.keys(phrases.fi),
  }
}

/** The names of a phrase's placeholders, sorted. */
export function placeholdersOf(phrase: string): readonly string[] {
  return [...new Set([...phrase.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort()
}
