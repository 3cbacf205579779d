/** The checks that words in order cannot make: yes and no, old names, words asked about. */
import path from 'node:path'
import { askedTerm, asksMeaning } from '../../src/dialogs/askedTerm'
import { prepareOldNames } from '../../src/dialogs/oldNames'
import { numberNamed } from '../../src/dialogs/numberNamed'
import { saysYesOrNo } from '../../src/dialogs/yesOrNo'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'

test.each([
  ['joo', 'yes'],
  ['Kyllä kiitos', 'yes'],
  ['ja tack', 'yes'],
  ['yes please', 'yes'],
  ['en', 'no'],
  ['ei kiitos', 'no'],
  ['nej tack', 'no'],
  ['no', 'no'],
  ['ok kiitos', undefined],
  ['kiitos', undefined],
  ['en osaa', undefined],
  ['ei toimi', undefined],
  ['joo mutta miten', undefined],
])('"%s" says %s', (text, expected) => {
  expect(saysYesOrNo(text)).toBe(expected)
})

test.each([
  ['2', 2],
  ['nr 2', 2],
  ['kohta 12', 12],
  ['the second one', 2],
  ['ensimmäinen kiitos', 1],
  ['den andra', 2],
  ['i tried 3 times', undefined],
  ['0', undefined],
  ['nr', undefined],
  ['', undefined],
  ['1 2', undefined],
])('"%s" names the place %s of a list', (text, expected) => {
  expect(numberNamed(text)).toBe(expected)
})

const { terms } = loadKnowledge({
  folder: path.resolve(__dirname, '../../knowledge'),
  mode: 'trial',
  today: '2026-11-22',
})
const oldNameIn = prepareOldNames(terms)

test.each([
  ['missä on maistraatti', 'maistraatti', true],
  ['maistraatissa käynti', 'maistraatti', true],
  ['pitääkö mun ilmoittautua te-toimistoon työttömäksi', 'te-toimisto', false],
  ['väestörekisterikeskuksen yhteystiedot', 'vaestorekisterikeskus', true],
  ['var finns te-byrån nu', 'te-toimisto', true],
  ['what is the ELY centre called now', 'ely-keskus', true],
  ['Trafin numero', 'trafi-ajovarma', true],
])('"%s" names %s; asked for: %s', (text, id, asked) => {
  const found = oldNameIn(text)
  expect([found?.term.id, found?.asked]).toEqual([id, asked])
})

test.each(['miten uusin ajokortin Traficomissa', 'elinvoimakeskuksen numero', 'miten soitan pankkiin', 'moi'])(
  '"%s" names nothing outdated',
  (text) => {
    expect(oldNameIn(text)).toBeUndefined()
  },
)

test.each([
  ['mitä tarkoittaa digituki', 'digituki'],
  ['mikä on mobiilivarmenne?', 'mobiilivarmenne'],
  ['vad betyder stark autentisering', 'stark autentisering'],
  ["what's a mobile certificate", 'mobile certificate'],
  ['what does phishing mean', 'phishing'],
  ['miten uusin reseptin', undefined],
])('"%s" asks what %s means', (text, term) => {
  expect(askedTerm(text)[0]).toBe(term)
})

test.each([
  ['eli mikä on valtuus', 'valtuus'],
  ['hej, vet inte vad FPA är', 'fpa'],
  ['what does DVV stand for', 'dvv'],
  ["they say I need strong identification what's that", 'strong identification'],
])('"%s" may ask what %s means', (text, term) => {
  expect(askedTerm(text)).toContain(term)
})

test.each([
  ['mitä tarkoittaa kryptovaluutta', true],
  ['en ymmärrä mitä tämä lomake tarkoittaa', false],
  ['vad betyder sambeskattning', true],
  ['define gross pay', true],
  ['mikä on kelan puhelinnumero', false],
  ['vad är bästa sättet att logga in', false],
  ['what is the price of a passport', false],
])('"%s" asks for a meaning: %s', (text, expected) => {
  expect(asksMeaning(text)).toBe(expected)
})
