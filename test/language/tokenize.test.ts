import { foldMarks, normalise, tokenize } from '../../src/language/tokenize'

describe('tokenize', () => {
  it('keeps names with a dot, and words joined to them apart', () => {
    expect(tokenize('Suomi.fi-tunnistus ei toimi')).toEqual(['suomi.fi', 'tunnistus', 'ei', 'toimi'])
    expect(tokenize('www.vero.fi')).toEqual(['vero.fi'])
  })

  it('takes the ending off a name that is written with a colon', () => {
    expect(tokenize('FPA:s e-tjänst, Kela:n')).toEqual(['fpa', 'e-tjänst', 'kela'])
  })

  it('keeps English contractions whole with either apostrophe', () => {
    expect(tokenize("I can't, don’t")).toEqual(['i', "can't", "don't"])
  })

  it('drops invisible marks and survives lone surrogates', () => {
    expect(tokenize('sala\u200bsana\u00ad')).toEqual(['salasana'])
    expect(normalise('a\ud800b')).toContain('a')
  })

  it('has no words for emoji and punctuation', () => {
    expect(tokenize('😀 … !!')).toEqual([])
  })

  it('cuts words that nobody writes', () => {
    expect(tokenize('x'.repeat(500))[0]).toHaveLength(60)
  })

  it('folds dots away for comparing', () => {
    expect(foldMarks('pääsylösenordå')).toBe('paasylosenorda')
  })
})
