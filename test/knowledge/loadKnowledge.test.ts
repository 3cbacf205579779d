import fc from 'fast-check'
import { servableGuides, withApproval } from '../../src/knowledge/approvals'
import { productionFaults, requiredContacts } from '../../src/knowledge/contacts'
import { KnowledgeError } from '../../src/knowledge/faults'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import type { Approval, Guide, Knowledge } from '../../src/knowledge/types'
import { languages, type Language } from '../../src/language/languages'
import { guidePaths, makeFixture, termPaths, type Fixture } from './fixture'

const today = '2026-11-22'
let fixture: Fixture
beforeEach(() => {
  fixture = makeFixture()
})
afterEach(() => fixture.clear())

const load = (mode: 'trial' | 'production' = 'trial', day = today): Knowledge =>
  loadKnowledge({ folder: fixture.folder, mode, today: day })

function thrown(): KnowledgeError {
  try {
    load()
  } catch (error) {
    if (error instanceof KnowledgeError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('loaded in trial', () => {
  it('has every guide in three languages, found by id and by passage id', () => {
    const knowledge = load()
    expect(knowledge.guides).toHaveLength(6)
    for (const language of languages) expect(knowledge.guide('muutto', language)?.language).toBe(language)
    expect(knowledge.passage('muutto#steps@sv')?.heading).toBe('Öppna tjänstens sida.')
    expect(knowledge.passage('muutto#nowhere@sv')).toBeUndefined()
    expect(knowledge.term('resepti')?.term.sv).toBe('recept')
    expect(knowledge.municipalities).toHaveLength(1)
  })

  it('gives a passage as written, as plain words with the contact named in its language, and as steps', () => {
    const knowledge = load()
    const help = knowledge.passage('muutto#who-helps@sv')
    expect(help?.markdown).toBe('1. Fråga först tjänsten: {{kela}}')
    expect(help?.plainText).toBe('Fråga först tjänsten: kela sv')
    expect(knowledge.passage('muutto#if-it-fails@en')?.plainText).toBe(
      'If the page does not open, ask for help. Renew a prescription',
    )
    expect(knowledge.passage('muutto#steps@fi')?.steps).toEqual(['Avaa palvelun sivu.', 'Paina **Tunnistaudu**.'])
    expect(knowledge.passage('muutto#what-you-need@fi')?.steps).toEqual([])
    expect(help?.line).toBe(fixture.lineOf('guides/muutto/sv.md', '{#who-helps}'))
  })

  it('reads the lines to learn from when they are first asked for, and then tells what is wrong in them', () => {
    fixture.write('guides/muutto/asked.yml', 'fi:\n  - kamat uuteen kämppään\nsv: []\nen: []\n')
    const first = load()
    expect(first.lines().asked.get('muutto')?.fi).toEqual(['kamat uuteen kämppään'])
    fixture.write('guides/muutto/asked.yml', 'fi:\n  - kamat uuteen kämppään\nsw: []\nen: []\n')
    fixture.write('outside.yml', '- topic: fishing\n  fi: []\n  sv: []\n')
    const broken = load()
    expect(broken.version).not.toBe(first.version)
    expect(() => broken.lines()).toThrow(KnowledgeError)
    fixture.remove('glossary/resepti.yml')
    fixture.write('glossary/resepti.yml', 'term: [')
    const told = thrown().faults.map(({ file }) => file)
    expect(new Set(told)).toEqual(
      new Set(['knowledge/glossary/resepti.yml', 'knowledge/outside.yml', 'knowledge/guides/muutto/asked.yml']),
    )
  })

  it('is frozen all the way down', () => {
    const knowledge = load()
    expect(Object.isFrozen(knowledge.guides)).toBe(true)
    expect(Object.isFrozen(knowledge.guides[0]?.passages[0]?.steps)).toBe(true)
    expect(Object.isFrozen(knowledge.contacts.get('kela')?.phone)).toBe(true)
  })

  it('changes its version when any file changes, and only then', () => {
    const before = load().version
    expect(load().version).toBe(before)
    fixture.edit('glossary/resepti.yml', 'Selitys sanasta.', 'Toinen selitys.')
    expect(load().version).not.toBe(before)
  })

  it('marks what is approved, so that the rest can be shown under a notice', () => {
    fixture.approve(['guides/muutto/fi.md'])
    const knowledge = load()
    expect(knowledge.guide('muutto', 'fi')?.approval?.by).toBe('Anna Esimerkki, sisältövastaava')
    expect(knowledge.guide('muutto', 'sv')?.approval).toBeUndefined()
  })

  it('keeps the facts that nobody has verified', () => {
    expect(load().contacts.get('kela')?.phone).toMatchObject({
      number: '020 692 210',
      callCostKnown: false,
      sourceDate: '2026-01',
    })
    expect(load().contacts.get('kela')?.hours).toBeUndefined()
  })
})

describe('a broken file stops the start', () => {
  it('and every fault of every file is named with its line and what to do', () => {
    fixture.edit('guides/muutto/fi.md', 'audience: citizen', 'audience: kaikki')
    fixture.edit('guides/muutto/sv.md', '{#steps}', '{steps}')
    fixture.edit('contacts.yml', 'kind: emergency', 'kind: hätä')
    const error = thrown()
    expect(error.code).toBe('knowledge_broken')
    expect(error.message).toContain(
      `knowledge/guides/muutto/fi.md:${fixture.lineOf('guides/muutto/fi.md', 'audience')} "audience" must be one of: citizen, helper.`,
    )
    expect(error.message).toContain(
      `knowledge/guides/muutto/sv.md:${fixture.lineOf('guides/muutto/sv.md', '{steps}')} A heading is written`,
    )
    expect(error.message).toContain(
      `knowledge/contacts.yml:${fixture.lineOf('contacts.yml', 'hätä')} "hata-112.kind" must be one of`,
    )
  })

  it('and YAML that cannot be read is named as such', () => {
    fixture.edit('guides/muutto/en.md', 'title: Notice of move', 'title: Notice: of: move')
    expect(thrown().faults[0]).toMatchObject({ file: 'knowledge/guides/muutto/en.md', line: 2 })
    expect(thrown().message).toContain('not valid YAML')
  })

  it('and an approval that is no hash is a fault of approvals.yml', () => {
    fixture.write(
      'approvals.yml',
      '- { file: knowledge/guides/muutto/fi.md, hash: yes, by: "A B, c", at: 2026-01-01 }\n',
    )
    expect(thrown().faults[0]).toMatchObject({ file: 'knowledge/approvals.yml', line: 1 })
  })
})

describe('production', () => {
  it('serves nothing when nothing is approved', () => {
    const knowledge = load('production')
    expect(knowledge.guides).toEqual([])
    expect(knowledge.terms).toEqual([])
    expect(knowledge.passage('muutto#steps@fi')).toBeUndefined()
  })

  it('serves what is approved in all three languages and in date', () => {
    fixture.approve([...guidePaths, ...termPaths])
    expect(load('production').guides).toHaveLength(6)
    expect(load('production').terms).toHaveLength(2)
    expect(load('production', '2027-05-22').guides).toHaveLength(6)
    expect(load('production', '2027-05-23').guides).toEqual([])
  })

  it('drops a guide in all languages when one language is not approved', () => {
    fixture.approve(guidePaths.filter((path) => path !== 'guides/muutto/en.md'))
    expect(load('production').guides.map(({ id }) => id)).toEqual(Array(3).fill('reseptin-uusiminen'))
  })

  it('drops a guide whose text has changed by one letter since', () => {
    fixture.approve(guidePaths)
    fixture.edit('guides/muutto/sv.md', 'Du kan ringa', 'Du kan ringaa')
    expect(load('production').guide('muutto', 'fi')).toBeUndefined()
    expect(load('production').guide('reseptin-uusiminen', 'fi')).toBeDefined()
  })

  it('drops a guide whose translation is of an older Finnish text, though both are approved', () => {
    fixture.edit('guides/muutto/fi.md', 'Voit soittaa', 'Voit aina soittaa', { restamp: false })
    fixture.approve(guidePaths)
    expect(load('production').guide('muutto', 'sv')).toBeUndefined()
  })

  it('keeps only verified facts of a contact', () => {
    const verified = 'confidence: H, verified_by: "Anna Esimerkki", verified_at: "2026-11-01"'
    fixture.edit('contacts.yml', 'confidence: H, verified_by: "", verified_at: ""', verified)
    const { contacts } = load('production')
    expect(contacts.get('kela')?.phone?.verifiedBy).toBe('Anna Esimerkki')
    expect(contacts.get('kela')?.url).toBeUndefined()
    expect(contacts.get('hata-112')?.phone).toBeUndefined()
    expect(contacts.get('hata-112')?.name.fi).toBe('hata-112 fi')
  })

  it('names the numbers that must be verified before the start', () => {
    const faults = productionFaults(load('production'))
    expect(faults).toHaveLength(requiredContacts.length)
    expect(faults.join('\n')).toContain('"kansalaisneuvonta"')
    fixture.write(
      'contacts.yml',
      fixture
        .read('contacts.yml')
        .replaceAll('verified_by: "", verified_at: ""', 'verified_by: "Anna Esimerkki", verified_at: "2026-11-01"'),
    )
    expect(productionFaults(load('production'))).toEqual([])
  })
})

describe('whatever the states and dates, production never serves what is not approved, expired or changed', () => {
  const day = fc
    .date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  const hash = fc.constantFrom('a', 'b', 'c').map((letter) => letter.repeat(64))
  const guide = fc.record({
    id: fc.constantFrom('one', 'two', 'three'),
    language: fc.constantFrom(...languages),
    hash,
    reviewBy: day,
    translatedFrom: fc.option(hash, { nil: undefined }),
  })
  const fileOf = (id: string, language: Language): string => `knowledge/guides/${id}/${language}.md`
  const approval = fc.record({
    id: fc.constantFrom('one', 'two', 'three'),
    language: fc.constantFrom(...languages),
    hash,
  })

  it('over random guides, approvals and days', () => {
    let served = 0
    fc.assert(
      fc.property(
        fc.uniqueArray(guide, { minLength: 3, maxLength: 9, selector: (one) => fileOf(one.id, one.language) }),
        fc.array(approval, { minLength: 5, maxLength: 40 }),
        day,
        (states, approved, now) => {
          const approvals: Approval[] = approved.map((one) => ({
            file: fileOf(one.id, one.language),
            hash: one.hash,
            by: 'A B, editor',
            at: '2026-01-01',
          }))
          const guides = states.map((state): Guide => ({ ...blank, ...state, file: fileOf(state.id, state.language) }))
          const result = servableGuides(
            guides.map((one) => withApproval(one, approvals)),
            now,
          )
          served += result.length
          for (const one of result) {
            if (!approvals.some((entry) => entry.file === one.file && entry.hash === one.hash)) return false
            if (one.reviewBy < now) return false
            const group = result.filter((other) => other.id === one.id)
            if (group.length !== 3) return false
            if (one.language !== 'fi' && one.translatedFrom !== group.find((other) => other.language === 'fi')?.hash)
              return false
          }
          return true
        },
      ),
      { numRuns: 3000, seed: 20261122 },
    )
    expect(served).toBeGreaterThan(0)
  })

  it('over random edits, approvals and days on real files', () => {
    fc.assert(
      fc.property(fc.subarray(guidePaths), fc.subarray(guidePaths), day, (approved, edited, now) => {
        const own = makeFixture()
        try {
          own.approve(approved)
          for (const path of edited)
            own.write(path, own.read(path).replace('review_by: 2027-05-22', 'review_by: 2028-05-22'))
          const { guides } = loadKnowledge({ folder: own.folder, mode: 'production', today: now })
          const good = (id: string): boolean =>
            languages.every(
              (language) =>
                approved.includes(`guides/${id}/${language}.md`) && !edited.includes(`guides/${id}/${language}.md`),
            ) && now <= '2027-05-22'
          return (
            guides.every(({ id }) => good(id)) &&
            ['muutto', 'reseptin-uusiminen'].filter(good).length * 3 === guides.length
          )
        } finally {
          own.clear()
        }
      }),
      { numRuns: 40, seed: 20261122 },
    )
  })

  const blank: Guide = {
    id: '',
    language: 'fi',
    title: '',
    summary: '',
    questions: [],
    topics: [],
    audience: 'citizen',
    status: 'draft',
    reviewBy: '',
    owner: '',
    sources: [],
    passages: [],
    file: '',
    hash: '',
  }
})
