/** A few small guides for tests of the engine's parts. */
import type { Guide, Knowledge, Term } from '../../src/knowledge/types'
import type { Language } from '../../src/language/languages'

export function guide(
  id: string,
  language: Language,
  title: string,
  questions: readonly string[],
  bodies: Readonly<Record<string, string>>,
): Guide {
  return {
    id,
    language,
    title,
    summary: `${title}.`,
    questions,
    topics: ['apu'],
    audience: 'citizen',
    status: 'draft',
    reviewBy: '2027-05-22',
    owner: 'Testi',
    sources: [],
    file: `knowledge/guides/${id}/${language}.md`,
    hash: '',
    passages: Object.entries(bodies).map(([anchor, plainText], i) => ({
      id: `${id}#${anchor}@${language}`,
      guide: id,
      language,
      anchor,
      heading: anchor,
      markdown: plainText,
      plainText,
      steps: [],
      line: i + 1,
    })),
  }
}

export const sampleGuides: readonly Guide[] = [
  guide('omakanta-resepti', 'fi', 'Reseptin uusiminen', ['miten uusin reseptin', 'lääke loppui'], {
    steps: 'Avaa OmaKanta. Valitse resepti. Lähetä uusintapyyntö.',
    'if-it-fails': 'Jos uusintapyyntöön ei vastata, soita terveysasemalle.',
    'without-internet': 'Pyydä reseptin uusimista apteekissa tai terveysasemalla.',
  }),
  guide('salasana-hukassa', 'fi', 'Salasana hukassa', ['unohdin salasanan', 'salasana ei kelpaa'], {
    steps: 'Avaa palvelun kirjautumissivu. Paina unohditko salasanan.',
    'if-it-fails': 'Jos viestiä ei tule, katso roskaposti.',
  }),
  guide('muuttoilmoitus', 'fi', 'Muuttoilmoitus', ['miten teen muuttoilmoituksen', 'osoite vaihtuu'], {
    steps: 'Avaa muuttoilmoituksen sivu. Kirjoita uusi osoite.',
    'without-internet': 'Hae paperinen lomake Postista.',
  }),
  guide('muuttoilmoitus', 'sv', 'Flyttanmälan', ['hur gör jag en flyttanmälan', 'ny adress'], {
    steps: 'Öppna sidan för flyttanmälan. Skriv din nya adress.',
  }),
  guide('salasana-hukassa', 'en', 'Forgotten password', ['I forgot my password'], {
    steps: 'Open the login page. Choose forgotten password.',
  }),
]

export const sampleTerms: readonly Term[] = [
  {
    id: 'salasana',
    term: { fi: 'salasana', sv: 'lösenord', en: 'password' },
    definition: { fi: 'Salainen sana.', sv: 'Hemligt ord.', en: 'A secret word.' },
    forms: { fi: ['passu'], sv: ['lösen'], en: ['passphrase'] },
    guides: ['salasana-hukassa'],
    confidence: 'G',
    file: 'knowledge/glossary/salasana.yml',
    hash: '',
  },
]

export const sampleKnowledge: Pick<Knowledge, 'guides' | 'terms' | 'version'> = {
  guides: sampleGuides,
  terms: sampleTerms,
  version: 'sample',
}
