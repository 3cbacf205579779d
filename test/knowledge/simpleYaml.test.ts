import fc from 'fast-check'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { readSimpleYaml } from '../../src/knowledge/simpleYaml'

const folder = join(__dirname, '../../knowledge')
const fully = (text: string): unknown => {
  const document = parseDocument(text, { schema: 'failsafe' })
  return document.errors.length > 0 ? 'an error' : document.toJS()
}

function texts(): { file: string; text: string }[] {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
  const guides = readdirSync(join(folder, 'guides')).flatMap((id) =>
    readdirSync(join(folder, 'guides', id)).map((name) => `guides/${id}/${name}`),
  )
  const terms = readdirSync(join(folder, 'glossary'))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `glossary/${name}`)
  return [
    ...guides.map((file) => ({ file, text: read(file).split('\n---\n')[0]?.slice(4) ?? '' })),
    ...[...terms, 'contacts.yml'].map((file) => ({ file, text: read(file) })),
  ]
}

describe('the fast reader of plain YAML', () => {
  it('reads every content file exactly as the full parser does, or leaves it to the full parser', () => {
    const wrong = texts().filter(({ text }) => {
      const simple = readSimpleYaml(text)
      return simple !== undefined && JSON.stringify(simple) !== JSON.stringify(fully(text))
    })
    expect(wrong.map(({ file }) => file)).toEqual([])
  })

  it('reads nearly all of them, or it would not be worth having', () => {
    const left = texts().filter(({ text }) => readSimpleYaml(text) === undefined)
    expect(left.length).toBeLessThan(texts().length / 10)
  })

  it.each([
    'a: b: c',
    'a: "x',
    "a: 'x'y'",
    'a: &x b',
    'a: *x',
    'a: b #c',
    'a: |\n  x',
    'a: >\n  x',
    'a: >-\n  x\n\n  y',
    'a: >-\n  x\n    y',
    'a: b\n  c',
    'a:\n  b: c\n d: e',
    'a: "\\u00e4"',
    'a: [b, [c], {d: e}]',
    'a: {b: c, b: d}',
    'a: b\na: c',
    '- a: b',
    'a: !x b',
    'a: @b',
    '? a\n: b',
    'a:\tb',
    'a: [b,]',
    'a: [ ]',
    'a: "b" # c',
    'a: 12:30',
    '1: a\nb: c',
    '...\na: b',
    'a: - b',
    'a:\n- b\n- c\nd: e',
    'a: ""\nb:\nc: x',
  ])('agrees with the full parser, or gives up, on %j', (text) => {
    const simple = readSimpleYaml(text)
    if (simple !== undefined) expect(simple).toEqual(fully(text))
    else expect(simple).toBeUndefined()
  })

  it('agrees or gives up on whatever somebody types', () => {
    const piece = fc.constantFrom(
      'a',
      'b:',
      ': ',
      '- ',
      '\n',
      '  ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ',',
      '#',
      ' ',
      'ä',
      '1',
      '>-',
      '|',
      '&',
      '.',
      '-',
      'key: v\n',
      '  - x\n',
    )
    let read = 0
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('')
        const simple = readSimpleYaml(text)
        if (simple === undefined) return true
        read++
        return JSON.stringify(simple) === JSON.stringify(fully(text))
      }),
      { numRuns: 30_000, seed: 20261122 },
    )
    expect(read).toBeGreaterThan(100)
  })
})
