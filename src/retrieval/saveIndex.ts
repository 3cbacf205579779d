/**
 * An index as one buffer and back: magic, format version, a key that names knowledge and analysis, a checksum, then the parts. Knows
 * no folder. What does not check out to the last byte is not an index: the caller builds anew.
 */
import { createHash } from 'node:crypto'
import { isLanguage } from '../language/languages'
import type { LanguageIndex, Postings } from './languageIndex'

const magic = 'OPASTIN-INDEX-3\n'
const checksumBytes = 32

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array
const kinds = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, f4: Float32Array } as const
type Kind = keyof typeof kinds

/** `key` is whatever must be the same for the index to be still true: knowledge version, analyzer version. */
export function packIndex(index: LanguageIndex, key: string): Buffer {
  const parts: Numbers[] = []
  const layout: { name: string; kind: Kind; length: number }[] = []
  const add = (name: string, numbers: Numbers): void => {
    layout.push({ name, kind: kindOf(numbers), length: numbers.length })
    parts.push(numbers)
  }
  for (const name of ['idf', 'rarity', 'unitGuide', 'unitKind', 'unitPlace', 'unitMass', 'wordCounts'] as const)
    add(name, index[name])
  for (const name of postingNames) {
    add(`${name}.offsets`, index[name].offsets)
    add(`${name}.docs`, index[name].docs)
    add(`${name}.impacts`, index[name].impacts)
  }
  if (index.affinity) {
    add('affinity.weights', index.affinity.weights)
    add('affinity.rarity', index.affinity.rarity)
  }
  const head = Buffer.from(
    JSON.stringify({
      key,
      language: index.language,
      guides: index.guides,
      terms: index.terms.join('\n'),
      words: index.words.join('\n'),
      scales: postingNames.map((name) => index[name].scale),
      layout,
    }),
  )
  const chunks: Buffer[] = [sizeOf(head.length), head, padding(4 + head.length)]
  for (const numbers of parts)
    chunks.push(Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength), padding(numbers.byteLength))
  const body = Buffer.concat(chunks)
  return Buffer.concat([Buffer.from(magic), createHash('sha256').update(body).digest(), body])
}

/** The index, or undefined when the bytes are damaged, of another version or of other knowledge. Never throws. */
export function unpackIndex(bytes: Buffer, key: string): LanguageIndex | undefined {
  const start = magic.length + checksumBytes
  if (bytes.length < start + 4 || bytes.toString('latin1', 0, magic.length) !== magic) return undefined
  const body = bytes.subarray(start)
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(magic.length, start))) return undefined
  // The checksum holds, so the rest is as packIndex wrote it.
  const headLength = body.readUInt32LE(0)
  const head = JSON.parse(body.toString('utf8', 4, 4 + headLength)) as {
    key: string
    language: string
    guides: string[]
    terms: string
    words: string
    scales: number[]
    layout: { name: string; kind: Kind; length: number }[]
  }
  if (head.key !== key || !isLanguage(head.language)) return undefined
  const whole = new Uint8Array(body).buffer
  let at = aligned(4 + headLength)
  const numbers = new Map<string, Numbers>()
  for (const { name, kind, length } of head.layout) {
    const part = new kinds[kind](whole, at, length)
    numbers.set(name, part)
    at += aligned(part.byteLength)
  }
  const terms = lines(head.terms)
  const weights = numbers.get('affinity.weights')
  const postings = (name: (typeof postingNames)[number], i: number): Postings => ({
    offsets: numbers.get(`${name}.offsets`) as Uint32Array,
    docs: numbers.get(`${name}.docs`) as Uint32Array,
    impacts: numbers.get(`${name}.impacts`) as Uint16Array,
    scale: head.scales[i] ?? 1,
  })
  return {
    language: head.language,
    guides: head.guides,
    terms,
    termIds: new Map(terms.map((term, id) => [term, id])),
    idf: numbers.get('idf') as Float32Array,
    rarity: numbers.get('rarity') as Float32Array,
    guidePostings: postings('guidePostings', 0),
    unitPostings: postings('unitPostings', 1),
    gramPostings: postings('gramPostings', 2),
    unitGuide: numbers.get('unitGuide') as Uint32Array,
    unitKind: numbers.get('unitKind') as Uint8Array,
    unitPlace: numbers.get('unitPlace') as Uint16Array,
    unitMass: numbers.get('unitMass') as Float32Array,
    affinity: weights && {
      kinds: weights.length / numbers.get('affinity.rarity')!.length,
      weights: weights as Float32Array,
      rarity: numbers.get('affinity.rarity') as Float32Array,
    },
    words: lines(head.words),
    wordCounts: numbers.get('wordCounts') as Uint32Array,
  }
}

const postingNames = ['guidePostings', 'unitPostings', 'gramPostings'] as const

function kindOf(numbers: Numbers): Kind {
  if (numbers instanceof Float32Array) return 'f4'
  if (numbers instanceof Uint32Array) return 'u4'
  return numbers instanceof Uint16Array ? 'u2' : 'u1'
}

function lines(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

function aligned(length: number): number {
  return Math.ceil(length / 4) * 4
}

function padding(length: number): Buffer {
  return Buffer.alloc(aligned(length) - length)
}

function sizeOf(length: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(length)
  return bytes
}
