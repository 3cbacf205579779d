/** What the browser finds before it sends is found by the server too, and everything that is written plainly is found in the browser. */
import { findPersonalData, maskText } from '../../src/privacy/mask'
import { findSecrets, hideWith } from '../../src/privacy/maskSecrets'

const plain: readonly (readonly [string, string])[] = [
  ['tunnukseni on 131052-308T, miten pääsen Kelaan', 'identity_code'],
  ['hetu 131052–308T', 'identity_code'],
  ['tili FI21 1234 5600 0007 85', 'iban'],
  ['kortti 4539 1488 0343 6467 katosi', 'card'],
  ['verkkopankin käyttäjätunnus on 12345678', 'bank_credentials'],
  ['lösenordet är Kissa123', 'password'],
  ['Salasana: Kissa123', 'password'],
]

test.each(plain)('"%s" is stopped in the browser as %s', (text, kind) => {
  expect(findSecrets(text).map((found) => found.kind)).toEqual([kind])
  expect(findPersonalData(text).map((found) => found.kind)).toContain(kind)
})

test.each([
  'soita 040 123 4567 tai kirjoita maija@example.fi',
  'Kela on auki 9.00–15.30, postinumero 00100, vuosi 2026',
  'påse är 12 kg och ½ kostar 3 €, ẞ İ ŉ 🙂',
])('"%s" goes as it is', (text) => {
  expect(findSecrets(text)).toEqual([])
})

test('what is hidden in the browser stays hidden, and the server has nothing of its own to add to it', () => {
  const text = 'Hetu 131052-308T ja kortti 4539 1488 0343 6467'
  const hidden = hideWith(text, findSecrets)
  expect(hidden).toEqual(maskText(text))
  expect(findSecrets(hidden.text)).toEqual([])
})

test('every place that is found is a place of the text itself, whatever the letters before it', () => {
  for (const before of ['', 'ääkköset ', '½ ẞ İ ŉ ', '🙂\u200b ', 'ﬁ ']) {
    const [found] = findSecrets(`${before}131052-308T`)
    expect(found && `${before}131052-308T`.slice(found.start, found.end)).toBe('131052-308T')
  }
})
