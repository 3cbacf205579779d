import { remember } from '../../src/language/remember'

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
