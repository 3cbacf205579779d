/** English words as people in Finland write them: stems, both spellings, borrowed words. Knows no index. */
import { dataVersion } from '../dataVersion'
import { rememberWords } from '../rememberWords'
import type { Analyzer, Word } from '../word'
import { englishGrammarWords } from './grammarWords'
import { spokenEnglish } from './spokenWords'
import { stemEnglish } from './stemEnglish'

/** An English analyzer; pure. */
export function analyzeEnglish(): Analyzer {
  return {
    language: 'en',
    version: `en-1-${dataVersion(spokenEnglish, englishGrammarWords)}`,
    ...rememberWords((text): Word => {
      const standard = Object.hasOwn(spokenEnglish, text) ? spokenEnglish[text] : undefined
      const terms = [{ term: stemEnglish(text), weight: 1 }]
      for (const part of standard?.split(' ') ?? []) {
        const term = stemEnglish(part)
        if (terms.every((known) => known.term !== term))
          terms.push({ term, weight: standard?.includes(' ') ? 0.7 : 0.95 })
      }
      return { text, terms, parts: [], grammar: englishGrammarWords.has(text), known: standard !== undefined }
    }),
    rewrites(text) {
      const forms: string[] = []
      if (/or/.test(text)) forms.push(text.replace(/or/, 'our'))
      if (/z/.test(text)) forms.push(text.replace(/z/g, 's'))
      if (/er$/.test(text)) forms.push(text.replace(/er$/, 're'))
      if (/(.)\1/.test(text)) forms.push(text.replace(/(.)\1/g, '$1'))
      if (/ph/.test(text)) forms.push(text.replace(/ph/g, 'f'))
      return forms
    },
  }
}
