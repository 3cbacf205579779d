/** Masking, on generated codes in every form people and programs write them in. Seeded, so that a failure can be had again. */
import fc from 'fast-check'
import { findPersonalData, maskText } from '../../src/privacy/mask'

const seed = 20261122
const runs = { seed, numRuns: 3000 }

const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'
const two = (value: number) => String(value).padStart(2, '0')

const parts = fc.record({
  day: fc.integer({ min: 1, max: 28 }),
  month: fc.integer({ min: 1, max: 12 }),
  year: fc.integer({ min: 0, max: 99 }),
  number: fc.integer({ min: 2, max: 999 }),
  sign: fc.constantFrom(...'+-YXWVUABCDEF'),
})
const identityCode = parts.map(({ day, month, year, number, sign }) => {
  const digits = two(day) + two(month) + two(year) + String(number).padStart(3, '0')
  return digits.slice(0, 6) + sign + digits.slice(6) + check[Number(digits) % 31]
})

const dashes = ['-', '–', '—', '−', '‐', '‑', '&#45;', '&ndash;', '－']
/** Ways of writing the same: each takes a code and gives it in another form. */
const forms: Record<string, (code: string) => string> = {
  plain: (code) => code,
  'lower case': (code) => code.toLowerCase(),
  'spaces about the sign': (code) => `${code.slice(0, 6)} ${code[6]} ${code.slice(7)}`,
  'a line break after the sign': (code) => `${code.slice(0, 7)}\n${code.slice(7)}`,
  'a character apart': (code) => [...code].join(' '),
  'the date in threes': (code) => `${code.slice(0, 2)} ${code.slice(2, 4)} ${code.slice(4)}`,
  'dots in the date': (code) => `${code.slice(0, 2)}.${code.slice(2, 4)}.${code.slice(4)}`,
  'full width': (code) => [...code].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join(''),
  'Arabic digits': (code) => code.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))),
  'Bengali digits': (code) => code.replace(/\d/g, (digit) => String.fromCharCode(0x9e6 + Number(digit))),
  'mathematical digits': (code) => code.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
  'zero width': (code) => [...code].join('\u200b'),
  'soft hyphens': (code) => [...code].join('\u00ad'),
  tags: (code) => `${code.slice(0, 4)}<b>${code.slice(4, 8)}</b>${code.slice(8)}`,
  'character references': (code) => [...code].map((one) => `&#${one.charCodeAt(0)};`).join(''),
  glued: (code) => `hetu${code}`,
}

for (const [name, form] of Object.entries(forms)) {
  test(`every identity code is masked in the form: ${name}`, () => {
    fc.assert(
      fc.property(identityCode, fc.constantFrom(...dashes), (code, dash) => {
        const written = form(code)
        const dashed = name === 'character references' || name === 'full width' ? written : written.replace('-', dash)
        expect(maskText(`Hei, ${dashed} on tunnukseni`)).toEqual({
          text: name === 'glued' ? 'Hei, hetu⟦ID⟧ on tunnukseni' : 'Hei, ⟦ID⟧ on tunnukseni',
          found: ['identity_code'],
        })
      }),
      { seed, numRuns: 400 },
    )
  })
}

test('an identity code with one wrong digit or check character is still masked', () => {
  fc.assert(
    fc.property(identityCode, fc.constantFrom(7, 8, 9, 10), fc.constantFrom(...check), (code, at, other) => {
      const replaced = at < 10 ? other.replace(/\D/, '4') : other
      expect(maskText(`tunnus ${code.slice(0, at)}${replaced}${code.slice(at + 1)}.`).found).toEqual(['identity_code'])
    }),
    runs,
  )
})

const fill = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })

function finnishAccount(digits: string): string {
  const rest = BigInt(`${digits}151800`) % 97n
  return `FI${two(Number(98n - rest))}${digits}`
}

test('every Finnish bank account is masked, in groups or not', () => {
  fc.assert(
    fc.property(fill(14), fc.constantFrom('', ' ', '-', '\u00a0'), (digits, gap) => {
      const account = finnishAccount(digits.join(''))
      const written = account.replace(/(.{4})(?=.)/g, `$1${gap}`)
      expect(maskText(`tili ${written} kiitos 5`)).toEqual({ text: 'tili ⟦IBAN⟧ kiitos 5', found: ['iban'] })
    }),
    runs,
  )
})

function luhnDigit(digits: readonly number[]): number {
  const sum = [...digits]
    .reverse()
    .reduce((all, digit, at) => all + (at % 2 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2), 0)
  return (10 - (sum % 10)) % 10
}

test('every payment card is masked, in groups or not', () => {
  fc.assert(
    fc.property(fc.constantFrom(3, 4, 5), fill(14), fc.constantFrom('', ' ', '-'), (first, digits, gap) => {
      const all = [first, ...digits]
      const card = [...all, luhnDigit(all)].join('').replace(/(.{4})(?=.)/g, `$1${gap}`)
      expect(maskText(`kortti ${card}, kiitos`)).toEqual({ text: 'kortti ⟦CARD⟧, kiitos', found: ['card'] })
    }),
    runs,
  )
})

test('every mobile number is masked, at home and from abroad', () => {
  const start = fc.constantFrom('040', '041', '044', '045', '046', '050', '0457', '049')
  const gaps = fc.constantFrom(
    (number: string) => number,
    (number: string) => number.replace(/^(\d{3})(\d{3})/, '$1 $2 '),
    (number: string) => number.replace(/^(\d{3})/, '$1-'),
    (number: string) => number.replace(/^0(\d{2})/, '+358 $1 '),
    (number: string) => number.replace(/^0/, '+358'),
    (number: string) => number.replace(/^0(\d{2})/, '+358 (0)$1 '),
    (number: string) => number.replace(/^0/, '00358'),
  )
  fc.assert(
    fc.property(start, fill(7), gaps, (prefix, digits, gap) => {
      const masked = maskText(`numeroni on ${gap(prefix + digits.join(''))}, soittakaa`)
      expect(masked.text).toMatch(/^numeroni on ⟦(TEL|ID)⟧, soittakaa$/)
    }),
    runs,
  )
})

const pieces = fc.oneof(
  identityCode,
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'0123456789 -+.,:/()@<>&;#=abeFIT\n⟦⟧'), maxLength: 40 }),
  fc.constantFrom(
    'salasana on ',
    'pin ',
    'koden är ',
    'FI21 1234 5600 0007 85',
    '040 123 4567',
    'a@b.fi',
    'passi ',
    '<b>',
    '&#45;',
  ),
)

test('masking what was masked changes nothing, and what is found lies in the text, in order', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (all) => {
      const text = all.join('')
      const found = findPersonalData(text)
      let last = 0
      for (const { start, end } of found) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        last = end
      }
      expect(last).toBeLessThanOrEqual(text.length)
      const once = maskText(text).text
      expect(maskText(once).text).toBe(once)
    }),
    { seed, numRuns: 6000 },
  )
})

test('nothing is found in words without digits and signs', () => {
  const word = fc.string({ unit: fc.constantFrom(...'aehiklmnoprstuvyäö'), minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      expect(maskText(words.join(' ')).found).toEqual([])
    }),
    runs,
  )
})
