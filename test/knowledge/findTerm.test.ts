import { findTerm, findTermIn, namesOf } from '../../src/knowledge/findTerm'
import type { Term } from '../../src/knowledge/types'

function term(id: string, fi: string, sv: string, en: string, forms: Partial<Term['forms']> = {}): Term {
  const names = { fi, sv, en }
  return {
    id,
    term: names,
    definition: names,
    forms: { fi: [], sv: [], en: [], ...forms },
    guides: [],
    confidence: 'S',
    file: `${id}.yml`,
    hash: '',
  }
}

const terms = [
  term('tietokone', 'tietokone', 'dator', 'computer', { fi: ['läppäri'] }),
  term('kone-sana', 'kone', 'maskin', 'machine'),
  term('sahkoposti', 'sähköposti', 'e-post', 'email', { fi: ['meili', 'maili'], sv: ['mejl'] }),
  term('suomifi-tunnistus', 'Suomi.fi-tunnistus', 'Suomi.fi-identifikation', 'Suomi.fi e-Identification', {
    fi: ['suomifi'],
  }),
  term(
    'dvv',
    'Digi- ja väestötietovirasto (DVV)',
    'Myndigheten för digitalisering och befolkningsdata (MDB)',
    'Digital and Population Data Services Agency',
  ),
  term('lista', 'tunnuslukulaite, tunnuslukulista', 'kodapparat, kodlista', 'code device / code list'),
  term('app', 'sovellus', 'app, applikation', 'app', { fi: ['äppi', 'appi'] }),
  term('paivitys', 'päivitys', 'uppdatering', 'update'),
  term('salasana', 'salasana', 'lösenord', 'password'),
  term('pankkitunnukset', 'pankkitunnukset', 'bankkoder', 'online banking codes', { fi: ['pankkitunnarit'] }),
]
const find = (words: string, language: 'fi' | 'sv' | 'en' = 'fi'): string | undefined =>
  findTerm({ terms }, words, language)?.id

describe('a term is found by the words people use', () => {
  it.each([
    ['sähköposti', 'sahkoposti'],
    ['SÄHKÖPOSTI', 'sahkoposti'],
    ['sahkoposti', 'sahkoposti'],
    ['"sähköposti"?', 'sahkoposti'],
    ['meili', 'sahkoposti'],
    ['sähköpostin', 'sahkoposti'],
    ['suomi.fi tunnistus', 'suomifi-tunnistus'],
    ['suomifi-tunnistus', 'suomifi-tunnistus'],
    ['suomi.fi-tunnistuksen', 'suomifi-tunnistus'],
    ['paivityksen', 'paivitys'],
    ['salasanan', 'salasana'],
    ['DVV', 'dvv'],
    ['tunnuslukulista', 'lista'],
    ['äppi', 'app'],
    ['appi', 'app'],
    ['pankki tunnukset', 'pankkitunnukset'],
  ])('%s → %s', (words, id) => {
    expect(find(words)).toBe(id)
  })

  it('is found in another language than the question', () => {
    expect(find('bankkoder', 'en')).toBe('pankkitunnukset')
    expect(find('MDB', 'fi')).toBe('dvv')
    expect(find('kodlistan', 'sv')).toBe('lista')
    expect(find('computers', 'en')).toBe('tietokone')
  })

  it('uses another way to stem when one is handed in', () => {
    const stem = (word: string): string => word.replace(/iin$/, '')
    expect(findTerm({ terms }, 'äppeihiniin', 'fi', stem)).toBeUndefined()
    expect(findTerm({ terms }, 'meiliiin', 'fi', stem)?.id).toBe('sahkoposti')
  })
})

describe('a term is never found inside a longer word', () => {
  it.each([
    ['kone', 'kone-sana'],
    ['tietokone', 'tietokone'],
    ['pesukone', undefined],
    ['post', undefined],
    ['', undefined],
    ['?!', undefined],
  ])('%s → %s', (words, id) => {
    expect(find(words)).toBe(id)
  })
})

it('takes a name apart into what people call it', () => {
  expect(namesOf('Digi- ja väestötietovirasto (DVV)')).toEqual([
    'Digi- ja väestötietovirasto (DVV)',
    'Digi- ja väestötietovirasto',
    'DVV',
  ])
  expect(namesOf('code device / code list')).toEqual(['code device / code list', 'code device', 'code list'])
})

describe('a term in running text', () => {
  it.each([
    ['pankki lähetti meilin, mikä se on', 'sahkoposti'],
    ['kone sanoo suomi.fi tunnistus, selitä joku', 'suomifi-tunnistus'],
    ['vad är det MDB skickar', 'dvv'],
    ['is an email the same as a chat', 'sahkoposti'],
  ])('"%s": %s', (text, id) => {
    expect(findTermIn({ terms }, text, 'fi')?.id).toBe(id)
  })

  it.each(['mitä tämä tarkoittaa', 'tietokonepöytä', '', '!!', 'on se ne'])('"%s" names none', (text) => {
    expect(findTermIn({ terms }, text, 'fi')).toBeUndefined()
  })
})
