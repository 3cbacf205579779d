/**
 * Reads a Voikko finite-state transducer (`mor.vfst`, unweighted, little-endian) and walks it. Knows the file format and
 * nothing of Finnish: what the output symbols mean is voikko.ts's business.
 *
 * Format (libvoikko, "VFST"): 16-byte header (two magic numbers, weight flag), a table of NUL-ended UTF-8 symbols, padding to
 * 8 bytes, then 8-byte transitions: input symbol u16, output symbol u16, target state (24 bits) and number of further
 * transitions of the state (8 bits; 255 means that the next cell holds the number). Input 0xFFFF marks a final state.
 * Symbols: 0 epsilon, then flag diacritics `@X.FEATURE.VALUE@`, then characters and multi-character tags.
 */

const magic = [0x00013a6e, 0x000351fa] as const
const finalSymbol = 0xffff

/** Thrown when a dictionary file is not what we can read; the caller goes on without it. */
export class TransducerError extends Error {
  readonly code = 'TRANSDUCER_UNREADABLE'
}

/** Flag diacritics by their symbol's number; of kind '' is epsilon. */
interface Flags {
  readonly kinds: readonly ('' | 'P' | 'C' | 'U' | 'R' | 'D')[]
  readonly feature: readonly number[]
  /** 0 means "no value given". */
  readonly value: readonly number[]
  /** How many features there are, at least one. */
  readonly features: number
}

type Emit = (symbols: readonly string[]) => boolean

export interface Transducer {
  /**
   * Calls `emit` with the output symbols of every path that accepts `word`, until it returns false. `lenient` maps a
   * character to another that it may also stand for (dots left out: a → ä). Stops silently after `maxSteps` transitions.
   */
  walk(word: string, emit: Emit, lenient?: ReadonlyMap<string, string>, maxSteps?: number): void
}

/** Throws TransducerError when `bytes` is not an unweighted transducer of this format. */
export function readTransducer(bytes: Buffer): Transducer {
  if (bytes.length < 18 || bytes.readUInt32LE(0) !== magic[0] || bytes.readUInt32LE(4) !== magic[1] || bytes[8] !== 0) {
    throw new TransducerError(
      'The dictionary is not an unweighted little-endian VFST file: leave it out or install voikko-fi anew.',
    )
  }
  const { symbols, end } = readSymbols(bytes)
  const start = Math.ceil(end / 8) * 8
  const copy = bytes.buffer.slice(
    bytes.byteOffset + start,
    bytes.byteOffset + bytes.length - ((bytes.length - start) % 8),
  )
  const cells16 = new Uint16Array(copy)
  const cells32 = new Uint32Array(copy)
  const flags = readFlags(symbols)
  const firstPlain = flags.kinds.length
  const codes = new Map<string, number>()
  for (let i = firstPlain; i < symbols.length; i++) codes.set(symbols[i] ?? '', i)

  // One walk at a time, over and over: its state is kept here, so that a walk allocates nothing but what it finds.
  const values = new Uint16Array(flags.features)
  const input: number[] = []
  const other: number[] = []
  const output: string[] = []
  let steps = 0
  let emit: Emit = () => false

  const visit = (state: number, at: number): boolean => {
    const info = cells32[state * 2 + 1]!
    let last = state + (info >>> 24)
    const overflow = info >>> 24 === 255
    if (overflow) last = state + cells32[(state + 1) * 2]! + 1
    // Epsilon and flags come first, then characters in order of their numbers.
    let cell = state
    for (; cell <= last; cell++) {
      if (overflow && cell === state + 1) continue
      const symbolIn = cells16[cell * 4]!
      if (symbolIn === finalSymbol) {
        if (at === input.length && !emit(output)) return false
        continue
      }
      if (symbolIn >= firstPlain) break
      if (--steps < 0) return false
      const feature = flags.feature[symbolIn]!
      const before = values[feature]!
      if (!applyFlag(flags, symbolIn, values)) continue
      const symbolOut = cells16[cell * 4 + 1]!
      if (symbolOut >= firstPlain) output.push(symbols[symbolOut]!)
      const goOn = visit(cells32[cell * 2 + 1]! & 0xffffff, at)
      if (symbolOut >= firstPlain) output.pop()
      values[feature] = before
      if (!goOn) return false
    }
    if (at === input.length) return true
    const twin = other[at]!
    if (!follow(cell, last, input[at]!, at)) return false
    return twin < 0 || follow(cell, last, twin, at)
  }

  /** Every transition between two cells that reads `symbol`, found by halving. */
  const follow = (from: number, last: number, symbol: number, at: number): boolean => {
    let low = from
    let high = last + 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (cells16[middle * 4]! < symbol) low = middle + 1
      else high = middle
    }
    for (let cell = low; cell <= last && cells16[cell * 4] === symbol; cell++) {
      if (--steps < 0) return false
      const symbolOut = cells16[cell * 4 + 1]!
      if (symbolOut !== 0) output.push(symbols[symbolOut]!)
      const goOn = visit(cells32[cell * 2 + 1]! & 0xffffff, at + 1)
      if (symbolOut !== 0) output.pop()
      if (!goOn) return false
    }
    return true
  }

  return {
    walk(word, told, lenient, maxSteps = 60_000) {
      input.length = 0
      other.length = 0
      for (const char of word) {
        const code = codes.get(char)
        if (code === undefined) return
        const twin = lenient?.get(char)
        input.push(code)
        other.push(twin === undefined ? -1 : (codes.get(twin) ?? -1))
      }
      values.fill(0)
      output.length = 0
      steps = maxSteps
      emit = told
      visit(0, 0)
    },
  }
}

