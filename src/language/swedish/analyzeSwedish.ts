/** Swedish words: stems and everyday variants. Compounds are split by the index's own words, in retrieval. Knows no index. */
import { dataVersion } from '../dataVersion'
import { rememberWords } from '../rememberWords'
import type { Analyzer, Word } from '../word'
import { swedishGrammarWords } from './grammarWords'
import { spokenSwedish } from './spokenWords'
import { stemSwedish } from './stemSwedish'

/** A Swedish analyzer; pure. */
export function analyzeSwedish(): Analyzer {
  return {
    language: 'sv',
    version: `sv-1-${dataVersion(spokenSwedish, swedishGrammarWords)}`,
    ...rememberWords((text): Word => {
      const standard = Object.hasOwn(spokenSwedish, text) ? spokenSwedish[text] : undefined
      const terms = [{ term: stemSwedish(text), weight: 1 }]
      for (const part of standard?.split(' ') ?? []) {
        const term = stemSwedish(part)
        if (terms.every((known) => known.term !== term))
          terms.push({ term, weight: standard?.includes(' ') ? 0.7 : 0.95 })
      }
      return { text, terms, parts: [], grammar: swedishGrammarWords.has(text), known: standard !== undefined }
    }),
    rewrites(text) {
      const forms: string[] = []
      if (/or$/.test(text)) forms.push(text.replace(/or$/, 'a'))
      if (/ier/.test(text)) forms.push(text.replace(/ier/, 'jer'))
      if (/a$/.test(text)) forms.push(`${text}t`)
      if (/x/.test(text)) forms.push(text.replace(/x/g, 'ks'), text.replace(/x/g, 'cks'))
      if (/c(?=[kh])/.test(text)) forms.push(text.replace(/c(?=[kh])/, 'k'))
      return forms
    },
  }
}
