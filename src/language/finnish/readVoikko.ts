/**
 * Finnish dictionary forms and compound parts from Voikko's morphology (Debian `voikko-fi`, file `mor.vfst`). Knows the tags of
 * its analyses; the file format is readTransducer.ts's business. The dictionary is GPL data and never part of this project: it
 * is read where the machine has it.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { remember } from '../remember'
import { readTransducer, TransducerError, type Transducer } from './readTransducer'

export interface Lemma {
  /** The dictionary form, lower case; a compound keeps its first parts as written: `pankkitunnus`. */
  readonly lemma: string
  /** Dictionary forms of a compound's parts: `pankki`, `tunnus`; empty for a simple word. */
  readonly parts: readonly string[]
}

export interface Dictionary {
  /** Names the dictionary's data, for caches. */
  readonly version: string
  /** Readings of a lower-case word, fewest parts first, at most four; empty when the dictionary does not know it. */
  lemmas(word: string): readonly Lemma[]
  /** The same for a word that may lack its dots (`tyottomyys`). */
  lemmasWithoutDots(word: string): readonly Lemma[]
}

const dots: ReadonlyMap<string, string> = new Map([
  ['a', 'ä'],
  ['o', 'ö'],
])
const mostReadings = 24
const mostRemembered = 2_000

/** Reads the dictionary file (about 4 MB, 10 ms). Throws TransducerError when it is not readable. */
export function readVoikko(file: string): Dictionary {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (cause) {
    throw new TransducerError(`The dictionary ${file} cannot be read: install voikko-fi or leave the setting empty.`, {
      cause,
    })
  }
  const transducer = readTransducer(bytes)
  return {
    version: `voikko-${bytes.length}-${createHash('sha256').update(bytes.subarray(-65536)).digest('hex').slice(0, 8)}`,
    // A word that is not known is asked about by each of those who try to make something of it.
    lemmas: remember(mostRemembered, (word) => read(transducer, word)),
    lemmasWithoutDots: (word) => read(transducer, word, dots),
  }
}

function read(transducer: Transducer, word: string, lenient?: ReadonlyMap<string, string>): Lemma[] {
  const readings = new Map<string, Lemma>()
  let count = 0
  transducer.walk(
    word,
    (symbols) => {
      const lemma = toLemma(symbols)
      if (lemma) readings.set(`${lemma.lemma}/${lemma.parts.join('+')}`, lemma)
      return ++count < mostReadings
    },
    lenient,
  )
  const sorted = [...readings.values()].sort((one, two) => one.parts.length - two.parts.length)
  const fewest = sorted[0]?.parts.length ?? 0
  return sorted.filter((reading) => reading.parts.length === fewest).slice(0, 4)
}

/** `[Ln][Xp]pankki[X]pankk[Sn][Ny]i[Bh][Bc][Ln][Xp]tunnus[X]tunnu[Sn][Nm]kset` → pankkitunnus, [pankki, tunnus]. */
function toLemma(symbols: readonly string[]): Lemma | undefined {
  const parts: string[] = []
  let before = ''
  let surface = ''
  let base = ''
  let inside: 'surface' | 'base' | 'skip' = 'surface'
  for (const symbol of symbols) {
    if (symbol === '[Xp]') {
      inside = 'base'
      base = ''
    } else if (symbol === '[X]') inside = 'surface'
    else if (symbol.startsWith('[X')) inside = 'skip'
    else if (symbol === '[Bc]') {
      if (base !== '') parts.push(base.toLowerCase())
      before += surface
      surface = ''
      base = ''
    } else if (symbol.startsWith('[')) continue
    else if (inside === 'base') base += symbol
    else if (inside === 'surface') surface += symbol
  }
  if (base !== '') parts.push(base.toLowerCase())
  const last = base === '' ? surface : base
  const lemma = `${before}${last}`.toLowerCase().replaceAll('=', '')
  if (lemma === '') return undefined
  const all = parts.flatMap((part) => part.split('='))
  return { lemma, parts: all.length > 1 ? all : [] }
}
