import { createAnalyzer } from '../../src/language/createAnalyzer'
import { actionConcepts } from '../../src/language/concepts/actions'
import { serviceConcepts } from '../../src/language/concepts/services'
import { troubleConcepts } from '../../src/language/concepts/troubles'
import { elsewhereConcepts, ownCaseConcepts } from '../../src/language/concepts/elsewhere'
import { peopleConcepts } from '../../src/language/concepts/people'
import { thingConcepts } from '../../src/language/concepts/things'
import type { Language } from '../../src/language/languages'
import { conceptsOf, createConceptMatcher } from '../../src/language/matchConcepts'
import { tokenize } from '../../src/language/tokenize'

const all = [
  ...actionConcepts,
  ...troubleConcepts,
  ...thingConcepts,
  ...serviceConcepts,
  ...peopleConcepts,
  ...elsewhereConcepts,
  ...ownCaseConcepts,
]

function conceptsIn(text: string, language: Language): string[] {
  const analyzer = createAnalyzer(language)
  const matcher = createConceptMatcher(conceptsOf(all, language), analyzer)
  return matcher.match(tokenize(text).map((token) => analyzer.word(token))).map((match) => match.id)
}

describe('matchConcepts', () => {
  it('finds a phrase with a word between', () => {
    expect(conceptsIn('en mä pääse sisään', 'fi')).toContain('fails')
    expect(conceptsIn('jag kommer inte riktigt ihåg', 'sv')).toContain('forget')
  })

  it('finds one meaning under different words and languages', () => {
    expect(conceptsIn('kännykkä hukassa', 'fi')).toEqual(expect.arrayContaining(['phone', 'lose']))
    expect(conceptsIn('min mobil är borta', 'sv')).toEqual(expect.arrayContaining(['phone', 'lose']))
    expect(conceptsIn('lost my mobile', 'en')).toEqual(expect.arrayContaining(['phone', 'lose']))
  })

  it('understands words borrowed from another language', () => {
    expect(conceptsIn('where is my verokortti', 'en')).toContain('tax-card')
  })

  it('finds nothing in words of grammar', () => {
    expect(conceptsIn('ja sitten se on niin', 'fi')).toEqual([])
  })

  it('has rows with words in all three languages and ids used once', () => {
    expect(new Set(all.map(([id]) => id)).size).toBe(all.length)
    for (const row of all) for (const words of row) expect(words.trim()).not.toBe('')
  })
})
