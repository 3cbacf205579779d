/** Guides by meaning: real vectors over HTTP through the real clients, real files, the real graph library and, without it, plain arrays. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openGuideRanking, type GuideRanking, type GuideRankingNeeds } from '../../../src/backends/vectors/guideRanking'
import { openAiEmbedder } from '../../../src/backends/vectors/openAiEmbedder'
import type { ModelEndpoint } from '../../../src/backends/model/modelEndpoint'
import type { Guide } from '../../../src/knowledge/types'
import { guideOf } from '../../answering/sample'
import { fakeKey, startFakeAzureOpenAi, type FakeAzureOpenAi } from '../../fakes/azureOpenAi/server'
import { hashedVector } from '../../fakes/hashedVector'

let fake: FakeAzureOpenAi
let folder: string
const open: GuideRanking[] = []
beforeAll(async () => {
  fake = await startFakeAzureOpenAi()
})
beforeEach(() => {
  fake.vectorOf = hashedVector
  folder = mkdtempSync(path.join(tmpdir(), 'opastin-vectors-'))
})
afterEach(async () => {
  for (const ranking of open.splice(0)) await ranking.close()
  rmSync(folder, { recursive: true })
})
afterAll(() => fake.close())

const guideAbout = (id: string, title: string, summary: string): Guide => ({ ...guideOf({}), id, title, summary })
const guides = [
  guideAbout('resepti', 'Reseptin uusiminen', 'Voit uusia reseptin verkossa, kun lääke loppuu.'),
  guideAbout('muutto', 'Muuttoilmoitus', 'Tee muuttoilmoitus, kun osoitteesi vaihtuu.'),
  guideAbout('passi', 'Passin hakeminen', 'Hae passia poliisilta verkossa.'),
]
const azure = (deployment = 'embed'): ModelEndpoint => ({
  kind: 'azure',
  endpoint: fake.url,
  deployment,
  apiVersion: '2024-10-21',
  apiKey: fakeKey,
})

async function ranking(more: Partial<GuideRankingNeeds> = {}, endpoint = azure()) {
  const reports: { facts: Readonly<Record<string, unknown>>; event: string }[] = []
  const opened = openGuideRanking({
    guides,
    embedder: await openAiEmbedder(endpoint, 2000),
    folder,
    deadlineMs: 2000,
    breaker: { failures: 2, openMs: 60_000 },
    report: (facts, event) => reports.push({ facts, event }),
    ...more,
  })
  open.push(opened)
  await opened.built
  const inFinnish = reports.find(({ facts }) => facts['language'] === 'fi')?.facts
  return { opened, reports, inFinnish }
}

describe('a ranking by meaning', () => {
  test.each([
    ['a graph', false, 'hnsw'],
    ['plain arrays where the library is missing', true, 'exact'],
  ])('finds the guide that a question is near to, with %s', async (_, withoutHnsw, search) => {
    const { opened, inFinnish } = await ranking({ withoutHnsw })
    expect(inFinnish).toMatchObject({ search, texts: 3, fromCache: false })
    const hits = await opened.rank('milloin teen muuttoilmoituksen, osoite vaihtuu', 'fi')
    expect(hits.map(({ guide }) => guide)[0]).toBe('muutto')
    expect(new Set(hits.map(({ guide }) => guide)).size).toBe(hits.length)
    expect(hits[0]?.score).toBeGreaterThan(hits[1]?.score ?? 1)
  })

  test('asks the deployment in Azure, or any endpoint that speaks OpenAI, for numbers', async () => {
    await ranking()
    expect(fake.requests.at(-1)?.path).toBe('/openai/deployments/embed/embeddings?api-version=2024-10-21')
    const plain: ModelEndpoint = { kind: 'openai', baseUrl: `${fake.url}/v1`, model: 'embed', apiKey: fakeKey }
    const { opened } = await ranking({}, plain)
    await opened.rank('passi', 'fi')
    expect(fake.requests.at(-1)?.path).toBe('/v1/embeddings')
    expect(JSON.parse(fake.requests.at(-1)?.body ?? '{}')).toMatchObject({ model: 'embed', encoding_format: 'float' })
  })

  test('is ready from its files at the next start, without a call', async () => {
    const first = await ranking()
    const expected = await first.opened.rank('passia hakemaan', 'fi')
    const before = fake.requests.length
    const second = await ranking()
    expect(second.inFinnish).toMatchObject({ fromCache: true, search: 'hnsw' })
    expect(fake.requests.length).toBe(before)
    expect(await second.opened.rank('passia hakemaan', 'fi')).toEqual(expected)
  })

  test.each<[string, () => Partial<GuideRankingNeeds>, ModelEndpoint | undefined]>([
    [
      'a guide has changed',
      () => ({ guides: [...guides.slice(0, 2), guideAbout('passi', 'Passi', 'Uusi teksti.')] }),
      undefined,
    ],
    ['a guide has come', () => ({ guides: [...guides, guideAbout('uusi', 'Uusi', 'Uusi ohje.')] }), undefined],
    [
      'the model is another',
      () => ({}),
      { kind: 'azure', endpoint: '', deployment: 'other', apiVersion: '2024-10-21', apiKey: fakeKey },
    ],
  ])('is built anew when %s', async (_, more, endpoint) => {
    await ranking()
    const before = fake.requests.length
    const again = await ranking(more(), endpoint && { ...azure(), ...endpoint, ...{ endpoint: fake.url } })
    expect(again.inFinnish).toMatchObject({ fromCache: false })
    expect(fake.requests.length).toBeGreaterThan(before)
  })

  test.each(['fi.json', 'fi.vectors', 'fi.graph'])(
    'is mended when its file %s is damaged, and never reads the damage',
    async (name) => {
      const first = await ranking()
      const expected = await first.opened.rank('resepti lääke', 'fi')
      const file = path.join(folder, name)
      const bytes = readFileSync(file)
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff
      writeFileSync(file, bytes)
      const again = await ranking()
      expect(again.inFinnish).toMatchObject({ fromCache: false })
      expect(await again.opened.rank('resepti lääke', 'fi')).toEqual(expected)
      expect(readdirSync(folder).filter((left) => left.endsWith('.new'))).toEqual([])
    },
  )

  test('a sidecar that says another number of vectors or another length than there is is not believed', async () => {
    await ranking()
    const file = path.join(folder, 'fi.json')
    const sidecar = JSON.parse(readFileSync(file, 'utf8')) as { dimension: number }
    writeFileSync(file, JSON.stringify({ ...sidecar, dimension: sidecar.dimension / 2 }))
    expect((await ranking()).inFinnish).toMatchObject({ fromCache: false })
  })

  test.each<[string, (text: string) => number[]]>([
    ['all zero', (text) => (text.startsWith('Passin') ? hashedVector(text).map(() => 0) : hashedVector(text))],
    ['no number', (text) => (text.startsWith('Passin') ? hashedVector(text).map(() => NaN) : hashedVector(text))],
    ['of another length', (text) => (text.startsWith('Passin') ? [1, 0] : hashedVector(text))],
  ])('a vector of a guide that is %s is refused, and guides are found by words', async (_, vectorOf) => {
    fake.vectorOf = vectorOf
    const { opened, reports } = await ranking()
    expect(reports).toMatchObject([{ facts: { language: 'fi', fault: 'UNFIT_VECTORS' } }])
    expect(await opened.rank('passi', 'fi')).toEqual([])
    expect(readdirSync(folder)).toEqual([])
  })

  test('a question whose vector is unfit or does not come ranks nothing; after some such the endpoint is left alone', async () => {
    const { opened, reports } = await ranking()
    fake.vectorOf = () => [0]
    const before = fake.requests.length
    for (let question = 0; question < 4; question++) expect(await opened.rank('passi', 'fi')).toEqual([])
    expect(fake.requests.length - before).toBe(2)
    expect(reports.filter(({ event }) => event === 'question without a vector')).toHaveLength(2)
    expect(JSON.stringify(reports)).not.toContain('passi')
  })

  test('ranks nothing in a language that has no guides, and ends while it is being built', async () => {
    const { opened } = await ranking()
    expect(await opened.rank('passport', 'en')).toEqual([])
    const endpoint = azure('slow')
    const building = openGuideRanking({
      guides: guides.map((guide) => ({ ...guide, title: 'toinen' })),
      embedder: await openAiEmbedder(endpoint, 2000),
      folder: path.join(folder, 'other'),
      deadlineMs: 2000,
      breaker: { failures: 2, openMs: 60_000 },
      report: () => undefined,
    })
    await building.close()
    expect(await building.rank('passi', 'fi')).toEqual([])
  })
})
