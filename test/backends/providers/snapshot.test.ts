/** Snapshots on a real disk: whole or not at all, and the old one stays when the new one cannot be trusted. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { collect, summaryOf, tableOf, type ProviderImport } from '../../../src/backends/providers/importReport'
import { readSnapshots, writeSnapshot } from '../../../src/backends/providers/snapshot'
import { importProviders } from '../../../src/composeProviders'
import { loadKnowledge } from '../../../src/knowledge/loadKnowledge'
import type { Provider } from '../../../src/knowledge/providers'
import { ptvLocation, ptvService, startPtv } from '../../fakes/ptv'
import { provider } from '../../knowledge/providerFixture'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'opastin-providers-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const at = { now: new Date('2026-11-22T03:00:00Z'), acceptFewer: false }
const imported = (providers: readonly Provider[], municipalities?: readonly string[]): ProviderImport =>
  collect(
    'ptv',
    providers.map((one) => ({ kind: 'provider', provider: one })),
    municipalities,
  )
const many = (count: number, municipality: string): Provider[] =>
  Array.from({ length: count }, (_, n) => provider(`ptv:${municipality}-${n}`, { municipality }))

test('a snapshot is read back as it was written, and nothing else is left beside it', async () => {
  await writeSnapshot(folder, imported(many(3, '091')), at)
  expect(readSnapshots(folder)).toMatchObject([
    { source: 'ptv', madeAt: '2026-11-22T03:00:00.000Z', providers: many(3, '091') },
  ])
  expect(readdirSync(path.join(folder, 'providers'))).toEqual(['ptv.json'])
})

test('an import of some municipalities replaces those and keeps the others', async () => {
  await writeSnapshot(folder, imported([...many(3, '091'), ...many(2, '049')]), at)
  await writeSnapshot(folder, imported(many(4, '091'), ['091']), at)
  const counts = (readSnapshots(folder)[0]?.providers ?? []).map((one) => one.municipality)
  expect([counts.filter((one) => one === '091').length, counts.filter((one) => one === '049').length]).toEqual([4, 2])
})

test('the old snapshot stays when nothing came, or far less than before', async () => {
  await writeSnapshot(folder, imported(many(10, '091')), at)
  await expect(writeSnapshot(folder, imported([]), at)).rejects.toMatchObject({ code: 'PROVIDER_SNAPSHOT' })
  await expect(writeSnapshot(folder, imported(many(4, '091')), at)).rejects.toThrow('--accept-fewer')
  expect(readSnapshots(folder)[0]?.providers.length).toBe(10)
  await writeSnapshot(folder, imported(many(4, '091')), { ...at, acceptFewer: true })
  expect(readSnapshots(folder)[0]?.providers.length).toBe(4)
})

test('a file that was cut or changed is refused with a sentence, and a new import mends it', async () => {
  await writeSnapshot(folder, imported(many(3, '091')), at)
  const file = path.join(folder, 'providers', 'ptv.json')
  const text = readFileSync(file, 'utf8')
  for (const broken of [
    text.slice(0, 200),
    text.replace('Paikka', 'Muu'),
    text.replace('"version":1', '"version":2'),
  ]) {
    writeFileSync(file, broken)
    expect(() => readSnapshots(folder)).toThrow('npm run providers -- import ptv')
  }
  await writeSnapshot(folder, imported(many(3, '091')), at)
  expect(readSnapshots(folder).length).toBe(1)
})

test('what was left out is counted on the terminal and told whole in the report, one line each', () => {
  const dropped = Array.from({ length: 7 }, (_, place) => ({
    sourceId: `c${place}`,
    name: 'Piste\n\tlainattu',
    reason: place === 0 ? ('abroad' as const) : ('no_person' as const),
  }))
  expect(summaryOf(dropped)).toEqual(expect.arrayContaining(['7 left out:', '  no_person: 6', '    … and 1 more']))
  const lines = tableOf(dropped).trimEnd().split('\n')
  expect(lines.length).toBe(8)
  expect(lines[1]).toBe('abroad\tc0\tPiste lainattu\t')
})

test('a source that breaks down half-way leaves the old snapshot as it was', async () => {
  const knowledge = loadKnowledge({
    folder: path.resolve(__dirname, '../../../knowledge'),
    mode: 'trial',
    today: '2026-11-22',
  })
  const content = {
    services: { '297': [ptvService('s1', 'Digituki', ['c1'])] },
    channels: [ptvLocation('c1', 'Piste')],
  }
  let broken = false
  const server = await startPtv(content, (url) => (broken && url.pathname.includes('ServiceChannel') ? 500 : 'none'))
  const wish = {
    source: 'ptv' as const,
    municipalities: ['297'],
    from: server.url,
    ...at,
    today: '2026-11-22',
    fetch: { attempts: 2, firstWaitMs: 1, timeoutMs: 30_000 },
  }
  try {
    const { leftOut, summary } = await importProviders({ dataFolder: folder }, knowledge, wish)
    expect(readFileSync(leftOut, 'utf8')).toBe('reason\tid\tname\tdetail\n')
    expect(summary).toEqual([])
    const before = readFileSync(path.join(folder, 'providers', 'ptv.json'), 'utf8')
    broken = true
    await expect(importProviders({ dataFolder: folder }, knowledge, wish)).rejects.toMatchObject({
      code: 'PROVIDER_SOURCE',
    })
    expect(readFileSync(path.join(folder, 'providers', 'ptv.json'), 'utf8')).toBe(before)
  } finally {
    await server.stop()
  }
})
