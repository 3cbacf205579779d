import { remember } from '../../src/language/remember'
import { rememberWords } from '../../src/language/rememberWords'

test('what was made is made once, until so many are kept that it starts again', () => {
  const made: string[] = []
  const lengthOf = remember(2, (word) => {
    made.push(word)
    return { length: word.length }
  })
  expect(lengthOf('kela').length).toBe(4)
  expect(lengthOf('kela')).toBe(lengthOf('kela'))
  lengthOf('vero')
  lengthOf('posti')
  expect(lengthOf('kela').length).toBe(4)
  expect(made).toEqual(['kela', 'vero', 'posti', 'kela'])
})

test('words that were recalled stay, however many others are asked about', () => {
  const analyzed: string[] = []
  const wordOf = (text: string, known: boolean) => ({
    text,
    terms: [{ term: text, weight: 1 }],
    parts: [],
    grammar: false,
    known,
  })
  const words = rememberWords((text) => {
    analyzed.push(text)
    return wordOf(text, false)
  })
  words.recall([wordOf('kela', true)])
  for (let flood = 0; flood < 25_000; flood++) words.word(`x${flood}`)
  expect(words.word('kela').known).toBe(true)
  expect(analyzed).not.toContain('kela')
  expect(words.word('x24999')).toBe(words.word('x24999'))
  expect(analyzed).toHaveLength(25_000)
})
