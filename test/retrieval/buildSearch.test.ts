import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { languages } from '../../src/language/languages'
import { buildSearch } from '../../src/retrieval/buildSearch'
import { createIndexCache } from '../../src/retrieval/indexCache'
import { sampleKnowledge } from './sampleKnowledge'

const search = buildSearch(sampleKnowledge)
const first = (text: string, language: 'fi' | 'sv' | 'en' = 'fi'): string | undefined =>
  search.search(text, language).guides[0]?.guide.id

describe('buildSearch', () => {
  it.each([
    ['miten uusin reseptin', 'omakanta-resepti'],
    ['reseptini vanheni', 'omakanta-resepti'],
    ['mul on passu hukas', 'salasana-hukassa'],
    ['unohin salasanan', 'salasana-hukassa'],
    ['salsana unohtui', 'salasana-hukassa'],
    ['muutan uuteen kämppään', 'muuttoilmoitus'],
    ['flyttanmälan suomeksi', 'muuttoilmoitus'],
  ])('finds for "%s" the guide %s', (text, guide) => {
    expect(first(text)).toBe(guide)
  })

  it('gives a guide once, best first, with all its passages', () => {
    const { guides } = search.search('salasana ja resepti', 'fi')
    expect(new Set(guides.map(({ guide }) => guide.id)).size).toBe(guides.length)
    expect(guides.every(({ guide, passages }) => passages.length === guide.passages.length)).toBe(true)
    expect([...guides].sort((one, two) => two.score - one.score)).toEqual(guides)
  })

  it('shows the passage that the question asks for', () => {
    expect(search.search('miten uusin reseptin', 'fi').guides[0]?.passages[0]?.anchor).toBe('steps')
    expect(search.search('miten uusin reseptin ilman nettiä', 'fi').guides[0]?.passages[0]?.anchor).toBe(
      'without-internet',
    )
    expect(search.search('reseptin uusinta ei onnistu', 'fi').guides[0]?.passages[0]?.anchor).toBe('if-it-fails')
  })

  it('tells how much of the words stands in a guide at hand, and where', () => {
    expect(search.within('resepti vanheni', 'fi', 'omakanta-resepti')?.coverage).toBeGreaterThan(0.5)
    expect(search.within('kalastuslupa', 'fi', 'omakanta-resepti')?.coverage).toBe(0)
    expect(search.within('', 'fi', 'omakanta-resepti')?.coverage).toBe(0)
    expect(search.within('resepti', 'fi', 'no-such-guide')).toBeUndefined()
  })

  it('finds a guide that is missing in the asked language and says which language it is in', () => {
    const found = search.search('recept förnya', 'sv')
    expect(found.guides[0]?.guide).toMatchObject({ id: 'omakanta-resepti', language: 'fi' })
    expect(found.language).toBe('fi')
    expect(search.search('ny adress', 'sv').language).toBe('sv')
  })

  it('is as much less sure as one’s own case may be asked for, and asks before it gives the guide', () => {
    const asked = (chance: number) =>
      buildSearch(sampleKnowledge, { ownCase: () => chance }).search('miten uusin reseptin', 'fi')
    expect(asked(0)).toMatchObject({
      band: 'answer',
      confidence: search.search('miten uusin reseptin', 'fi').confidence,
    })
    expect(asked(0.7).band).toBe('clarify')
    expect(asked(0.7).confidence).toBeCloseTo(asked(0).confidence * 0.3)
    expect(asked(0.7).guides[0]?.guide.id).toBe('omakanta-resepti')
    expect(asked(1).band).toBe('clarify')
  })

  it('abstains with a reason when there is nothing to go by', () => {
    expect(search.search('', 'fi')).toMatchObject({ guides: [], confidence: 0, band: 'abstain', reason: 'empty' })
    expect(search.search('😀😀😀', 'en')).toMatchObject({ band: 'abstain', reason: 'empty' })
    expect(search.search('leivon pullaa', 'fi')).toMatchObject({ band: 'abstain' })
  })

  it('never throws, whatever the text', () => {
    const texts = [
      '\ud800',
      '\u200b\u200d',
      '__proto__ constructor toString',
      'a'.repeat(200_000),
      'как',
      'مرحبا',
      '-'.repeat(9_000),
      'ä ö '.repeat(3_000),
    ]
    for (const text of texts)
      for (const language of languages) expect(search.search(text, language).confidence).toBeGreaterThanOrEqual(0)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...languages), (text, language) => {
        const found = search.search(text, language)
        return found.confidence >= 0 && found.confidence <= 1 && found.guides.length <= 10
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  it('says the same for the same question, whatever was asked between', () => {
    const before = search.search('salasana unohtui', 'fi')
    search.search('muuttoilmoitus paperilla', 'fi')
    expect(search.search('salasana unohtui', 'fi')).toEqual(before)
  })

  it('works on no guides at all', () => {
    const empty = buildSearch({ guides: [], terms: [], version: 'none' })
    expect(empty.search('miten uusin reseptin', 'fi')).toMatchObject({
      guides: [],
      band: 'abstain',
      reason: 'no_match',
    })
  })

  it('is less sure of what it has learnt that no guide answers, and ranks as before', () => {
    const fi = [
      'missä saa kalastaa salasana',
      'kalastuslupa netistä',
      'tarvitseeko lapsi kalastusluvan',
      'ongella ilman lupaa',
    ]
    const outside = [{ topic: 'fishing-permit', ownCase: false, fi, sv: ['fiskekort'], en: ['fishing permit'] }]
    const learnt = buildSearch({ ...sampleKnowledge, lines: () => ({ asked: new Map(), outside }) })
    const asked = 'kalastuslupa ja salasana'
    expect(learnt.explain(asked, 'fi').features.outside).toBeGreaterThan(0.5)
    expect(search.explain(asked, 'fi').features.outside).toBe(0)
    expect(learnt.explain('miten uusin reseptin', 'fi').features.outside).toBeLessThan(0.2)
    expect(learnt.search(asked, 'fi').confidence).toBeLessThan(search.search(asked, 'fi').confidence)
    expect(learnt.search(asked, 'fi').guides[0]?.guide.id).toBe(first(asked))
  })

  it('lets a ranking by meaning lift a guide, and nothing else change', () => {
    const plain = search.search('salasana resepti', 'fi')
    const second = plain.guides[1]?.guide.id ?? ''
    const fused = search.search('salasana resepti', 'fi', [
      { guide: second, score: 1 },
      { guide: 'no-such-guide', score: 0.9 },
    ])
    expect(fused.guides[0]?.guide.id).toBe(second)
    expect(fused.guides.map(({ guide }) => guide.id).sort()).toEqual(plain.guides.map(({ guide }) => guide.id).sort())
    expect(fused.confidence).toBeLessThanOrEqual(plain.confidence)
  })
})

describe('the index cache', () => {
  const folder = mkdtempSync(join(tmpdir(), 'index-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const questions = ['miten uusin reseptin', 'passu hukas', 'muutan']
  const answers = (built: typeof search): unknown => questions.map((text) => built.search(text, 'fi'))

  it('gives the same answers from the file as from the build', () => {
    const troubles: unknown[] = []
    const cache = createIndexCache(folder, (trouble) => troubles.push(trouble))
    expect(answers(buildSearch(sampleKnowledge, { cache }))).toEqual(answers(search))
    const files = ['en', 'fi', 'sv'].flatMap((language) => [`${language}.index`, `${language}.words`])
    expect(readdirSync(folder).sort()).toEqual(files)
    expect(answers(buildSearch(sampleKnowledge, { cache }))).toEqual(answers(search))
    expect(troubles).toEqual([])
  })

  it('builds anew when a byte is wrong, the file is cut short or empty', () => {
    const cache = createIndexCache(folder)
    const file = join(folder, 'fi.index')
    const good = readFileSync(file)
    for (const damage of [
      Buffer.alloc(0),
      good.subarray(0, good.length / 2),
      Buffer.from(good).fill(7, 900, 901),
      Buffer.from('nonsense'),
    ]) {
      writeFileSync(file, damage)
      expect(answers(buildSearch(sampleKnowledge, { cache }))).toEqual(answers(search))
      expect(readFileSync(file).equals(good)).toBe(true)
    }
  })

  it('reads words anew when their file is damaged, and trusts none of it', () => {
    const cache = createIndexCache(folder)
    const file = join(folder, 'fi.words')
    const good = readFileSync(file, 'utf8')
    for (const damage of ['', 'nonsense', good.replace('"known":true', '"known":false'), good.slice(0, -9)]) {
      writeFileSync(file, damage)
      expect(answers(buildSearch(sampleKnowledge, { cache }))).toEqual(answers(search))
      expect(readFileSync(file, 'utf8')).toBe(good)
    }
  })

  it('does not use an index of other knowledge', () => {
    const cache = createIndexCache(folder)
    const other = buildSearch(
      { ...sampleKnowledge, guides: sampleKnowledge.guides.slice(1), version: 'other' },
      { cache },
    )
    expect(other.search('miten uusin reseptin', 'fi').guides.map(({ guide }) => guide.id)).not.toContain(
      'omakanta-resepti',
    )
  })

  it('goes on without a folder it may write, and says so', () => {
    const troubles: unknown[] = []
    writeFileSync(join(folder, 'taken'), '')
    const cache = createIndexCache(join(folder, 'taken', 'below'), (trouble) => troubles.push(trouble))
    expect(answers(buildSearch(sampleKnowledge, { cache }))).toEqual(answers(search))
    expect(troubles.length).toBeGreaterThan(0)
  })
})
