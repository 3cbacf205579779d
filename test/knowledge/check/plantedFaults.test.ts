import { checkContent } from '../../../src/knowledge/check/checkContent'
import { faultLines } from '../../../src/knowledge/faults'
import { makeFixture, type Fixture } from '../fixture'

const today = '2026-11-22'
const fi = 'guides/muutto/fi.md'
const sv = 'guides/muutto/sv.md'
const en = 'guides/muutto/en.md'

interface Planted {
  readonly fault: string
  plant(fixture: Fixture): void
  /** The file, and words on the line where the fault must be reported (or the line itself). */
  readonly file: string
  readonly at: string | number
  readonly sentence: RegExp
}

const write = (fixture: Fixture, file: string, from: string | RegExp, to: string): void => fixture.edit(file, from, to)

const planted: readonly Planted[] = [
  {
    fault: 'an unknown front matter key',
    plant: (fixture) => write(fixture, fi, 'owner: Kela', 'owner: Kela\nprice: 5'),
    file: fi,
    at: 'price: 5',
    sentence: /^The key "price" is not known here/,
  },
  {
    fault: 'a missing front matter key',
    plant: (fixture) => write(fixture, fi, 'status: draft\n', ''),
    file: fi,
    at: 2,
    sentence: /^"status" is missing\. Add it\./,
  },
  {
    fault: 'a date that is not one',
    plant: (fixture) => write(fixture, fi, '2027-05-22', '22.5.2027'),
    file: fi,
    at: 'review_by',
    sentence: /write the date as YYYY-MM-DD/,
  },
  {
    fault: 'a topic that is not on the list',
    plant: (fixture) => write(fixture, en, 'topics: [terveys]', 'topics: [health]'),
    file: en,
    at: 'topics',
    sentence: /"topics\.0" must be one of: tunnistautuminen/,
  },
  {
    fault: 'keys in the wrong order',
    plant: (fixture) => write(fixture, fi, 'audience: citizen\nstatus: draft\n', 'status: draft\naudience: citizen\n'),
    file: fi,
    at: 'status: draft',
    sentence: /^The key "status" is not in its place/,
  },
  {
    fault: 'a link to a guide that does not exist',
    plant: (fixture) => write(fixture, sv, '(guide:reseptin-uusiminen#steps)', '(guide:reseptin-uusinta)'),
    file: sv,
    at: 'guide:reseptin-uusinta',
    sentence: /^There is no guide "reseptin-uusinta"/,
  },
  {
    fault: 'a link to an anchor that does not exist',
    plant: (fixture) => write(fixture, fi, 'guide:reseptin-uusiminen#steps', 'guide:reseptin-uusiminen#urgent'),
    file: fi,
    at: 'uusiminen#urgent',
    sentence: /has no passage \{#urgent\} in fi/,
  },
  {
    fault: 'a link straight to a web address',
    plant: (fixture) => write(fixture, fi, 'guide:reseptin-uusiminen#steps', 'https://www.kela.fi'),
    file: fi,
    at: 'https://www.kela.fi',
    sentence: /is not of the form guide:id/,
  },
  {
    fault: 'an unknown contact key',
    plant: (fixture) => write(fixture, en, '{{kela.phone}}', '{{kelaa.phone}}'),
    file: en,
    at: '{{kelaa.phone}}',
    sentence: /^The contact \{\{kelaa\.phone\}\} is not in contacts\.yml/,
  },
  {
    fault: 'a fact that the contact does not have',
    plant: (fixture) => write(fixture, fi, '{{kela.phone}}', '{{kela.email}}'),
    file: fi,
    at: '{{kela.email}}',
    sentence: /the contact has no email/,
  },
  {
    fault: 'a language that is missing',
    plant: (fixture) => fixture.remove(sv),
    file: sv,
    at: 1,
    sentence: /^This language of the guide is missing/,
  },
  {
    fault: 'an anchor that only one language has',
    plant: (fixture) => write(fixture, sv, '## Om sidan', '## Brådskande {#urgent}\n\nRing genast.\n\n## Om sidan'),
    file: sv,
    at: '{#urgent}',
    sentence: /^The passage \{#urgent\} is not in fi\.md/,
  },
  {
    fault: 'a required passage that is missing',
    plant: (fixture) => write(fixture, fi, '{#without-internet}', '{#by-phone}'),
    file: fi,
    at: '{#who-helps}',
    sentence: /^The passage \{#without-internet\} is missing/,
  },
  {
    fault: 'a heading without an anchor',
    plant: (fixture) => write(fixture, fi, ' {#steps}', ''),
    file: fi,
    at: '## Avaa palvelun sivu.',
    sentence: /^A heading is written "## Words \{#anchor\}"/,
  },
  {
    fault: 'a translation of an older Finnish text',
    plant: (fixture) => fixture.edit(fi, 'Voit soittaa', 'Voit aina soittaa', { restamp: false }),
    file: en,
    at: 'translated_from',
    sentence: /^fi\.md has changed since this was translated/,
  },
  {
    fault: 'a translation without its stamp',
    plant: (fixture) => write(fixture, en, /translated_from: .*\n/, ''),
    file: en,
    at: 'sources',
    sentence: /^"translated_from" is missing/,
  },
  {
    fault: 'a review that has expired',
    plant: (fixture) => write(fixture, fi, '2027-05-22', '2026-11-21'),
    file: fi,
    at: 'review_by',
    sentence: /^The review was due on 2026-11-21/,
  },
  {
    fault: 'the same question in two guides',
    plant: (fixture) =>
      write(fixture, 'guides/reseptin-uusiminen/fi.md', 'miten uusin reseptin\n', 'Miten teen muuttoilmoituksen?\n'),
    file: 'guides/reseptin-uusiminen/fi.md',
    at: 'Miten teen muuttoilmoituksen?',
    sentence: /stands in knowledge\/guides\/muutto\/fi\.md:6 too/,
  },
  {
    fault: 'a sentence that is too long',
    plant: (fixture) =>
      write(fixture, en, 'You can call and ask.', `You can call. You can ${'really '.repeat(24)}ask.`),
    file: en,
    at: 'really really',
    sentence: /^A sentence has 27 words/,
  },
  {
    fault: 'the name of an authority that no longer exists',
    plant: (fixture) => write(fixture, fi, 'Voit soittaa ja kysyä.', 'Voit soittaa maistraattiin ja kysyä.'),
    file: fi,
    at: 'maistraattiin',
    sentence: /^"maistraattiin" must not be used\. The authority is DVV/,
  },
  {
    fault: 'a claim that somebody has checked the text',
    plant: (fixture) => write(fixture, sv, 'Du kan ringa', 'Numret är kontrollerat av MDB. Du kan ringa'),
    file: sv,
    at: 'kontrollerat',
    sentence: /^"kontrollerat av" must not be used/,
  },
  {
    fault: 'a phone number in the text',
    plant: (fixture) => write(fixture, fi, 'Voit soittaa ja kysyä.', 'Voit soittaa numeroon 020 692 210.'),
    file: fi,
    at: '020 692 210',
    sentence: /^A phone number stands in the text/,
  },
  {
    fault: 'opening hours in the text',
    plant: (fixture) => write(fixture, en, 'You can call and ask.', 'You can call 9.00–15.00.'),
    file: en,
    at: '9.00–15.00',
    sentence: /^An opening time stands in the text/,
  },
  {
    fault: 'a web address in the text',
    plant: (fixture) => write(fixture, sv, 'Du kan ringa och fråga.', 'Gå till www.kela.fi.'),
    file: sv,
    at: 'www.kela.fi',
    sentence: /^A web address stands in the text/,
  },
  {
    fault: 'a price in the text',
    plant: (fixture) => write(fixture, fi, 'Voit soittaa ja kysyä.', 'Puhelu maksaa 2 euroa.'),
    file: fi,
    at: '2 euroa',
    sentence: /^A price stands in the text/,
  },
  {
    fault: 'a table',
    plant: (fixture) =>
      write(fixture, fi, 'Voit soittaa ja kysyä. {{kela.phone}}', 'Voit soittaa.\n\n| a | b |\n|---|---|\n| c | d |'),
    file: fi,
    at: '| a | b |',
    sentence: /^There is a table here/,
  },
  {
    fault: 'HTML',
    plant: (fixture) => write(fixture, fi, 'Paina **Tunnistaudu**', 'Paina <b>Tunnistaudu</b>'),
    file: fi,
    at: '<b>',
    sentence: /^There is HTML here/,
  },
  {
    fault: 'a step that was lost in translation',
    plant: (fixture) => write(fixture, sv, /2\. Tryck .*\n/, ''),
    file: sv,
    at: '{#steps}',
    sentence: /^\{#steps\} has 1 steps and fi\.md has 2/,
  },
  {
    fault: 'too few questions',
    plant: (fixture) => write(fixture, en, /( {2}- how do I report my move \d\n){2}/, ''),
    file: en,
    at: 'questions:',
    sentence: /^There are 6 questions/,
  },
  {
    fault: 'a passage that is too long to be an answer',
    plant: (fixture) => write(fixture, en, '{{kela.phone}}', 'You can call and ask. '.repeat(30)),
    file: en,
    at: '{#without-internet}',
    sentence: /^The passage \{#without-internet\} has 15\d words/,
  },
  {
    fault: 'hours that are not written as hours',
    plant: (fixture) =>
      write(
        fixture,
        'contacts.yml',
        'hours: { unknown: true }',
        'hours: { weekly: { mon: ["9-16"] }, source: "kela.fi", source_date: "2026", confidence: H }',
      ),
    file: 'contacts.yml',
    at: 'weekly',
    sentence: /^"kela\.hours\.weekly\.mon\.0": write opening times as "09:00-16:00"/,
  },
  {
    fault: 'forms that are one text and no list',
    plant: (fixture) => write(fixture, 'glossary/resepti.yml', 'sv: ["recept ord"]', 'sv: "recept ord"'),
    file: 'glossary/resepti.yml',
    at: 'recept ord',
    sentence: /^"forms\.sv" must be a list/,
  },
  {
    fault: 'a file that is no guide',
    plant: (fixture) => fixture.write('guides/muutto/se.md', 'x'),
    file: 'guides/muutto/se.md',
    at: 1,
    sentence: /^A guide's folder holds fi\.md, sv\.md, en\.md and asked\.yml only/,
  },
  {
    fault: 'a file beside the guides',
    plant: (fixture) => fixture.write('guides/notes.txt', 'x'),
    file: 'guides/notes.txt',
    at: 1,
    sentence: /^guides\/ holds one folder a guide/,
  },
  {
    fault: 'a line that a guide answers among those that none does',
    plant: (fixture) =>
      fixture.write('outside.yml', '- topic: moving\n  fi:\n    - Miten teen muuttoilmoituksen?\n  sv: []\n  en: []\n'),
    file: 'outside.yml',
    at: 'muuttoilmoituksen',
    sentence: /^"Miten teen muuttoilmoituksen\?" is asked of the guide muutto too/,
  },
  {
    fault: 'a topic outside of the guides without a language',
    plant: (fixture) => fixture.write('outside.yml', '- topic: fishing\n  fi: [kalastuslupa]\n  en: []\n'),
    file: 'outside.yml',
    at: 'topic: fishing',
    sentence: /^"0\.sv" is missing/,
  },
  {
    fault: 'bold in a heading',
    plant: (fixture) => write(fixture, fi, '## Avaa palvelun sivu.', '## Avaa **palvelun** sivu.'),
    file: fi,
    at: '## Avaa **palvelun**',
    sentence: /^There is bold or a link in a heading/,
  },
  {
    fault: 'broken YAML',
    plant: (fixture) => write(fixture, fi, 'title: Muuttoilmoitus', 'title: Muutto: ilmoitus: näin'),
    file: fi,
    at: 2,
    sentence: /^This is not valid YAML/,
  },
  {
    fault: 'a term without one language',
    plant: (fixture) => write(fixture, 'glossary/resepti.yml', '  sv: "Förklaring av ordet."\n', ''),
    file: 'glossary/resepti.yml',
    at: 'definition',
    sentence: /^"definition\.sv" is missing/,
  },
  {
    fault: 'a term that names a guide that does not exist',
    plant: (fixture) => write(fixture, 'glossary/resepti.yml', '[reseptin-uusiminen]', '[reseptin-uusiminen, resepti]'),
    file: 'glossary/resepti.yml',
    at: 'guides:',
    sentence: /^There is no guide "resepti"/,
  },
  {
    fault: 'an old name whose successor is unknown',
    plant: (fixture) => write(fixture, 'glossary/maistraatti.yml', 'replaced_by: resepti', 'replaced_by: digivirasto'),
    file: 'glossary/maistraatti.yml',
    at: 'replaced_by',
    sentence: /^There is no term "digivirasto"/,
  },
  {
    fault: 'a contact fact without its source',
    plant: (fixture) => write(fixture, 'contacts.yml', 'source: "kela.fi", ', ''),
    file: 'contacts.yml',
    at: 'phone',
    sentence: /^"kela\.phone\.source" is missing/,
  },
  {
    fault: 'a verification by nobody',
    plant: (fixture) =>
      write(fixture, 'contacts.yml', 'verified_by: "", verified_at: ""', 'verified_by: "", verified_at: "2026-11-01"'),
    file: 'contacts.yml',
    at: 'phone',
    sentence: /fill in both verified_by and verified_at/,
  },
  {
    fault: 'a crisis line that is missing',
    plant: (fixture) => fixture.write('contacts.yml', fixture.read('contacts.yml').replace(/nollalinja:[^]*$/, '')),
    file: 'contacts.yml',
    at: 1,
    sentence: /^The contact "nollalinja" with its phone number is missing/,
  },
  {
    fault: 'a municipality with a broken code',
    plant: (fixture) => write(fixture, 'places/municipalities.csv', '091,Helsinki', '91,Helsinki'),
    file: 'places/municipalities.csv',
    at: '91,Helsinki',
    sentence: /^The code "91" must be three digits/,
  },
  {
    fault: 'an approval by one word',
    plant: (fixture) =>
      fixture.write(
        'approvals.yml',
        `- { file: knowledge/${fi}, hash: ${'0'.repeat(64)}, by: "joku", at: 2026-01-01 }\n`,
      ),
    file: 'approvals.yml',
    at: 1,
    sentence: /^"joku" is not a person's name and role/,
  },
]

let fixture: Fixture
beforeEach(() => {
  fixture = makeFixture()
})
afterEach(() => fixture.clear())

const lines = (): string[] => faultLines(checkContent(fixture.folder, today).faults)

it('finds no fault in content that has none', () => {
  expect(lines()).toEqual([])
})

it('knows at least 25 faults', () => {
  expect(planted.length).toBeGreaterThanOrEqual(25)
})

describe('names file, line and what to do for', () => {
  it.each(planted)('$fault', ({ plant, file, at, sentence }) => {
    plant(fixture)
    const line = typeof at === 'number' ? at : fixture.lineOf(file, at)
    const prefix = `knowledge/${file}:${line} `
    const said = lines()
      .filter((one) => one.startsWith(prefix))
      .map((one) => one.slice(prefix.length))
    expect(said.length > 0 ? said : lines()).toContainEqual(expect.stringMatching(sentence))
  })
})

describe('leaves alone', () => {
  it.each<[string, (fixture: Fixture) => void]>([
    [
      'an old name in a question, since people ask so',
      (one) => one.edit(fi, 'miten teen muuttoilmoituksen 2', 'ilmoitanko maistraattiin'),
    ],
    [
      'an old name in the guide that is about old names',
      (one) => {
        for (const language of ['fi', 'sv', 'en'])
          one.write(
            `guides/viranomainen-vaihtui/${language}.md`,
            one
              .read(`guides/muutto/${language}.md`)
              .replace(/^ {2}- .*$/gm, `  - vanha nimi ${language}$&`)
              .replace('Voit soittaa', 'Maistraatti on nyt DVV. Voit soittaa'),
          )
        one.write('guides/viranomainen-vaihtui/fi.md', one.read('guides/viranomainen-vaihtui/fi.md'))
      },
    ],
    ['suomi.fi as a name', (one) => one.edit(fi, 'Voit soittaa', 'Avaa Suomi.fi-palvelu. Voit soittaa')],
    ['112 and 116117 as names', (one) => one.edit(fi, 'Voit soittaa', 'Soita 112 tai 116117. Voit soittaa')],
    ['an age range', (one) => one.edit(fi, 'Voit soittaa', 'Ohje on 12–17-vuotiaille. Voit soittaa')],
  ])('%s', (_, change) => {
    change(fixture)
    expect(lines().filter((line) => !line.includes('translated'))).toEqual([])
  })
})

it('lists what a person must verify before launch, the numbers that production waits for first', () => {
  const { toVerify } = checkContent(fixture.folder, today)
  expect(toVerify[0]?.sentence).toMatch(
    /^kansalaisneuvonta phone: H, from kela\.fi \(2026-01\)\. Production does not start before this\.$/,
  )
  expect(toVerify.at(-1)?.sentence).toMatch(/^kela url: H/)
  expect(toVerify.every(({ file, line }) => file === 'knowledge/contacts.yml' && line > 0)).toBe(true)
})
