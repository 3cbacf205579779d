import { stemEnglish } from '../../src/language/english/stemEnglish'
import { stemFinnish } from '../../src/language/finnish/stemFinnish'
import { stemSwedish } from '../../src/language/swedish/stemSwedish'

const together = (stem: (word: string) => string, words: string): number => new Set(words.split(' ').map(stem)).size

describe('stems', () => {
  it.each([
    'hakemus hakemuksen hakemuksessa hakemukseen',
    'tunnistautua tunnistaudun tunnistautuminen tunnistautumisessa',
    'puhelin puhelimen puhelimessa puhelimella',
    'paperi paperin paperilla paperia',
    'salasana salasanan salasanaa salasanasta',
  ])('join Finnish forms of one word: %s', (words) => {
    expect(together(stemFinnish, words)).toBe(1)
  })

  it.each([
    'lösenord lösenordet lösenorden',
    'bankkod bankkoder bankkoderna',
    'glömt glömde glömma',
    'dator datorn datorer',
    'räkning räkningar räkningen',
  ])('join Swedish forms of one word: %s', (words) => {
    expect(together(stemSwedish, words)).toBe(1)
  })

  it.each([
    'forget forgot forgotten',
    'code codes',
    'library libraries',
    'moved moving move',
    'renew renewal renewing',
    'apply application applied',
  ])('join English forms of one word: %s', (words) => {
    expect(together(stemEnglish, words)).toBe(1)
  })

  it('keep different words apart', () => {
    expect(stemFinnish('pankki')).not.toBe(stemFinnish('posti'))
    expect(stemSwedish('pappa')).not.toBe(stemSwedish('papper'))
    expect(stemEnglish('mother')).not.toBe(stemEnglish('month'))
  })

  it('leave short words alone', () => {
    expect([stemFinnish('vero'), stemSwedish('bil'), stemEnglish('id')]).toEqual(['ver', 'bil', 'id'])
  })
})
