/** Masking, on cases people wrote: what must go, by kind and to the letter, and what must stay. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { findPersonalData, type MaskKind, masks, maskText, withoutMasks } from '../../src/privacy/mask'

interface Cases {
  readonly mask: Record<MaskKind, string[]>
  readonly known: string[]
  readonly stay: string[]
}

const cases = parse(readFileSync(join(__dirname, 'mask.yml'), 'utf8')) as Cases
const known = ['09 2525 0111', '040 7654321', 'kirjaamo@dvv.fi', '@kanta.fi']

for (const [kind, texts] of Object.entries(cases.mask) as [MaskKind, string[]][]) {
  describe(`masks as ${kind}`, () => {
    test.each(texts)('%s', (marked) => {
      const masked = marked.replace(/«[^»]+»/g, masks[kind]).replace('«»', '')
      expect(maskText(marked.replace(/[«»]/g, ''), known)).toEqual({ text: masked, found: [kind] })
      expect(maskText(masked, known)).toEqual({ text: masked, found: [] })
    })
  })
}

describe('leaves as it is', () => {
  test.each([...cases.stay, ...cases.known])('%s', (text) => {
    expect(maskText(text, known)).toEqual({ text, found: [] })
  })
})

test('of the sentences of all guides at most one in a thousand is taken for something private', () => {
  const guides = join(__dirname, '..', '..', 'knowledge', 'guides')
  const bodies = readdirSync(guides, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(join(guides, name), 'utf8').replace(/^---\n[^]*?\n---\n/, ''))
  const lines = bodies.flatMap((body) => body.split('\n')).filter((line) => /\S/.test(line))
  const taken = lines.filter((line) => findPersonalData(line).length > 0)
  expect(lines.length).toBeGreaterThan(1000)
  if (taken.length > lines.length / 1000) throw new Error(`taken for private:\n${taken.join('\n')}`)
})

test('there are enough cases to mean something', () => {
  expect(Object.values(cases.mask).flat().length).toBeGreaterThanOrEqual(200)
  expect(cases.stay.length).toBeGreaterThanOrEqual(150)
})

test('what is public for one is masked for another', () => {
  for (const text of cases.known) expect(maskText(text).text).not.toBe(text)
})

test('tells where each piece stands and which kinds there are, in order', () => {
  const text = 'Hei, numeroni on 040 123 4567 ja hetu 131052-308T, toinen numero 050 7654321.'
  expect(findPersonalData(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
    ['phone', '040 123 4567'],
    ['identity_code', '131052-308T'],
    ['phone', '050 7654321'],
  ])
  expect(maskText(text).found).toEqual(['phone', 'identity_code'])
})

test('a search sees nothing of a mask', () => {
  expect(withoutMasks(maskText('hetu 131052-308T ja').text).trim()).toBe('hetu   ja')
})
