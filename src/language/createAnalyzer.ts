/** The analyzer of each language. The only place that knows which implementation serves which language. */
import { analyzeEnglish } from './english/analyzeEnglish'
import { analyzeFinnish } from './finnish/analyzeFinnish'
import type { Dictionary } from './finnish/readVoikko'
import type { Language } from './languages'
import { analyzeSwedish } from './swedish/analyzeSwedish'
import type { Analyzer } from './word'

/** `dictionary` serves Finnish and may be missing. */
export function createAnalyzer(language: Language, dictionary?: Dictionary): Analyzer {
  switch (language) {
    case 'fi':
      return analyzeFinnish(dictionary)
    case 'sv':
      return analyzeSwedish()
    case 'en':
      return analyzeEnglish()
  }
}
