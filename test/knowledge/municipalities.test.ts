/** Our table of municipalities against the reference list of the design, where that list is at hand. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import { projectRoot } from '../startService'

const reference = path.resolve(projectRoot, '..', 'shared', 'design', 'domain', 'municipalities-2026.csv')
const { municipalities } = loadKnowledge({
  folder: path.join(projectRoot, 'knowledge'),
  mode: 'trial',
  today: '2026-11-22',
})

test('there are the 308 municipalities of 2026, each with its own code and a point in Finland', () => {
  expect(new Set(municipalities.map(({ code }) => code)).size).toBe(308)
  for (const { code, lat, lon } of municipalities) {
    expect(code).toMatch(/^\d{3}$/)
    expect(lat).toBeGreaterThan(59)
    expect(lat).toBeLessThan(70.2)
    expect(lon).toBeGreaterThan(19)
    expect(lon).toBeLessThan(31.6)
  }
})

// The list is not part of the project: on a machine without it there is nothing to compare with, and the test above stands alone.
const whereItIs = existsSync(reference) ? test : test.skip
whereItIs('the table agrees with the reference list in code, names, region, county, employment area and point', () => {
  const [header = '', ...lines] = readFileSync(reference, 'utf8').trim().split(/\r?\n/)
  const columns = header.split(',')
  const differences = lines.flatMap((line) => {
    // A cell may be quoted because it holds a comma.
    const cells = [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
    const of = (column: string): string => (cells[columns.indexOf(column)] ?? '').trim()
    const ours = municipalities.find(({ code }) => code === of('code'))
    if (!ours) return [`${of('code')} is missing`]
    const pairs: [string, string][] = [
      [ours.fi, of('fi')],
      [ours.sv, of('sv')],
      [ours.region.fi, of('maakunta_fi')],
      [ours.region.sv, of('maakunta_sv')],
      [ours.county.fi, of('hva_fi')],
      [ours.employmentArea, of('tyollisyysalue_fi')],
      [String(ours.lat), String(Number(of('lat')))],
      [String(ours.lon), String(Number(of('lon')))],
    ]
    return pairs
      .filter(([mine, theirs]) => mine !== theirs)
      .map(([mine, theirs]) => `${ours.code}: ${mine} ≠ ${theirs}`)
  })
  expect(differences).toEqual([])
})
