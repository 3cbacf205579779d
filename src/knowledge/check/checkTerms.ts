/** Rules between glossary terms: a name belongs to one term, a form stands once. */
import { languages } from '../../language/languages'
import type { Fault } from '../faults'
import type { Content } from '../readContent'

/** The same Finnish name twice, or a form twice in one list, is a slip of the copy. */
export function checkTermNames({ termFiles }: Content): Fault[] {
  const first = new Map<string, string>()
  return termFiles.flatMap(({ file, term, lineOf }): Fault[] => {
    if (!term) return []
    const faults: Fault[] = []
    const name = term.term.fi.toLowerCase()
    const before = first.get(name)
    if (before)
      faults.push({
        file,
        line: lineOf(['term', 'fi']),
        sentence: `The term "${term.term.fi}" stands in ${before} too. Keep one.`,
      })
    first.set(name, before ?? file)
    for (const language of languages)
      term.forms[language].forEach((form, index) => {
        if (term.forms[language].slice(0, index).some((one) => one.toLowerCase() === form.toLowerCase()))
          faults.push({
            file,
            line: lineOf(['forms', language, index]),
            sentence: `The form "${form}" stands twice in ${language}. Keep one.`,
          })
      })
    return faults
  })
}
