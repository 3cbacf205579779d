import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { identifyLanguage } from '../../src/language/identifyLanguage'

const cases: readonly [text: string, language: string][] = [
  ['en mä pääse kirjautuu kelaan ku tunnarit hukas', 'fi'],
  ['mita ma teen ku salasana unohtu', 'fi'],
  ['apua', 'fi'],
  ['wifi ei toimi', 'fi'],
  ['hur får jag nya bankkoder', 'sv'],
  ['losenordet ar borta', 'sv'],
  ['var e kelas kontor', 'sv'],
  ['recept', 'sv'],
  ['my bank codes are lost', 'en'],
  ['password', 'en'],
  ['I forgot my pankkitunnukset', 'en'],
  ['mun password on hukas', 'fi'],
]

describe('identifyLanguage', () => {
  it.each(cases)('hears "%s" as %s', (text, language) => {
    expect(identifyLanguage(text).language).toBe(language)
  })

  it.each([
    ['как получить паспорт', 'ru'],
    ['كيف أحصل على جواز سفر', 'ar'],
    ['kuidas saada pangakoodid', 'et'],
    ['Waxaan rabaa caawimaad', 'so'],
    ['ich habe mein Passwort vergessen', 'de'],
  ])('says that "%s" is another language (%s), whatever the page speaks', (text, other) => {
    expect(identifyLanguage(text, 'fi')).toMatchObject({ language: 'other', other })
  })

  it.each(['', '   ', '12345', '😀😀', 'suomi.fi', 'Kela', '???'])('does not know the language of "%s"', (text) => {
    expect(identifyLanguage(text)).toEqual({ language: 'unknown', confidence: 0 })
  })

  it('lets the page decide where the words do not', () => {
    expect(identifyLanguage('men', 'fi').confidence).toBeLessThan(identifyLanguage('men', 'sv').confidence)
  })

  it('does not let the page overrule a clear sentence', () => {
    expect(identifyLanguage('jag har glömt mitt lösenord', 'fi').language).toBe('sv')
  })

  it('hears nearly all tuning questions rightly', () => {
    const items = ['fi', 'sv', 'en'].flatMap(
      (language) =>
        parse(readFileSync(join(__dirname, `../retrieval/tune-${language}.yml`), 'utf8')) as {
          text: string
          lang: string
        }[],
    )
    const right = items.filter(({ text, lang }) => identifyLanguage(text).language === lang).length
    expect(right / items.length).toBeGreaterThan(0.98)
  })

  it('answers for 200 kB without a word in it', () => {
    expect(identifyLanguage('.'.repeat(200_000)).language).toBe('unknown')
  })
})
