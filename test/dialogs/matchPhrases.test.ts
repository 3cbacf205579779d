/** What a pattern of a triage rule matches. */
import { PatternIndex, sentencesOf, wordsOf } from '../../src/dialogs/matchPhrases'

function matches(pattern: string, text: string): boolean {
  const index = new PatternIndex<true>()
  index.add(pattern, true)
  let found = false
  for (const sentence of sentencesOf(text)) index.match(sentence, () => (found = true))
  return found
}

test.each([
  ['kirjaut*', 'en pääse kirjautumaan', true],
  ['*tuki', 'milloin asumistuki tulee', true],
  ['*hakemu*', 'asumistukihakemukseni', true],
  ['en jaksa', 'en mä enää kyllä jaksa', true],
  ['en jaksa', 'en mä enää kyllä oikein jaksa', false],
  ['ei_ole|puuttuu kone', 'minulta puuttuu kone', true],
  ['ei_ole|puuttuu kone', 'ei enää ole kone', false],
  ['koodi & soittaja', 'soittaja kysyi mikä on koodi', true],
  ['koodi & soittaja', 'Mikä on koodi? Soittaja lähti.', false],
  ['ei reagoi & !puhelin|kone', 'isä ei reagoi', true],
  ['ei reagoi & !puhelin|kone', 'puhelin ei reagoi', false],
  ['ei reagoi & !puhelin|kone ei', 'isä ei reagoi, toin puhelimen', true],
  ['ei reagoi & !puhelin', 'Puhelin soi. Isä ei reagoi', true],
  ['ei reagoi & !puhelin & !kone', 'kone ei reagoi', false],
  ['^hei', 'Kiitos. Hei taas', true],
  ['^hei', 'kiitos hei', false],
  ['hätä*', 'HATATILANNE', true],
  ['dont know', "I don't know", true],
  ['pankkitunnus', 'pankkitunus', true],
  ['kuolla', 'kuulla', false],
])('the pattern %s and "%s": %s', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected)
})

test('words lose their dots, apostrophes and punctuation', () => {
  expect(wordsOf("Äiti's Suomi.fi-viestit, NYT!")).toEqual(['aitis', 'suomi', 'fi', 'viestit', 'nyt'])
})

test('a later place of a word is tried when the first leads nowhere', () => {
  expect(matches('en jaksa elaa', 'en jaksa sitä ja tätä ja jaksa elää')).toBe(false)
  expect(matches('en jaksa elaa', 'en jaksa a b c jaksa elää')).toBe(false)
  expect(matches('en jaksa elaa', 'en jaksa enää jaksa nyt tässä oikein elää')).toBe(true)
})
