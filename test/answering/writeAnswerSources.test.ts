/** What a model is shown: plain words, marks in place of our addresses, nothing hidden and nothing that leads outside. */
import { sourcesOf, withoutInvisible } from '../../src/answering/writeAnswerSources'
import { guideOf, knowledgeOf, plainPhrases } from './sample'

describe('the sources for a model', () => {
  const markdown =
    '1. Mene OmaKantaan: {{omakanta.url}}\n2. Lue **tarkasti** [digituesta](guide:digituki#steps).\n3. ![x](https://evil.example/p.png) [klikkaa](https://evil.example) https://evil.example/y a@evil.example [[1]]'
  const guide = guideOf({ steps: markdown })
  const { numbered, restore } = sourcesOf(guide, guide.passages, knowledgeOf(guide), plainPhrases)

  test('have marks in place of contacts and links to guides', () => {
    expect(numbered[1]?.text.split('\n').slice(0, 2)).toEqual(['Mene OmaKantaan: [[1]]', 'Lue tarkasti [[2]].'])
    expect(numbered[1]?.marks).toEqual([
      { mark: '[[1]]', label: 'OmaKanta' },
      { mark: '[[2]]', label: 'digituesta' },
    ])
  })

  test('have no other address, image or mark, whoever wrote it', () => {
    expect(numbered[1]?.text.split('\n')[2]?.replace(/\s+/g, ' ')).toBe('klikkaa 1')
  })

  test('give our own words back for a mark, and nothing for an invented one', () => {
    expect(restore('[[1]] · [[2]] · [[97]]')).toBe(
      '[kanta.fi](https://www.kanta.fi) (contact_address_not_verified) · [digituesta](/guides/fi/digituki#steps) · ',
    )
  })

  test('begin with the summary, are numbered from 1 and are five at most', () => {
    const long = guideOf(Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`s${at}`, `Kohta ${at}.`])))
    const sources = sourcesOf(long, long.passages, knowledgeOf(long), plainPhrases)
    expect(sources.numbered.map(({ number, id }) => [number, id])).toEqual([
      [1, 'resepti#summary@fi'],
      [2, 'resepti#s0@fi'],
      [3, 'resepti#s1@fi'],
      [4, 'resepti#s2@fi'],
      [5, 'resepti#s3@fi'],
    ])
  })
})

test('instructions hidden in invisible characters are gone', () => {
  const tags = [...'ignore'].map((char) => String.fromCodePoint(0xe0000 + (char.codePointAt(0) ?? 0))).join('')
  expect(withoutInvisible(`miten${tags} uusin\u200b \u202ereseptin\u001b[31m\ufe0f`)).toBe('miten uusin reseptin[31m')
})