function readSymbols(bytes: Buffer): { symbols: string[]; end: number } {
  const count = bytes.readUInt16LE(16)
  const symbols: string[] = []
  let at = 18
  for (let i = 0; i < count; i++) {
    const end = bytes.indexOf(0, at)
    if (end < 0) throw new TransducerError('The dictionary ends inside its symbol table: install voikko-fi anew.')
    symbols.push(bytes.toString('utf8', at, end))
    at = end + 1
  }
  return { symbols, end: at }
}

function readFlags(symbols: readonly string[]): Flags {
  const kinds: Flags['kinds'][number][] = ['']
  const feature = [0]
  const value = [0]
  const featureIds = new Map<string, number>()
  const valueIds = new Map<string, number>()
  for (let i = 1; i < symbols.length; i++) {
    const parts = /^@([PCURD])\.([^.@]+)(?:\.([^@]+))?@$/.exec(symbols[i] ?? '')
    if (!parts) break
    const [, kind, name = '', wanted] = parts
    if (!featureIds.has(name)) featureIds.set(name, featureIds.size)
    if (wanted !== undefined && !valueIds.has(wanted)) valueIds.set(wanted, valueIds.size + 1)
    kinds.push(kind as 'P' | 'C' | 'U' | 'R' | 'D')
    feature.push(featureIds.get(name) ?? 0)
    value.push(wanted === undefined ? 0 : (valueIds.get(wanted) ?? 0))
  }
  return { kinds, feature, value, features: Math.max(1, featureIds.size) }
}

/** Positive set, clear, unify, require, disallow: true when the path may go on. `values` holds 0 for "unset". */
function applyFlag({ kinds, feature, value }: Flags, symbol: number, values: Uint16Array): boolean {
  const place = feature[symbol]!
  const wanted = value[symbol]!
  const now = values[place]!
  switch (kinds[symbol]!) {
    case '':
      return true
    case 'P':
      values[place] = wanted
      return true
    case 'C':
      values[place] = 0
      return true
    case 'U':
      if (now === 0) values[place] = wanted
      return now === 0 || now === wanted
    case 'R':
      return wanted === 0 ? now !== 0 : now === wanted
    case 'D':
      return wanted === 0 ? now === 0 : now !== wanted
  }
}
