import { join } from 'node:path'
import { findMunicipalities, findMunicipality } from '../../src/knowledge/findMunicipality'
import { readContent } from '../../src/knowledge/readContent'
import { municipalityForms } from './municipalityForms'

const { places } = readContent(join(__dirname, '../../knowledge'))
const found = (text: string): string | undefined => findMunicipality(places, text)?.municipality.fi

/** Sodankylä → Sodankyla, as on a keyboard without dots. */
const withoutDots = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '')
const fromOf = (where: string): string =>
  where
    .replace(/ss([aä])$/, 'st$1')
    .replace(/^(Uude|Iso)ss/, '$1st')
    .replace(/ll([aä])(?= Tl|$)/, 'lt$1')

describe('a municipality is found in Finnish', () => {
  it('has an expectation for each of the 308 municipalities', () => {
    expect(municipalityForms.map(({ name }) => name).sort()).toEqual(places.municipalities.map(({ fi }) => fi).sort())
  })

  it.each(municipalityForms)('$name: $whose kunta, asun $where, muutan $whereTo', ({ name, whose, where, whereTo }) => {
    const sentences = [
      `${whose} kirjasto`,
      `minä asun ${where} ja en pääse kirjautumaan`,
      `ensi viikolla muutan ${whereTo}`,
      `soitan täältä ${fromOf(where)} ja kysyn`,
      `kotikunta on ${name} ja tarvitsen apua`,
      `mistä apua ${where}`,
    ]
    expect(sentences.map((sentence) => `${sentence} → ${found(sentence) ?? 'nothing'}`)).toEqual(
      sentences.map((sentence) => `${sentence} → ${name}`),
    )
  })

  it('finds every place in small letters and without dots after "asun" and "muutan"', () => {
    const missed = municipalityForms.flatMap(({ name, where, whereTo }) =>
      [`asun ${where}`, `muutan ${whereTo}`]
        .map((text) => withoutDots(text.toLowerCase()))
        .filter((text) => found(text) !== name),
    )
    expect(missed).toEqual([])
  })
})

describe('a municipality is found in Swedish and English', () => {
  it('finds every Swedish name after i, från, till and in, from, near', () => {
    const missed = places.municipalities.flatMap(({ fi, sv }) =>
      ['i', 'från', 'till', 'in', 'from', 'near']
        .map((word) => `help ${word} ${sv} please`)
        .filter((text) => found(text) !== fi),
    )
    expect(missed).toEqual([])
  })

  it.each([
    ['jag bor i Borgå', 'Porvoo'],
    ['jag flyttar från Åbo till Esbo', 'Espoo'],
    ['hjälp i S:t Michel', 'Mikkeli'],
    ['hjalp i borga', 'Porvoo'],
    ['biblioteket i Ingå', 'Inkoo'],
    ['Borgås bibliotek', 'Porvoo'],
    ['I live in Espoo', 'Espoo'],
    ["Turku's library", 'Turku'],
    ['help near 00500', 'Helsinki'],
  ])('%s → %s', (text, expected) => {
    expect(found(text)).toBe(expected)
  })
})

describe('old names, postcodes and spoken forms lead to the municipality of today', () => {
  it.each([
    ['asun Alahärmässä', 'Kauhava'],
    ['bor i Ekenäs', 'Raasepori'],
    ['Vammalan kirjasto', 'Sastamala'],
    ['33100', 'Tampere'],
    ['mä asun helsingis', 'Helsinki'],
    ['oon tampereel', 'Tampere'],
    ['menen turkuu', 'Turku'],
    ['Turussako autetaan', 'Turku'],
    ['turkussa', 'Turku'],
    ['digituki hki', 'Helsinki'],
  ])('%s → %s', (text, expected) => {
    expect(found(text)).toBe(expected)
  })

  it('tells an old name from a name of today', () => {
    expect(findMunicipality(places, 'asun Vammalassa')?.by).toBe('former')
    expect(findMunicipality(places, 'asun Sastamalassa')?.by).toBe('name')
  })

  it('takes no sum, telephone number or longer number for a postcode', () => {
    for (const text of [
      'maksoin 33100 euroa',
      '33100 €',
      'sain 20000 tililtä',
      'numero 040 33100',
      '331001',
      '12.33100',
      'lasku 00500,50',
    ])
      expect([text, found(text)]).toEqual([text, undefined])
  })
})

describe('of several places the one where somebody is or goes to is meant', () => {
  it.each([
    ['muutan Helsingistä Vantaalle', 'Vantaa'],
    ['Turun tunnukset mutta asun Salossa', 'Salo'],
    ['moving from Tampere to Oulu', 'Oulu'],
    ['Espoo tai Vantaa', 'Espoo'],
  ])('%s → %s', (text, expected) => {
    expect(found(text)).toBe(expected)
  })

  it('gives them all in the order of the text', () => {
    expect(
      findMunicipalities(places, 'muutan Helsingistä Vantaalle').map(({ municipality }) => municipality.fi),
    ).toEqual(['Helsinki', 'Vantaa'])
  })
})

describe('an everyday word is not a place', () => {
  it.each([
    'olin kolarissa ja vakuutus kysyy',
    'traktori on pellossa',
    'lasku lähti jo',
    'rahat lahtee tililtä',
    'en pysty maksamaan laskuja',
    'tämä koskee minua',
    'vanha nokian puhelin',
    'Salla auttoi minua',
    'tyttäreni Salla auttoi minua',
    'Simolla on uusi puhelin',
    'enolla ei ole tunnuksia',
    'tilin pohjalla ei ole rahaa',
    'det finns inga problem',
    'den stora knappen',
    'jag har tre koder',
    'att ingå ett avtal',
    'hälso- och sjukvård',
    'my hair salon',
    'his codes are lost',
    'mitä se maksaa',
    'aika tiukka raha',
  ])('%s', (text) => {
    expect(found(text)).toBeUndefined()
  })

  it('takes the same word for a place where a capital, a preposition or a noun shows it', () => {
    expect(found('digituki Pellossa')).toBe('Pello')
    expect(found('apua i Ingå')).toBe('Inkoo')
    expect(found('Nokian kirjasto')).toBe('Nokia')
    expect(found('salo')).toBe('Salo')
  })
})
