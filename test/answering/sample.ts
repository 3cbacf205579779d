/** A small guide with the knowledge around it, for tests of what a model is shown and may say. */
import type { PhraseBook } from '../../src/dialogs/phraseBook'
import type { Contact, Guide, Knowledge } from '../../src/knowledge/types'

export const plainPhrases: PhraseBook = { say: (key) => key, keys: () => [] }

const omakanta: Contact = {
  key: 'omakanta',
  kind: 'page',
  name: { fi: 'OmaKanta', sv: 'MittKanta', en: 'MyKanta' },
  url: {
    address: { fi: 'https://www.kanta.fi', sv: 'https://www.kanta.fi/sv', en: 'https://www.kanta.fi/en' },
    source: 'kanta.fi',
    sourceDate: '2026',
    confidence: 'M',
  },
  line: 1,
}

/** A Finnish guide with these passages, by anchor. */
export function guideOf(passages: Readonly<Record<string, string>>): Guide {
  return {
    id: 'resepti',
    language: 'fi',
    title: 'Reseptin uusiminen',
    summary: 'Voit uusia reseptin OmaKannassa.',
    questions: [],
    topics: ['terveys'],
    audience: 'citizen',
    status: 'ready',
    reviewBy: '2027-01-01',
    owner: 'Kela',
    sources: ['omakanta'],
    file: 'knowledge/guides/resepti/fi.md',
    hash: '',
    passages: Object.entries(passages).map(([anchor, markdown], line) => ({
      id: `resepti#${anchor}@fi`,
      guide: 'resepti',
      language: 'fi',
      anchor,
      heading: `Kohta ${anchor}`,
      markdown,
      plainText: markdown,
      steps: [],
      line,
    })),
  }
}

export function knowledgeOf(guide: Guide): Knowledge {
  return {
    guides: [guide],
    terms: [],
    contacts: new Map([['omakanta', omakanta]]),
    lines: () => ({ asked: new Map(), outside: [] }),
    municipalities: [],
    formerMunicipalities: [],
    postcodes: [],
    version: '1',
    guide: (id, language) => (id === guide.id && language === guide.language ? guide : undefined),
    passage: (id) => guide.passages.find((passage) => passage.id === id),
    term: () => undefined,
  }
}
