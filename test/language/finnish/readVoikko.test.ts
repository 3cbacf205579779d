import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { analyzeFinnish } from '../../../src/language/finnish/analyzeFinnish'
import { readTransducer, TransducerError } from '../../../src/language/finnish/readTransducer'
import { readVoikko } from '../../../src/language/finnish/readVoikko'

const file = '/usr/lib/voikko/5/mor-standard/mor.vfst'

/** A transducer that accepts "ab" and says "[Xp]x[X]"; written by hand from the format's description. */
function tinyTransducer(): Buffer {
  const symbols = ['', '@P.A.B@', '@R.A.B@', 'a', 'b', '[Xp]', 'x', '[X]']
  const table = Buffer.concat(symbols.map((symbol) => Buffer.from(`${symbol}\0`)))
  const head = Buffer.alloc(18)
  head.writeUInt32LE(0x00013a6e, 0)
  head.writeUInt32LE(0x000351fa, 4)
  head.writeUInt16LE(symbols.length, 16)
  const start = Buffer.concat([head, table])
  const cell = (symbolIn: number, symbolOut: number, target: number): Buffer => {
    const bytes = Buffer.alloc(8)
    bytes.writeUInt16LE(symbolIn, 0)
    bytes.writeUInt16LE(symbolOut, 2)
    bytes.writeUInt32LE(target, 4)
    return bytes
  }
  return Buffer.concat([
    start,
    Buffer.alloc((8 - (start.length % 8)) % 8),
    cell(1, 0, 1),
    cell(3, 5, 2),
    cell(4, 6, 3),
    cell(2, 0, 4),
    cell(0, 7, 5),
    cell(0xffff, 0, 0),
  ])
}

function outputs(bytes: Buffer, word: string): string[] {
  const found: string[] = []
  readTransducer(bytes).walk(word, (symbols) => found.push(symbols.join('')) > 0)
  return found
}

describe('readTransducer', () => {
  it('walks epsilons, flags and characters', () => {
    expect(outputs(tinyTransducer(), 'ab')).toEqual(['[Xp]x[X]'])
  })

  it('accepts nothing else', () => {
    for (const word of ['', 'a', 'abb', 'ba', 'q']) expect(outputs(tinyTransducer(), word)).toEqual([])
  })

  it('refuses what is not a transducer with a sentence', () => {
    expect(() => readTransducer(Buffer.from('hello hello hello hello'))).toThrow(TransducerError)
    expect(() => readTransducer(tinyTransducer().subarray(0, 24))).toThrow(/symbol table/)
  })
})

describe('readVoikko', () => {
  it('names a file that is missing or is no dictionary', () => {
    expect(() => readVoikko('/nowhere/mor.vfst')).toThrow(/voikko-fi/)
    const folder = mkdtempSync(join(tmpdir(), 'voikko-'))
    writeFileSync(join(folder, 'mor.vfst'), 'not a dictionary, but long enough to be read')
    expect(() => readVoikko(join(folder, 'mor.vfst'))).toThrow(TransducerError)
    rmSync(folder, { recursive: true })
  })

  // The dictionary is GPL data of the machine (Debian's voikko-fi), so where it is missing this says so by its name.
  const withDictionary = existsSync(file) ? it : it.skip
  withDictionary('knows lemmas, compounds and words without dots (needs voikko-fi)', () => {
    const dictionary = readVoikko(file)
    expect(dictionary.lemmas('hakemuksen')).toEqual([{ lemma: 'hakemus', parts: [] }])
    expect(dictionary.lemmas('verkkopankkitunnuksilla')[0]).toEqual({
      lemma: 'verkkopankkitunnus',
      parts: ['verkko', 'pankki', 'tunnus'],
    })
    expect(dictionary.lemmasWithoutDots('tyottomyysturva').map(({ lemma }) => lemma)).toContain('työttömyysturva')
    expect(dictionary.lemmas('xqzzy')).toEqual([])
  })

  withDictionary('makes spoken and inflected forms meet (needs voikko-fi)', () => {
    const analyzer = analyzeFinnish(readVoikko(file))
    const meet = (one: string, two: string): boolean =>
      analyzer.word(one).terms.some(({ term }) => analyzer.word(two).terms.some((other) => other.term === term))
    for (const [one, two] of [
      ['unohtanu', 'unohdin'],
      ['tunnarit', 'tunnuksilla'],
      ['veroilmotuksen', 'veroilmoitus'],
      ['käyttäny', 'käytän'],
    ] as const) {
      expect([one, two, meet(one, two)]).toEqual([one, two, true])
    }
  })
})
