/** The Markdown subset: what it makes of our replies, and what it never makes. */
import fc from 'fast-check'
import { parseMarkdown, plainWords } from '../../src/widget/markdown'

test('an answer becomes paragraphs, bold words, steps and links', () => {
  expect(parseMarkdown('Tee **näin**.\n\n1. Mene [kanta.fi](https://www.kanta.fi).\n2. Soita [112](tel:112).')).toEqual(
    [
      { kind: 'p', of: ['Tee ', { bold: ['näin'] }, '.'] },
      {
        kind: 'ol',
        start: 1,
        items: [
          [{ kind: 'p', of: ['Mene ', { link: 'https://www.kanta.fi', words: 'kanta.fi' }, '.'] }],
          [{ kind: 'p', of: ['Soita ', { link: 'tel:112', words: '112' }, '.'] }],
        ],
      },
    ],
  )
})

test('a list inside a step stays inside it, and numbering goes on after it', () => {
  const [list, ...rest] = parseMarkdown('1. Avaa\n   - yksi\n   - kaksi\n2. Sulje')
  expect(rest).toEqual([])
  expect(list).toMatchObject({
    kind: 'ol',
    items: [[{ kind: 'p' }, { kind: 'ul', items: [[{}], [{}]] }], [{ of: ['Sulje'] }]],
  })
})

test('bullets after numbers are a list of their own', () => {
  expect(parseMarkdown('1. a\n- b').map(({ kind }) => kind)).toEqual(['ol', 'ul'])
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  '//evil.example',
  'vbscript:x',
  'JaVaScRiPt:alert(1)',
  'file:///etc/passwd',
])('%s never becomes a link', (address) => {
  expect(parseMarkdown(`[paina](${address})`)).toEqual([{ kind: 'p', of: [`[paina](${address})`] }])
})

test('HTML stays text', () => {
  expect(parseMarkdown('<img src=x onerror=alert(1)>')).toEqual([{ kind: 'p', of: ['<img src=x onerror=alert(1)>'] }])
})

test('an adviser’s line breaks stay, in a paragraph and in a step', () => {
  expect(parseMarkdown('Soita:\nPoliisi\n\n1. Avaa\n   sivu', 'adviser')).toEqual([
    { kind: 'p', of: ['Soita:\nPoliisi'] },
    { kind: 'ol', start: 1, items: [[{ kind: 'p', of: ['Avaa\nsivu'] }]] },
  ])
  expect(parseMarkdown('Soita:\nPoliisi')).toEqual([{ kind: 'p', of: ['Soita: Poliisi'] }])
})

test.each([
  ['Katso https://www.kanta.fi/omakanta.', 'https://www.kanta.fi/omakanta', 'https://www.kanta.fi/omakanta'],
  ['(www.kela.fi/asiointi)', 'https://www.kela.fi/asiointi', 'www.kela.fi/asiointi'],
  ['Soita 0295 419 800 9-16', 'tel:0295419800', '0295 419 800'],
  ['Soita 040-123 4567!', 'tel:0401234567', '040-123 4567'],
  ['Soita +358 29 566 2000.', 'tel:+358295662000', '+358 29 566 2000'],
  ['Päivystysapu 116 117', 'tel:116117', '116 117'],
])('in an adviser’s line, %s holds a link', (text, link, words) => {
  const of = parseMarkdown(text, 'adviser').flatMap((block) => (block.kind === 'p' ? block.of : []))
  expect(of.filter((part) => typeof part === 'object')).toEqual([{ link, words }])
})

test.each([
  '04-05-2026',
  '1.2.2026 klo 9-16',
  'FI21 1234 5600 0007 85',
  '00100 Helsinki',
  '0201256-6',
  'javascript:alert(1)',
  'maksoi 116 000 euroa',
  'AB0401234567',
])('in an adviser’s line, %s is text', (text) => {
  expect(parseMarkdown(text, 'adviser')).toEqual([{ kind: 'p', of: [text] }])
})

test('any text at all is parsed, and no word of it is lost', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom('- ', '1. ', '**', '[', '](', ')', '\n', '  ', 'https://a.fi', '# '),
          fc.string({ maxLength: 5 }),
        ),
      ),
      (parts) => {
        const text = parts.join('')
        const words = (of: string): string => of.replace(/[^\p{L}]/gu, '')
        const kept = words(plainWords(parseMarkdown(text)))
        // A link's address is not read out; everything else is.
        if (!/\]\((https?:|\/|tel:|mailto:)/.test(text)) expect(kept).toBe(words(text))
      },
    ),
  )
})

test('read aloud and saved, an answer has its numbers and no marks', () => {
  expect(plainWords(parseMarkdown('**Näin teet**\n\n1. Avaa [palvelu](https://a.fi).\n2. Sulje.'))).toBe(
    'Näin teet\n1. Avaa palvelu.\n2. Sulje.',
  )
})
