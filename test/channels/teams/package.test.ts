/** The app package: what Teams would refuse is found here first. */
import { crc32 } from '../../../src/channels/teams/package/crc32'
import { manifestFaults, manifestWords, teamsManifest } from '../../../src/channels/teams/package/manifest'
import { composeTeamsPackage } from '../../../src/composeTeamsPackage'
import { readConfig } from '../../../src/config'
import { loadDialogs } from '../../../src/dialogs/loadDialogs'
import { inflateSync } from 'node:zlib'

const settings = {
  MICROSOFT_APP_ID: 'c2f0c6f4-5f65-4f0f-9d3e-0d6f3f0f6a11',
  MICROSOFT_APP_TENANT_ID: 'c2f0c6f4-5f65-4f0f-9d3e-0d6f3f0f6a12',
  MICROSOFT_APP_PASSWORD: 'x',
  PUBLIC_URL: 'https://neuvonta.example.fi',
}
const { phrases } = loadDialogs(readConfig({}).dialogsFolder)
const needs = {
  appId: settings.MICROSOFT_APP_ID,
  publicUrl: settings.PUBLIC_URL,
  publisher: 'X',
  version: '1.0.0',
  phrases,
}

/** The files of an archive of stored files, read by its central directory; every checksum is compared. */
function filesIn(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  const end = archive.length - 22
  const count = archive.readUInt16LE(end + 10)
  let at = archive.readUInt32LE(end + 16)
  for (let n = 0; n < count; n++) {
    const [size, length, start] = [
      archive.readUInt32LE(at + 24),
      archive.readUInt16LE(at + 28),
      archive.readUInt32LE(at + 42),
    ]
    const name = archive.toString('latin1', at + 46, at + 46 + length)
    const from = start + 30 + archive.readUInt16LE(start + 26)
    const bytes = archive.subarray(from, from + size)
    expect(crc32(bytes)).toBe(archive.readUInt32LE(at + 16))
    files.set(name, bytes)
    at += 46 + length
  }
  return files
}

test('holds a manifest that Teams takes, its translations, and two icons', () => {
  const made = composeTeamsPackage(readConfig(settings))
  if ('faults' in made) throw new Error(made.faults.join())
  const files = filesIn(made.archive)
  expect([...files.keys()]).toEqual(['manifest.json', 'sv.json', 'en.json', 'color.png', 'outline.png'])
  const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '') as Record<string, unknown>
  expect(manifestFaults(manifest)).toEqual([])
  expect(manifest).toMatchObject({ id: settings.MICROSOFT_APP_ID, validDomains: ['neuvonta.example.fi'] })
})

test.each([
  ['color.png', 192],
  ['outline.png', 32],
])('%s is a picture of %d pixels a side', (name, size) => {
  const made = composeTeamsPackage(readConfig(settings))
  const png = 'archive' in made ? filesIn(made.archive).get(name) : undefined
  if (!png) throw new Error('There is no such picture.')
  expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', size, size])
  const length = png.readUInt32BE(33)
  const pixels = inflateSync(png.subarray(41, 41 + length))
  expect(pixels).toHaveLength(size * (size * 4 + 1))
  // The outline is white or nothing, as Teams wants it.
  if (name === 'outline.png')
    for (let at = 1; at < size * 4; at += 4) expect([...pixels.subarray(at, at + 3)]).toEqual([255, 255, 255])
})

test('the same settings make the same bytes', () => {
  const [one, other] = [composeTeamsPackage(readConfig(settings)), composeTeamsPackage(readConfig(settings))]
  expect('archive' in one && 'archive' in other && one.archive.equals(other.archive)).toBe(true)
})

test('says what is missing instead of making half a package', () => {
  expect(composeTeamsPackage(readConfig({}))).toEqual({
    faults: [expect.stringMatching(/MICROSOFT_APP_ID/), expect.stringMatching(/PUBLIC_URL.*https/)],
  })
})

test.each([
  ['a short name that is too long', { name: { short: 'x'.repeat(31), full: 'x' } }],
  ['an address without TLS', { developer: { ...teamsManifest(needs).developer, websiteUrl: 'http://x.fi' } }],
  ['a property that Teams does not know', { colour: 'blue' }],
  ['an id that is none', { id: 'opastin' }],
])('finds %s', (_, change) => {
  expect(manifestFaults({ ...teamsManifest(needs), ...change })).not.toEqual([])
})

test.each(['sv', 'en'] as const)('the words in %s keep the lengths, and name places of the manifest', (language) => {
  const words = manifestWords(language, phrases)
  const manifest = teamsManifest(needs)
  for (const [place, word] of Object.entries(words)) {
    if (place === '$schema') continue
    const limit = /name\.short/.test(place)
      ? 30
      : /description\.short/.test(place)
        ? 80
        : /title/.test(place)
          ? 32
          : /\]\.description/.test(place)
            ? 128
            : 4_000
    expect([place, word.length <= limit]).toEqual([place, true])
    const there = place
      .split(/[.[\]]+/)
      .filter(Boolean)
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], manifest)
    expect([place, typeof there]).toEqual([place, 'string'])
  }
})
