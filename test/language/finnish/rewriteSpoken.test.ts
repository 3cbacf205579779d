import { rewriteSpoken } from '../../../src/language/finnish/rewriteSpoken'

describe('rewriteSpoken', () => {
  it.each([
    ['hukas', 'hukassa'],
    ['netist', 'netistä'],
    ['voiks', 'voiko'],
    ['kirjautuu', 'kirjautua'],
    ['unohtanu', 'unohtanut'],
    ['lukkiutu', 'lukkiutui'],
    ['ilmotus', 'ilmoitus'],
    ['teijän', 'teidän'],
    ['hävinny', 'hävinnyt'],
  ])('offers for "%s" the written "%s"', (spoken, written) => {
    expect(rewriteSpoken(spoken)).toContain(written)
  })

  it('offers nothing for a word of two letters', () => {
    expect(rewriteSpoken('mä')).toEqual([])
  })
})
